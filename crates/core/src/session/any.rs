//! A session as a request, a result or an error carries it: open or sealed.

use jiff::Timestamp;
use serde::{Serialize, Serializer};

use crate::{ProviderId, SealedSession, Session, SessionLink};

/// A session that is open, or one that is still sealed.
#[derive(Clone, Debug, PartialEq)]
pub enum AnySession {
    /// Made in this process, or proven here.
    Open(Box<Session>),
    /// Read from JSON or a token, and not proven yet.
    Sealed(SealedSession),
}

impl AnySession {
    /// The session, if it is open.
    pub fn open(&self) -> Option<&Session> {
        match self {
            Self::Open(session) => Some(session),
            Self::Sealed(_) => None,
        }
    }

    /// The session as it leaves the process. `None` if it has no token.
    pub fn sealed(&self) -> Option<SealedSession> {
        match self {
            Self::Open(session) => session.sealed(),
            Self::Sealed(sealed) => Some(sealed.clone()),
        }
    }

    /// Which provider to query.
    pub fn provider(&self) -> &ProviderId {
        match self {
            Self::Open(session) => session.provider(),
            Self::Sealed(sealed) => sealed.provider(),
        }
    }

    /// Where the person scans their face.
    pub fn link(&self) -> &SessionLink {
        match self {
            Self::Open(session) => session.link(),
            Self::Sealed(sealed) => sealed.link(),
        }
    }

    /// When the link ends.
    pub fn expires_at(&self) -> Timestamp {
        match self {
            Self::Open(session) => session.expires_at(),
            Self::Sealed(sealed) => sealed.expires_at(),
        }
    }

    /// The token, if it has one.
    pub fn token(&self) -> Option<&str> {
        match self {
            Self::Open(session) => session.token(),
            Self::Sealed(sealed) => Some(sealed.token()),
        }
    }
}

impl From<Session> for AnySession {
    fn from(session: Session) -> Self {
        Self::Open(Box::new(session))
    }
}

impl From<SealedSession> for AnySession {
    fn from(sealed: SealedSession) -> Self {
        Self::Sealed(sealed)
    }
}

/// Fails if the session has no token, as [`Session`] does.
impl Serialize for AnySession {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Open(session) => session.serialize(serializer),
            Self::Sealed(sealed) => sealed.serialize(serializer),
        }
    }
}
