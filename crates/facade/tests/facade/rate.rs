//! The rate: who may go at once, who waits how long, who waits in vain.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use heyan::gates::{Every, Limits};
use heyan::{MockVerifier, Outcome, SkipReason, Verification, Verifier};
use tokio::time::{Instant, advance};

use crate::limited::{
    NOON_IN_SHANGHAI, ask, at, fake, fake_that, request_within, seconds, skipped, times, told, within,
};
use crate::providers::{hosted_scan, id, photo_check};

/// Asks as fast as it may go, and gives the moments at which it went, after the first.
async fn turns(questions: u32, every: Every, asked: usize) -> Vec<Duration> {
    let (started, moments) = (Instant::now(), Arc::new(Mutex::new(Vec::new())));
    let mut mock = MockVerifier::named(id("a"), photo_check());
    mock.expect_verify().times(asked).returning({
        let moments = Arc::clone(&moments);
        move |request| {
            moments.lock().unwrap().push(started.elapsed());
            Ok(Outcome::Answered(Verification::new(request, Default::default(), Vec::new())))
        }
    });
    let facade = at(NOON_IN_SHANGHAI)
        .provider_within(Limits::new().with_rate(times(questions), every), mock)
        .deadline(seconds(24 * 3600))
        .build()
        .unwrap();
    let request = crate::people::build(crate::people::with_everything());
    for _ in 0..asked {
        let _ = facade.verify(&request).await;
    }
    let moments = moments.lock().unwrap();
    moments.clone()
}

