//! Recent answers as a setting of a facade: whoever is given an answer again is admitted and told like anybody else.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use heyan::{
    AttemptEnded, AttemptStarted, Decision, ErrorKind, Facade, InMemory, Observer, Outcome, SessionKeys,
    VerificationEnded, Verifier,
};
use heyan_testkit::person;
use tokio::time::advance;

use super::{told, trail};
use crate::limited::{NOON_IN_SHANGHAI, at, fake, fake_that};
use crate::people::build;
use crate::providers::hosted_scan;

#[derive(Clone, Debug, Default)]
struct Heard(Arc<Mutex<Vec<String>>>);

impl Observer for Heard {
    fn attempt_started(&self, event: &AttemptStarted<'_>) {
        self.0.lock().unwrap().push(format!("{} started", event.provider));
    }

    fn attempt_ended(&self, event: &AttemptEnded<'_>) {
        let (attempt, reference) = (event.attempt, event.reference.unwrap_or_default());
        let reused = attempt.is_reused();
        self.0.lock().unwrap().push(format!(
            "{} {} reused {reused} {reference}",
            attempt.provider(),
            attempt.billing()
        ));
    }

    fn verification_ended(&self, event: &VerificationEnded<'_>) {
        let reference = event.reference.unwrap_or_default();
        self.0.lock().unwrap().push(format!("{} {:?} {reference}", event.decision, event.cost_fen));
    }
}

#[tokio::test(start_paused = true)]
async fn a_double_click_costs_one_fee_and_both_are_told() {
    let (a, heard) = (fake("a"), Heard::default());
    let facade = at(NOON_IN_SHANGHAI)
        .provider(Arc::clone(&a))
        .observer(heard.clone())
        .recent_answers(Duration::from_secs(60))
        .build()
        .unwrap();
    for reference in ["order-1", "order-2"] {
        let outcome = facade.verify(&build(person(1).everything().reference(reference))).await.unwrap();
        assert_eq!(outcome.answered().unwrap().decision(), Decision::Verified);
    }
    let heard = heard.0.lock().unwrap().clone();
    assert_eq!(
        heard,
        [
            "a started",
            "a billed reused false order-1",
            "verified Some(80) order-1",
            "a not_billed reused true order-2",
            "verified None order-2",
        ]
    );
    assert_eq!(a.invoice().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn without_the_setting_it_is_asked_each_time() {
    let a = fake("a");
    let facade = at(NOON_IN_SHANGHAI).provider(Arc::clone(&a)).build().unwrap();
    for _ in 0..2 {
        facade.verify(&build(person(1).everything())).await.unwrap();
    }
    assert_eq!(a.invoice().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn what_is_reused_needs_the_same_consent() {
    let a = fake("a");
    let facade = at(NOON_IN_SHANGHAI)
        .provider(Arc::clone(&a))
        .require_consent(true)
        .recent_answers(Duration::from_secs(60))
        .build()
        .unwrap();
    facade.verify(&build(person(1).everything().consent_id("c-81"))).await.unwrap();
    let error = facade.verify(&build(person(1).everything())).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidRequest);
}

#[tokio::test(start_paused = true)]
async fn a_repeated_start_gets_the_same_scan_and_its_result_can_be_looked_at_twice() {
    let scan = fake_that("scan", hosted_scan());
    let facade = at(NOON_IN_SHANGHAI)
        .provider(Arc::clone(&scan))
        .recent_answers(Duration::from_secs(60))
        .build()
        .unwrap();
    let ask = || build(person(1).everything());
    let Ok(Outcome::Pending(first)) = facade.verify(&ask()).await else { panic!("a scan") };
    let Ok(Outcome::Pending(second)) = facade.verify(&ask()).await else { panic!("the same scan") };
    assert_eq!(first.token(), second.token());
    // Handed back from elsewhere, as a page that is loaded again does.
    let read_back: heyan::SealedSession =
        serde_json::from_str(&serde_json::to_string(&second).unwrap()).unwrap();
    let [one, other] = [
        facade.verify(&ask().with_session(read_back.clone())).await,
        facade.verify(&ask().with_session(read_back)).await,
    ];
    assert_eq!(told(&one), ["ask pending maybe_billed", "query answered not_billed"]);
    assert_eq!(told(&other), ["ask pending maybe_billed", "query answered not_billed reused"]);
    let [one, other] = [one, other].map(|result| result.unwrap().answered().unwrap().clone());
    assert_eq!((one.id(), one.cost_fen()), (other.id(), other.cost_fen()));
    assert_eq!((scan.calls().len(), scan.invoice().len()), (2, 1));
}

#[tokio::test(start_paused = true)]
async fn whoever_joins_waits_no_longer_than_the_facades_own_deadline() {
    let a = fake("a");
    let facade = at(NOON_IN_SHANGHAI)
        .provider(Arc::clone(&a))
        .deadline(Duration::from_secs(5))
        .recent_answers(Duration::from_secs(60));
    let facade = Arc::new(facade.build().unwrap());
    let gate = a.hold();
    let asking = || {
        let facade = Arc::clone(&facade);
        tokio::spawn(async move { facade.verify(&build(person(1).everything())).await })
    };
    let first = asking();
    gate.reached().await;
    advance(Duration::from_secs(3)).await;
    let error = asking().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Exhausted, "what the first one came to at its deadline");
    assert!(trail(&Err(error)).iter().all(|attempt| attempt.is_reused()));
    first.await.unwrap().unwrap_err();
    drop(gate);
}

#[tokio::test(start_paused = true)]
async fn two_facades_share_a_store() {
    let (a, store) = (fake("a"), InMemory::default());
    let facade = || -> Facade {
        at(NOON_IN_SHANGHAI).provider(Arc::clone(&a)).answer_store(store.clone()).build().unwrap()
    };
    for facade in [facade(), facade()] {
        facade.verify(&build(person(1).everything())).await.unwrap();
    }
    assert_eq!(a.invoice().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn after_the_period_that_is_set_it_is_asked_again() {
    let a = fake("a");
    let facade = at(NOON_IN_SHANGHAI)
        .provider(Arc::clone(&a))
        .recent_answers(Duration::from_secs(10))
        .build()
        .unwrap();
    for (pause, asked) in [(0, 1), (9, 1), (1, 2)] {
        advance(Duration::from_secs(pause)).await;
        facade.verify(&build(person(1).everything())).await.unwrap();
        assert_eq!(a.calls().len(), asked);
    }
}

#[tokio::test(start_paused = true)]
async fn a_scan_that_a_new_key_refuses_is_not_reused() {
    let (scan, store) = (fake_that("scan", hosted_scan()), InMemory::default());
    let [before, after] = [1, 2].map(|key| {
        let facade = at(NOON_IN_SHANGHAI).provider(Arc::clone(&scan)).answer_store(store.clone());
        facade.session_key(SessionKeys::new([key; 32]).unwrap()).build().unwrap()
    });
    let ask = || build(person(1).everything());
    let Ok(Outcome::Pending(old)) = before.verify(&ask()).await else { panic!("a scan") };
    let Ok(Outcome::Pending(again)) = after.verify(&ask()).await else { panic!("the same scan") };
    assert_eq!(old.token(), again.token());
    let error = after.verify(&ask().with_session(again)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::SessionRefused);
    let Ok(Outcome::Pending(new)) = after.verify(&ask()).await else { panic!("a new scan") };
    assert_ne!(old.token(), new.token());
    let answer = after.verify(&ask().with_session(new)).await.unwrap();
    assert_eq!(answer.answered().unwrap().decision(), Decision::Verified);
}
