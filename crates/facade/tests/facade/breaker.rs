//! The breaker: when a provider is left alone, for how long, and what it takes to be asked again.

use std::sync::{Arc, Mutex, OnceLock, Weak};
use std::time::Duration;

use heyan::fallback::{self, Health};
use heyan::gates::Limits;
use heyan::{
    BreakerChanged, BreakerState, ErrorKind, Facade, MockVerifier, Observer, Outcome, SkipReason, Stage,
    Verifier, VerifyError,
};
use heyan_testkit::{Answer, FakeVerifier};
use tokio::time::advance;

use crate::limited::{
    NOON_IN_SHANGHAI, ask, at, fake, fake_that, request_within, seconds, settle, skipped, times, told, within,
};
use crate::providers::{hosted_scan, id, photo_check};

fn down() -> Answer {
    Answer::fails(ErrorKind::Unavailable, Stage::Answered)
}

fn tripping(failures: u32) -> Limits {
    Limits::new().with_breaker(times(failures), seconds(30))
}

fn state(facade: &Facade) -> BreakerState {
    facade.health()[0].breaker.unwrap()
}

async fn fail(facade: &Facade, fake: &FakeVerifier, times: usize) {
    for _ in 0..times {
        fake.script(down());
        ask(facade).await.unwrap_err();
    }
}

#[tokio::test(start_paused = true)]
async fn after_several_failures_in_a_row_it_is_left_alone_and_the_next_one_asked() {
    let (a, b) = (fake("a"), fake("b"));
    let limited = at(NOON_IN_SHANGHAI).provider_within(tripping(3), Arc::clone(&a));
    let facade = limited.provider(Arc::clone(&b)).build().unwrap();
    for _ in 0..3 {
        a.script(down());
        assert_eq!(told(&ask(&facade).await), ["a maybe_billed", "b billed"]);
    }
    assert_eq!(told(&ask(&facade).await), ["a breaker_open 30s", "b billed"]);
    assert_eq!(a.calls().len(), 3);
}

#[tokio::test(start_paused = true)]
async fn one_answer_in_between_and_the_counting_begins_anew() {
    let a = fake("a");
    let facade = within(tripping(3), &a);
    fail(&facade, &a, 2).await;
    ask(&facade).await.unwrap();
    fail(&facade, &a, 2).await;
    assert_eq!(state(&facade), BreakerState::Closed);
    fail(&facade, &a, 1).await;
    assert_eq!(state(&facade), BreakerState::Open);
}

