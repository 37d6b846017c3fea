//! What each fault is: kind, stage and billing, and that the vendor is asked at most once.

use heyan_core::{Billing, ErrorKind, Stage};
use heyan_transport::{Answer, Cause, Fault, Transport, TransportConfig};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::time::{Duration, Instant, advance, pause};

use crate::vendor::{Vendor, form, read_question};

#[track_caller]
fn check(result: Result<Answer, Fault>, kind: ErrorKind, stage: Stage, billing: Billing) {
    let fault = result.unwrap_err();
    assert_eq!((fault.kind(), fault.stage(), fault.billing()), (kind, stage, billing), "{fault}");
}

#[tokio::test]
async fn a_refused_connection_is_not_sent_and_not_billed() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let closed = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let transport = Transport::new(&TransportConfig::new(closed)).unwrap();
    let result = transport.post_form(&transport.endpoint("/ask"), form(), None).await;
    assert!(matches!(result.as_ref().unwrap_err().cause(), Cause::Refused));
    check(result, ErrorKind::Network, Stage::NotSent, Billing::NotBilled);
}

#[tokio::test]
async fn a_connection_closed_on_accept_is_a_network_fault_that_is_never_billed() {
    let vendor = Vendor::start(|stream| async move { drop(stream) }).await;
    let fault = vendor.ask().await.unwrap_err();
    assert_eq!(fault.kind(), ErrorKind::Network);
    // How far the question got is a race; what that means for the fee is not.
    let not_sent = fault.stage() == Stage::NotSent;
    assert!(not_sent || fault.stage() == Stage::MaybeSent);
    assert_eq!(fault.billing(), if not_sent { Billing::NotBilled } else { Billing::MaybeBilled });
    assert_eq!(vendor.connections(), 1, "asked once");
}

#[tokio::test]
async fn a_connection_closed_after_the_question_may_be_billed() {
    let vendor = Vendor::answering("").await;
    check(vendor.ask().await, ErrorKind::Network, Stage::MaybeSent, Billing::MaybeBilled);
    assert_eq!(vendor.connections(), 1, "asked once");
}

#[tokio::test]
async fn a_connection_reset_after_the_question_may_be_billed() {
    let vendor = Vendor::start(|mut stream| async move {
        read_question(&mut stream).await;
        stream.set_zero_linger().unwrap();
    })
    .await;
    check(vendor.ask().await, ErrorKind::Network, Stage::MaybeSent, Billing::MaybeBilled);
    assert_eq!(vendor.connections(), 1, "asked once");
}

