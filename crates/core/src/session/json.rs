//! A session as JSON: the token, and beside it what shows the link.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::clock::Moment;
use crate::{ProviderId, Session, SessionProblem};

/// The JSON form. Only the token counts; the rest stands beside it for whoever shows the link.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
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

impl Serialize for Session {
    /// Fails where the session is not sealed: it could not be read back, and a scan that was paid for would be lost.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.token.is_none() {
            return Err(serde::ser::Error::custom(SessionProblem::NotSealed));
        }
        let shown = Shown {
            provider: Some(self.provider.clone()),
            url: self.link.url().map(Into::into),
            face_token: self.link.face_token().map(Into::into),
            expires_at: Some(self.expires_at),
            token: self.token.clone(),
        };
        shown.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Session {
    /// What stands beside the token may be left out, but not be different from what the token says.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let shown = Shown::deserialize(deserializer)?;
        let token = shown.token.ok_or(serde::de::Error::custom(SessionProblem::NotSealed))?;
        let session = Self::from_token(&token).map_err(serde::de::Error::custom)?;
        let same = shown.provider.is_none_or(|provider| provider == session.provider)
            && shown.url.is_none_or(|url| Some(&*url) == session.link.url())
            && shown.face_token.is_none_or(|token| Some(&*token) == session.link.face_token())
            && shown.expires_at.is_none_or(|end| end == session.expires_at);
        if same { Ok(session) } else { Err(serde::de::Error::custom(SessionProblem::Changed)) }
    }
}
