//! A hosted scan that was started and has yet to be looked at.

use std::fmt;

use jiff::Timestamp;

use crate::ProviderId;

/// A hosted scan under way: the vendor's serial, and the link for the person.
#[derive(Clone, Eq, PartialEq)]
pub struct Session {
    provider: ProviderId,
    serial: Box<str>,
    link: SessionLink,
    expires_at: Timestamp,
}

/// Where the person scans their face.
#[derive(Clone, Eq, PartialEq)]
#[non_exhaustive]
pub enum SessionLink {
    /// The address of the vendor's page.
    Url(Box<str>),
    /// The token that the vendor's SDK takes.
    FaceToken(Box<str>),
}

impl Session {
    /// A scan that `provider` started under `serial`; its link ends at `expires_at`.
    pub fn new(
        provider: ProviderId,
        serial: impl Into<Box<str>>,
        link: SessionLink,
        expires_at: Timestamp,
    ) -> Self {
        Self { provider, serial: serial.into(), link, expires_at }
    }

    /// Who started it.
    pub fn provider(&self) -> &ProviderId {
        &self.provider
    }

    /// The vendor's serial, under which the result is asked for.
    pub fn serial(&self) -> &str {
        &self.serial
    }

    /// Where the person scans their face.
    pub fn link(&self) -> &SessionLink {
        &self.link
    }

    /// When the link ends. A scan finished in its last second still counts.
    pub fn expires_at(&self) -> Timestamp {
        self.expires_at
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session")
            .field("provider", &self.provider)
            .field("link", &self.link)
            .field("expires_at", &self.expires_at)
            .finish_non_exhaustive()
    }
}

/// Whoever holds the link can scan in the person's place, so it is redacted.
impl fmt::Debug for SessionLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Url(_) => "Url([redacted])",
            Self::FaceToken(_) => "FaceToken([redacted])",
        })
    }
}
