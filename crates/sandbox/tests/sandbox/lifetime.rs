//! Starting and stopping: loopback only, and nothing left behind.

use std::error::Error;
use std::io::{self, ErrorKind, Read};
use std::sync::mpsc;
use std::time::Duration;

use heyan_sandbox::{Sandbox, SandboxConfig, SandboxError};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::Instant;

use crate::support::{FORM, Question, post_bytes, receive, start};

#[tokio::test]
async fn the_url_is_the_address() {
    let sandbox = start().await;
    assert!(sandbox.address().ip().is_loopback());
    assert_ne!(sandbox.address().port(), 0);
    assert_eq!(sandbox.url(), format!("http://127.0.0.1:{}", sandbox.address().port()));
    assert_eq!(format!("{sandbox:?}"), format!("Sandbox {{ address: {}, .. }}", sandbox.address()));
}

#[tokio::test]
async fn an_address_that_others_can_reach_is_refused() {
    for address in ["0.0.0.0:0", "192.0.2.1:8080", "[::]:0", "[2001:db8::1]:80"] {
        let config = SandboxConfig::default().with_listen(address.parse().unwrap());
        let error = Sandbox::start(config).await.unwrap_err();
        assert!(matches!(error, SandboxError::NotLoopback { .. }));
        assert_eq!(
            error.to_string(),
            format!(
                "the sandbox listens on loopback only (127.0.0.1 or [::1]), and {address} is not loopback"
            )
        );
    }
}

#[tokio::test]
async fn an_address_that_is_taken_is_an_error() {
    let first = start().await;
    let error = Sandbox::start(SandboxConfig::default().with_listen(first.address())).await.unwrap_err();
    assert_eq!(error.to_string(), format!("the sandbox cannot listen on {}", first.address()));
    assert!(error.source().is_some());
}

/// A connection that has been answered once and is kept.
async fn idle(sandbox: &Sandbox) -> TcpStream {
    let mut stream = TcpStream::connect(sandbox.address()).await.unwrap();
    stream.write_all(post_bytes(FORM, &Question::new().body(), "").as_bytes()).await.unwrap();
    assert_eq!(receive(&mut stream).await.status, 200);
    stream
}

/// A connection on which most of a request has been read, and the rest of that request.
async fn halfway(sandbox: &Sandbox) -> (TcpStream, Vec<u8>) {
    let mut stream = TcpStream::connect(sandbox.address()).await.unwrap();
    let mut request = post_bytes(FORM, &Question::new().body(), "").into_bytes();
    let rest = request.split_off(request.len() - 1);
    stream.write_all(&request).await.unwrap();
    // Asking for something else gives it the time to be read.
    assert_eq!(Question::new().code(sandbox).await, 100);
    (stream, rest)
}

/// Whether the other side ends the connection: by an end of the stream, or by a reset.
async fn ends(mut stream: TcpStream) -> bool {
    is_end(stream.read(&mut [0]).await)
}

/// Whether the other side has ended the connection already: nothing is waited for.
fn has_ended(stream: TcpStream) -> bool {
    is_end(stream.into_std().unwrap().read(&mut [0]))
}

fn is_end(read: io::Result<usize>) -> bool {
    match read {
        Ok(length) => length == 0,
        Err(error) => error.kind() == ErrorKind::ConnectionReset,
    }
}

async fn refuses(address: std::net::SocketAddr) -> bool {
    TcpStream::connect(address).await.is_err_and(|error| error.kind() == ErrorKind::ConnectionRefused)
}

// The clock stands still in these, and moves only when nothing else is left to do.
#[tokio::test(start_paused = true)]
async fn stopping_closes_the_port_and_waits_for_no_idle_connection() {
    let sandbox = start().await;
    let address = sandbox.address();
    let kept = idle(&sandbox).await;
    let silent = TcpStream::connect(address).await.unwrap();

    let before = Instant::now();
    sandbox.stop().await;

    assert_eq!(before.elapsed(), Duration::ZERO);
    assert!(refuses(address).await);
    assert!(has_ended(kept) && has_ended(silent));
}

#[tokio::test(start_paused = true)]
async fn stopping_cuts_off_a_request_that_does_not_arrive() {
    let sandbox = start().await;
    let (halfway, _rest) = halfway(&sandbox).await;

    sandbox.stop().await;

    assert!(has_ended(halfway));
}

#[tokio::test(start_paused = true)]
async fn stopping_waits_for_a_request_that_is_arriving_and_the_final_invoice_has_it() {
    let sandbox = start().await;
    let (mut halfway, rest) = halfway(&sandbox).await;

    // As long as a blocking task runs, the clock does not move at all.
    let (release, held) = mpsc::channel::<()>();
    let still = tokio::task::spawn_blocking(move || held.recv());
    let (written, invoice) = tokio::join!(halfway.write_all(&rest), sandbox.final_invoice());
    drop(release);

    written.unwrap();
    assert!(still.await.unwrap().is_err());
    let answer = receive(&mut halfway).await.json();
    assert_eq!(answer["result"]["res"], 100);
    // The last one is the one that was billed while the sandbox was stopping.
    assert_eq!(invoice.juhe.last().unwrap().order_id, answer["result"]["orderid"]);
}

#[tokio::test]
async fn dropping_closes_the_port_at_once_and_ends_every_connection() {
    let sandbox = start().await;
    let address = sandbox.address();
    let kept = idle(&sandbox).await;
    let silent = TcpStream::connect(address).await.unwrap();

    drop(sandbox);

    assert!(refuses(address).await);
    for stream in [kept, silent] {
        assert!(ends(stream).await);
    }
}

#[tokio::test]
async fn a_stopped_ones_port_is_free_again() {
    let sandbox = start().await;
    let address = sandbox.address();
    sandbox.stop().await;
    let next = Sandbox::start(SandboxConfig::default().with_listen(address)).await.unwrap();
    assert_eq!(Question::new().code(&next).await, 100);
    assert!(next.invoice().juhe[0].order_id.starts_with("JH801000000000001"));
}
