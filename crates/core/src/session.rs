//! A hosted scan that was started and has yet to be looked at.

mod problem;
mod age;
mod sealed;
mod any;
mod token;
mod json;

pub use any::AnySession;
pub use problem::SessionProblem;
pub use sealed::SealedSession;
pub use token::{SessionKeyError, SessionKeys};

use std::fmt;

use jiff::Timestamp;

use crate::clock::Moment;
use crate::{Attempt, Findings, ProviderId, VerificationId};

/// A hosted scan under way: the vendor's serial, the link for the person, and what was known before.
///
/// A provider makes one of a serial and a link; a facade adds the findings and the trail so far and
/// [seals](crate::SessionKeys::seal) it, so that it can leave the process. Its JSON is
/// `{"provider", "url" or "face_token", "expires_at", "token"}`, to be kept on your server and handed back as it is.
///
/// What is read back is a [`SealedSession`]. Only [`SessionKeys::open`] makes a `Session` of it again, so every
/// `Session` was made in this process, or proven here to be this request's. It doesn't remember whose: put it into that
/// request and no other. A bare provider would verify another person by it; a facade refuses.
#[derive(Clone, PartialEq)]
pub struct Session {
    pub(crate) provider: ProviderId,
    pub(crate) serial: Box<str>,
    pub(crate) link: SessionLink,
    pub(crate) started_at: Moment,
    /// By the vendor's clock.
    pub(crate) vendor_started_at: Option<Moment>,
    pub(crate) expires_at: Moment,
    pub(crate) findings: Findings,
    pub(crate) attempts: Vec<Attempt>,
    pub(crate) verification: Option<VerificationId>,
    pub(crate) token: Option<Box<str>>,
    /// The token that it had before it was sealed once more, by a facade around the one that sealed it first.
    pub(crate) inner_token: Option<Box<str>>,
}

/// Where the person scans their face.
#[derive(Clone, Eq, PartialEq)]
#[non_exhaustive]
pub enum SessionLink {
    /// The address of the vendor's page.
    Url(Box<str>),
    /// The token that the vendor's SDK takes.
    FaceToken(Box<str>),
    /// Of a newer version of heyan, which this one cannot show.
    Unknown,
}

impl Session {
    /// A scan that `provider` started under `serial` at `started_at` by this machine's clock; its link ends at
    /// `expires_at` by the vendor's. Both are kept to the second.
    pub fn new(
        provider: ProviderId,
        serial: impl Into<Box<str>>,
        link: SessionLink,
        started_at: Timestamp,
        expires_at: Timestamp,
    ) -> Self {
        Self {
            provider,
            serial: serial.into(),
            link,
            started_at: started_at.into(),
            vendor_started_at: None,
            expires_at: expires_at.into(),
            findings: Findings::default(),
            attempts: Vec::new(),
            verification: None,
            token: None,
            inner_token: None,
        }
    }

    /// Sets when the scan was started by the vendor's clock. By default that is not known, and the vendor's clock counts as
    /// right as this machine's. With both, a machine whose clock is wrong or is corrected loses no scan.
    #[must_use]
    pub fn with_vendor_started_at(mut self, vendor_started_at: Timestamp) -> Self {
        self.vendor_started_at = Some(vendor_started_at.into());
        self
    }

    /// The same with the attempts that led to it: of a provider, the one that started the scan or asked after it.
    #[must_use]
    pub fn with_attempts(mut self, attempts: Vec<Attempt>) -> Self {
        self.attempts = attempts;
        self
    }

    /// The same with what was found before the scan.
    #[must_use]
    pub fn with_findings(mut self, findings: Findings) -> Self {
        self.findings = findings;
        self
    }

    /// The same, to be asked after at `provider`: a facade that stands between the vendor and whoever holds this.
    #[must_use]
    pub fn with_provider(mut self, provider: ProviderId) -> Self {
        self.provider = provider;
        self
    }

    /// The session as the provider gave it, before whoever asked the provider sealed it.
    #[must_use]
    pub fn as_given(&self) -> Self {
        Self { token: self.inner_token.clone(), inner_token: None, ..self.clone() }
    }

    /// Whom to ask after it.
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

    /// When the scan was started, by this machine's clock.
    pub fn started_at(&self) -> Timestamp {
        self.started_at.timestamp()
    }

    /// When the scan was started by the vendor's clock, if that is known.
    pub fn vendor_started_at(&self) -> Option<Timestamp> {
        self.vendor_started_at.map(Moment::timestamp)
    }

    /// When the link ends. A scan finished in its last second still counts.
    pub fn expires_at(&self) -> Timestamp {
        self.expires_at.timestamp()
    }

    /// What was found before the scan.
    pub fn findings(&self) -> &Findings {
        &self.findings
    }

    /// The trail so far.
    pub fn attempts(&self) -> &[Attempt] {
        &self.attempts
    }

    /// The verification that it belongs to, where that is certain: in the hands of whoever sealed it, or opened it with
    /// the key. What is asked with it then keeps that id.
    pub fn verification(&self) -> Option<VerificationId> {
        self.verification
    }

    /// The token, once it is sealed. Whoever has it and the request can ask after the scan: keep it on your server.
    pub fn token(&self) -> Option<&str> {
        self.token.as_deref()
    }
}

impl SessionLink {
    /// The address of the vendor's page.
    pub fn url(&self) -> Option<&str> {
        match self {
            Self::Url(url) => Some(url),
            _ => None,
        }
    }

    /// The token that the vendor's SDK takes.
    pub fn face_token(&self) -> Option<&str> {
        match self {
            Self::FaceToken(token) => Some(token),
            _ => None,
        }
    }

    pub(crate) fn of(url: Option<Box<str>>, face_token: Option<Box<str>>) -> Self {
        match (url, face_token) {
            (Some(url), _) => Self::Url(url),
            (None, Some(token)) => Self::FaceToken(token),
            (None, None) => Self::Unknown,
        }
    }
}

/// Leaves out the serial and the token: with them anybody could ask how the scan went.
impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session")
            .field("provider", &self.provider)
            .field("link", &self.link)
            .field("started_at", &self.started_at)
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
            Self::Unknown => "Unknown",
        })
    }
}
