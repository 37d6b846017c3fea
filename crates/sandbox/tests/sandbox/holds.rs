//! Holds: a request that has been worked on and waits, so that tests need no time.

use std::time::Duration;

use heyan_sandbox::{Fault, FaultKind, Sandbox, Vendor};
use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout};

use crate::support::{Question, asked, receive, soon, start};

/// Whether nothing arrives, however long one waits: the clock stands still, and moves when nothing else does.
async fn is_silent(stream: &mut TcpStream) -> bool {
    timeout(Duration::from_secs(3600), stream.read(&mut [0])).await.is_err()
}

async fn is_answered(mut stream: TcpStream) -> bool {
    receive(&mut stream).await.json()["result"]["res"] == 100
}

#[tokio::test(start_paused = true)]
async fn a_held_request_is_billed_and_waits() {
    let sandbox = start().await;
    let hold = sandbox.hold(Vendor::Juhe);
    assert!(timeout(Duration::from_secs(3600), hold.reached()).await.is_err(), "nobody has asked");

    let mut stream = asked(&sandbox).await;
    soon(hold.reached()).await;
    soon(hold.reached()).await; // It stays so.
    assert_eq!(sandbox.invoice().juhe.len(), 1);
    assert_eq!(sandbox.requests()[0].code, "100");
    assert!(is_silent(&mut stream).await);

    hold.release();
    assert!(is_answered(stream).await);
}

#[tokio::test(start_paused = true)]
async fn dropping_a_gate_opens_it() {
    let sandbox = start().await;
    let hold = sandbox.hold(Vendor::Juhe);
    let stream = asked(&sandbox).await;
    soon(hold.reached()).await;
    drop(hold);
    assert!(is_answered(stream).await);
}

#[tokio::test(start_paused = true)]
async fn each_gate_holds_one_request_in_order() {
    let sandbox = start().await;
    let (first, second) = (sandbox.hold(Vendor::Juhe), sandbox.hold(Vendor::Juhe));
    let one = asked(&sandbox).await;
    soon(first.reached()).await;
    let mut two = asked(&sandbox).await;
    soon(second.reached()).await;
    assert_eq!(Question::new().code(&sandbox).await, 100, "the third finds no hold");

    first.release();
    assert!(is_answered(one).await);
    assert!(is_silent(&mut two).await);
    second.release();
    assert!(is_answered(two).await);
}

#[tokio::test(start_paused = true)]
async fn a_gate_that_is_opened_early_holds_nobody() {
    let sandbox = start().await;
    let (early, later) = (sandbox.hold(Vendor::Juhe), sandbox.hold(Vendor::Juhe));
    early.release();
    let mut stream = asked(&sandbox).await;
    soon(later.reached()).await;
    assert!(is_silent(&mut stream).await, "the hold behind it is the first now");
}

#[tokio::test(start_paused = true)]
async fn a_held_request_meets_its_fault_when_the_gate_opens() {
    for kind in [FaultKind::ResetBefore, FaultKind::ResetAfterBilling] {
        let sandbox = start().await;
        sandbox.script(Fault::new(Vendor::Juhe, kind));
        let hold = sandbox.hold(Vendor::Juhe);
        let mut stream = asked(&sandbox).await;
        soon(hold.reached()).await;
        assert!(is_silent(&mut stream).await, "{kind:?}");
        hold.release();
        assert!(soon(stream.read_u8()).await.is_err(), "{kind:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_client_that_goes_while_it_is_held_leaves_nothing_behind() {
    let sandbox = start().await;
    let hold = sandbox.hold(Vendor::Juhe);
    let stream = asked(&sandbox).await;
    soon(hold.reached()).await;
    drop(stream);
    // Asking for something else gives it the time to be noticed.
    assert_eq!(Question::new().code(&sandbox).await, 100);
    assert_eq!(sandbox.invoice().juhe.len(), 2);

    let before = Instant::now();
    soon(sandbox.stop()).await;
    assert_eq!(before.elapsed(), Duration::ZERO, "nothing was left to end");
    hold.release();
}

#[tokio::test(start_paused = true)]
async fn nobody_comes_once_the_sandbox_is_gone() {
    let ends: [fn(Sandbox) -> tokio::task::JoinHandle<()>; 2] =
        [|sandbox| tokio::spawn(sandbox.stop()), |sandbox| tokio::spawn(async { drop(sandbox) })];
    for end in ends {
        let sandbox = start().await;
        let hold = sandbox.hold(Vendor::Juhe);
        end(sandbox).await.unwrap();
        soon(hold.reached()).await;
    }
}
