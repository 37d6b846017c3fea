//! The rate: who may go at once, who waits how long, who waits in vain.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use heyan::limits::{Every, Limits};
use heyan::{MockVerifier, Outcome, SkipReason, Verification, Verifier};
use tokio::time::{Instant, advance};

use crate::limited::{
    NOON_IN_SHANGHAI, ask, at, fake, fake_that, request_within, seconds, skipped, times, told, within,
};
use crate::providers::{hosted_scan, id, photo_check};

#[tokio::test(start_paused = true)]
async fn after_a_pause_that_many_go_at_once_and_the_others_evenly_spread() {
    for (every, apart) in [(Every::Second, 500.0), (Every::Minute, 30_000.0), (Every::Hour, 1_800_000.0)] {
        let (started, asked) = (Instant::now(), Arc::new(Mutex::new(Vec::new())));
        let mut mock = MockVerifier::named(id("a"), photo_check());
        mock.expect_verify().times(5).returning({
            let asked = Arc::clone(&asked);
            move |request| {
                asked.lock().unwrap().push(started.elapsed());
                Ok(Outcome::Answered(Verification::new(request, Default::default(), Vec::new())))
            }
        });
        let facade = at(NOON_IN_SHANGHAI)
            .provider_within(Limits::new().rate(times(2), every), mock)
            .deadline(seconds(24 * 3600))
            .build()
            .unwrap();
        let request = crate::people::build(crate::people::with_everything());
        for _ in 0..5 {
            let _ = facade.verify(&request).await;
        }
        let turns: Vec<f64> = asked
            .lock()
            .unwrap()
            .iter()
            .map(|at: &Duration| (at.as_secs_f64() * 1000.0 / apart).round())
            .collect();
        assert_eq!(turns, [0.0, 0.0, 1.0, 2.0, 3.0], "{every:?}");
        let earliest = asked.lock().unwrap()[2].as_secs_f64() * 1000.0;
        assert!(earliest >= apart, "never before its turn: {earliest} ms");
    }
}

#[tokio::test(start_paused = true)]
async fn whose_turn_comes_after_the_deadline_is_not_asked_and_does_not_wait() {
    let (a, b) = (fake("a"), fake("b"));
    let limited =
        at(NOON_IN_SHANGHAI).provider_within(Limits::new().rate(times(2), Every::Minute), Arc::clone(&a));
    let facade = limited.provider(Arc::clone(&b)).build().unwrap();
    for _ in 0..2 {
        assert_eq!(told(&ask(&facade).await), ["a billed"]);
    }
    let started = Instant::now();
    assert_eq!(told(&ask(&facade).await), ["a rate 2/min", "b billed"]);
    assert_eq!(started.elapsed(), Duration::ZERO);
    advance(seconds(25)).await;
    assert_eq!(told(&ask(&facade).await), ["a billed"], "five seconds are worth waiting for");
    assert!(started.elapsed() >= seconds(30));
}

#[tokio::test(start_paused = true)]
async fn queries_count_too_and_a_scan_that_cannot_be_asked_after_now_stays_open() {
    let scan = fake_that("scan", hosted_scan());
    let facade = within(Limits::new().rate(times(1), Every::Minute), &scan);
    let Ok(Outcome::Pending(session)) = ask(&facade).await else { panic!("a scan") };
    let result = facade.verify(&request_within(10).with_session(session)).await;
    let error = result.unwrap_err();
    assert_eq!(error.attempts().last().unwrap().skip().unwrap().reason, SkipReason::Rate);
    assert_eq!(error.attempts().last().unwrap().step(), heyan::Step::Query);
    let session = error.session().cloned().unwrap();
    advance(seconds(60)).await;
    assert!(facade.verify(&request_within(10).with_session(session)).await.unwrap().answered().is_some());
}

#[tokio::test(start_paused = true)]
async fn whoever_waits_and_is_dropped_was_never_asked() {
    let a = fake("a");
    let facade = within(Limits::new().rate(times(1), Every::Second), &a);
    ask(&facade).await.unwrap();
    let waiting = tokio::spawn({
        let facade = Arc::clone(&facade);
        async move { ask(&facade).await }
    });
    crate::limited::settle().await;
    waiting.abort();
    let _ = waiting.await;
    advance(seconds(1)).await;
    assert_eq!(skipped(&ask(&facade).await), None);
    assert_eq!((a.calls().len(), a.invoice().len()), (2, 2));
}
