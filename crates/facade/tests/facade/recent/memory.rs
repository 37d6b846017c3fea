//! What the memory lets go of: by size, when it is over, and with whoever holds it.

use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use heyan::{AnswerStore, InMemory, Outcome, Portrait, RecentAnswers, Verifier, VerifyRequest};
use heyan_testkit::{FakeVerifier, person};
use tokio::runtime;
use tokio::time::advance;

use super::conformance::Forward;
use super::{clock, fake, pending, question, recent};
use crate::limited::settle;
use crate::people::build;
use crate::providers::{hosted_scan, photo_check};

const SECOND: Duration = Duration::from_secs(1);
const MOMENT: Duration = Duration::from_millis(1);

/// About this person, with a portrait of that many bytes.
fn photo(who: u32, bytes: usize) -> VerifyRequest {
    let mut jpeg = vec![0xFF, 0xD8, 0xFF, 0xE0];
    jpeg.resize(bytes, 0);
    build(person(who).everything().portrait(Portrait::from_bytes(jpeg).unwrap()))
}

fn kept(memory: &InMemory) -> usize {
    let shown = format!("{memory:?}");
    let number = shown.trim_start_matches("InMemory { kept: ").split(',').next().unwrap();
    number.parse().unwrap()
}

/// Time passes, and whoever wakes has their turn.
async fn pass(time: Duration) {
    settle().await;
    advance(time).await;
    settle().await;
}

fn tasks() -> usize {
    runtime::Handle::current().metrics().num_alive_tasks()
}

async fn ask(verifier: &impl Verifier, who: u32) {
    verifier.verify(&person(who).request()).await.unwrap();
}

#[tokio::test]
async fn of_more_portraits_than_it_keeps_the_oldest_goes_first() {
    let fake = fake(photo_check());
    let verifier = recent(&fake).with_portrait_bytes(100);
    // Who is asked about, the size of the portrait, and whether that takes a question.
    let steps = [
        ((1, 60), true),
        ((2, 40), true),
        ((1, 60), false),
        ((3, 10), true),
        ((2, 40), false),
        ((1, 60), true),
        ((3, 10), false),
        ((2, 40), true),
        // Larger than everything: given to whoever asked, never kept, and nobody goes for it.
        ((4, 101), true),
        ((4, 101), true),
        ((1, 60), false),
        ((2, 40), false),
        // Exactly everything.
        ((5, 100), true),
        ((5, 100), false),
        ((2, 40), true),
        ((5, 100), true),
    ];
    for (step, ((who, bytes), asks)) in steps.into_iter().enumerate() {
        let before = fake.calls().len();
        verifier.verify(&photo(who, bytes)).await.unwrap();
        assert_eq!(fake.calls().len() - before, usize::from(asks), "step {step}: person {who}");
    }
}

#[tokio::test(start_paused = true)]
async fn room_is_free_again_when_what_took_it_is_gone() {
    let memory = InMemory::default().with_clock(clock()).with_portrait_bytes(100);
    let verifier = recent(&fake(photo_check())).with_store(memory.clone());
    for _ in 0..3 {
        for who in [1, 2, 2, 1] {
            verifier.verify(&photo(who, 50)).await.unwrap();
            settle().await;
        }
        assert_eq!(kept(&memory), 2);
        pass(60 * SECOND).await;
        assert_eq!(kept(&memory), 0);
    }
}

