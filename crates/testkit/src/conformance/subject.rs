//! A verifier under test, and what every check does with it.

use std::time::Duration;

use heyan_core::{Attempt, Billing, Outcome, Step, Verifier, VerifyError, VerifyRequest};
use tokio::time::{Instant, timeout};

use crate::Planted;

/// How long is waited for what should come at once; only a verifier that breaks its contract takes so long.
pub(super) const PATIENCE: Duration = Duration::from_secs(20);

/// The deadline of a question whose vendor misbehaves: a silent one must not hold the suite up.
const FAULT_LIMIT: Duration = Duration::from_millis(1500);

/// A verifier under test, and the vendor behind it.
pub trait Subject: Send + Sync {
    /// The verifier.
    fn verifier(&self) -> &dyn Verifier;

    /// The order ids of everything that the vendor has billed so far, each of them once.
    fn invoice(&self) -> Vec<String>;

    /// Lets the vendor hold the next question back, after it has billed it, until what is returned is dropped. Of a
    /// chain, every provider holds its next one.
    fn hold(&self) -> Box<dyn Send>;

    /// How many ways the vendor can misbehave.
    fn faults(&self) -> usize {
        0
    }

    /// Lets the vendor misbehave in the way of this number with the next question.
    fn misbehave(&self, _fault: usize) {}

    /// In how many ways the vendor can misbehave when a scan is asked after.
    fn query_faults(&self) -> usize {
        0
    }

    /// Lets the vendor misbehave in the way of this number with the next query.
    fn misbehave_in_query(&self, _fault: usize) {}

    /// Whether a full request gets a verdict on every factor that the capability promises. A chain stops once it is
    /// certain, so it need not.
    fn verifies_all_that_it_promises(&self) -> bool {
        true
    }

    /// Credentials that must come out nowhere; the suite looks for the person's data by itself.
    fn credentials(&self) -> Planted {
        Planted::default()
    }
}

/// A verifier that does not keep its contract.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("{check}: {what}")]
pub struct Violation {
    pub(super) check: &'static str,
    pub(super) what: String,
}

impl Violation {
    /// The check that found it.
    pub fn check(&self) -> &'static str {
        self.check
    }
}

/// Passes where `holds`; else the violation of this check.
pub(super) fn ensure(
    check: &'static str,
    holds: bool,
    what: impl FnOnce() -> String,
) -> Result<(), Violation> {
    if holds { Ok(()) } else { Err(Violation { check, what: what() }) }
}

/// Asks, and does not wait for ever.
pub(super) async fn ask(
    check: &'static str,
    subject: &dyn Subject,
    request: &VerifyRequest,
) -> Result<Result<Outcome, VerifyError>, Violation> {
    let answer = timeout(PATIENCE, subject.verifier().verify(request)).await;
    answer.map_err(|_| Violation { check, what: format!("no answer comes within {} s", PATIENCE.as_secs()) })
}

/// The same question with a deadline, for a vendor that may be silent.
pub(super) fn limited(request: &VerifyRequest) -> VerifyRequest {
    request.with_deadline((Instant::now() + FAULT_LIMIT).into_std())
}

/// The trail, whichever way it came out.
pub(super) fn trail(result: &Result<Outcome, VerifyError>) -> Vec<Attempt> {
    match result {
        Ok(Outcome::Answered(answer)) => answer.attempts().to_vec(),
        Ok(Outcome::Pending(session)) => session.attempts().to_vec(),
        Ok(_) => Vec::new(),
        Err(error) => error.attempts().to_vec(),
    }
}

/// How many questions of a trail may have been billed by its own account.
pub(super) fn owned_up(trail: &[Attempt]) -> usize {
    trail
        .iter()
        .filter(|attempt| attempt.step() == Step::Ask && attempt.billing() != Billing::NotBilled)
        .count()
}
