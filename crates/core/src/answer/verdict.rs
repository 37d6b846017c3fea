//! What a vendor said about one factor.

use std::fmt;

use crate::json::vocabulary;

/// The verdict on one factor; a factor without one was not reported.
///
/// The order is the join's: what stands later wins over what stands earlier, so that an "I don't know" never erases
/// an answer and a negative is never outvoted.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum Verdict {
    /// The source could not check (核验失败).
    Indeterminate,
    /// The source has no entry (查询无记录).
    NoRecord,
    /// It belongs to this person (通过).
    Match,
    /// A word of a newer version of heyan, which this one cannot read. It may be a negative, so no answer outvotes it,
    /// and nothing is verified beside it. No provider gives it.
    Unknown,
    /// It does not (不通过).
    Mismatch,
}

vocabulary!(Verdict: Indeterminate, NoRecord, Match, Unknown, Mismatch; unknown: Unknown);

impl Verdict {
    /// The name in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Indeterminate => "indeterminate",
            Self::NoRecord => "no_record",
            Self::Match => "match",
            Self::Unknown => "unknown",
            Self::Mismatch => "mismatch",
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
