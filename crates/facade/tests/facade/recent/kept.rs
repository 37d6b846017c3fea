//! Answers that are kept: for how long, how many, and what is told of them.

use std::sync::Arc;
use std::time::Duration;

use heyan::{
    Decision, ErrorKind, Facade, Factor, InMemory, Outcome, RecentAnswers, Stage, Verdict, Verifier,
};
use heyan_testkit::{Answer, person};
use tokio::time::advance;

use super::{clock, fake, order, pending, question, recent, told};
use crate::people::build;
use crate::providers::{ALL_MATCH, answers, hosted_scan, photo_check, session_keys};

const SECOND: Duration = Duration::from_secs(1);
const MOMENT: Duration = Duration::from_millis(1);

#[tokio::test]
async fn the_second_click_is_given_the_first_ones_answer_and_costs_nothing() {
    // The mock fails the test if it is asked twice.
    let verifier = RecentAnswers::new(answers("a", photo_check(), ALL_MATCH));
    let (one, two) = (order("o-1"), order("o-2"));
    let first = verifier.verify(&one).await.unwrap();
    let second = verifier.verify(&two).await.unwrap();
    let (first, second) = (first.answered().unwrap(), second.answered().unwrap());
    assert_eq!((first.cost_fen(), second.cost_fen()), (Some(80), None));
    assert_eq!((first.id(), second.id()), (one.id(), two.id()));
    assert_eq!((first.reference(), second.reference()), (Some("o-1"), Some("o-2")));
    assert_eq!((first.findings(), first.decision()), (second.findings(), second.decision()));
    assert_eq!(told(&Ok(Outcome::Answered(second.clone()))), ["ask answered not_billed reused"]);
}

#[tokio::test]
async fn a_negative_answer_is_an_answer() {
    let fake = fake(photo_check());
    fake.script(Answer::verdicts([(Factor::Face, Verdict::Mismatch)]));
    let verifier = recent(&fake);
    for _ in 0..2 {
        let answer = verifier.verify(&question()).await.unwrap();
        assert_eq!(answer.answered().unwrap().decision(), Decision::Rejected);
    }
    assert_eq!(fake.calls().len(), 1);
}

#[tokio::test]
async fn a_failure_is_not_kept() {
    let fake = fake(photo_check());
    let verifier = recent(&fake);
    for kind in [ErrorKind::Timeout, ErrorKind::Credentials, ErrorKind::InvalidRequest] {
        fake.script(Answer::fails(kind, Stage::MaybeSent));
        assert_eq!(verifier.verify(&question()).await.unwrap_err().kind(), kind);
    }
    assert_eq!(told(&verifier.verify(&question()).await), ["ask answered billed"]);
}

#[tokio::test(start_paused = true)]
async fn after_the_period_it_is_asked_again() {
    for (set, period) in [(None, 60 * SECOND), (Some(30 * SECOND), 30 * SECOND)] {
        let fake = fake(photo_check());
        let verifier = set.into_iter().fold(recent(&fake), RecentAnswers::with_period);
        verifier.verify(&question()).await.unwrap();
        advance(period - MOMENT).await;
        assert_eq!(told(&verifier.verify(&question()).await), ["ask answered not_billed reused"]);
        // That it was given again did not prolong it.
        advance(MOMENT).await;
        assert_eq!(told(&verifier.verify(&question()).await), ["ask answered billed"], "{period:?}");
        assert_eq!(fake.calls().len(), 2);
    }
}

#[tokio::test(start_paused = true)]
async fn the_period_counts_from_when_the_answer_came() {
    let fake = fake(photo_check());
    let verifier = recent(&fake);
    let gate = fake.hold();
    let asked = question();
    let (first, ()) = tokio::join!(biased; verifier.verify(&asked), async {
        gate.reached().await;
        advance(59 * SECOND).await;
        gate.release();
    });
    first.unwrap();
    advance(59 * SECOND).await;
    assert_eq!(told(&verifier.verify(&question()).await), ["ask answered not_billed reused"]);
}

#[tokio::test]
async fn without_a_period_nothing_is_kept() {
    let fake = fake(photo_check());
    let memory = InMemory::default();
    let verifier = recent(&fake).with_store(memory.clone()).with_period(Duration::ZERO);
    for _ in 0..2 {
        assert_eq!(told(&verifier.verify(&question()).await), ["ask answered billed"]);
    }
    assert_eq!(format!("{memory:?}"), "InMemory { kept: 0, capacity: 1024, .. }");
}

#[tokio::test]
async fn of_more_answers_than_it_keeps_the_oldest_goes_first() {
    let fake = fake(photo_check());
    let verifier = recent(&fake).with_capacity(2);
    // Who is asked about, and whether that takes a question.
    let steps = [(1, true), (2, true), (1, false), (3, true), (2, false), (3, false), (1, true), (2, true)];
    for (who, asks) in steps {
        let before = fake.calls().len();
        verifier.verify(&person(who).request()).await.unwrap();
        assert_eq!(fake.calls().len() - before, usize::from(asks), "person {who}");
    }
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_is_asked_anew_takes_the_place_of_the_old_one() {
    let memory = InMemory::default().with_clock(clock());
    let verifier = recent(&fake(photo_check())).with_store(memory.clone());
    for _ in 0..3 {
        verifier.verify(&question()).await.unwrap();
        assert_eq!(format!("{memory:?}"), "InMemory { kept: 1, capacity: 1024, .. }");
        advance(60 * SECOND).await;
    }
}

#[tokio::test]
async fn it_stands_where_the_verifier_within_stood() {
    let fake = fake(photo_check());
    let verifier = recent(&fake);
    assert_eq!((verifier.id(), verifier.capability()), (fake.id(), fake.capability()));
}

#[tokio::test]
async fn around_a_provider_the_facade_admits_first() {
    let fake = fake(photo_check());
    let facade = Facade::builder().require_consent(true).provider(recent(&fake)).build().unwrap();
    let consented = build(person(1).everything().consent_id("c-1"));
    assert_eq!(told(&facade.verify(&consented).await), ["ask answered billed"]);
    assert_eq!(told(&facade.verify(&consented).await), ["ask answered not_billed reused"]);
    assert_eq!(facade.verify(&question()).await.unwrap_err().kind(), ErrorKind::InvalidRequest);
}

#[tokio::test]
async fn nothing_personal_comes_out() {
    let somebody = person(4711);
    let fake = fake(hosted_scan());
    let facade = Facade::builder().provider(Arc::clone(&fake)).session_key(session_keys());
    let memory = InMemory::default();
    let verifier = RecentAnswers::new(facade.build().unwrap()).with_store(memory.clone());
    let own = RecentAnswers::new(Arc::clone(&fake));
    let clean = |shown: String| assert!(!somebody.planted().is_in(&shown), "{shown}");

    let session = pending(verifier.verify(&somebody.request()).await);
    own.verify(&somebody.request()).await.unwrap();
    let query = somebody.request().with_session(session.clone());
    let gate = fake.hold();
    let (answer, ()) = tokio::join!(biased; verifier.verify(&query), async {
        gate.reached().await;
        for shown in [format!("{verifier:?} {own:?}"), format!("{verifier:#?} {own:#?}")] {
            assert!(shown.contains("kept: 1"), "{shown}");
            assert!(!shown.contains(session.token().unwrap()));
            clean(shown);
        }
        gate.release();
    });
    answer.unwrap();
    clean(format!("{memory:?} {verifier:#?}"));
}
