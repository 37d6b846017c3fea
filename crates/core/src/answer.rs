//! What comes back: an answer with its trail, or a scan to wait for.

mod verdict;
mod findings;
mod decision;
mod reason;
mod advice;
mod verification;

pub use advice::{Advice, advise};
pub use decision::{Decision, decide};
pub use findings::{Finding, Findings};
pub use reason::{Reason, explain};
pub use verdict::Verdict;
pub use verification::Verification;

use crate::Session;

/// What a verifier answered.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Outcome {
    /// An answer, be it positive, negative or open.
    Answered(Verification),
    /// The person has yet to scan their face; ask again with this session.
    Pending(Session),
}

impl Outcome {
    /// The answer, where there is one.
    pub fn answered(&self) -> Option<&Verification> {
        match self {
            Self::Answered(verification) => Some(verification),
            Self::Pending(_) => None,
        }
    }
}
