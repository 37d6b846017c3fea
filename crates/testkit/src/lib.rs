//! For testing identity verification.
//!
//! - [`FakeVerifier`] answers by script, can be held in the middle of a call, and remembers who asked.
//! - [`conformance`] is the suite that every [`Verifier`](heyan_core::Verifier) must pass: vendors, wrappers, fakes,
//!   and one of your own.
//! - [`snapshot::filters`] take out of a result what changes from run to run.
//! - [`Planted`] finds personal data and credentials wherever they come out, in plain text or encoded.
//!
//! ```
//! use heyan_core::{Capability, Factor, FactorSet, ProviderId, Verdict, Verifier, Method};
//! use heyan_testkit::{Answer, FakeVerifier, person};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let register = Capability::new([Method::verifying(FactorSet::of([Factor::Identity]))]);
//! let fake = FakeVerifier::new(ProviderId::new("register")?, register)
//!     .then(Answer::verdicts([(Factor::Identity, Verdict::NoRecord)]));
//!
//! let outcome = fake.verify(&person(1).request()).await?;
//! assert_eq!(outcome.answered().map(|answer| answer.reason().as_str()), Some("no_record"));
//! assert_eq!(fake.calls().len(), 1);
//! # Ok(())
//! # }
//! ```

mod person;
mod planted;

mod answer;
mod clock;
mod hold;
mod fake;

pub mod conformance;
pub mod snapshot;

pub use answer::Answer;
pub use clock::TokioClock;
pub use fake::{Call, FakeVerifier};
pub use hold::Hold;
pub use person::{Person, person};
pub use planted::Planted;
