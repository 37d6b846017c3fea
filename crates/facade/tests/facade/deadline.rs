//! One deadline for the whole, kept even for verifiers that do not keep it themselves; time stands still here.

use std::sync::Arc;
use std::time::Duration;

use heyan::gates::{Every, Limits};
use heyan::{
    Billing, Capability, ErrorKind, Facade, Outcome, ProviderId, SkipReason, Stage, Verifier, VerifierExt,
    VerifyError, VerifyRequest,
};
use heyan_testkit::Answer;
use tokio::time::{Instant, advance};

use crate::limited::{
    NOON_IN_SHANGHAI, ask, at, fake, fake_that, places, request_within, seconds, settle, times, told,
};
use crate::people::{build, with_photo};
use crate::providers::{id, photo_check, unasked};

/// A verifier that keeps no deadline and never answers.
#[derive(Debug)]
struct Silent {
    id: ProviderId,
    capability: Capability,
}

#[async_trait::async_trait]
impl Verifier for Silent {
    fn id(&self) -> &ProviderId {
        &self.id
    }

    fn capability(&self) -> &Capability {
        &self.capability
    }

    async fn verify(&self, _: &VerifyRequest) -> Result<Outcome, VerifyError> {
        std::future::pending().await
    }
}

fn facade(deadline: Duration) -> Facade {
    let silent = Silent { id: id("silent"), capability: photo_check() };
    Facade::builder()
        .provider(silent)
        .provider(unasked("late", photo_check()))
        .deadline(deadline)
        .build()
        .unwrap()
}

#[tokio::test(start_paused = true)]
async fn a_verifier_that_never_answers_is_given_up_at_the_deadline_and_may_be_billed() {
    let started = Instant::now();
    let error = facade(Duration::from_secs(30)).verify(&build(with_photo())).await.unwrap_err();
    assert_eq!(started.elapsed(), Duration::from_secs(30));
    let [silent, late] = error.attempts() else { panic!("{error:?}") };
    let failure = silent.failure().unwrap();
    assert_eq!((failure.kind, failure.stage), (ErrorKind::Timeout, Stage::MaybeSent));
    assert_eq!(silent.billing(), Billing::MaybeBilled);
    assert_eq!(late.skip().unwrap().reason, SkipReason::Deadline);
}

#[tokio::test(start_paused = true)]
async fn the_sooner_of_the_two_deadlines_counts() {
    for (facades, requests, kept) in [(30, 10, 10), (10, 30, 10)] {
        let started = Instant::now();
        let deadline = started + Duration::from_secs(requests);
        let request = build(with_photo()).with_deadline(deadline.into_std());
        facade(Duration::from_secs(facades)).verify(&request).await.unwrap_err();
        assert_eq!(started.elapsed(), Duration::from_secs(kept));
    }
}

#[tokio::test]
async fn a_limit_from_now_is_a_deadline() {
    let error = facade(Duration::from_secs(30))
        .verify_within(&build(with_photo()), Duration::ZERO)
        .await
        .unwrap_err();
    assert!(error.attempts().iter().all(|attempt| attempt.skip().is_some()));
}

#[tokio::test]
async fn the_longest_deadline_there_is_does_not_overflow() {
    let answering = crate::providers::answers("a", photo_check(), crate::providers::ALL_MATCH);
    let facade = Facade::builder().provider(answering).deadline(Duration::MAX).build().unwrap();
    assert!(facade.verify_within(&build(with_photo()), Duration::MAX).await.is_ok());
}

/// A first provider that takes all but so much of ten seconds, and who comes after it.
async fn after_a_slow_one(left: Duration, second: Capability, limits: Limits) -> (Vec<String>, usize) {
    let (slow, next) = (fake("slow"), fake_that("next", second));
    let facade = at(NOON_IN_SHANGHAI)
        .provider(Arc::clone(&slow))
        .provider_within(limits, Arc::clone(&next))
        .build()
        .unwrap();
    slow.script(Answer::fails(ErrorKind::Network, Stage::MaybeSent));
    let hold = slow.hold();
    let asking = tokio::spawn(async move { told(&ask(&facade).await) });
    hold.reached().await;
    advance(seconds(10) - left).await;
    hold.release();
    (asking.await.unwrap(), next.calls().len())
}

