//! What a vendor said about one factor.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The verdict on one factor; a factor without one was not reported.
///
/// The order is the join's: what stands later wins over what stands earlier, so that an "I don't know" never erases
/// an answer and a negative is never outvoted.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Verdict {
    /// The source could not check (核验失败).
    Indeterminate,
    /// The source has no entry (查询无记录).
    NoRecord,
    /// It belongs to this person (通过).
    Match,
    /// It does not (不通过).
    Mismatch,
}

impl Verdict {
    /// The name in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Indeterminate => "indeterminate",
            Self::NoRecord => "no_record",
            Self::Match => "match",
            Self::Mismatch => "mismatch",
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
