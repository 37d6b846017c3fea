//! A vendor that answers by script and writes down what it was asked, on a loopback port.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Barrier;

/// What comes back to one question.
#[derive(Clone, Debug)]
pub(crate) enum Reply {
    /// Status 200 with this body.
    Says(String),
    /// The same, with this `Date`.
    SaysAt(String, &'static str),
    /// The same, once as many wait for it as the barrier holds up.
    TogetherAt(Arc<Barrier>, String, &'static str),
    /// These bytes and no more, then the connection ends.
    Bytes(Vec<u8>),
    /// Nothing, for as long as somebody waits.
    Silence,
}

/// The vendor; when its script is used up, it answers with status 500.
pub(crate) struct Vendor {
    pub(crate) url: String,
    questions: Arc<Mutex<Vec<String>>>,
}

impl Vendor {
    pub(crate) async fn start(script: impl IntoIterator<Item = Reply>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let questions = Arc::new(Mutex::new(Vec::new()));
        let script = Arc::new(Mutex::new(script.into_iter().collect::<VecDeque<_>>()));
        tokio::spawn({
            let questions = Arc::clone(&questions);
            async move {
                while let Ok((stream, _)) = listener.accept().await {
                    tokio::spawn(serve(stream, Arc::clone(&script), Arc::clone(&questions)));
                }
            }
        });
        Self { url, questions }
    }

    /// One answer after the other, each with status 200.
    pub(crate) async fn saying(bodies: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self::start(bodies.into_iter().map(|body| Reply::Says(body.into()))).await
    }

    /// Everything that was asked, head and form.
    pub(crate) fn questions(&self) -> Vec<String> {
        self.questions.lock().unwrap().clone()
    }

    /// The value of this field in the form of every question.
    pub(crate) fn field(&self, name: &str) -> Vec<Option<String>> {
        let of_form = |question: &String| {
            let (_, form) = question.split_once("\n\n").unwrap();
            let mut fields = form_urlencoded::parse(form.as_bytes());
            fields.find(|(field, _)| field == name).map(|(_, value)| value.into_owned())
        };
        self.questions().iter().map(of_form).collect()
    }
}

async fn serve(
    mut stream: TcpStream,
    script: Arc<Mutex<VecDeque<Reply>>>,
    questions: Arc<Mutex<Vec<String>>>,
) -> Option<()> {
    let mut read = Vec::new();
    loop {
        let (question, length) = loop {
            if let Some(found) = question(&read) {
                break found;
            }
            if stream.read_buf(&mut read).await.ok()? == 0 {
                return None;
            }
        };
        read.drain(..length);
        questions.lock().unwrap().push(question);
        let reply = script.lock().unwrap().pop_front();
        let (body, date) = match reply {
            Some(Reply::Says(body)) => (body, String::new()),
            Some(Reply::SaysAt(body, date)) => (body, format!("date: {date}\r\n")),
            Some(Reply::TogetherAt(barrier, body, date)) => {
                barrier.wait().await;
                (body, format!("date: {date}\r\n"))
            }
            Some(Reply::Bytes(bytes)) => {
                stream.write_all(&bytes).await.ok()?;
                return stream.shutdown().await.ok();
            }
            Some(Reply::Silence) => {
                let _ = stream.read_to_end(&mut Vec::new()).await;
                return None;
            }
            None => {
                let head = "HTTP/1.1 500 Unscripted\r\ncontent-length: 0\r\n\r\n";
                stream.write_all(head.as_bytes()).await.ok()?;
                continue;
            }
        };
        // In one piece: a second one would wait for the first to be acknowledged.
        let answer = format!("HTTP/1.1 200 OK\r\n{date}content-length: {}\r\n\r\n{body}", body.len());
        stream.write_all(answer.as_bytes()).await.ok()?;
    }
}

/// A whole question at the start of what was read, and its length.
fn question(read: &[u8]) -> Option<(String, usize)> {
    let text = String::from_utf8_lossy(read).into_owned();
    let head = text.find("\r\n\r\n")? + 4;
    let length = text[..head]
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "))
        .map_or(0, |length| length.parse().unwrap());
    (text.len() >= head + length).then(|| (text[..head + length].replace("\r\n", "\n"), head + length))
}
