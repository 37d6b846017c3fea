//! A vendor that answers one question with a given status and body, or with given bytes.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

pub(crate) struct Vendor {
    pub(crate) url: String,
    asked: Arc<Mutex<Vec<u8>>>,
    _runtime: Runtime,
}

impl Vendor {
    pub(crate) fn answering(status: u16, body: &str) -> Self {
        let length = body.len();
        let head = format!("HTTP/1.1 {status} X\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n");
        Self::sending((head + body).into_bytes())
    }

    /// Sends these bytes, whatever they are, and hangs up.
    pub(crate) fn sending(answer: Vec<u8>) -> Self {
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let remembered = Arc::clone(&asked);
        runtime.spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut question = Vec::new();
            let mut length = None;
            while length.is_none_or(|length| question.len() < length) {
                stream.read_buf(&mut question).await.unwrap();
                length = length.or_else(|| announced(&question));
            }
            *remembered.lock().unwrap() = question;
            stream.write_all(&answer).await.unwrap();
        });
        Self { url, asked, _runtime: runtime }
    }

    /// The value of a field of the form that it was sent.
    pub(crate) fn field(&self, name: &str) -> String {
        let asked = self.asked.lock().unwrap();
        let body = asked.windows(4).position(|four| four == b"\r\n\r\n").map_or(0, |head| head + 4);
        let mut fields = form_urlencoded::parse(&asked[body..]);
        fields.find(|(field, _)| field == name).map(|(_, value)| value.into_owned()).unwrap_or_default()
    }
}

/// How long the whole question is, once its head has arrived.
fn announced(question: &[u8]) -> Option<usize> {
    let text = String::from_utf8_lossy(question);
    let (head, _) = text.split_once("\r\n\r\n")?;
    let length: usize = head.lines().find_map(|line| line.strip_prefix("content-length: "))?.parse().ok()?;
    Some(head.len() + 4 + length)
}
