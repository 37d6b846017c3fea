//! TLS: whom to trust, and what a handshake that fails or stalls says about the fee.

use std::sync::Arc;

use heyan_core::{Billing, ErrorKind, Stage};
use heyan_transport::{Cause, TlsFault, Transport, TransportConfig, TransportConfigError};
use tokio::io::AsyncWriteExt;
use tokio::sync::oneshot;
use tokio::time::{Duration, advance, pause};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

use crate::vendor::{Vendor, form, read_question};

/// A self-signed certificate for `localhost`: its PEM to trust, and a server that shows it.
fn certificate() -> (String, TlsAcceptor) {
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let key = PrivateKeyDer::try_from(made.signing_key.serialize_der()).unwrap();
    let server = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key)
        .unwrap();
    (made.cert.pem(), TlsAcceptor::from(Arc::new(server)))
}

fn transport(vendor: &Vendor, pem: String) -> Transport {
    let url = format!("https://localhost:{}", vendor.address.port());
    Transport::new(&TransportConfig::new(url).with_root_certificates(pem)).unwrap()
}

async fn vendor(acceptor: TlsAcceptor) -> Vendor {
    Vendor::start(move |stream| {
        let acceptor = acceptor.clone();
        async move {
            if let Ok(mut stream) = acceptor.accept(stream).await {
                read_question(&mut stream).await;
                stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}").await.unwrap();
            }
        }
    })
    .await
}

#[tokio::test]
async fn a_vendor_with_a_trusted_certificate_is_asked() {
    let (pem, acceptor) = certificate();
    let transport = transport(&vendor(acceptor).await, pem);
    assert_eq!(transport.post_form(&transport.endpoint("/"), form(), None).await.unwrap().body(), b"{}");
}

#[tokio::test]
async fn a_vendor_with_another_certificate_is_not_asked() {
    let (_, acceptor) = certificate();
    let (other, _) = certificate();
    let transport = transport(&vendor(acceptor).await, other);
    let fault = transport.post_form(&transport.endpoint("/"), form(), None).await.unwrap_err();
    assert_eq!((fault.kind(), fault.stage()), (ErrorKind::Network, Stage::NotSent));
    assert_eq!(fault.billing(), Billing::NotBilled);
    assert!(matches!(fault.cause(), Cause::Tls(TlsFault::Untrusted | TlsFault::WrongHost)), "{fault}");
}

#[tokio::test]
async fn a_handshake_that_stalls_is_a_time_out_of_a_question_never_sent() {
    let (accepted, was_accepted) = oneshot::channel();
    let mut accepted = Some(accepted);
    let vendor = Vendor::start(move |stream| {
        let accepted = accepted.take();
        async move {
            let mut byte = [0];
            stream.readable().await.unwrap();
            stream.peek(&mut byte).await.unwrap();
            if let Some(accepted) = accepted {
                accepted.send(()).unwrap();
            }
            std::future::pending::<()>().await;
        }
    })
    .await;
    let transport = transport(&vendor, certificate().0);
    let endpoint = transport.endpoint("/");
    let asking = tokio::spawn(async move { transport.post_form(&endpoint, form(), None).await });
    was_accepted.await.unwrap();
    pause();
    advance(Duration::from_secs(16)).await;
    let fault = asking.await.unwrap().unwrap_err();
    assert_eq!((fault.kind(), fault.stage()), (ErrorKind::Timeout, Stage::NotSent));
    assert_eq!(fault.billing(), Billing::NotBilled);
}

#[test]
fn without_any_root_certificate_only_loopback_can_be_asked() {
    // The machine's own certificates are found by these variables, so the test needs a process of its own.
    const CHILD: &str = "HEYAN_TEST_WITHOUT_CERTIFICATES";
    if std::env::var_os(CHILD).is_some() {
        let config = |url| TransportConfig::new(url);
        assert_eq!(
            Transport::new(&config("https://apis.juhe.cn")).unwrap_err(),
            TransportConfigError::NoRootCertificates
        );
        assert!(Transport::new(&config("http://127.0.0.1:1")).is_ok());
        return;
    }
    let status = std::process::Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "tls::without_any_root_certificate_only_loopback_can_be_asked"])
        .env(CHILD, "1")
        .env("SSL_CERT_FILE", "/nonexistent")
        .env("SSL_CERT_DIR", "/nonexistent")
        .output()
        .unwrap();
    assert!(status.status.success(), "{}", String::from_utf8_lossy(&status.stdout));
}
