//! A session as it is read back: anyone could have written it.

use std::fmt;

use jiff::Timestamp;

use crate::clock::Moment;
use crate::{ProviderId, Session, SessionLink};

/// A session that was read from its JSON or its token, and that is not opened yet.
///
/// Unproven: its token may be another person's, or made up. It tells what is needed to keep it and to
/// show the link again, and nothing to go by. Put it into a request for a facade, which opens it; or open it with
/// [`SessionKeys::open`](crate::SessionKeys::open) for a bare provider, which refuses it as it is.
#[derive(Clone, PartialEq)]
pub struct SealedSession {
    pub(super) provider: ProviderId,
    pub(super) link: SessionLink,
    pub(super) expires_at: Moment,
    pub(super) token: Box<str>,
}

impl Session {
    /// The session as it is read back from its JSON. `None` if it has no token.
    pub fn sealed(&self) -> Option<SealedSession> {
        Some(SealedSession {
            provider: self.provider.clone(),
            link: self.link.clone(),
            expires_at: self.expires_at,
            token: self.token.clone()?,
        })
    }
}

impl SealedSession {
    /// Which provider it says that it is of.
    pub fn provider(&self) -> &ProviderId {
        &self.provider
    }

    /// Where it says that the person scans their face.
    pub fn link(&self) -> &SessionLink {
        &self.link
    }

    /// When it says that the link ends.
    pub fn expires_at(&self) -> Timestamp {
        self.expires_at.timestamp()
    }

    /// The token. With it and the request, anyone can query the scan: keep it on your server.
    pub fn token(&self) -> &str {
        &self.token
    }
}

/// Says nothing that anybody could have written.
impl fmt::Debug for SealedSession {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SealedSession")
            .field("provider", &self.provider)
            .field("link", &self.link)
            .field("expires_at", &self.expires_at)
            .finish_non_exhaustive()
    }
}
