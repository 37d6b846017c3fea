//! The places: how many questions are under way at once, and who waits for one.

use std::sync::Arc;

use heyan::gates::Limits;
use heyan::{Facade, Outcome, VerifyError};
use heyan_testkit::FakeVerifier;
use tokio::task::JoinHandle;
use tokio::time::Instant;

use crate::limited::{
    NOON_IN_SHANGHAI, ask, at, fake, fake_that, places, poll_once, request_within, seconds, settle, told,
    within,
};
use crate::providers::hosted_scan;
use heyan::Verifier;

fn asking(facade: &Arc<Facade>) -> JoinHandle<Result<Outcome, VerifyError>> {
    let facade = Arc::clone(facade);
    tokio::spawn(async move { ask(&facade).await })
}

fn two_places() -> (Arc<Facade>, Arc<FakeVerifier>) {
    let a = fake("a");
    (within(Limits::new().with_concurrency(places(2)), &a), a)
}

#[tokio::test(start_paused = true)]
async fn no_more_are_in_flight_than_there_are_places() {
    let (facade, a) = two_places();
    let gates = [a.hold(), a.hold()];
    let in_flight = [asking(&facade), asking(&facade)];
    for gate in &gates {
        gate.reached().await;
    }
    let waiting = asking(&facade);
    settle().await;
    assert_eq!((a.calls().len(), facade.health()[0].in_flight), (2, Some(2)));
    let [first, second] = gates;
    first.release();
    assert_eq!(told(&waiting.await.unwrap()), ["a billed"], "it goes on as soon as a place is free");
    second.release();
    for task in in_flight {
        task.await.unwrap().unwrap();
    }
    assert_eq!(facade.health()[0].in_flight, Some(0));
}

#[tokio::test(start_paused = true)]
async fn who_has_no_place_by_the_deadline_is_not_asked() {
    let (facade, a) = two_places();
    let gates = [a.hold(), a.hold()];
    let in_flight = [asking(&facade), asking(&facade)];
    for gate in &gates {
        gate.reached().await;
    }
    let started = Instant::now();
    let result = facade.verify(&request_within(3)).await;
    assert_eq!(told(&result), ["a concurrency 2"]);
    assert_eq!(started.elapsed(), seconds(3));
    assert_eq!(a.calls().len(), 2);
    drop((gates, in_flight));
}

