//! The budget: what is reserved, what is given back, and when it begins anew. A question costs 80 fen here.

use std::sync::{Arc, Mutex};

use heyan::gates::{Limits, Period};
use heyan::{BuildError, ErrorKind, Facade, Outcome, Stage, Verifier};
use heyan_testkit::Answer;
use tokio::time::advance;

use crate::limited::{
    NOON_IN_SHANGHAI, ask, at, fake, fake_that, request_within, seconds, settle, told, within,
};
use crate::providers::{hosted_scan, id, photo_check, unasked};

/// A wall clock that a test sets; the other clock is tokio's.
#[derive(Debug)]
struct Set(Mutex<&'static str>);

impl heyan::Clock for Set {
    fn now(&self) -> heyan::Timestamp {
        self.0.lock().unwrap().parse().unwrap()
    }

    fn monotonic(&self) -> std::time::Instant {
        tokio::time::Instant::now().into_std()
    }
}

fn a_day(fen: u64) -> Limits {
    Limits::new().with_budget(fen, Period::Day)
}

fn spent(facade: &Facade) -> u64 {
    facade.health()[0].spent_fen.unwrap()
}

#[tokio::test(start_paused = true)]
async fn what_goes_beyond_it_is_not_asked_and_the_next_one_is() {
    let (a, b) = (fake("a"), fake("b"));
    let limited = at(NOON_IN_SHANGHAI).provider_within(a_day(200), Arc::clone(&a));
    let facade = limited.provider(Arc::clone(&b)).build().unwrap();
    for spent_by_then in [80, 160] {
        assert_eq!(told(&ask(&facade).await), ["a billed"]);
        assert_eq!(spent(&facade), spent_by_then);
    }
    // 40 fen are left, and do not pay for a question.
    assert_eq!(told(&ask(&facade).await), ["a budget 2.00/day", "b billed"]);
    assert_eq!(facade.health()[0].budget_fen, Some(200));
}

#[tokio::test(start_paused = true)]
async fn what_was_not_billed_is_given_back_and_what_may_have_been_is_not() {
    let nothing = Answer::verdicts([]);
    let cases = [
        (nothing.clone(), 80),
        (nothing.with_billing(heyan::Billing::NotBilled), 0),
        (Answer::fails(ErrorKind::Network, Stage::NotSent), 0),
        (Answer::fails(ErrorKind::Timeout, Stage::MaybeSent), 80),
        (Answer::fails(ErrorKind::Credentials, Stage::Answered).with_billing(heyan::Billing::NotBilled), 0),
        (Answer::fails(ErrorKind::Protocol, Stage::Answered).with_billing(heyan::Billing::Billed), 80),
        (Answer::scan(), 80),
    ];
    for (answer, cost) in cases {
        let a = fake("a");
        let facade = within(a_day(1000), &a);
        a.script(answer.clone());
        let _ = ask(&facade).await;
        assert_eq!(spent(&facade), cost, "{answer:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_dropped_question_may_be_billed_and_stays_spent() {
    let a = fake("a");
    let facade = within(a_day(1000), &a);
    let gate = a.hold();
    let dropped = tokio::spawn({
        let facade = Arc::clone(&facade);
        async move { ask(&facade).await }
    });
    gate.reached().await;
    assert_eq!(spent(&facade), 80, "reserved before it is asked");
    dropped.abort();
    let _ = dropped.await;
    assert_eq!(spent(&facade), 80);
}

#[tokio::test(start_paused = true)]
async fn what_is_in_flight_is_reserved_so_that_no_two_spend_the_same_money() {
    let a = fake("a");
    let facade = within(a_day(100), &a);
    let gate = a.hold();
    let first = tokio::spawn({
        let facade = Arc::clone(&facade);
        async move { ask(&facade).await }
    });
    gate.reached().await;
    assert_eq!(told(&ask(&facade).await), ["a budget 1.00/day"]);
    gate.release();
    let _ = first.await.unwrap();
    assert_eq!(a.invoice().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_query_costs_nothing() {
    let scan = fake_that("scan", hosted_scan());
    let facade = within(a_day(80), &scan);
    let Ok(Outcome::Pending(session)) = ask(&facade).await else { panic!("a scan") };
    assert_eq!(told(&ask(&facade).await), ["scan budget 0.80/day"], "nothing is left");
    assert!(facade.verify(&request_within(10).with_session(session)).await.unwrap().answered().is_some());
    assert_eq!(spent(&facade), 80);
}

#[tokio::test(start_paused = true)]
async fn a_day_ends_at_midnight_in_shanghai_and_an_hour_when_it_is_full() {
    for (period, last_second) in
        [(Period::Day, "2026-01-01T15:59:59Z"), (Period::Hour, "2026-01-01T04:59:59Z")]
    {
        let a = fake("a");
        let limits = Limits::new().with_budget(80, period);
        let facade = at(last_second).provider_within(limits, Arc::clone(&a)).build().unwrap();
        ask(&facade).await.unwrap();
        assert_eq!(told(&ask(&facade).await), [format!("a budget 0.80/{period}")]);
        advance(seconds(1)).await;
        assert_eq!(spent(&facade), 0);
        ask(&facade).await.unwrap();
        // Not earlier: the day before Shanghai's midnight is one day, whatever the date elsewhere.
        advance(seconds(3598)).await;
        assert_eq!(told(&ask(&facade).await), [format!("a budget 0.80/{period}")]);
    }
}

#[tokio::test(start_paused = true)]
async fn what_was_reserved_yesterday_is_not_given_back_today() {
    let a = fake("a");
    let facade =
        Arc::new(at("2026-01-01T15:59:58Z").provider_within(a_day(80), Arc::clone(&a)).build().unwrap());
    let gate = a.hold();
    a.script(Answer::fails(ErrorKind::Unavailable, Stage::Answered).with_billing(heyan::Billing::NotBilled));
    let over_midnight = tokio::spawn({
        let facade = Arc::clone(&facade);
        async move { ask(&facade).await }
    });
    gate.reached().await;
    advance(seconds(2)).await;
    ask(&facade).await.unwrap();
    gate.release();
    over_midnight.await.unwrap().unwrap_err();
    assert_eq!(spent(&facade), 80, "today's own question");
    settle().await;
}

#[tokio::test(start_paused = true)]
async fn a_clock_that_is_set_back_grants_nothing_anew() {
    let clock = Arc::new(Set(Mutex::new(NOON_IN_SHANGHAI)));
    let facade =
        Facade::builder().clock(Arc::clone(&clock)).provider_within(a_day(80), fake("a")).build().unwrap();
    ask(&facade).await.unwrap();
    *clock.0.lock().unwrap() = "2025-12-31T04:00:00Z";
    assert_eq!(told(&ask(&facade).await), ["a budget 0.80/day"]);
}

#[tokio::test(start_paused = true)]
async fn a_clock_that_was_ahead_for_a_moment_does_not_stop_it_for_ever() {
    let clock = Arc::new(Set(Mutex::new("2027-01-01T04:00:00Z")));
    let facade =
        Facade::builder().clock(Arc::clone(&clock)).provider_within(a_day(80), fake("a")).build().unwrap();
    ask(&facade).await.unwrap();
    let (hour, set) = (seconds(3600), |wall| *clock.0.lock().unwrap() = wall);
    set(NOON_IN_SHANGHAI);
    // A day by one clock may be a little less by the other.
    advance(hour * 24).await;
    assert_eq!(told(&ask(&facade).await), ["a budget 0.80/day"]);
    advance(hour).await;
    ask(&facade).await.unwrap();
    assert_eq!(told(&ask(&facade).await), ["a budget 0.80/day"]);
    set("2026-01-02T04:00:00Z");
    ask(&facade).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_clock_that_is_set_back_by_an_hour_gives_no_day_a_second_budget() {
    let clock = Arc::new(Set(Mutex::new("2025-12-31T16:00:00Z")));
    let facade =
        Facade::builder().clock(Arc::clone(&clock)).provider_within(a_day(80), fake("a")).build().unwrap();
    ask(&facade).await.unwrap();
    // Twenty-five hours by the other clock are twenty-three by this one, since somebody set it back.
    advance(seconds(25 * 3600)).await;
    *clock.0.lock().unwrap() = "2026-01-01T15:00:00Z";
    assert_eq!(told(&ask(&facade).await), ["a budget 0.80/day"]);
}

#[test]
fn a_budget_needs_a_price() {
    let unpriced = unasked("a", photo_check());
    let error = Facade::builder().provider_within(a_day(100), unpriced).build().unwrap_err();
    assert_eq!(error, BuildError::NoPrice(id("a")));
    insta::assert_snapshot!(error, @"a has a budget and no price; give its configuration a price");
}
