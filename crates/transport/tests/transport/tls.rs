//! TLS: whom to trust, and what a handshake that fails or stalls says about the fee.

use std::sync::Arc;

use heyan_core::{Billing, ErrorKind, Stage};
use heyan_transport::{
    Answer, Cause, Fault, Headers, TlsFault, Transport, TransportConfig, TransportConfigError,
};
use rcgen::CertificateParams;
use tokio::io::AsyncWriteExt;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

use crate::vendor::{Vendor, form, read_question};

/// A self-signed certificate for `localhost`: its PEM to trust, and a server that shows it.
fn certificate() -> (String, TlsAcceptor) {
    certificate_of("localhost", |_| {})
}

fn certificate_of(host: &str, change: impl FnOnce(&mut CertificateParams)) -> (String, TlsAcceptor) {
    let mut params = CertificateParams::new([host.to_owned()]).unwrap();
    change(&mut params);
    let key = rcgen::KeyPair::generate().unwrap();
    let made = params.self_signed(&key).unwrap();
    let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
    let server = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![made.der().clone()], key)
        .unwrap();
    (made.pem(), TlsAcceptor::from(Arc::new(server)))
}

/// What comes of a vendor that sends this over TLS and hangs up without the end of TLS.
pub(crate) async fn answering_without_close_notify(answer: &'static str) -> Result<Answer, Fault> {
    let (pem, acceptor) = certificate();
    let vendor = Vendor::start(move |stream| {
        let acceptor = acceptor.clone();
        async move {
            let mut stream = acceptor.accept(stream).await.unwrap();
            read_question(&mut stream).await;
            stream.write_all(answer.as_bytes()).await.unwrap();
            stream.flush().await.unwrap();
        }
    })
    .await;
    let transport = transport(&vendor, pem);
    transport.post_form(&transport.endpoint("/"), form(), None).await
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
async fn each_bad_certificate_is_told_by_what_is_wrong_with_it_and_nothing_is_sent() {
    let long_ago = |params: &mut CertificateParams| params.not_after = rcgen::date_time_ymd(2001, 1, 1);
    let not_yet = |params: &mut CertificateParams| params.not_before = rcgen::date_time_ymd(4000, 1, 1);
    let (_, untrusted) = certificate();
    for ((pem, acceptor), expected, message) in [
        (
            certificate_of("localhost", long_ago),
            TlsFault::Expired,
            "TLS: the server's certificate has expired; check this machine's clock, then tell the vendor",
        ),
        (
            certificate_of("localhost", not_yet),
            TlsFault::NotYetValid,
            "TLS: the server's certificate is not valid yet; check this machine's clock",
        ),
        (
            certificate_of("vendor.example", |_| {}),
            TlsFault::WrongHost,
            "TLS: the server's certificate is for another host; check base_url",
        ),
        (
            (certificate_of("other.example", |_| {}).0, untrusted),
            TlsFault::Untrusted,
            "TLS: the server's certificate is not signed by a trusted root; check root_certificate and the proxy",
        ),
    ] {
        let transport = transport(&vendor(acceptor).await, pem);
        for result in [
            transport.post_form(&transport.endpoint("/"), form(), None).await,
            transport.get(&transport.endpoint("/"), Headers::default(), None).await,
        ] {
            let fault = result.unwrap_err();
            assert_eq!((fault.kind(), fault.stage()), (ErrorKind::Network, Stage::NotSent), "{fault}");
            assert_eq!(fault.billing(), Billing::NotBilled);
            assert!(matches!(fault.cause(), Cause::Tls(told) if *told == expected), "{fault:?}");
            assert_eq!(fault.to_string(), message);
            assert!(message.contains(fault.cause().meaning()), "{}", fault.cause().meaning());
        }
    }
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