#[tokio::test]
async fn a_truncated_answer_may_be_billed() {
    for truncated in [
        "HTTP/1.1 200 OK\r\ncontent-le",
        "HTTP/1.1 200 OK\r\ncontent-length: 20\r\n\r\n{\"error_code\":0",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{\"err",
    ] {
        let vendor = Vendor::answering(truncated).await;
        check(vendor.ask().await, ErrorKind::Network, Stage::MaybeSent, Billing::MaybeBilled);
        assert_eq!(vendor.connections(), 1, "asked once");
    }
}

#[tokio::test]
async fn an_answer_that_is_not_http_is_a_protocol_error_that_may_be_billed() {
    let vendor = Vendor::answering("SSH-2.0-OpenSSH_9.2\r\n\r\n").await;
    check(vendor.ask().await, ErrorKind::Protocol, Stage::Answered, Billing::MaybeBilled);
}

#[tokio::test]
async fn a_status_that_is_never_read_is_told_by_its_class() {
    for (status, kind) in [
        (201, ErrorKind::Protocol),
        (204, ErrorKind::Protocol),
        (302, ErrorKind::Protocol),
        (307, ErrorKind::Protocol),
        (429, ErrorKind::RateLimited),
        (500, ErrorKind::Unavailable),
        (503, ErrorKind::Unavailable),
    ] {
        let answer = format!("HTTP/1.1 {status} X\r\nlocation: /again\r\ncontent-length: 0\r\n\r\n");
        let vendor = Vendor::answering(answer).await;
        check(vendor.ask().await, kind, Stage::Answered, Billing::MaybeBilled);
        assert_eq!(vendor.connections(), 1, "a redirect is never followed: {status}");
    }
}

#[tokio::test]
async fn an_answer_over_the_limit_is_read_no_further() {
    let announced = Vendor::answering("HTTP/1.1 200 OK\r\ncontent-length: 262145\r\n\r\n").await;
    check(announced.ask().await, ErrorKind::Protocol, Stage::Answered, Billing::MaybeBilled);

    // One that never ends would fill the memory of a client without a limit.
    let (sent, mut was_sent) = tokio::sync::mpsc::unbounded_channel();
    let endless = Vendor::start(move |mut stream| {
        let sent = sent.clone();
        async move {
            read_question(&mut stream).await;
            stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await.unwrap();
            let mut bytes = 0;
            while stream.write_all(&[b' '; 8192]).await.is_ok() {
                bytes += 8192;
            }
            sent.send(bytes).unwrap();
        }
    })
    .await;
    check(endless.ask().await, ErrorKind::Protocol, Stage::Answered, Billing::MaybeBilled);
    // The limit, and what the buffers of two sockets take.
    assert!(was_sent.recv().await.unwrap() < 32 * 1024 * 1024);
}

#[tokio::test]
async fn an_answer_of_exactly_the_limit_is_read() {
    let mut answer = b"HTTP/1.1 200 OK\r\ncontent-length: 262144\r\n\r\n".to_vec();
    answer.resize(answer.len() + 262_144, b' ');
    let vendor = Vendor::answering(answer).await;
    assert_eq!(vendor.ask().await.unwrap().body().len(), 262_144);
}

#[tokio::test]
async fn silence_past_the_time_out_may_be_billed() {
    for prefix in ["", "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{"] {
        let (vendor, asked) = Vendor::silent_after(prefix).await;
        let (transport, endpoint) = vendor.transport();
        let asking = tokio::spawn(async move { transport.post_form(&endpoint, form(), None).await });
        asked.await.unwrap();
        pause();
        let paused = Instant::now();
        advance(Duration::from_secs(16)).await;
        check(asking.await.unwrap(), ErrorKind::Timeout, Stage::MaybeSent, Billing::MaybeBilled);
        assert!(paused.elapsed() < Duration::from_secs(17), "by the clock that stands still");
        assert_eq!(vendor.connections(), 1, "asked once");
        tokio::time::resume();
    }
}

#[tokio::test]
async fn the_requests_deadline_counts_where_it_is_sooner_than_the_time_out() {
    let (vendor, asked) = Vendor::silent_after("").await;
    let (transport, endpoint) = vendor.transport();
    let deadline = Instant::now() + Duration::from_secs(5);
    let asking =
        tokio::spawn(async move { transport.post_form(&endpoint, form(), Some(deadline.into_std())).await });
    asked.await.unwrap();
    pause();
    advance(Duration::from_secs(6)).await;
    check(asking.await.unwrap(), ErrorKind::Timeout, Stage::MaybeSent, Billing::MaybeBilled);
    assert!(deadline.elapsed() < Duration::from_secs(2), "by the clock that stands still");
}

#[tokio::test]
async fn a_deadline_that_has_passed_asks_nobody() {
    let vendor = Vendor::answering("").await;
    let (transport, endpoint) = vendor.transport();
    let now = Instant::now().into_std();
    let result = transport.post_form(&endpoint, form(), Some(now)).await;
    check(result, ErrorKind::Timeout, Stage::NotSent, Billing::NotBilled);
    assert_eq!(vendor.connections(), 0);
}

#[tokio::test]
async fn a_dropped_future_closes_its_connection() {
    let (closed, was_closed) = oneshot::channel();
    let (asked, was_asked) = oneshot::channel();
    let mut gates = Some((asked, closed));
    let vendor = Vendor::start(move |mut stream| {
        let gates = gates.take();
        async move {
            let (asked, closed) = gates.expect("asked once");
            read_question(&mut stream).await;
            asked.send(()).unwrap();
            assert_eq!(stream.read(&mut [0]).await.unwrap_or(0), 0);
            closed.send(()).unwrap();
        }
    })
    .await;
    let (transport, endpoint) = vendor.transport();
    let asking = tokio::spawn(async move { transport.post_form(&endpoint, form(), None).await });
    was_asked.await.unwrap();
    asking.abort();
    was_closed.await.unwrap();
}

#[test]
fn a_fault_says_nothing_of_where_and_what() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let fault = runtime.block_on(async {
        let vendor =
            Vendor::answering("HTTP/1.1 502 planted-reason\r\nx: planted-header\r\n\r\nplanted-body").await;
        vendor.ask().await.unwrap_err()
    });
    insta::assert_debug_snapshot!(fault, @r"
    Fault {
        kind: Unavailable,
        stage: Answered,
        cause: Status(
            502,
        ),
    }
    ");
    assert_eq!(fault.to_string(), "HTTP status 502");
    assert_eq!(fault.cause().meaning(), "an HTTP status of the vendor's failure (5xx)");
}
