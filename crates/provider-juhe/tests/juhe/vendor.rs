//! A vendor that sends bytes and hangs up, over TCP or TLS.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rcgen::CertificateParams;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

/// A listening vendor that counts its connections.
pub(crate) struct Vendor {
    pub(crate) url: String,
    /// The certificate to trust, of a vendor that speaks TLS.
    pub(crate) pem: String,
    connections: Arc<AtomicUsize>,
}

impl Vendor {
    /// Reads the request, sends `answer`, and closes.
    pub(crate) async fn answering(answer: impl Into<Vec<u8>>) -> Self {
        Self::start("http://127.0.0.1", None, answer.into()).await
    }

    /// The same over TLS, with a certificate for `localhost`, and without the end of TLS (`close_notify`).
    pub(crate) async fn answering_over_tls(
        answer: impl Into<Vec<u8>>,
        change: impl FnOnce(&mut CertificateParams),
    ) -> Self {
        let mut params = CertificateParams::new(["localhost".to_owned()]).unwrap();
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
        let acceptor = TlsAcceptor::from(Arc::new(server));
        Self { pem: made.pem(), ..Self::start("https://localhost", Some(acceptor), answer.into()).await }
    }

    async fn start(host: &str, acceptor: Option<TlsAcceptor>, answer: Vec<u8>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("{host}:{}", listener.local_addr().unwrap().port());
        let connections = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&connections);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                counter.fetch_add(1, Ordering::SeqCst);
                match &acceptor {
                    None => serve(stream, &answer).await,
                    Some(acceptor) => match acceptor.accept(stream).await {
                        Ok(stream) => serve(stream, &answer).await,
                        Err(_) => continue,
                    },
                }
            }
        });
        Self { url, pem: String::new(), connections }
    }

    pub(crate) fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }
}

async fn serve(mut stream: impl AsyncRead + AsyncWrite + Unpin, answer: &[u8]) {
    let mut request = Vec::new();
    while !is_whole(&request) {
        if stream.read_buf(&mut request).await.unwrap_or(0) == 0 {
            return;
        }
    }
    stream.write_all(answer).await.unwrap();
    stream.flush().await.unwrap();
}

fn is_whole(request: &[u8]) -> bool {
    let text = String::from_utf8_lossy(request);
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap();
    body.len() >= length.parse().unwrap()
}
