//! A client of nothing but TCP, and the question that it asks.

use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

use heyan_sandbox::{Fault, FaultKind, FaultStatus, Sandbox, SandboxConfig, Vendor};
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::oneshot;
use tokio::task::yield_now;

pub(crate) const PATH: &str = "/verifyface_mobile/query";
pub(crate) const FORM: &str = "application/x-www-form-urlencoded";

pub(crate) async fn start() -> Sandbox {
    Sandbox::start(SandboxConfig::default()).await.unwrap()
}

/// A well-formed question about nobody in particular, which gets 100.
#[derive(Clone)]
pub(crate) struct Question(Vec<(&'static str, String)>);

impl Question {
    pub(crate) fn new() -> Self {
        Self(vec![
            ("key", "any".to_owned()),
            ("realname", "张三".to_owned()),
            ("idcard", "11010519491231002X".to_owned()),
            ("mobile", "13800138000".to_owned()),
            ("image", "/9j/4AAQSkZJRg==".to_owned()),
        ])
    }

    pub(crate) fn about(persona: &heyan_sandbox::Persona) -> Self {
        Self::new()
            .with("realname", persona.name)
            .with("idcard", persona.id_number)
            .with("mobile", persona.mobile)
    }

    pub(crate) fn with(mut self, field: &'static str, value: &str) -> Self {
        self.0.retain(|(name, _)| *name != field);
        self.0.push((field, value.to_owned()));
        self
    }

    pub(crate) fn without(mut self, field: &str) -> Self {
        self.0.retain(|(name, _)| *name != field);
        self
    }

    pub(crate) fn body(&self) -> String {
        form_urlencoded::Serializer::new(String::new()).extend_pairs(&self.0).finish()
    }

    pub(crate) async fn ask(&self, sandbox: &Sandbox) -> Answer {
        post(sandbox, FORM, &self.body()).await
    }

    /// The `res` of the answer, or its `error_code` where that is not 0.
    pub(crate) async fn code(&self, sandbox: &Sandbox) -> u64 {
        let answer = self.ask(sandbox).await;
        assert_eq!(answer.status, 200);
        // The vendor's trailing comma is the one thing that is not JSON.
        let json: Value = serde_json::from_str(&answer.body.replace(",}", "}")).unwrap();
        match json["error_code"].as_u64().unwrap() {
            0 => json["result"]["res"].as_u64().unwrap(),
            error => error,
        }
    }
}

pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head
            .lines()
            .filter_map(|line| line.split_once(": "))
            .find_map(|(sent, value)| sent.eq_ignore_ascii_case(name).then_some(value))
    }
}

pub(crate) async fn post(sandbox: &Sandbox, content_type: &str, body: &str) -> Answer {
    let request = post_bytes(content_type, body, "Connection: close\r\n");
    send(sandbox, &request).await
}

pub(crate) fn post_bytes(content_type: &str, body: &str, more: &str) -> String {
    post_bytes_to(PATH, content_type, body, more)
}

pub(crate) fn post_bytes_to(path: &str, content_type: &str, body: &str, more: &str) -> String {
    format!(
        "POST {path} HTTP/1.1\r\nHost: sandbox\r\nContent-Type: {content_type}\r\n{more}Content-Length: {}\r\n\r\n{body}",
        body.len()
    )
}

/// A connection on which a question has been asked, and nothing been read.
pub(crate) async fn asked(sandbox: &Sandbox) -> TcpStream {
    let mut stream = TcpStream::connect(sandbox.address()).await.unwrap();
    ask_on(&mut stream).await;
    stream
}

/// Asks the usual question on a connection that is kept.
pub(crate) async fn ask_on(stream: &mut TcpStream) {
    stream.write_all(post_bytes(FORM, &Question::new().body(), "").as_bytes()).await.unwrap();
}

/// A request with neither a body nor a Content-Type.
pub(crate) async fn bare(sandbox: &Sandbox, method: &str, target: &str) -> Answer {
    send(sandbox, &format!("{method} {target} HTTP/1.1\r\nHost: sandbox\r\nConnection: close\r\n\r\n")).await
}

pub(crate) async fn send(sandbox: &Sandbox, request: &str) -> Answer {
    let mut stream = TcpStream::connect(sandbox.address()).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    receive(&mut stream).await
}

/// Reads one answer, and not a byte more.
pub(crate) async fn receive(stream: &mut TcpStream) -> Answer {
    soon(receive_all(stream)).await
}

async fn receive_all(stream: &mut TcpStream) -> Answer {
    let mut answer = read_head(stream).await;
    let length = match answer.status {
        204 | 304 => 0, // They have no body, whatever the head says.
        _ => answer.header("content-length").unwrap().parse().unwrap(),
    };
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await.unwrap();
    answer.body = String::from_utf8(body).unwrap();
    answer
}

pub(crate) fn status(status: u16) -> FaultKind {
    FaultKind::Status(FaultStatus::new(status).unwrap())
}

/// A sandbox whose next request takes this fault.
pub(crate) async fn scripted(kind: FaultKind) -> Sandbox {
    let sandbox = start().await;
    sandbox.script(Fault::new(Vendor::Juhe, kind));
    sandbox
}

/// What the books say: how many answers were billed, and the code and the fault of each request.
#[track_caller]
pub(crate) fn check_books(sandbox: &Sandbox, billed: usize, logged: &[(&str, Option<&str>)]) {
    assert_eq!(sandbox.invoice().juhe.len(), billed);
    let requests = sandbox.requests();
    let requests: Vec<_> = requests.iter().map(|request| (request.code.as_str(), request.fault)).collect();
    assert_eq!(requests, logged);
    assert_eq!(sandbox.faults(), [], "what was scripted has been taken");
}

/// The connection serves the next question as if nothing had been.
pub(crate) async fn check_kept(stream: &mut TcpStream) {
    ask_on(stream).await;
    assert_eq!(receive(stream).await.json()["result"]["res"], 100);
}

/// An answer as far as its head, and not a byte more.
pub(crate) async fn read_head(stream: &mut TcpStream) -> Answer {
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        head.push(char::from(stream.read_u8().await.unwrap()));
    }
    Answer { status: head.split(' ').nth(1).unwrap().parse().unwrap(), head, body: String::new() }
}

/// Waits until all that was scripted has been taken. Unlike other waiting, this leaves a paused clock where it is.
pub(crate) async fn taken(sandbox: &Sandbox) {
    let taking = async {
        while !sandbox.faults().is_empty() {
            yield_now().await;
        }
    };
    soon(taking).await;
}

/// Turns a test that would hang into one that fails. The time is the machine's and not tokio's, so it means the
/// same under a paused clock.
pub(crate) async fn soon<T>(happening: impl Future<Output = T>) -> T {
    let (happened, waiting) = mpsc::channel::<()>();
    let (late, is_late) = oneshot::channel();
    std::thread::spawn(move || {
        if waiting.recv_timeout(Duration::from_secs(20)) == Err(RecvTimeoutError::Timeout) {
            let _ = late.send(());
        }
    });
    tokio::select! {
        biased;
        value = happening => { drop(happened); value }
        _ = is_late => panic!("nothing happens any more"),
    }
}