#[tokio::test(start_paused = true)]
async fn a_dropped_question_gives_its_place_back_wherever_it_was() {
    let (facade, a) = two_places();
    let gates = [a.hold(), a.hold()];
    let in_flight = [asking(&facade), asking(&facade)];
    for gate in &gates {
        gate.reached().await;
    }
    let waiting = asking(&facade);
    settle().await;
    for task in in_flight.into_iter().chain([waiting]) {
        task.abort();
        let _ = task.await;
    }
    assert_eq!(facade.health()[0].in_flight, Some(0));
    drop(gates);
    ask(&facade).await.unwrap();
    ask(&facade).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn the_next_provider_is_asked_only_if_time_is_left_for_it() {
    let (a, b) = (fake("a"), fake("b"));
    let limited =
        at(NOON_IN_SHANGHAI).provider_within(Limits::new().with_concurrency(places(1)), Arc::clone(&a));
    let facade = Arc::new(limited.provider(Arc::clone(&b)).build().unwrap());
    let gate = a.hold();
    let first = asking(&facade);
    gate.reached().await;
    // It waits for as long as it may, so nothing is left for anybody else.
    assert_eq!(told(&ask(&facade).await), ["a concurrency 1", "b deadline "]);
    gate.release();
    let _ = first.await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn queries_take_places_too() {
    let scan = fake_that("scan", hosted_scan());
    let facade = within(Limits::new().with_concurrency(places(1)), &scan);
    let Ok(Outcome::Pending(session)) = ask(&facade).await else { panic!("a scan") };
    let gate = scan.hold();
    let first = asking(&facade);
    gate.reached().await;
    let error = facade.verify(&request_within(3).with_session(session)).await.unwrap_err();
    assert!(error.session().is_some());
    assert_eq!(told(&Err(error)).last().unwrap(), "scan concurrency 1");
    gate.release();
    let _ = first.await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn whoever_is_woken_after_the_deadline_is_not_asked() {
    let a = fake("a");
    let facade = within(Limits::new().with_concurrency(places(1)), &a);
    let gate = a.hold();
    let first = tokio::spawn({
        let facade = Arc::clone(&facade);
        async move { facade.verify(&request_within(100)).await }
    });
    gate.reached().await;
    let request = request_within(5);
    let mut second = std::pin::pin!(facade.verify(&request));
    assert!(poll_once(second.as_mut()).is_pending());
    // The place is free in time, but nobody looks at it for a minute.
    gate.release();
    let _ = first.await.unwrap();
    tokio::time::advance(seconds(60)).await;
    assert_eq!(told(&second.await), ["a concurrency 1"]);
    assert_eq!(a.calls().len(), 1);
}

/// A provider that starts scans keeps a place for queries: they are short, and somebody stands before a screen.
#[tokio::test(start_paused = true)]
async fn one_place_is_for_queries() {
    let scan = fake_that("scan", hosted_scan());
    let facade = within(Limits::new().with_concurrency(places(3)), &scan);
    let Ok(Outcome::Pending(session)) = ask(&facade).await else { panic!("a scan") };
    let holds = [scan.hold(), scan.hold()];
    let in_flight = [asking(&facade), asking(&facade)];
    for hold in &holds {
        hold.reached().await;
    }
    assert_eq!(told(&facade.verify(&request_within(3)).await), ["scan concurrency 3"]);
    assert!(facade.verify(&request_within(3).with_session(session)).await.unwrap().answered().is_some());
    drop((holds, in_flight));
}

/// The place is kept for each query, not for the first one alone.
#[tokio::test(start_paused = true)]
async fn a_query_that_is_over_leaves_the_place_to_the_next_query() {
    let scan = fake_that("scan", hosted_scan());
    let facade = within(Limits::new().with_concurrency(places(2)), &scan);
    let Ok(Outcome::Pending(session)) = ask(&facade).await else { panic!("a scan") };
    let query = || request_within(3).with_session(session.clone());
    facade.verify(&query()).await.unwrap();
    let hold = scan.hold();
    let in_flight = asking(&facade);
    hold.reached().await;
    assert_eq!(told(&facade.verify(&request_within(3)).await), ["scan concurrency 2"]);
    facade.verify(&query()).await.unwrap();
    drop((hold, in_flight));
}

/// With one place for all, a billable call that waits goes first, and every tenth place is a query's.
#[tokio::test(start_paused = true)]
async fn with_one_place_every_tenth_is_a_querys() {
    let (steps, scan) = (Arc::new(std::sync::Mutex::new(String::new())), fake_that("scan", hosted_scan()));
    let facade = within(Limits::new().with_concurrency(places(1)), &scan);
    let Ok(Outcome::Pending(session)) = ask(&facade).await else { panic!("a scan") };
    let start = |query: bool| {
        let (facade, steps) = (Arc::clone(&facade), Arc::clone(&steps));
        let request = request_within(10);
        let request = if query { request.with_session(session.clone()) } else { request };
        tokio::spawn(async move {
            facade.verify(&request).await.unwrap();
            steps.lock().unwrap().push(if query { 'q' } else { '.' });
        })
    };
    let hold = scan.hold();
    let first = start(false);
    hold.reached().await;
    let tasks: Vec<_> = (0..2).map(|_| start(true)).chain((0..20).map(|_| start(false))).collect();
    settle().await;
    hold.release();
    for task in tasks.into_iter().chain([first]) {
        task.await.unwrap();
    }
    assert_eq!(*steps.lock().unwrap(), "........q.........q....", "one scan had been started before");
}
