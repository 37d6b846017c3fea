//! A vendor made of nothing but TCP: each test scripts what it does with a connection.

use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use heyan_transport::{Answer, Endpoint, Fault, Transport, TransportConfig};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use zeroize::Zeroizing;

/// The form that every test sends.
pub(crate) const FORM: &str = "key=k&realname=%E5%BC%A0%E4%B8%89";

/// A listening vendor that counts its connections.
pub(crate) struct Vendor {
    pub(crate) address: SocketAddr,
    connections: Arc<AtomicUsize>,
}

impl Vendor {
    /// Does `script` with each connection, one after the other.
    pub(crate) async fn start<F, Fut>(mut script: F) -> Self
    where
        F: FnMut(TcpStream) -> Fut + Send + 'static,
        Fut: Future<Output = ()> + Send,
    {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let connections = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&connections);
        tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                counter.fetch_add(1, Ordering::SeqCst);
                script(stream).await;
            }
        });
        Self { address, connections }
    }

    /// Reads the question, sends `answer`, and closes.
    pub(crate) async fn answering(answer: impl Into<Vec<u8>>) -> Self {
        let answer = answer.into();
        Self::start(move |mut stream| {
            let answer = answer.clone();
            async move {
                read_question(&mut stream).await;
                stream.write_all(&answer).await.unwrap();
            }
        })
        .await
    }

    /// Reads the question, says so, and is silent for ever. `prefix` of an answer goes first.
    pub(crate) async fn silent_after(prefix: &'static str) -> (Self, oneshot::Receiver<()>) {
        let (asked, was_asked) = oneshot::channel();
        let mut asked = Some(asked);
        let vendor = Self::start(move |mut stream| {
            let asked = asked.take();
            async move {
                read_question(&mut stream).await;
                stream.write_all(prefix.as_bytes()).await.unwrap();
                if let Some(asked) = asked {
                    asked.send(()).unwrap();
                }
                std::future::pending::<()>().await;
            }
        })
        .await;
        (vendor, was_asked)
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub(crate) fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }

    pub(crate) fn transport(&self) -> (Transport, Endpoint) {
        let transport = Transport::new(&TransportConfig::new(self.url())).unwrap();
        let endpoint = transport.endpoint("/ask");
        (transport, endpoint)
    }

    pub(crate) async fn ask(&self) -> Result<Answer, Fault> {
        let (transport, endpoint) = self.transport();
        transport.post_form(&endpoint, form(), None).await
    }
}

pub(crate) fn form() -> Zeroizing<Vec<u8>> {
    Zeroizing::new(FORM.as_bytes().to_vec())
}

/// Reads one whole question, by its Content-Length if it has one, and gives its text.
pub(crate) async fn read_question(stream: &mut (impl AsyncReadExt + Unpin)) -> String {
    let mut text = Vec::new();
    loop {
        let mut byte = [0];
        assert_eq!(stream.read(&mut byte).await.unwrap(), 1, "the question broke off");
        text.extend(byte);
        if text.ends_with(b"\r\n\r\n") {
            break;
        }
    }
    let head = String::from_utf8(text).unwrap();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    let length = length.map_or(0, |length| length.parse().unwrap());
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await.unwrap();
    head + &String::from_utf8(body).unwrap()
}
