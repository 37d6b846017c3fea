//! Seals a session into a token and opens it again: signed, not encrypted, and bound to a person and a requirement.
//!
//! A token is `heyan1.` and two parts in base64 (RFC 4648, section 5, without padding), with a point between them: the
//! session in JSON, and an HMAC-SHA256 (RFC 2104) of everything before it. Whoever has a token can read the serial, the
//! link and the verdicts in it. The person stands in it as a keyed digest only.

use std::fmt;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use jiff::Timestamp;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use crate::clock::Moment;
use crate::json::{Object, known};
use crate::{
    Attempt, Factor, FactorSet, Findings, ProviderId, Requirement, SealedSession, Session, SessionLink,
    SessionProblem, Subject, VerificationId, VerifyRequest,
};

/// The version of the form, in front of every token. What a newer version adds to the JSON is left out.
const VERSION: &str = "heyan1";

/// What the versions have in common.
const NAME: &str = "heyan";

/// The shortest key, in bytes: as long as what it signs with (RFC 2104, section 3).
const SHORTEST_KEY: usize = 32;

/// The longest token, in bytes. A trail of a hundred attempts has 30,000.
const LONGEST_TOKEN: usize = 256 * 1024;

/// Keeps the two uses of a key apart.
const SIGNATURE: &[u8] = b"heyan/session/1/token";
const DIGEST: &[u8] = b"heyan/session/1/subject";

/// The keys that sessions are signed with: the first signs, all of them are accepted, so that keys can be changed
/// while sessions are open. `Debug` redacts them.
#[derive(Clone)]
pub struct SessionKeys {
    signing: Hmac<Sha256>,
    accepted: Vec<Hmac<Sha256>>,
}

/// A key that is too short to sign with.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("a session key has at least {SHORTEST_KEY} bytes; make one with `openssl rand -base64 32`")]
pub struct SessionKeyError;

/// What a token holds.
#[derive(Deserialize, Serialize)]
struct Payload {
    id: VerificationId,
    provider: ProviderId,
    serial: Box<str>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    url: Option<Box<str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    face_token: Option<Box<str>>,
    started_at: Moment,
    /// The tokens of version 0.1.0 have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    vendor_started_at: Option<Moment>,
    expires_at: Moment,
    requirement: Vec<Vec<Box<str>>>,
    subject: Box<str>,
    findings: Findings,
    attempts: Vec<Attempt>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    inner: Option<Box<str>>,
}

impl SessionKeys {
    /// Signs with this key, byte by byte as it is given: what `openssl rand -base64 32` prints is the key itself, not to
    /// be decoded. Every process that asks after a session needs it.
    ///
    /// # Errors
    /// A key of fewer than 32 bytes.
    pub fn new(key: impl AsRef<[u8]>) -> Result<Self, SessionKeyError> {
        let signing = keyed(key.as_ref())?;
        Ok(Self { accepted: vec![signing.clone()], signing })
    }

    /// Accepts what was signed with this key, too.
    ///
    /// # Errors
    /// A key of fewer than 32 bytes.
    pub fn with_accepted(mut self, key: impl AsRef<[u8]>) -> Result<Self, SessionKeyError> {
        self.accepted.push(keyed(key.as_ref())?);
        Ok(self)
    }

    /// Gives the session a token, which binds it to the request's person and requirement.
    #[must_use]
    pub fn seal(&self, session: Session, request: &VerifyRequest) -> Session {
        let vendor_started_at = Some(session.vendor_started_at.unwrap_or(session.started_at));
        let payload = Payload {
            id: request.id(),
            provider: session.provider.clone(),
            serial: session.serial.clone(),
            url: session.link.url().map(Into::into),
            face_token: session.link.face_token().map(Into::into),
            started_at: session.started_at,
            vendor_started_at,
            expires_at: session.expires_at,
            requirement: request.requirement().alternatives().iter().map(|set| names(*set)).collect(),
            subject: encoded(&digest(&self.signing, request.subject()).finalize().into_bytes()),
            findings: session.findings.clone(),
            attempts: session.attempts.clone(),
            inner: session.token.clone(),
        };
        // Texts, whole numbers and finite fractions can always be written.
        let payload = encoded(&serde_json::to_vec(&payload).unwrap_or_default());
        let signed = format!("{VERSION}.{payload}");
        let signature = encoded(&signature(&self.signing, &signed).finalize().into_bytes());
        Session {
            vendor_started_at,
            verification: Some(request.id()),
            inner_token: session.token,
            token: Some(format!("{signed}.{signature}").into()),
            ..session
        }
    }