#[tokio::test(start_paused = true)]
async fn each_kind_counts_as_the_table_says() {
    for kind in ErrorKind::ALL {
        let a = fake("a");
        let facade = within(tripping(2), &a);
        let states = [(); 2].map(|()| {
            a.script(Answer::fails(kind, Stage::Answered));
            let facade = Arc::clone(&facade);
            async move {
                ask(&facade).await.unwrap_err();
                state(&facade)
            }
        });
        let [first, second] = states;
        let states = [first.await, second.await];
        let expected = match fallback::of(kind).unwrap().health {
            Health::Neutral => [BreakerState::Closed, BreakerState::Closed],
            Health::Counts => [BreakerState::Closed, BreakerState::Open],
            Health::OpensAtOnce => [BreakerState::Open, BreakerState::Open],
            other => panic!("{other:?}"),
        };
        assert_eq!(states, expected, "{kind:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_failure_that_the_person_brought_about_does_not_count() {
    let mut mock = MockVerifier::named(id("a"), photo_check());
    mock.expect_verify().times(5).returning(|_| {
        let failure = heyan::Failure::new(ErrorKind::VendorFault, Stage::Answered);
        let attempt = heyan::Attempt::failed(id("a"), heyan::Step::Ask, failure, heyan::Billing::NotBilled);
        Err(VerifyError::new(failure.kind, vec![attempt]).about_this_request())
    });
    let facade = at(NOON_IN_SHANGHAI).provider_within(tripping(1), mock).build().unwrap();
    for _ in 0..5 {
        ask(&facade).await.unwrap_err();
    }
    assert_eq!(state(&facade), BreakerState::Closed);
}

#[tokio::test(start_paused = true)]
async fn when_it_has_cooled_down_one_question_passes_and_decides() {
    for (answer, then) in [
        (Answer::matching([heyan::Factor::Identity]), BreakerState::Closed),
        (down(), BreakerState::Open),
        (Answer::fails(ErrorKind::Credentials, Stage::Answered), BreakerState::Open),
        // Nobody learned anything, so the next one may try.
        (Answer::fails(ErrorKind::Unsupported, Stage::NotSent), BreakerState::HalfOpen),
    ] {
        let a = fake("a");
        let facade = within(tripping(1), &a);
        fail(&facade, &a, 1).await;
        advance(seconds(30) - Duration::from_millis(1)).await;
        assert_eq!(skipped(&ask(&facade).await), Some(SkipReason::BreakerOpen));
        advance(Duration::from_millis(1)).await;
        assert_eq!(state(&facade), BreakerState::HalfOpen);

        let gate = a.hold();
        a.script(answer.clone());
        let deciding = tokio::spawn({
            let facade = Arc::clone(&facade);
            async move { ask(&facade).await }
        });
        gate.reached().await;
        assert_eq!(skipped(&ask(&facade).await), Some(SkipReason::BreakerOpen), "one at a time");
        gate.release();
        let _ = deciding.await.unwrap();
        assert_eq!(state(&facade), then, "{answer:?}");
        let next_passes = skipped(&ask(&facade).await).is_none();
        assert_eq!(next_passes, then != BreakerState::Open, "{answer:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_probe_that_is_dropped_opens_it_again() {
    let a = fake("a");
    let facade = within(tripping(1), &a);
    fail(&facade, &a, 1).await;
    // Callers who leave must not send a probe a second to a vendor that hangs.
    for probes in 1..=20 {
        advance(seconds(30)).await;
        drop_in_flight(&facade, &a, Duration::ZERO).await;
        assert_eq!(state(&facade), BreakerState::Open);
        assert_eq!(skipped(&ask(&facade).await), Some(SkipReason::BreakerOpen));
        assert_eq!(a.calls().len(), 1 + probes);
    }
    advance(seconds(30)).await;
    ask(&facade).await.unwrap();
    assert_eq!(state(&facade), BreakerState::Closed);
}

/// Drops a call that has been in flight for so long.
async fn drop_in_flight(facade: &Arc<Facade>, a: &Arc<FakeVerifier>, after: Duration) {
    let hold = a.hold();
    let dropped = tokio::spawn({
        let facade = Arc::clone(facade);
        async move { facade.verify(&request_within(100)).await }
    });
    hold.reached().await;
    advance(after).await;
    dropped.abort();
    let _ = dropped.await;
}

#[tokio::test(start_paused = true)]
async fn a_slow_call_counts_though_its_caller_has_left_and_a_short_one_does_not() {
    for (limits, timeout, after, then) in [
        (tripping(3), None, 4999, BreakerState::Closed),
        (tripping(3), None, 5000, BreakerState::Open),
        // Half the provider's own time-out.
        (tripping(3), Some(4), 1999, BreakerState::Closed),
        (tripping(3), Some(4), 2000, BreakerState::Open),
        (tripping(3), Some(60), 4999, BreakerState::Closed),
        (tripping(3), Some(60), 5000, BreakerState::Open),
        (tripping(3).with_slow_after(seconds(1)), None, 999, BreakerState::Closed),
        (tripping(3).with_slow_after(seconds(1)), None, 1000, BreakerState::Open),
    ] {
        let capability = timeout.map_or(photo_check(), |limit| photo_check().with_timeout(seconds(limit)));
        let a = fake_that("a", capability);
        let facade = within(limits, &a);
        for _ in 0..3 {
            drop_in_flight(&facade, &a, Duration::from_millis(after)).await;
        }
        assert_eq!(state(&facade), then, "{timeout:?} {after}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_call_that_its_callers_deadline_ended_counts_only_if_it_was_slow() {
    for (limit, then) in [(4, BreakerState::Closed), (6, BreakerState::Open)] {
        let a = fake("a");
        let facade = within(tripping(3), &a);
        for _ in 0..3 {
            a.script(Answer::silence());
            let error = facade.verify(&request_within(limit)).await.unwrap_err();
            assert_eq!(error.billing(), heyan::Billing::MaybeBilled);
        }
        assert_eq!(state(&facade), then, "{limit} s");
    }
}

/// Its own time-out, and not its caller's: a host that is down is noticed after a short connect time-out, too.
#[tokio::test(start_paused = true)]
async fn a_timeout_before_the_callers_deadline_always_counts() {
    let a = fake("a");
    let facade = within(tripping(3), &a);
    for _ in 0..3 {
        a.script(Answer::fails(ErrorKind::Timeout, Stage::NotSent));
        ask(&facade).await.unwrap_err();
    }
    assert_eq!(state(&facade), BreakerState::Open);
}

#[tokio::test(start_paused = true)]
async fn what_was_asked_before_it_opened_and_ends_late_decides_nothing() {
    let a = fake("a");
    let facade = within(tripping(1), &a);
    let gate = a.hold();
    let late = tokio::spawn({
        let facade = Arc::clone(&facade);
        async move { ask(&facade).await }
    });
    gate.reached().await;
    fail(&facade, &a, 1).await;
    gate.release();
    late.await.unwrap().unwrap();
    assert_eq!(state(&facade), BreakerState::Open);
}

#[tokio::test(start_paused = true)]
async fn nor_does_it_open_a_breaker_that_has_closed_again_meanwhile() {
    let a = fake("a");
    let facade = within(tripping(1), &a);
    a.script(Answer::fails(ErrorKind::Credentials, Stage::Answered));
    let gate = a.hold();
    let late = tokio::spawn({
        let facade = Arc::clone(&facade);
        async move { facade.verify(&request_within(100)).await }
    });
    gate.reached().await;
    fail(&facade, &a, 1).await;
    advance(seconds(30)).await;
    ask(&facade).await.unwrap();
    assert_eq!(state(&facade), BreakerState::Closed);
    gate.release();
    late.await.unwrap().unwrap_err();
    assert_eq!(state(&facade), BreakerState::Closed, "the key has been mended since");
}

#[tokio::test(start_paused = true)]
async fn a_scan_can_be_queried_whatever_the_state_and_says_nothing_of_health() {
    let scan = fake_that("scan", hosted_scan());
    let facade = within(tripping(1), &scan);
    let open = |outcome| match outcome {
        Ok(Outcome::Pending(session)) => session,
        other => panic!("{other:?}"),
    };
    let session = open(ask(&facade).await);
    for _ in 0..3 {
        scan.script(Answer::fails(ErrorKind::Credentials, Stage::Answered));
        let query = request_within(10).with_session(session.clone());
        assert!(facade.verify(&query).await.unwrap_err().session().is_some());
    }
    assert_eq!(state(&facade), BreakerState::Closed, "a query that fails does not open it");
    fail(&facade, &scan, 1).await;
    assert_eq!(state(&facade), BreakerState::Open);
    let query = request_within(10).with_session(session);
    assert!(facade.verify(&query).await.unwrap().answered().is_some(), "a query passes while it is open");
    assert_eq!(state(&facade), BreakerState::Open, "and does not close it");
}

/// Writes down every change, and looks at the health meanwhile.
#[derive(Clone, Debug, Default)]
struct Changes {
    heard: Arc<Mutex<Vec<String>>>,
    facade: Arc<OnceLock<Weak<Facade>>>,
}

impl Observer for Changes {
    fn breaker_changed(&self, event: &BreakerChanged<'_>) {
        let facade = self.facade.get().unwrap().upgrade().unwrap();
        assert_eq!(state(&facade), event.state);
        self.heard.lock().unwrap().push(format!("{} {}", event.provider, event.state));
    }
}

#[tokio::test(start_paused = true)]
async fn observers_hear_of_every_change() {
    let (a, changes) = (fake("a"), Changes::default());
    let limited = at(NOON_IN_SHANGHAI).provider_within(tripping(2), Arc::clone(&a));
    let facade = Arc::new(limited.observer(changes.clone()).build().unwrap());
    changes.facade.set(Arc::downgrade(&facade)).unwrap();
    fail(&facade, &a, 2).await;
    advance(seconds(30)).await;
    fail(&facade, &a, 1).await;
    advance(seconds(30)).await;
    ask(&facade).await.unwrap();
    let heard = ["a open", "a half_open", "a open", "a half_open", "a closed"];
    assert_eq!(*changes.heard.lock().unwrap(), heard);
}

#[tokio::test(start_paused = true)]
async fn two_accounts_of_one_vendor_have_a_breaker_each() {
    let (a, b) = (fake("juhe"), fake("juhe-b"));
    let both = at(NOON_IN_SHANGHAI)
        .provider_within(tripping(1), Arc::clone(&a))
        .provider_within(tripping(1), Arc::clone(&b));
    let facade = both.build().unwrap();
    a.script(Answer::fails(ErrorKind::QuotaExhausted, Stage::Answered));
    ask(&facade).await.unwrap();
    assert_eq!(told(&ask(&facade).await), ["juhe breaker_open 30s", "juhe-b billed"]);
    settle().await;
}

#[tokio::test(start_paused = true)]
async fn where_the_scan_is_left_alone_nobody_is_asked_for_what_only_it_could_complete() {
    let (photo, scan) = (fake("photo"), fake_that("scan", hosted_scan()));
    let both =
        at(NOON_IN_SHANGHAI).provider(Arc::clone(&photo)).provider_within(tripping(1), Arc::clone(&scan));
    let facade = both.build().unwrap();
    let strict = || crate::people::requiring(crate::people::with_everything(), "strict");
    scan.script(Answer::fails(ErrorKind::Forbidden, Stage::Answered));
    assert_eq!(told(&facade.verify(&strict()).await), ["photo billed", "scan maybe_billed"]);
    let result = facade.verify(&strict()).await;
    assert_eq!(told(&result), ["photo cannot_settle liveness", "scan breaker_open 30s"]);
    let told = heyan::Verification::unanswered(&strict(), &result.unwrap_err());
    assert_eq!(told.reason().as_str(), "no_provider_answered", "the request lacks nothing");
    assert_eq!(told.advice().as_str(), "retry_later");
}

/// A probe that a later gate keeps back decides nothing, and the next call may be one.
#[tokio::test(start_paused = true)]
async fn a_probe_that_is_never_made_keeps_nobody_back() {
    let a = fake("a");
    let limits = tripping(1).with_rate(times(1), heyan::gates::Every::Minute);
    let facade = within(limits, &a);
    ask(&facade).await.unwrap();
    advance(seconds(60)).await;
    fail(&facade, &a, 1).await;
    advance(seconds(30)).await;
    // The probe would have to wait for its slot for longer than its caller can.
    assert_eq!(skipped(&facade.verify(&request_within(5)).await), Some(SkipReason::Rate));
    assert_eq!(state(&facade), BreakerState::HalfOpen);
    advance(seconds(60)).await;
    ask(&facade).await.unwrap();
    assert_eq!(state(&facade), BreakerState::Closed);
}

/// A vendor that hangs gets one probe for each cool-down, in whatever hurry its callers are.
#[tokio::test(start_paused = true)]
async fn a_probe_that_its_callers_deadline_ended_opens_it_again() {
    let a = fake("a");
    let facade = within(tripping(1), &a);
    fail(&facade, &a, 1).await;
    for probes in 1..=5 {
        advance(seconds(30)).await;
        a.script(Answer::silence());
        facade.verify(&request_within(4)).await.unwrap_err();
        assert_eq!(state(&facade), BreakerState::Open);
        assert_eq!(skipped(&facade.verify(&request_within(4)).await), Some(SkipReason::BreakerOpen));
        assert_eq!(a.calls().len(), 1 + probes);
    }
}