#[tokio::test]
async fn where_nothing_is_set_it_keeps_64_mib_of_portraits() {
    const MIB: usize = 1024 * 1024;
    let memory = InMemory::default();
    let verifier = recent(&fake(photo_check())).with_store(memory.clone());
    for (who, bytes, keeps) in [(1, 32 * MIB, 1), (2, 32 * MIB, 2), (3, 4, 2), (4, 4, 3)] {
        verifier.verify(&photo(who, bytes)).await.unwrap();
        assert_eq!(kept(&memory), keeps, "person {who}");
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_over_goes_although_nobody_asks() {
    let memory = InMemory::default().with_clock(clock());
    let verifier = recent(&fake(photo_check())).with_store(memory.clone());
    ask(&verifier, 1).await;
    pass(20 * SECOND).await;
    ask(&verifier, 2).await;
    for (time, keeps) in [(40 * SECOND - MOMENT, 2), (2 * MOMENT, 1), (20 * SECOND, 0)] {
        pass(time).await;
        assert_eq!((kept(&memory), tasks()), (keeps, keeps.min(1)));
    }
    // And once more, though the one who woke for it is gone.
    ask(&verifier, 1).await;
    pass(60 * SECOND).await;
    assert_eq!((kept(&memory), tasks()), (0, 0));
}

#[tokio::test(start_paused = true)]
async fn what_is_over_sooner_does_not_wait_for_what_came_before() {
    let memory = InMemory::default().with_clock(clock());
    let fake = fake(photo_check());
    let of = |seconds| recent(&fake).with_store(memory.clone()).with_period(seconds * SECOND);
    ask(&of(100), 1).await;
    settle().await;
    ask(&of(10), 2).await;
    ask(&of(50), 3).await;
    for (time, keeps) in [(11, 2), (40, 1)] {
        pass(time * SECOND).await;
        assert_eq!(kept(&memory), keeps);
    }
    // Nor where somebody woke before, and sleeps for that again.
    ask(&of(10), 4).await;
    for (time, keeps) in [(11, 1), (40, 0)] {
        pass(time * SECOND).await;
        assert_eq!(kept(&memory), keeps);
    }
}

#[tokio::test(start_paused = true)]
async fn a_period_without_an_end_is_kept_and_not_waited_for() {
    let memory = InMemory::default().with_clock(clock());
    let verifier = recent(&fake(photo_check())).with_store(memory.clone()).with_period(Duration::MAX);
    ask(&verifier, 1).await;
    pass(1_000_000 * SECOND).await;
    assert_eq!((kept(&memory), tasks()), (1, 0));
}

#[tokio::test(start_paused = true)]
async fn what_is_over_is_for_the_clock_to_say() {
    let slow = Forward::default();
    let memory = InMemory::default().with_clock(slow.clone());
    let verifier = recent(&fake(photo_check())).with_store(memory.clone());
    ask(&verifier, 1).await;
    pass(61 * SECOND).await;
    assert_eq!(kept(&memory), 1, "the clock says not yet");
    slow.by(60 * SECOND);
    pass(61 * SECOND).await;
    assert_eq!(kept(&memory), 0);
}

#[tokio::test(start_paused = true)]
async fn a_scan_that_is_forgotten_is_waited_for_no_more() {
    let memory = InMemory::default().with_clock(clock());
    let of = |capability, seconds| {
        recent(&fake(capability)).with_store(memory.clone()).with_period(seconds * SECOND)
    };
    ask(&of(photo_check(), 10), 2).await;
    let session = pending(of(hosted_scan(), 100).verify(&question()).await);
    memory.forget(&question().with_session(session)).await;
    assert_eq!(kept(&memory), 1);
    pass(11 * SECOND).await;
    assert_eq!((kept(&memory), tasks()), (0, 0));
}

#[tokio::test(start_paused = true)]
async fn nobody_who_waits_for_an_end_holds_the_memory() {
    let time = Arc::new(clock());
    let verifier = RecentAnswers::new(fake(photo_check())).with_clock(Arc::clone(&time));
    ask(&verifier, 1).await;
    settle().await;
    assert_eq!(tasks(), 1);
    drop(verifier);
    settle().await;
    // Of all who read the clock, the memory is the last.
    assert_eq!((tasks(), Arc::strong_count(&time)), (0, 1));
}

async fn answered(verifier: &FakeVerifier) -> Outcome {
    verifier.verify(&question()).await.unwrap()
}

#[test]
fn a_memory_outlives_the_runtime_in_which_its_end_was_waited_for() {
    let runtime = || runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
    let memory = InMemory::default().with_clock(Forward::default());
    let fake = fake(photo_check());
    runtime().block_on(async {
        memory.keep(&question(), &answered(&fake).await, 60 * SECOND).await;
        settle().await;
        assert_eq!(tasks(), 1);
    });
    runtime().block_on(async {
        memory.keep(&photo(2, 4), &answered(&fake).await, 60 * SECOND).await;
        settle().await;
        assert_eq!((kept(&memory), tasks()), (2, 1));
    });
}

#[test]
fn without_a_runtime_what_is_over_goes_with_the_next_answer() {
    let time = Forward::default();
    let memory = InMemory::default().with_clock(time.clone());
    let runtime = runtime::Builder::new_current_thread().build().unwrap();
    let answer = runtime.block_on(answered(&fake(photo_check())));
    let keep = |who| {
        let question = person(who).request();
        let mut keeping = memory.keep(&question, &answer, 60 * SECOND);
        assert_eq!(keeping.as_mut().poll(&mut Context::from_waker(Waker::noop())), Poll::Ready(()));
    };
    keep(1);
    keep(2);
    assert_eq!(kept(&memory), 2);
    time.by(60 * SECOND);
    keep(3);
    assert_eq!(kept(&memory), 1);
}
