//! The parts of a request by the names that people and programs use for them.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A part of a request, named in errors, skips and results.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Field {
    /// The real name.
    Name,
    /// The ID number.
    IdNumber,
    /// The mobile number.
    Mobile,
    /// The face photo.
    Portrait,
    /// The permission for a hosted step.
    Hosted,
    /// Where the browser returns after a hosted scan.
    ReturnUrl,
    /// Where the vendor notifies after an SDK scan.
    NotifyUrl,
    /// Which factors suffice.
    Require,
    /// The caller's own reference.
    Reference,
    /// The caller's own record of the person's consent.
    ConsentId,
}

impl Field {
    /// The name in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::IdNumber => "id_number",
            Self::Mobile => "mobile",
            Self::Portrait => "portrait",
            Self::Hosted => "hosted",
            Self::ReturnUrl => "return_url",
            Self::NotifyUrl => "notify_url",
            Self::Require => "require",
            Self::Reference => "reference",
            Self::ConsentId => "consent_id",
        }
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
