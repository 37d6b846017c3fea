//! The name of a provider, as configuration and results spell it.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// The name of one provider account, such as `juhe` or `juhe-b`. Cheap to clone.
#[derive(Clone, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(transparent)]
pub struct ProviderId(Arc<str>);

/// A provider's name that is not 1 to 32 lower-case letters, digits and hyphens.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("a provider's id is 1 to 32 lower-case letters, digits and hyphens, and begins with a letter")]
pub struct ProviderIdError;

impl ProviderId {
    /// Checks a name: 1 to 32 lower-case letters, digits and hyphens, a letter first.
    ///
    /// # Errors
    /// Any other text.
    pub fn new(name: &str) -> Result<Self, ProviderIdError> {
        let well_formed = (1..=32).contains(&name.len())
            && name.starts_with(|c: char| c.is_ascii_lowercase())
            && name.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-'));
        well_formed.then(|| Self(name.into())).ok_or(ProviderIdError)
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for ProviderId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ProviderId({})", self.0)
    }
}

impl fmt::Display for ProviderId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Borrow<str> for ProviderId {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for ProviderId {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Self::new(&name).map_err(serde::de::Error::custom)
    }
}
