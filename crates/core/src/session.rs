//! A hosted scan that was started and has yet to be looked at.

mod problem;
mod token;
mod json;

pub use problem::SessionProblem;
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
/// A session that was read back is only as good as its token, which a facade checks before it asks anybody. Without a
/// facade, check it with [`SessionKeys::open`](crate::SessionKeys::open).
#[derive(Clone, PartialEq)]
pub struct Session {
    pub(crate) provider: ProviderId,
    pub(crate) serial: Box<str>,
    pub(crate) link: SessionLink,
    pub(crate) started_at: Moment,
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
}

impl Session {
    /// A scan that `provider` started under `serial` at `started_at`; its link ends at `expires_at`. Both are kept to
    /// the second.
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
            expires_at: expires_at.into(),
            findings: Findings::default(),
            attempts: Vec::new(),
            verification: None,
            token: None,
            inner_token: None,
        }
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

    /// When the scan was started; how long the session is kept counts from here.
    pub fn started_at(&self) -> Timestamp {
        self.started_at.timestamp()
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
            Self::FaceToken(_) => None,
        }
    }

    /// The token that the vendor's SDK takes.
    pub fn face_token(&self) -> Option<&str> {
        match self {
            Self::Url(_) => None,
            Self::FaceToken(token) => Some(token),
        }
    }

    /// Exactly one of the two.
    pub(crate) fn of(url: Option<Box<str>>, face_token: Option<Box<str>>) -> Option<Self> {
        match (url, face_token) {
            (Some(url), None) => Some(Self::Url(url)),
            (None, Some(token)) => Some(Self::FaceToken(token)),
            _ => None,
        }
    }
}

/// Says nothing that stood in a token: as long as it is not opened, anybody could have written it.
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
        })
    }
}
