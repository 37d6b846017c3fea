//! Stopping and dropping a sandbox in the middle of each fault.

use std::time::Duration;

use heyan_sandbox::{Fault, FaultKind, Sandbox, Vendor};
use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::support::{asked, receive, soon, start, status, taken};

const HOUR: Duration = Duration::from_secs(3600);

fn kinds() -> [FaultKind; 9] {
    [
        FaultKind::Delay(24 * HOUR),
        FaultKind::Refuse,
        FaultKind::ResetBefore,
        FaultKind::ResetAfterBilling,
        FaultKind::Truncate,
        FaultKind::Garbage,
        status(307),
        FaultKind::SlowDrip,
        FaultKind::Endless,
    ]
}

/// A sandbox in the middle of this fault, and the client that it happens to.
async fn in_the_middle_of(kind: FaultKind) -> (Sandbox, TcpStream) {
    let sandbox = start().await;
    sandbox.script(Fault::new(Vendor::Juhe, kind));
    let stream = match kind {
        FaultKind::Refuse => TcpStream::connect(sandbox.address()).await.unwrap(),
        _ => asked(&sandbox).await,
    };
    taken(&sandbox).await;
    (sandbox, stream)
}

/// Reads until the other side ends the connection, in whatever way.
async fn check_ends(mut stream: TcpStream) {
    let mut buffer = vec![0; 64 * 1024];
    let reading = async { while stream.read(&mut buffer).await.is_ok_and(|length| length > 0) {} };
    soon(reading).await;
}

/// The sandbox stops within a second of the paused clock, which no fault that goes on is over in.
async fn check_stops(sandbox: Sandbox, kind: FaultKind) {
    let stopped = soon(timeout(Duration::from_secs(1), sandbox.stop())).await;
    assert!(stopped.is_ok(), "{kind:?}");
}

#[tokio::test(start_paused = true)]
async fn stopping_ends_a_client_that_does_not_read() {
    for kind in kinds() {
        let (sandbox, stream) = in_the_middle_of(kind).await;
        check_stops(sandbox, kind).await;
        check_ends(stream).await;
    }
}

#[tokio::test(start_paused = true)]
async fn stopping_ends_a_client_that_goes_on_reading() {
    for kind in kinds() {
        let (sandbox, stream) = in_the_middle_of(kind).await;
        let reading = tokio::spawn(check_ends(stream));
        check_stops(sandbox, kind).await;
        reading.await.unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn dropping_ends_every_client() {
    for kind in kinds() {
        let (sandbox, stream) = in_the_middle_of(kind).await;
        drop(sandbox);
        check_ends(stream).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn dropping_ends_every_client_at_work_on_another_thread() {
    for kind in kinds() {
        let (sandbox, stream) = in_the_middle_of(kind).await;
        let reading = tokio::spawn(check_ends(stream));
        drop(sandbox);
        reading.await.unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn a_gate_holds_up_no_end() {
    for stop in [true, false] {
        let sandbox = start().await;
        let hold = sandbox.hold(Vendor::Juhe);
        let stream = asked(&sandbox).await;
        soon(hold.reached()).await;
        if stop {
            check_stops(sandbox, FaultKind::Delay(HOUR)).await;
        } else {
            drop(sandbox);
        }
        check_ends(stream).await;
        hold.release();
    }
}

#[tokio::test(start_paused = true)]
async fn stopping_lets_a_short_delay_end_in_its_answer() {
    let (sandbox, mut stream) = in_the_middle_of(FaultKind::Delay(Duration::from_millis(100))).await;
    soon(sandbox.stop()).await;
    assert_eq!(receive(&mut stream).await.json()["result"]["res"], 100);
}
