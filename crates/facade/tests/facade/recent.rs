//! Recent answers: what is asked once, and what whoever asks the same is given.

mod conformance;
mod facade;
mod single_flight;
mod kept;
mod lost;
mod memory;
mod questions;
mod scans;
mod sessions;
mod store;

use std::sync::Arc;
use std::time::Duration;

use heyan::{
    Attempt, Capability, Clock, Outcome, RecentAnswers, Session, SystemClock, Verifier, VerifyError,
    VerifyRequest,
};
use heyan_testkit::{FakeVerifier, TokioClock, person};

use crate::people::build;
use crate::providers::id;

type Result = std::result::Result<Outcome, VerifyError>;
type Recent = RecentAnswers<Arc<FakeVerifier>>;

/// A clock that stands still where tokio's does.
fn clock() -> TokioClock {
    TokioClock::starting_at(SystemClock.now())
}

/// Longer than anybody waits; time stands still where it is used.
const LONG: Duration = Duration::from_secs(100);

fn fake(capability: Capability) -> Arc<FakeVerifier> {
    Arc::new(FakeVerifier::new(id("fake"), capability))
}

fn recent(fake: &Arc<FakeVerifier>) -> Recent {
    RecentAnswers::new(Arc::clone(fake)).with_clock(clock())
}

/// The same question each time, built anew.
fn question() -> VerifyRequest {
    build(person(1).everything())
}

/// The same question as another order.
fn order(reference: &str) -> VerifyRequest {
    build(person(1).everything().reference(reference))
}

fn within(request: &VerifyRequest, limit: Duration) -> VerifyRequest {
    request.with_deadline((tokio::time::Instant::now() + limit).into_std())
}

/// Both are asked, the second one while the first is held by the fake.
async fn at_once<V: Verifier>(
    verifier: &V,
    fake: &FakeVerifier,
    [first, second]: [&VerifyRequest; 2],
) -> [Result; 2] {
    let gate = fake.hold();
    let (first, second) = tokio::join!(biased; verifier.verify(first), async {
        gate.reached().await;
        let (second, ()) = tokio::join!(biased; verifier.verify(second), async { gate.release() });
        second
    });
    [first, second]
}

fn trail(result: &Result) -> &[Attempt] {
    match result {
        Ok(Outcome::Answered(answer)) => answer.attempts(),
        Ok(Outcome::Pending(session)) => session.attempts(),
        Ok(other) => panic!("{other:?}"),
        Err(error) => error.attempts(),
    }
}

/// Each attempt, and whether it was made for somebody else.
fn told(result: &Result) -> Vec<String> {
    let tell = |a: &Attempt| {
        let reused = if a.is_reused() { " reused" } else { "" };
        format!("{} {} {}{reused}", a.step().as_str(), a.status().as_str(), a.billing())
    };
    trail(result).iter().map(tell).collect()
}

fn pending(result: Result) -> Session {
    match result.unwrap() {
        Outcome::Pending(session) => session,
        other => panic!("{other:?}"),
    }
}