#[tokio::test(start_paused = true)]
async fn who_has_too_little_time_for_an_answer_is_not_called() {
    let just_over = |time: Duration| time + Duration::from_millis(1);
    let own = Limits::new().with_min_time_left(seconds(1));
    for (limits, timeout, needed) in [
        // By default, or half the time that there was.
        (Limits::new(), None, seconds(2)),
        (own, None, seconds(1)),
        (Limits::new().with_min_time_left(seconds(9)), None, seconds(5)),
        // A provider that answers within half a second, or not at all.
        (Limits::new(), Some(Duration::from_millis(500)), Duration::from_millis(500)),
    ] {
        let can = timeout.into_iter().fold(photo_check().with_price_fen(80), Capability::with_timeout);
        let (told, calls) = after_a_slow_one(needed, can.clone(), limits.clone()).await;
        assert_eq!((told[1].as_str(), calls), ("next deadline ", 0), "{needed:?}");
        let (told, calls) = after_a_slow_one(just_over(needed), can, limits).await;
        assert_eq!((told[1].as_str(), calls), ("next billed", 1), "{needed:?}");
    }
}

/// A query is free, so it may begin in the last moment.
#[tokio::test(start_paused = true)]
async fn a_query_needs_no_time() {
    let scan = fake_that("scan", crate::providers::hosted_scan());
    let facade = at(NOON_IN_SHANGHAI).provider(scan).build().unwrap();
    let Ok(Outcome::Pending(session)) = ask(&facade).await else { panic!("a scan") };
    let deadline = (Instant::now() + Duration::from_millis(1)).into_std();
    let query = build(crate::people::with_everything()).with_session(session).with_deadline(deadline);
    assert!(facade.verify(&query).await.unwrap().answered().is_some());
}

/// A foreign verifier is not called after the deadline, however long it was waited for.
#[tokio::test(start_paused = true)]
async fn it_is_looked_at_again_after_every_wait() {
    let a = fake("a");
    let limits = Limits::new().with_concurrency(places(1)).with_rate(times(1), Every::Second);
    let facade = Arc::new(at(NOON_IN_SHANGHAI).provider_within(limits, Arc::clone(&a)).build().unwrap());
    let hold = a.hold();
    let asking = |limit| {
        let facade = Arc::clone(&facade);
        tokio::spawn(async move { told(&facade.verify(&request_within(limit)).await) })
    };
    let first = asking(100);
    hold.reached().await;
    let second = asking(10);
    settle().await;
    // It has its place with a second and a half left, which is too little.
    advance(Duration::from_millis(8500)).await;
    hold.release();
    assert_eq!(first.await.unwrap(), ["a billed"]);
    assert_eq!(second.await.unwrap(), ["a deadline "]);
    assert_eq!(a.calls().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_process_that_drains_wakes_everybody_who_waits_at_once() {
    let rate = || Limits::new().with_rate(times(1), Every::Hour);
    for limits in [rate(), Limits::new().with_concurrency(places(1)), rate().with_concurrency(places(2))] {
        let a = fake("a");
        let facade = Arc::new(
            at(NOON_IN_SHANGHAI)
                .deadline(seconds(20_000))
                .provider_within(limits, Arc::clone(&a))
                .build()
                .unwrap(),
        );
        let asking = || {
            let facade = Arc::clone(&facade);
            tokio::spawn(async move { facade.verify(&request_within(20_000)).await })
        };
        let hold = a.hold();
        let in_flight = asking();
        hold.reached().await;
        let waiting = [asking(), asking(), asking()];
        settle().await;
        let started = Instant::now();
        facade.drain();
        for task in waiting {
            assert_eq!(told(&task.await.unwrap()), ["a deadline "]);
        }
        assert_eq!(started.elapsed(), Duration::ZERO);
        // What is in flight goes on.
        hold.release();
        assert_eq!(told(&in_flight.await.unwrap()), ["a billed"]);
        assert_eq!(told(&asking().await.unwrap()), ["a deadline "]);
    }
}
