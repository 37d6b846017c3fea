//! Observers hear of every attempt before the provider is polled and after it ended, dropped ones included.

use std::sync::{Arc, Mutex};

use heyan::{
    AttemptEnded, AttemptStarted, Capability, Facade, Observer, Outcome, ProviderId, VerificationEnded,
    Verifier, VerifyError, VerifyRequest,
};
use tokio::sync::Notify;

use crate::people::{build, with_everything, with_photo};
use crate::providers::{ALL_MATCH, answers, fails, hosted_scan, id, photo_check, settling};

/// Writes down what it hears.
#[derive(Clone, Debug, Default)]
struct Heard(Arc<Mutex<Vec<String>>>);

impl Heard {
    fn lines(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }
}

impl Observer for Heard {
    fn attempt_started(&self, event: &AttemptStarted<'_>) {
        self.0.lock().unwrap().push(format!("{} {:?} started", event.provider, event.step));
    }

    fn attempt_ended(&self, event: &AttemptEnded<'_>) {
        let attempt = event.attempt;
        let status = format!("{:?}", attempt.status());
        let status = status.split(['(', ' ']).next().unwrap().to_owned();
        self.0.lock().unwrap().push(format!(
            "{} {status} {} of {:?} by {:?}",
            attempt.provider(),
            attempt.billing().as_str(),
            event.reference,
            event.consent_id
        ));
    }
}

#[tokio::test]
async fn each_attempt_is_told_in_order() {
    let heard = Heard::default();
    let facade = Facade::builder()
        .provider(crate::providers::unasked("useless", settling([])))
        .provider(fails("a", heyan::ErrorKind::Unavailable, heyan::Stage::Answered))
        .provider(answers("b", photo_check(), ALL_MATCH))
        .observer(Arc::new(heard.clone()))
        .build()
        .unwrap();
    facade.verify(&build(with_photo().reference("order-7").consent_id("c-81"))).await.unwrap();
    assert_eq!(
        heard.lines(),
        [
            r#"useless Skipped not_billed of Some("order-7") by Some("c-81")"#,
            "a Ask started",
            r#"a Failed maybe_billed of Some("order-7") by Some("c-81")"#,
            "b Ask started",
            r#"b Answered billed of Some("order-7") by Some("c-81")"#,
        ]
    );
}

#[tokio::test]
async fn what_a_limit_keeps_back_is_told_as_skipped_and_never_as_started() {
    let (heard, fake) = (Heard::default(), crate::limited::fake("a"));
    let nothing = heyan::gates::Limits::new().with_budget(0, heyan::gates::Period::Day);
    let limited = Facade::builder().provider_within(nothing, fake).observer(heard.clone());
    limited.build().unwrap().verify(&build(with_photo())).await.unwrap_err();
    assert_eq!(heard.lines(), ["a Skipped not_billed of None by None"]);
}

/// Says when it is polled, and never answers.
#[derive(Debug)]
struct Gated {
    id: ProviderId,
    capability: Capability,
    polled: Arc<Notify>,
}

#[async_trait::async_trait]
impl Verifier for Gated {
    fn id(&self) -> &ProviderId {
        &self.id
    }

    fn capability(&self) -> &Capability {
        &self.capability
    }

    async fn verify(&self, _: &VerifyRequest) -> Result<Outcome, VerifyError> {
        self.polled.notify_one();
        std::future::pending().await
    }
}

#[tokio::test]
async fn an_attempt_whose_future_is_dropped_is_closed_as_abandoned_and_may_be_billed() {
    let (heard, polled) = (Heard::default(), Arc::new(Notify::new()));
    let gated = Gated { id: id("gated"), capability: photo_check(), polled: Arc::clone(&polled) };
    let facade = Facade::builder().provider(gated).observer(heard.clone()).build().unwrap();
    let asking = tokio::spawn(async move { facade.verify(&build(with_everything())).await });
    polled.notified().await;
    assert_eq!(heard.lines(), ["gated Ask started"], "told before the provider was polled");
    asking.abort();
    assert!(asking.await.unwrap_err().is_cancelled());
    assert_eq!(heard.lines()[1..], ["gated Abandoned maybe_billed of None by None"]);
}

/// Writes down what came of each verification.
#[derive(Clone, Debug, Default)]
struct Results(Arc<Mutex<Vec<String>>>);

impl Observer for Results {
    fn verification_ended(&self, event: &VerificationEnded<'_>) {
        let VerificationEnded { reference, consent_id, decision, reason, cost_fen, .. } = event;
        let told = format!("{decision} {reason} {cost_fen:?} of {reference:?} by {consent_id:?}");
        self.0.lock().unwrap().push(told);
    }
}

#[tokio::test]
async fn what_came_of_each_verification_is_told_whichever_way_it_ended() {
    let (results, scan) = (Results::default(), crate::limited::fake_that("scan", hosted_scan()));
    let facade = crate::limited::at(crate::limited::NOON_IN_SHANGHAI)
        .provider(Arc::clone(&scan))
        .observer(results.clone())
        .min_age(70)
        .build()
        .unwrap();
    let request = build(with_everything().reference("order-7").consent_id("c-81"));
    let Ok(Outcome::Pending(session)) = facade.verify(&request).await else { panic!("a scan") };
    facade.verify(&request.with_session(session)).await.unwrap();
    scan.script(heyan_testkit::Answer::fails(heyan::ErrorKind::Timeout, heyan::Stage::MaybeSent));
    facade.verify(&request).await.unwrap_err();
    let young = heyan_testkit::person(1).request();
    assert!(facade.admits(&young).is_err());
    facade.verify(&young).await.unwrap_err();

    let of = r#"of Some("order-7") by Some("c-81")"#;
    let told = results.0.lock().unwrap().clone();
    assert_eq!(
        told[..3],
        [
            format!("pending awaiting_scan Some(80) {of}"),
            format!("verified all_matched Some(80) {of}"),
            format!("undetermined no_provider_answered Some(80) {of}"),
        ]
    );
    assert!(told[3].starts_with("undetermined no_provider_answered None"), "{told:?}");
    assert_eq!(told.len(), 4);
}
