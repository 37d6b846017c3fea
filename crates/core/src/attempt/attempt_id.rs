//! The id of an attempt.

use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Names one attempt in events and logs: the end of an attempt carries the id of its start, so that a start without an
/// end can be found. It is random, and says nothing about the person.
///
/// A call that ends as several attempts, such as those of a chain within a chain, has one id.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
#[serde(transparent)]
pub struct AttemptId(Uuid);

impl AttemptId {
    /// Returns the id of all zeros, for an attempt that no observer hears of.
    pub const fn nil() -> Self {
        Self(Uuid::nil())
    }

    /// A new id.
    pub fn random() -> Self {
        Self(Uuid::new_v4())
    }
}

impl fmt::Display for AttemptId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
