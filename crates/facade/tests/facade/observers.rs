//! Observers hear of every attempt before the provider is polled and after it ended, dropped ones included.

use std::sync::{Arc, Mutex};

use heyan::{
    AttemptEnded, AttemptStarted, Capability, Facade, Observer, Outcome, ProviderId, Verifier, VerifyError,
    VerifyRequest,
};
use tokio::sync::Notify;

use crate::people::{build, with_everything, with_photo};
use crate::providers::{ALL_MATCH, answers, fails, id, photo_check, settling};

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
