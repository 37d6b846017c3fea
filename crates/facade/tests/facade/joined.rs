//! Recent answers beside everything else: in facades within facades, as a provider, at deadlines, while a process ends.

use std::sync::{Arc, Mutex};

use heyan::fallback::{Next, Policy};
use heyan::gates::Limits;
use heyan::{
    AnySession, AttemptEnded, BreakerState, ErrorKind, Facade, Observer, Outcome, RecentAnswers,
    SealedSession, Session, SessionKeys, Stage, Verification, Verifier,
};
use heyan_testkit::{Answer, person};

use crate::limited::{
    NOON_IN_SHANGHAI, at, fake, fake_that, places, request_within, seconds, settle, times, told,
};
use crate::people::{build, with_everything};
use crate::providers::hosted_scan;

#[tokio::test(start_paused = true)]
async fn whoever_joins_a_question_that_may_be_billed_asks_nobody_else_where_that_ends_the_chain() {
    let (a, b) = (fake("a"), fake("b"));
    a.script(Answer::fails(ErrorKind::Timeout, Stage::MaybeSent));
    let gate = a.hold();
    let facade = at(NOON_IN_SHANGHAI)
        .provider_within(
            Limits::new().with_breaker(times(2), seconds(30)),
            RecentAnswers::new(Arc::clone(&a)),
        )
        .provider(Arc::clone(&b))
        .policy(Policy::new().with_on_maybe_billed(Next::Stop));
    let facade = Arc::new(facade.build().unwrap());
    let ask = || {
        let facade = Arc::clone(&facade);
        tokio::spawn(async move { facade.verify(&build(person(1).everything())).await })
    };
    let first = ask();
    gate.reached().await;
    let second = ask();
    settle().await;
    gate.release();
    first.await.unwrap().unwrap_err();
    second.await.unwrap().unwrap_err();
    assert_eq!((a.calls().len(), b.calls().len()), (1, 0));
    assert_eq!(facade.health()[0].breaker, Some(BreakerState::Closed), "one failure counts once");
}

/// Adds up what was told as paid.
#[derive(Clone, Debug, Default)]
struct Paid(Arc<Mutex<u64>>);

impl Observer for Paid {
    fn attempt_ended(&self, event: &AttemptEnded<'_>) {
        *self.0.lock().unwrap() += event.attempt.cost_fen().unwrap_or_default();
    }
}

#[tokio::test(start_paused = true)]
async fn a_facade_within_a_facade_tells_each_fee_once() {
    let (scan, paid) = (fake_that("scan", hosted_scan()), Paid::default());
    let inner = at(NOON_IN_SHANGHAI).id("inner").provider(Arc::clone(&scan)).recent_answers(seconds(60));
    let outer = Facade::builder()
        .id("outer")
        .provider(inner.build().unwrap())
        .session_key(SessionKeys::new([3; 32]).unwrap())
        .observer(paid.clone())
        .build()
        .unwrap();
    let requests = [(); 2].map(|()| build(person(1).everything()));
    let mut sessions = Vec::new();
    for request in &requests {
        let Ok(Outcome::Pending(session)) = outer.verify(request).await else { panic!("a scan") };
        sessions.push(session);
    }
    for (request, session) in requests.iter().zip(sessions) {
        outer.verify(&request.with_session(session)).await.unwrap();
    }
    assert_eq!((scan.invoice().len(), *paid.0.lock().unwrap()), (1, 80));
}

#[tokio::test(start_paused = true)]
async fn a_question_that_still_waits_is_not_sent_once_the_process_is_about_to_end() {
    let a = fake("a");
    let gate = a.hold();
    let facade = at(NOON_IN_SHANGHAI)
        .provider_within(Limits::new().with_concurrency(places(1)), Arc::clone(&a))
        .recent_answers(seconds(60));
    let facade = Arc::new(facade.build().unwrap());
    let ask = |n| {
        let facade = Arc::clone(&facade);
        tokio::spawn(async move { facade.verify(&build(person(n).everything())).await })
    };
    let first = ask(1);
    gate.reached().await;
    let second = ask(2);
    settle().await;
    facade.drain();
    gate.release();
    assert_eq!(told(&first.await.unwrap()), ["a billed"], "what was sent goes on");
    assert_eq!(told(&second.await.unwrap()), ["a deadline "]);
    assert_eq!(a.invoice().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn whoever_joins_a_look_and_is_too_late_keeps_the_fee_and_the_id_of_the_scan() {
    let as_it_is = |session: &Session| AnySession::from(session.clone());
    let from_json = |session: &Session| AnySession::from(read_back(session));
    for handed_back in [as_it_is, from_json] {
        let scan = fake_that("scan", hosted_scan());
        let facade = at(NOON_IN_SHANGHAI).provider(Arc::clone(&scan)).recent_answers(seconds(60));
        let facade = Arc::new(facade.build().unwrap());
        let first = build(with_everything());
        let Ok(Outcome::Pending(session)) = facade.verify(&first).await else { panic!("a scan") };
        let gate = scan.hold();
        let look = tokio::spawn({
            let (facade, session) = (Arc::clone(&facade), handed_back(&session));
            async move { facade.verify(&build(with_everything()).with_session(session)).await }
        });
        gate.reached().await;
        let request = request_within(1).with_session(handed_back(&session));
        let error = facade.verify(&request).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.stage()),
            (ErrorKind::Timeout, Stage::Answered),
            "the scan was started"
        );
        let result = Verification::unanswered(&request, &error);
        assert_eq!((result.cost_fen(), result.id()), (Some(80), first.id()));
        assert_eq!(result.session().and_then(AnySession::token), session.token());
        gate.release();
        look.await.unwrap().unwrap();
    }
}

/// As from another process.
fn read_back(session: &Session) -> SealedSession {
    serde_json::from_str(&serde_json::to_string(session).unwrap()).unwrap()
}

#[tokio::test(start_paused = true)]
async fn a_session_of_a_provider_that_is_not_there_is_refused_and_not_open() {
    let scan = |name| fake_that(name, hosted_scan());
    let start = at(NOON_IN_SHANGHAI).provider(scan("elsewhere")).build().unwrap();
    let Ok(Outcome::Pending(session)) = start.verify(&build(with_everything())).await else {
        panic!("a scan")
    };
    let here = at(NOON_IN_SHANGHAI).provider(scan("here"));
    let there = at(NOON_IN_SHANGHAI).provider(scan("here")).recent_answers(seconds(60));
    for facade in [here.build().unwrap(), there.build().unwrap()] {
        let error = facade.verify(&build(with_everything()).with_session(session.clone())).await.unwrap_err();
        assert_eq!((error.kind(), error.session()), (ErrorKind::SessionRefused, None));
    }
}

#[tokio::test(start_paused = true)]
async fn whoever_joins_with_a_session_that_is_not_theirs_is_refused_however_late() {
    let scan = fake_that("scan", hosted_scan());
    let start = at(NOON_IN_SHANGHAI).provider(Arc::clone(&scan)).build().unwrap();
    let Ok(Outcome::Pending(session)) = start.verify(&build(with_everything())).await else {
        panic!("a scan")
    };
    let stranger = SessionKeys::new([9; 32]).unwrap();
    let facade =
        Facade::builder().provider(Arc::clone(&scan)).session_key(stranger).recent_answers(seconds(60));
    let facade = facade.build().unwrap();
    let error = facade.verify(&request_within(0).with_session(session)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::SessionRefused);
}