    /// The session that the token holds, once it is certain that it belongs to this request and is not too old: by
    /// [`Session::age`], with `now` for both clocks, `retention` has passed since the scan was started, and again since the
    /// link ended. A token of version 0.1.0 has one clock only, and is too old once `retention` has passed since the start.
    ///
    /// # Errors
    /// Why it is refused.
    pub fn open(
        &self,
        sealed: &SealedSession,
        request: &VerifyRequest,
        now: Timestamp,
        retention: Duration,
    ) -> Result<Session, SessionProblem> {
        let token = sealed.token();
        let (signed, mac) = token.rsplit_once('.').ok_or(SessionProblem::Malformed)?;
        let mac = URL_SAFE_NO_PAD.decode(mac).map_err(|_| SessionProblem::Changed)?;
        let signs = |key: &&Hmac<Sha256>| signature(key, signed).verify_slice(&mac).is_ok();
        let key = self.accepted.iter().find(signs).ok_or(SessionProblem::Changed)?;
        let Object(payload): Object<Payload> = payload(token)?;
        let subject = URL_SAFE_NO_PAD.decode(&*payload.subject).map_err(|_| SessionProblem::Malformed)?;
        let of_same_person = digest(key, request.subject()).verify_slice(&subject).is_ok();
        let for_same_requirement = payload.requires(request.requirement());
        let verification = Some(payload.id);
        let session = Session { verification, ..payload.session(token) };
        let link_is_new = session.vendor_started_at.is_some()
            && session.since_link_end(now, now).is_none_or(|since| since <= retention);
        if session.age(now, now) > retention && !link_is_new {
            return Err(SessionProblem::TooOld);
        }
        if !of_same_person {
            return Err(SessionProblem::OtherPerson);
        }
        if !for_same_requirement {
            return Err(SessionProblem::OtherRequirement);
        }
        Ok(session)
    }
}

/// Whether it is a token of a version after this one.
pub(super) fn is_of_newer_version(token: &str) -> bool {
    let version = token.split('.').next().unwrap_or_default();
    let number = version.strip_prefix(NAME).and_then(|number| number.parse::<u32>().ok());
    number.is_some_and(|number| number > 1)
}

/// Reads what a token says, without a proof of who wrote it.
pub(super) fn payload<T: DeserializeOwned>(token: &str) -> Result<T, SessionProblem> {
    let mut parts = token.split('.');
    let (Some(VERSION), Some(payload), Some(_), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(SessionProblem::Malformed);
    };
    if token.len() > LONGEST_TOKEN {
        return Err(SessionProblem::Malformed);
    }
    let json = URL_SAFE_NO_PAD.decode(payload).map_err(|_| SessionProblem::Malformed)?;
    serde_json::from_slice(&json).map_err(|_| SessionProblem::Malformed)
}

fn names(set: FactorSet) -> Vec<Box<str>> {
    set.iter().map(|factor| factor.as_str().into()).collect()
}

impl Payload {
    /// A factor of a newer version makes it another requirement: to leave it out would be to ask for less.
    fn requires(&self, requirement: &Requirement) -> bool {
        let alternative = |names: &Vec<Box<str>>| -> Option<FactorSet> {
            names.iter().map(|name| known::<Factor>(name)).collect()
        };
        let alternatives: Option<Vec<FactorSet>> = self.requirement.iter().map(alternative).collect();
        alternatives.is_some_and(|alternatives| alternatives == requirement.alternatives())
    }

    fn session(self, token: &str) -> Session {
        Session {
            provider: self.provider,
            serial: self.serial,
            link: SessionLink::of(self.url, self.face_token),
            started_at: self.started_at,
            vendor_started_at: self.vendor_started_at,
            expires_at: self.expires_at,
            findings: self.findings,
            attempts: self.attempts,
            verification: None,
            token: Some(token.into()),
            inner_token: self.inner,
        }
    }
}

fn keyed(key: &[u8]) -> Result<Hmac<Sha256>, SessionKeyError> {
    if key.len() < SHORTEST_KEY {
        return Err(SessionKeyError);
    }
    Hmac::new_from_slice(key).map_err(|_| SessionKeyError)
}

fn signature(key: &Hmac<Sha256>, signed: &str) -> Hmac<Sha256> {
    key.clone().chain_update(SIGNATURE).chain_update(signed)
}

/// The person, as nobody without the key can tell or try out: each value behind its length, so that none can run into
/// the next, and an absent one told from an empty one.
fn digest(key: &Hmac<Sha256>, subject: &Subject) -> Hmac<Sha256> {
    let mut digest = key.clone().chain_update(DIGEST);
    let mobile = subject.mobile().map(|mobile| mobile.expose());
    for value in [Some(subject.name().expose()), Some(subject.id_number().expose()), mobile] {
        let length = value.map(|value| u64::try_from(value.len()).unwrap_or(u64::MAX));
        digest.update(&length.unwrap_or(u64::MAX).to_be_bytes());
        digest.update(value.unwrap_or_default().as_bytes());
    }
    digest
}

fn encoded(bytes: &[u8]) -> Box<str> {
    URL_SAFE_NO_PAD.encode(bytes).into()
}

impl fmt::Debug for SessionKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SessionKeys([redacted])")
    }
}
