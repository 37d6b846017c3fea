//! Recent answers keep the contract of every verifier.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use heyan::{Capability, Clock, ErrorKind, RecentAnswers, Stage, SystemClock, Timestamp, Verifier};
use heyan_testkit::conformance::{self, Subject};
use heyan_testkit::{Answer, FakeVerifier};

use super::fake;
use crate::providers::{hosted_scan, photo_check};

/// A clock that is set forward.
#[derive(Clone, Debug, Default)]
pub(super) struct Forward(Arc<Mutex<Duration>>);

impl Forward {
    pub(super) fn by(&self, time: Duration) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) += time;
    }

    fn ahead(&self) -> Duration {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Clock for Forward {
    fn now(&self) -> Timestamp {
        SystemClock.now() + self.ahead()
    }

    fn monotonic(&self) -> Instant {
        SystemClock.monotonic() + self.ahead()
    }
}

struct Wrapped {
    verifier: RecentAnswers<Arc<FakeVerifier>>,
    fake: Arc<FakeVerifier>,
    clock: Forward,
}

impl Wrapped {
    fn around(capability: Capability) -> Self {
        let (fake, clock) = (fake(capability), Forward::default());
        Self { verifier: RecentAnswers::new(Arc::clone(&fake)).with_clock(clock.clone()), fake, clock }
    }
}

fn faults() -> Vec<Answer> {
    let kinds = [ErrorKind::Timeout, ErrorKind::Network, ErrorKind::Credentials, ErrorKind::Protocol];
    let stages = [Stage::NotSent, Stage::MaybeSent, Stage::Answered];
    kinds.iter().flat_map(|kind| stages.map(|stage| Answer::fails(*kind, stage))).collect()
}

impl Subject for Wrapped {
    fn verifier(&self) -> &dyn Verifier {
        &self.verifier
    }

    fn invoice(&self) -> Vec<String> {
        self.fake.invoice()
    }

    fn hold(&self) -> Box<dyn Send> {
        Box::new(self.fake.hold())
    }

    fn faults(&self) -> usize {
        faults().len()
    }

    /// The suite asks about the same person each time, and the vendor can only misbehave if it is asked: the period of
    /// the answer before has to pass.
    fn misbehave(&self, fault: usize) {
        self.clock.by(Duration::from_secs(60));
        self.fake.script(faults()[fault].clone());
    }

    fn query_faults(&self) -> usize {
        faults().len() + 1
    }

    fn misbehave_in_query(&self, fault: usize) {
        self.fake.script(faults().get(fault).cloned().unwrap_or(Answer::scan()));
    }
}

#[tokio::test]
async fn around_a_question() {
    conformance::all(&Wrapped::around(photo_check())).await.unwrap();
}

#[tokio::test]
async fn around_a_hosted_scan() {
    conformance::all(&Wrapped::around(hosted_scan())).await.unwrap();
}
