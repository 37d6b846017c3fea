//! The facade keeps the contract of every verifier, whatever its providers do.

use std::sync::Arc;

use heyan::{Capability, ErrorKind, Facade, Scope, Stage, Verdict, Verifier};
use heyan_testkit::conformance::{self, Subject};
use heyan_testkit::{Answer, FakeVerifier};

use crate::providers::{hosted_scan, id, photo_check, session_keys};

/// A facade over fakes, all of which can be looked into.
struct Chain {
    facade: Facade,
    fakes: Vec<Arc<FakeVerifier>>,
}

impl Chain {
    fn of<const N: usize>(capabilities: [Capability; N]) -> Self {
        let named = |(place, capability)| Arc::new(FakeVerifier::new(id(&format!("p{place}")), capability));
        let fakes: Vec<_> = capabilities.into_iter().enumerate().map(named).collect();
        let builder =
            fakes.iter().fold(Facade::builder(), |builder, fake| builder.provider(Arc::clone(fake)));
        Self { facade: builder.session_key(session_keys()).build().unwrap(), fakes }
    }
}

/// What the first provider may do, so that the next one is asked or not.
fn faults() -> Vec<Answer> {
    let failures = [
        ErrorKind::Timeout,
        ErrorKind::Network,
        ErrorKind::Credentials,
        ErrorKind::Protocol,
        ErrorKind::InvalidRequest,
    ];
    let stages = [Stage::NotSent, Stage::MaybeSent, Stage::Answered];
    let failing = failures.iter().flat_map(|kind| stages.map(|stage| Answer::fails(*kind, stage)));
    let open = [Verdict::Indeterminate, Verdict::NoRecord, Verdict::Mismatch]
        .map(|verdict| Answer::verdicts([(heyan::Factor::Identity, verdict)]));
    let unlisted = Answer::fails(ErrorKind::Unrecognized { scope: Scope::Request }, Stage::Answered);
    failing.chain(open).chain([unlisted, Answer::verdicts([])]).collect()
}

fn query_faults() -> Vec<Answer> {
    let kinds = [
        ErrorKind::Timeout,
        ErrorKind::Credentials,
        ErrorKind::VendorFault,
        ErrorKind::SessionNotFound,
        ErrorKind::Unrecognized { scope: Scope::Request },
    ];
    kinds.map(|kind| Answer::fails(kind, Stage::MaybeSent)).into_iter().chain([Answer::scan()]).collect()
}

impl Subject for Chain {
    fn verifier(&self) -> &dyn Verifier {
        &self.facade
    }

    fn invoice(&self) -> Vec<String> {
        self.fakes.iter().flat_map(|fake| fake.invoice()).collect()
    }

    fn hold(&self) -> Box<dyn Send> {
        Box::new(self.fakes.iter().map(|fake| fake.hold()).collect::<Vec<_>>())
    }

    fn verifies_all_that_it_promises(&self) -> bool {
        self.fakes.len() == 1
    }

    fn faults(&self) -> usize {
        faults().len()
    }

    fn misbehave(&self, fault: usize) {
        self.fakes[0].script(faults()[fault].clone());
    }

    fn query_faults(&self) -> usize {
        query_faults().len()
    }

    fn misbehave_in_query(&self, fault: usize) {
        self.fakes.last().unwrap().script(query_faults()[fault].clone());
    }
}

#[tokio::test]
async fn over_one_provider() {
    conformance::all(&Chain::of([photo_check()])).await.unwrap();
}

#[tokio::test]
async fn over_several() {
    conformance::all(&Chain::of([photo_check(), photo_check(), hosted_scan()])).await.unwrap();
}

#[tokio::test]
async fn over_a_hosted_scan() {
    conformance::all(&Chain::of([hosted_scan()])).await.unwrap();
}
