//! The suite that every verifier must pass: vendors, wrappers, fakes, and one of your own.
//!
//! A [`Subject`] is a verifier with the vendor behind it. [`all`] runs every check; each can be run alone. Where a
//! check needs the vendor to misbehave, the subject says how.
//!
//! ```
//! # use heyan_core::{Capability, Factor, FactorSet, ProviderId, Verifier, Way};
//! # use heyan_testkit::{Answer, FakeVerifier, Gate, conformance::{self, Subject}};
//! struct Fake(FakeVerifier);
//!
//! impl Subject for Fake {
//!     fn verifier(&self) -> &dyn Verifier { &self.0 }
//!     fn invoice(&self) -> Vec<String> { self.0.invoice() }
//!     fn hold(&self) -> Box<dyn Send> { Box::new(self.0.hold()) }
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let capability = Capability::new([Way::settling(FactorSet::of([Factor::Identity]))]);
//! let fake = Fake(FakeVerifier::new(ProviderId::new("fake")?, capability));
//! conformance::all(&fake).await?;
//! # Ok(())
//! # }
//! ```

mod billing;
mod cancellation;
mod capability;
mod concurrency;
mod deadline;
mod object_safety;
mod redaction;

use heyan_core::{Outcome, Verifier, VerifyError};

use crate::Planted;

pub use billing::billing_honesty;
pub use cancellation::cancellation;
pub use capability::truth_of_capability;
pub use concurrency::concurrent_use;
pub use deadline::deadline;
pub use object_safety::object_safety;
pub use redaction::redaction;

/// How long is waited for what should come at once; only a verifier that breaks its contract takes so long.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(20);

/// A verifier under test, and the vendor behind it.
pub trait Subject: Send + Sync {
    /// The verifier.
    fn verifier(&self) -> &dyn Verifier;

    /// The order ids of everything that the vendor has billed so far, each of them once.
    fn invoice(&self) -> Vec<String>;

    /// Lets the vendor hold the next question back, after it has billed it, until what is returned is dropped.
    fn hold(&self) -> Box<dyn Send>;

    /// How many ways the vendor can misbehave.
    fn faults(&self) -> usize {
        0
    }

    /// Lets the vendor misbehave in the way of this number with the next question.
    fn misbehave(&self, _fault: usize) {}

    /// Credentials that must come out nowhere; the suite looks for the person's data by itself.
    fn credentials(&self) -> Planted {
        Planted::default()
    }
}

/// A verifier that does not keep its contract.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("{check}: {what}")]
pub struct Violation {
    check: &'static str,
    what: String,
}

impl Violation {
    /// The check that found it.
    pub fn check(&self) -> &'static str {
        self.check
    }
}

/// Runs every check, and stops at the first violation.
///
/// # Errors
/// What the verifier does not keep.
pub async fn all(subject: &dyn Subject) -> Result<(), Violation> {
    object_safety(subject)?;
    truth_of_capability(subject).await?;
    redaction(subject).await?;
    billing_honesty(subject).await?;
    deadline(subject).await?;
    cancellation(subject).await?;
    concurrent_use(subject).await
}

/// Passes where `holds`; else the violation of this check.
fn ensure(check: &'static str, holds: bool, what: impl FnOnce() -> String) -> Result<(), Violation> {
    if holds { Ok(()) } else { Err(Violation { check, what: what() }) }
}

/// The trail, whichever way it came out.
fn trail(result: &Result<Outcome, VerifyError>) -> &[heyan_core::Attempt] {
    match result {
        Ok(outcome) => outcome.answered().map(|answer| answer.attempts()).unwrap_or_default(),
        Err(error) => error.attempts(),
    }
}
