//! The connect time-out, and what is proven of a request that never left. Time stands still here, and jumps to the next
//! moment that anybody waits for.

use heyan_core::{Billing, ErrorKind, Stage};
use heyan_transport::{Cause, Fault, Headers, ProxySetting, Transport, TransportConfig};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::time::{Duration, Instant};

use crate::vendor::{Vendor, form};

/// A host whose queue of connections is full, so that it drops every packet of another.
struct BlackHole {
    listener: TcpListener,
    _queue: Vec<TcpStream>,
}

impl BlackHole {
    async fn open() -> Self {
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
        // A queue of one holds two.
        let listener = socket.listen(1).unwrap();
        let address = listener.local_addr().unwrap();
        let queue =
            vec![TcpStream::connect(address).await.unwrap(), TcpStream::connect(address).await.unwrap()];
        Self { listener, _queue: queue }
    }

    fn url(&self, scheme: &str) -> String {
        format!("{scheme}://{}", self.listener.local_addr().unwrap())
    }
}

/// Whom `https` would trust if it got that far.
fn certificate() -> String {
    rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap().cert.pem()
}

fn config(url: String) -> TransportConfig {
    TransportConfig::new(url).with_root_certificates(certificate())
}

#[track_caller]
fn check_never_connected(fault: &Fault) {
    assert_eq!((fault.kind(), fault.stage()), (ErrorKind::Timeout, Stage::NotSent), "{fault}");
    assert_eq!(fault.billing(), Billing::NotBilled);
    assert!(matches!(fault.cause(), Cause::ConnectTimedOut), "{fault}");
}

async fn post_and_get(config: &TransportConfig) -> [(Fault, Duration); 2] {
    let transport = Transport::new(config).unwrap();
    let endpoint = transport.endpoint("/");
    let started = Instant::now();
    let posted = transport.post_form(&endpoint, form(), None).await.unwrap_err();
    let posted = (posted, started.elapsed());
    let started = Instant::now();
    let got = transport.get(&endpoint, Headers::default(), None).await.unwrap_err();
    [posted, (got, started.elapsed())]
}

#[tokio::test(start_paused = true)]
async fn a_host_that_takes_no_connection_costs_no_more_than_the_connect_time_out() {
    let hole = BlackHole::open().await;
    for scheme in ["http", "https"] {
        for (fault, elapsed) in post_and_get(&config(hole.url(scheme))).await {
            check_never_connected(&fault);
            assert_eq!(elapsed.as_secs(), 5, "by the clock that stands still");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_host_that_never_speaks_tls_costs_no_more_than_the_connect_time_out() {
    let vendor = Vendor::start(|stream| async move {
        std::future::pending::<()>().await;
        drop(stream);
    })
    .await;
    let url = format!("https://{}", vendor.address);
    for (fault, elapsed) in post_and_get(&config(url).with_connect_timeout(Duration::from_secs(2))).await {
        check_never_connected(&fault);
        assert_eq!(elapsed.as_secs(), 2, "by the clock that stands still");
    }
}

#[tokio::test(start_paused = true)]
async fn a_proxy_that_never_answers_costs_no_more_than_the_connect_time_out() {
    let proxy = Vendor::start(|stream| async move {
        std::future::pending::<()>().await;
        drop(stream);
    })
    .await;
    let config = config("https://vendor.invalid".to_owned()).with_proxy(ProxySetting::parse(&proxy.url()));
    for (fault, elapsed) in post_and_get(&config).await {
        check_never_connected(&fault);
        assert_eq!(elapsed.as_secs(), 5, "by the clock that stands still");
    }
}

#[tokio::test(start_paused = true)]
async fn a_connect_time_out_above_the_time_out_counts_as_the_time_out() {
    let hole = BlackHole::open().await;
    let config = config(hole.url("https"));
    for config in [
        config.clone().with_timeout(Duration::from_secs(3)),
        config.with_connect_timeout(Duration::MAX).with_timeout(Duration::from_secs(3)),
    ] {
        for (fault, elapsed) in post_and_get(&config).await {
            assert_eq!((fault.kind(), fault.stage()), (ErrorKind::Timeout, Stage::NotSent));
            assert_eq!(elapsed.as_secs(), 3, "by the clock that stands still");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_deadline_before_the_connect_time_out_ends_a_call_that_was_not_sent() {
    let hole = BlackHole::open().await;
    let transport = Transport::new(&config(hole.url("https"))).unwrap();
    let deadline = Instant::now() + Duration::from_secs(1);
    let result = transport.post_form(&transport.endpoint("/"), form(), Some(deadline.into_std())).await;
    let fault = result.unwrap_err();
    assert_eq!((fault.kind(), fault.stage()), (ErrorKind::Timeout, Stage::NotSent));
    assert!(matches!(fault.cause(), Cause::TimedOut), "{fault}");
}

#[tokio::test]
async fn the_connect_time_out_ends_with_connecting() {
    // The answer comes long after it, by the clock that stands still.
    let (vendor, asked) = Vendor::silent_after("").await;
    let config = TransportConfig::new(vendor.url()).with_connect_timeout(Duration::from_secs(1));
    let transport = Transport::new(&config).unwrap();
    let endpoint = transport.endpoint("/");
    let asking = tokio::spawn(async move { transport.post_form(&endpoint, form(), None).await });
    asked.await.unwrap();
    tokio::time::pause();
    let started = Instant::now();
    let fault = asking.await.unwrap().unwrap_err();
    assert_eq!((fault.kind(), fault.stage()), (ErrorKind::Timeout, Stage::MaybeSent));
    assert!(started.elapsed() > Duration::from_secs(10));
}

#[tokio::test]
async fn a_get_that_was_refused_is_not_sent_and_one_that_was_read_may_be() {
    let closed = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", closed.local_addr().unwrap());
    drop(closed);
    let transport = Transport::new(&TransportConfig::new(url)).unwrap();
    let fault = transport.get(&transport.endpoint("/"), Headers::default(), None).await.unwrap_err();
    assert_eq!((fault.kind(), fault.stage()), (ErrorKind::Network, Stage::NotSent));

    let vendor = Vendor::answering("").await;
    let (transport, endpoint) = vendor.transport();
    let fault = transport.get(&endpoint, Headers::default(), None).await.unwrap_err();
    assert_eq!((fault.kind(), fault.stage()), (ErrorKind::Network, Stage::MaybeSent));
    assert_eq!(vendor.connections(), 1, "asked once");
}
