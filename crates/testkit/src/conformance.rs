//! The suite that every verifier must pass: vendors, wrappers, fakes, and one of your own.
//!
//! A [`Subject`] is a verifier with the vendor behind it. [`all`] runs every check; each can be run alone. Where a
//! check needs the vendor to misbehave, the subject says how.
//!
//! ```
//! # use heyan_core::{Capability, Factor, FactorSet, ProviderId, Verifier, Method};
//! # use heyan_testkit::{Answer, FakeVerifier, Hold, conformance::{self, Subject}};
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
//! let capability = Capability::new([Method::verifying(FactorSet::of([Factor::Identity]))]);
//! let fake = Fake(FakeVerifier::new(ProviderId::new("fake")?, capability));
//! conformance::all(&fake).await?;
//! # Ok(())
//! # }
//! ```

mod subject;
mod billing;
mod cancellation;
mod capability;
mod concurrency;
mod deadline;
mod object_safety;
mod redaction;
mod sealed;
mod sessions;

use subject::{ask, ensure};

pub use billing::billing_honesty;
pub use cancellation::cancellation;
pub use capability::truth_of_capability;
pub use concurrency::concurrent_use;
pub use deadline::deadline;
pub use object_safety::object_safety;
pub use redaction::redaction;
pub use sealed::sealed_sessions;
pub use sessions::sessions;
pub use subject::{Subject, Violation};

/// Runs every check, and stops at the first violation.
///
/// # Errors
/// What the verifier does not keep.
pub async fn all(subject: &dyn Subject) -> Result<(), Violation> {
    answers(subject).await?;
    object_safety(subject)?;
    truth_of_capability(subject).await?;
    redaction(subject).await?;
    billing_honesty(subject).await?;
    deadline(subject).await?;
    cancellation(subject).await?;
    sessions(subject).await?;
    sealed_sessions(subject).await?;
    concurrent_use(subject).await
}

/// A full request is answered. Without that the other checks would look for what is wrong in the wrong place.
///
/// # Errors
/// The verifier's own, where it gives one.
pub async fn answers(subject: &dyn Subject) -> Result<(), Violation> {
    let result = ask("answers", subject, &crate::person(1).request()).await?;
    let error = result.err().map(|error| error.kind());
    ensure("answers", error.is_none(), || {
        format!(
            "a request with all evidence gets an error of kind {}",
            error.map(|kind| kind.as_str()).unwrap_or_default()
        )
    })
}