#[tokio::test(start_paused = true)]
async fn no_period_has_more_wherever_it_begins() {
    for (questions, every, period) in [
        (1, Every::Second, 1),
        (2, Every::Second, 1),
        (20, Every::Second, 1),
        (100, Every::Minute, 60),
        (5, Every::Hour, 3600),
        (1000, Every::Hour, 3600),
    ] {
        let most = usize::try_from(questions).unwrap();
        let moments = turns(questions, every, most * 3).await;
        for (place, begins) in moments.iter().enumerate() {
            let within =
                moments[place..].iter().filter(|moment| **moment - *begins < seconds(period)).count();
            assert!(within <= most, "{within} in one period at {questions}/{every}");
        }
        // And it is not much less: three periods' worth is done within a little more than three.
        assert!(*moments.last().unwrap() < seconds(period) * 7 / 2, "{questions}/{every}: {moments:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_tenth_may_go_at_once() {
    let moments = turns(100, Every::Minute, 12).await;
    assert!(moments[..10].iter().all(|moment| moment.is_zero()), "{moments:?}");
    assert!(moments[10] > Duration::ZERO && moments[11] > moments[10]);
}

#[tokio::test(start_paused = true)]
async fn whose_turn_comes_after_the_deadline_is_not_asked_and_does_not_wait() {
    let (a, b) = (fake("a"), fake("b"));
    let limited = at(NOON_IN_SHANGHAI)
        .provider_within(Limits::new().with_rate(times(2), Every::Minute), Arc::clone(&a));
    let facade = limited.provider(Arc::clone(&b)).build().unwrap();
    assert_eq!(told(&ask(&facade).await), ["a billed"]);
    let started = Instant::now();
    assert_eq!(told(&ask(&facade).await), ["a rate 2/min", "b billed"]);
    assert_eq!(started.elapsed(), Duration::ZERO);
    advance(seconds(25)).await;
    assert_eq!(told(&ask(&facade).await), ["a billed"], "five seconds are worth waiting for");
    assert!(started.elapsed() >= seconds(30));
}

#[tokio::test(start_paused = true)]
async fn first_come_first_served() {
    let a = fake("a");
    let facade = within(Limits::new().with_rate(times(1), Every::Second), &a);
    ask(&facade).await.unwrap();
    let waiting = tokio::spawn({
        let facade = Arc::clone(&facade);
        async move { ask(&facade).await }
    });
    crate::limited::settle().await;
    // Whoever comes in the very moment at which the turn is free does not overtake it.
    for _ in 0..2200 {
        advance(Duration::from_micros(500)).await;
        let now = (Instant::now() + Duration::from_micros(100)).into_std();
        assert!(facade.verify(&request_within(10).with_deadline(now)).await.is_err());
    }
    assert_eq!(told(&waiting.await.unwrap()), ["a billed"]);
}

#[tokio::test(start_paused = true)]
async fn whoever_is_woken_after_the_deadline_is_not_asked_and_no_breaker_counts_it() {
    let a = fake("a");
    let limits = Limits::new().with_rate(times(1), Every::Second).with_breaker(times(1), seconds(30));
    let facade = within(limits, &a);
    ask(&facade).await.unwrap();
    let request = request_within(5);
    let mut second = std::pin::pin!(facade.verify(&request));
    assert!(crate::limited::poll_once(second.as_mut()).is_pending());
    // A busy machine: nobody looks at it for a minute.
    advance(seconds(60)).await;
    assert_eq!(told(&second.await), ["a rate 1/s"]);
    assert_eq!((a.calls().len(), facade.health()[0].breaker), (1, Some(heyan::BreakerState::Closed)));
}

#[tokio::test(start_paused = true)]
async fn queries_count_too_and_a_scan_that_cannot_be_queried_now_stays_open() {
    let scan = fake_that("scan", hosted_scan());
    let facade = within(Limits::new().with_rate(times(1), Every::Minute), &scan);
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
    let facade = within(Limits::new().with_rate(times(1), Every::Second), &a);
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

#[tokio::test(start_paused = true)]
async fn who_stands_behind_somebody_with_more_time_does_not_wait_in_vain() {
    let (a, b) = (fake("a"), fake("b"));
    let limited = at(NOON_IN_SHANGHAI)
        .provider_within(Limits::new().with_rate(times(1), Every::Minute), Arc::clone(&a))
        .provider(Arc::clone(&b))
        .deadline(seconds(300));
    let facade = Arc::new(limited.build().unwrap());
    ask(&facade).await.unwrap();
    let asking = |limit| {
        let facade = Arc::clone(&facade);
        tokio::spawn(async move { facade.verify(&request_within(limit)).await })
    };
    let (patient, next) = (asking(90), asking(150));
    crate::limited::settle().await;
    let started = Instant::now();
    // The first one's turn is in a minute, the next one's in two.
    for limit in [20, 100, 170] {
        assert_eq!(told(&facade.verify(&request_within(limit)).await), ["a rate 1/min", "b billed"]);
    }
    assert_eq!(started.elapsed(), Duration::ZERO);
    patient.abort();
    let _ = patient.await;
    // One left, so everybody moves up.
    assert_eq!(told(&next.await.unwrap()), ["a billed"]);
    assert!(started.elapsed() < seconds(61), "{:?}", started.elapsed());

    let patient = asking(90);
    crate::limited::settle().await;
    patient.abort();
    let _ = patient.await;
    assert_eq!(
        told(&facade.verify(&request_within(70)).await),
        ["a billed"],
        "nobody stands before it any more"
    );
}

#[tokio::test(start_paused = true)]
async fn no_turn_is_spent_on_who_is_too_late() {
    let a = fake("a");
    let facade = within(Limits::new().with_rate(times(3), Every::Minute), &a);
    ask(&facade).await.unwrap();
    let request = request_within(25);
    let mut second = std::pin::pin!(facade.verify(&request));
    assert!(crate::limited::poll_once(second.as_mut()).is_pending());
    advance(seconds(62)).await;
    assert_eq!(told(&second.await), ["a rate 3/min"]);
    assert_eq!(told(&ask(&facade).await), ["a billed"], "nobody was asked for a minute");
}

#[tokio::test(start_paused = true)]
async fn the_pace_is_not_rounded_down() {
    let a = fake("a");
    let facade = within(Limits::new().with_rate(times(7), Every::Second), &a);
    let started = Instant::now();
    for n in 0..8 {
        // A seventh of a second, but for the last part of a nanosecond.
        advance(Duration::from_nanos(if n > 0 { 142_857_142 } else { 0 })).await;
        ask(&facade).await.unwrap();
    }
    assert!(started.elapsed() >= seconds(1), "8 in {:?}", started.elapsed());
}

#[tokio::test(start_paused = true)]
async fn the_highest_rates_there_are_keep_nobody_back() {
    for every in [Every::Second, Every::Minute, Every::Hour] {
        let facade = within(Limits::new().with_rate(times(u32::MAX), every), &fake("a"));
        for _ in 0..3 {
            ask(&facade).await.unwrap();
        }
    }
}

/// Everybody polls the state of their scans; that must not keep anybody from starting one.
#[tokio::test(start_paused = true)]
async fn three_hundred_queries_refuse_no_new_scan() {
    let scan = fake_that("scan", hosted_scan());
    let facade = within(Limits::new().with_rate(times(10), Every::Second), &scan);
    let Ok(Outcome::Pending(session)) = ask(&facade).await else { panic!("a scan") };
    let query = || {
        let (facade, session) = (Arc::clone(&facade), session.clone());
        tokio::spawn(async move { facade.verify(&request_within(600).with_session(session)).await })
    };
    let queries: Vec<_> = (0..300).map(|_| query()).collect();
    crate::limited::settle().await;
    let started = Instant::now();
    assert!(ask(&facade).await.is_ok());
    assert!(started.elapsed() <= Duration::from_millis(102), "{:?}", started.elapsed());
    queries.iter().for_each(tokio::task::JoinHandle::abort);
}

/// Nor may scans that are started keep a query from being answered for ever.
#[tokio::test(start_paused = true)]
async fn every_tenth_slot_is_a_querys_if_one_waits() {
    let (steps, scan) = (Arc::new(Mutex::new(Vec::new())), fake_that("scan", hosted_scan()));
    let facade = at(NOON_IN_SHANGHAI)
        .provider_within(Limits::new().with_rate(times(10), Every::Second), Arc::clone(&scan))
        .deadline(seconds(600));
    let facade = Arc::new(facade.build().unwrap());
    let Ok(Outcome::Pending(session)) = ask(&facade).await else { panic!("a scan") };
    let start = |query: bool| {
        let (facade, steps) = (Arc::clone(&facade), Arc::clone(&steps));
        let request = request_within(600);
        let request = if query { request.with_session(session.clone()) } else { request };
        tokio::spawn(async move {
            facade.verify(&request).await.unwrap();
            steps.lock().unwrap().push(if query { 'q' } else { '.' });
        })
    };
    let tasks: Vec<_> = (0..30).map(|_| start(false)).chain((0..3).map(|_| start(true))).collect();
    for task in tasks {
        task.await.unwrap();
    }
    let order: String = steps.lock().unwrap().iter().collect();
    assert_eq!(order, "........q.........q.........q....", "one scan had been started before");
}

/// A slot that was taken for nothing goes to the next one.
#[tokio::test(start_paused = true)]
async fn a_slot_that_no_call_was_made_in_is_given_back() {
    let scan = fake_that("scan", hosted_scan());
    let facade = within(Limits::new().with_rate(times(6), Every::Minute), &scan);
    let Ok(Outcome::Pending(session)) = ask(&facade).await else { panic!("a scan") };
    let request = request_within(100);
    let mut waiting = std::pin::pin!(facade.verify(&request));
    assert!(crate::limited::poll_once(waiting.as_mut()).is_pending());
    // Its slot has come, and so has the end of the process: it takes the slot, and looks again.
    advance(seconds(10)).await;
    facade.drain();
    assert_eq!(told(&waiting.await), ["scan deadline "]);
    let started = Instant::now();
    facade.verify(&request_within(100).with_session(session)).await.unwrap();
    assert_eq!(started.elapsed(), Duration::ZERO);
}

/// They wait for their slots in places that they do not need: one place is left to a call that may cost.
#[tokio::test(start_paused = true)]
async fn queries_that_wait_for_their_slots_refuse_no_new_scan() {
    let scan = fake_that("scan", hosted_scan());
    let limits = Limits::new().with_rate(times(6), Every::Minute);
    let limits = limits.with_concurrency(crate::limited::places(4));
    let facade = at(NOON_IN_SHANGHAI).provider_within(limits, scan).deadline(seconds(600));
    let facade = Arc::new(facade.build().unwrap());
    let Ok(Outcome::Pending(session)) = ask(&facade).await else { panic!("a scan") };
    let query = || {
        let (facade, session) = (Arc::clone(&facade), session.clone());
        tokio::spawn(async move { facade.verify(&request_within(600).with_session(session)).await })
    };
    let queries: Vec<_> = (0..300).map(|_| query()).collect();
    crate::limited::settle().await;
    assert_eq!(told(&facade.verify(&request_within(15)).await), ["scan maybe_billed"]);
    queries.iter().for_each(tokio::task::JoinHandle::abort);
}

/// A call whose slot is a query's knows when its own one comes, and leaves its time to the next provider.
#[tokio::test(start_paused = true)]
async fn a_call_that_a_query_goes_before_does_not_wait_in_vain() {
    let (scan, other) = (fake_that("scan", hosted_scan()), fake_that("other", hosted_scan()));
    let facade = at(NOON_IN_SHANGHAI)
        .provider_within(Limits::new().with_rate(times(1), Every::Minute), Arc::clone(&scan))
        .provider(other)
        .deadline(seconds(600));
    let facade = Arc::new(facade.build().unwrap());
    let mut session = None;
    for _ in 0..9 {
        let Ok(Outcome::Pending(open)) = facade.verify(&request_within(100)).await else { panic!("a scan") };
        session = Some(open);
    }
    let query = tokio::spawn({
        let (facade, session) = (Arc::clone(&facade), session.unwrap());
        async move { facade.verify(&request_within(100).with_session(session)).await }
    });
    crate::limited::settle().await;
    let started = Instant::now();
    let result = facade.verify(&request_within(30)).await;
    assert_eq!(told(&result), ["scan rate 1/min", "other maybe_billed"]);
    assert_eq!(started.elapsed(), Duration::ZERO);
    query.await.unwrap().unwrap();
}
