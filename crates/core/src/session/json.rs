//! A session as JSON: the token, and beside it what shows the link.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::clock::Moment;
use crate::json::Object;
use crate::{ProviderId, SealedSession, Session, SessionLink, SessionProblem};

/// The JSON form. Only the token counts; the rest stands beside it for whoever shows the link.
#[derive(Deserialize, Serialize)]
struct Shown {
    provider: Option<ProviderId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<Box<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    face_token: Option<Box<str>>,
    expires_at: Option<Moment>,
    #[serde(skip_serializing_if = "Option::is_none")]
    token: Option<Box<str>>,
}

/// What a token says that may be shown before it is opened.
#[derive(Deserialize)]
struct Envelope {
    provider: ProviderId,
    url: Option<Box<str>>,
    face_token: Option<Box<str>>,
    expires_at: Moment,
}

impl SealedSession {
    /// Reads a token. Nothing but its form is checked here; see [`SessionKeys::open`](crate::SessionKeys::open).
    ///
    /// # Errors
    /// [`SessionProblem::Malformed`].
    pub fn from_token(token: &str) -> Result<Self, SessionProblem> {
        Ok(Envelope::of(token)?.sealed(token.into()))
    }
}

impl Envelope {
    fn of(token: &str) -> Result<Self, SessionProblem> {
        let Object(envelope) = super::token::payload(token)?;
        Ok(envelope)
    }

    fn sealed(self, token: Box<str>) -> SealedSession {
        let link = SessionLink::of(self.url, self.face_token);
        SealedSession { provider: self.provider, link, expires_at: self.expires_at, token }
    }
}

impl Shown {
    /// What stands beside the token may be left out, but not be different from what the token says.
    fn sealed(self) -> Result<SealedSession, SessionProblem> {
        let token = self.token.as_deref().ok_or(SessionProblem::NotSealed)?;
        if super::token::is_of_newer_version(token) {
            return self.sealed_by_newer_version().ok_or(SessionProblem::Malformed);
        }
        let says = Envelope::of(token)?;
        let same = self.provider.as_ref().is_none_or(|provider| *provider == says.provider)
            && self.url.is_none_or(|url| Some(url) == says.url)
            && self.face_token.is_none_or(|token| Some(token) == says.face_token)
            && self.expires_at.is_none_or(|end| end == says.expires_at);
        if same { Ok(says.sealed(token.into())) } else { Err(SessionProblem::Changed) }
    }

    /// A token that this version cannot read can still be kept and handed on. It opens nowhere in this process.
    fn sealed_by_newer_version(self) -> Option<SealedSession> {
        let link = SessionLink::of(self.url, self.face_token);
        Some(SealedSession {
            provider: self.provider?,
            link,
            expires_at: self.expires_at?,
            token: self.token?,
        })
    }
}

impl Serialize for Session {
    /// Fails where the session is not sealed: it could not be read back, and a scan that was paid for would be lost.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.sealed() {
            Some(sealed) => sealed.serialize(serializer),
            None => Err(serde::ser::Error::custom(SessionProblem::NotSealed)),
        }
    }
}

impl Serialize for SealedSession {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let shown = Shown {
            provider: Some(self.provider.clone()),
            url: self.link.url().map(Into::into),
            face_token: self.link.face_token().map(Into::into),
            expires_at: Some(self.expires_at),
            token: Some(self.token.clone()),
        };
        shown.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for SealedSession {
    /// Unknown fields are left out: the token holds everything.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Object(shown) = Object::<Shown>::deserialize(deserializer)?;
        shown.sealed().map_err(serde::de::Error::custom)
    }
}
