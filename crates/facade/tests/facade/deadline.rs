//! One deadline for the whole, kept even for verifiers that do not keep it themselves; time stands still here.

use std::time::Duration;

use heyan::{
    Billing, Capability, ErrorKind, Facade, Outcome, ProviderId, SkipReason, Stage, Verifier, VerifierExt,
    VerifyError, VerifyRequest,
};
use tokio::time::Instant;

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
