//! Which proxy carries a question, if any.

use heyan_core::{ErrorKind, Stage};
use heyan_transport::{ProxySetting, Transport, TransportConfig};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::sync::mpsc;

use crate::vendor::{Vendor, form};

#[tokio::test]
async fn a_proxy_that_is_set_is_asked_to_connect_and_learns_no_more_than_the_host() {
    let (heard, mut hearing) = mpsc::unbounded_channel();
    let proxy = Vendor::start(move |mut stream| {
        let heard = heard.clone();
        async move {
            let mut head = vec![0; 1024];
            let length = stream.read(&mut head).await.unwrap();
            head.truncate(length);
            heard.send(String::from_utf8(head).unwrap()).unwrap();
            stream.write_all(b"HTTP/1.1 502 No\r\n\r\n").await.unwrap();
        }
    })
    .await;
    let pem = rcgen::generate_simple_self_signed(["x".to_owned()]).unwrap().cert.pem();
    let config = TransportConfig::new("https://vendor.invalid");
    let transport =
        Transport::new(&config.with_root_certificates(pem).with_proxy(ProxySetting::parse(&proxy.url())))
            .unwrap();
    let fault = transport.post_form(&transport.endpoint("/"), form(), None).await.unwrap_err();
    assert_eq!((fault.kind(), fault.stage()), (ErrorKind::Network, Stage::NotSent));
    assert!(hearing.recv().await.unwrap().starts_with("CONNECT vendor.invalid:443 HTTP/1.1\r\n"));
}

#[tokio::test]
async fn a_proxy_of_the_environment_is_ignored_unless_it_is_asked_for() {
    // The environment is the process's, so the test asks in a process of its own.
    const CHILD: &str = "HEYAN_TEST_PROXY_SETTING";
    if let Ok(setting) = std::env::var(CHILD) {
        let pem = rcgen::generate_simple_self_signed(["x".to_owned()]).unwrap().cert.pem();
        let config = TransportConfig::new("https://vendor.invalid").with_root_certificates(pem);
        let transport = Transport::new(&config.with_proxy(ProxySetting::parse(&setting))).unwrap();
        let fault = transport.post_form(&transport.endpoint("/"), form(), None).await.unwrap_err();
        assert_eq!((fault.kind(), fault.stage()), (ErrorKind::Network, Stage::NotSent));
        return;
    }
    for (setting, connections) in [("none", 0), ("env", 1)] {
        let proxy = Vendor::answering("HTTP/1.1 502 No\r\n\r\n").await;
        let (url, this) = (proxy.url(), std::env::current_exe().unwrap());
        let asked = tokio::task::spawn_blocking(move || {
            let name = "proxy::a_proxy_of_the_environment_is_ignored_unless_it_is_asked_for";
            let mut child = std::process::Command::new(this);
            child.args(["--exact", name]).env(CHILD, setting);
            for variable in ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"] {
                child.env(variable, &url);
            }
            child.env_remove("NO_PROXY").env_remove("no_proxy").output().unwrap()
        });
        let asked = asked.await.unwrap();
        assert!(asked.status.success(), "{}", String::from_utf8_lossy(&asked.stdout));
        assert_eq!(proxy.connections(), connections, "{setting}");
    }
}

#[tokio::test]
async fn loopback_is_never_proxied() {
    let proxy = Vendor::answering("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nproxy").await;
    let vendor = Vendor::answering("HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\nvendor").await;
    let config = TransportConfig::new(vendor.url()).with_proxy(ProxySetting::parse(&proxy.url()));
    let transport = Transport::new(&config).unwrap();
    let answer = transport.post_form(&transport.endpoint("/"), form(), None).await.unwrap();
    assert_eq!(answer.body(), b"vendor");
    assert_eq!(proxy.connections(), 0);
}
