//! The fake answers by script, waits at holds, and remembers who asked.

use std::time::Duration;

use heyan_core::{
    Billing, Capability, ErrorKind, Evidence, Factor, FactorSet, Method, Outcome, ProviderId, Stage, Step,
    Verdict, Verifier, VerifierExt,
};
use heyan_testkit::conformance::{self, Subject};
use heyan_testkit::{Answer, FakeVerifier, person};

pub(crate) fn photo_check() -> Capability {
    let way = Method::verifying(FactorSet::of([Factor::Identity, Factor::Mobile, Factor::Face]));
    Capability::new([way.requiring(Evidence::Mobile).requiring(Evidence::Portrait)])
}

pub(crate) fn fake() -> FakeVerifier {
    FakeVerifier::new(ProviderId::new("fake").unwrap(), photo_check())
}

struct Fake(FakeVerifier);

impl Subject for Fake {
    fn verifier(&self) -> &dyn Verifier {
        &self.0
    }

    fn invoice(&self) -> Vec<String> {
        self.0.invoice()
    }

    fn hold(&self) -> Box<dyn Send> {
        Box::new(self.0.hold())
    }

    fn faults(&self) -> usize {
        4
    }

    fn misbehave(&self, fault: usize) {
        self.0.script(match fault {
            0 => Answer::fails(ErrorKind::Network, Stage::NotSent),
            1 => Answer::fails(ErrorKind::Network, Stage::MaybeSent),
            2 => Answer::fails(ErrorKind::Protocol, Stage::Answered).with_billing(Billing::Billed),
            _ => Answer::fails(ErrorKind::Credentials, Stage::Answered).with_billing(Billing::NotBilled),
        });
    }
}

#[tokio::test]
async fn the_fake_conforms() {
    conformance::all(&Fake(fake())).await.unwrap();
}

#[tokio::test]
async fn it_answers_by_script_and_then_matches() {
    let fake = fake()
        .then(Answer::verdicts([(Factor::Identity, Verdict::Mismatch)]))
        .then(Answer::fails(ErrorKind::Timeout, Stage::MaybeSent));
    let request = person(1).request();
    let first = fake.verify(&request).await.unwrap();
    assert_eq!(first.answered().unwrap().findings().verdict(Factor::Identity), Some(Verdict::Mismatch));
    let second = fake.verify(&request).await.unwrap_err();
    assert_eq!((second.kind(), second.billing()), (ErrorKind::Timeout, Billing::MaybeBilled));
    let Outcome::Answered(third) = fake.verify(&request).await.unwrap() else { panic!() };
    assert_eq!(third.satisfied().unwrap().to_string(), "identity, mobile, face");
    assert_eq!(fake.invoice(), ["FAKE-fake-1", "FAKE-fake-2", "FAKE-fake-3"]);
    assert!(fake.calls().iter().all(|call| call.id == request.id() && call.step == Step::Ask));
}

#[tokio::test]
async fn a_question_at_a_gate_has_been_asked_and_waits() {
    let fake = std::sync::Arc::new(fake());
    let hold = fake.hold();
    let asking = tokio::spawn({
        let fake = std::sync::Arc::clone(&fake);
        async move { fake.verify(&person(1).request()).await }
    });
    hold.reached().await;
    assert_eq!((fake.calls().len(), fake.invoice().len(), asking.is_finished()), (1, 1, false));
    hold.release();
    assert!(asking.await.unwrap().is_ok());
}

#[tokio::test(start_paused = true)]
async fn silence_ends_at_the_deadline() {
    let fake = fake().then(Answer::silence());
    let error = fake.verify_within(&person(1).request(), Duration::from_secs(5)).await.unwrap_err();
    assert_eq!((error.kind(), error.stage()), (ErrorKind::Timeout, Stage::MaybeSent));
}
