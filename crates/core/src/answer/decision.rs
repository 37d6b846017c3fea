//! The decision: a pure function of the findings and of what suffices.

use std::fmt;

use crate::json::vocabulary;
use crate::{FactorSet, Findings, Requirement, Verdict};

/// What the findings come to. A word of a newer version reads as [`Decision::Undetermined`].
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum Decision {
    /// Some alternative of the requirement matched whole, and nothing mismatched.
    Verified,
    /// Something mismatched.
    Rejected,
    /// Neither.
    Undetermined,
    /// The person has yet to scan their face.
    Pending,
}

vocabulary!(Decision: Verified, Rejected, Undetermined, Pending; unknown: Undetermined);

impl Decision {
    /// The name in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::Rejected => "rejected",
            Self::Undetermined => "undetermined",
            Self::Pending => "pending",
        }
    }
}

impl fmt::Display for Decision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Decides, and names the first alternative listed that was satisfied.
///
/// Any mismatch rejects, even on a factor that was not required. A verdict that this version cannot read may be one, so
/// nothing is verified beside it. Findings alone never come to
/// [`Decision::Pending`].
pub fn decide(findings: &Findings, requirement: &Requirement) -> (Decision, Option<FactorSet>) {
    if findings.has(Verdict::Mismatch) {
        return (Decision::Rejected, None);
    }
    if findings.has(Verdict::Unknown) {
        return (Decision::Undetermined, None);
    }
    let matched = findings.having(Verdict::Match);
    let satisfied = requirement.alternatives().iter().copied().find(|set| set.is_subset(matched));
    let decision = if satisfied.is_some() { Decision::Verified } else { Decision::Undetermined };
    (decision, satisfied)
}
