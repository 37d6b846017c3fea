//! Whether a provider is asked at all, by how it fared of late.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The state of a provider's breaker.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum BreakerState {
    /// Questions pass.
    Closed,
    /// Questions are kept back until it has cooled down.
    Open,
    /// It has cooled down: one question passes, and what comes of it closes or opens the breaker.
    HalfOpen,
}

impl BreakerState {
    /// The name in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Closed => "closed",
            Self::Open => "open",
            Self::HalfOpen => "half_open",
        }
    }
}

impl fmt::Display for BreakerState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
