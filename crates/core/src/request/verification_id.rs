//! The id of a verification.

use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Names one question in results, logs and metrics, however often it is asked: random, so it says nothing about the
/// person.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
#[serde(transparent)]
pub struct VerificationId(Uuid);

impl fmt::Display for VerificationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl VerificationId {
    pub(super) fn random() -> Self {
        Self(Uuid::new_v4())
    }
}
