//! Sealed sessions: what they tell, what they don't, and that no provider takes one for a new question.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use heyan_core::{
    AnySession, Billing, ErrorKind, SealedSession, SessionKeys, SessionProblem, Stage, Step, Verification,
    VerifyError,
};
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::Value;
use sha2::Sha256;

use crate::golden::KEY;
use crate::support::{provider, request, session};

const H5: &str = include_str!("../fixtures/golden/0.1.0/session-h5.json");

/// The golden session's token with another payload, signed as a process with the key would.
pub(crate) fn token(change: impl FnOnce(&mut Value)) -> String {
    let golden: Value = serde_json::from_str(H5).unwrap();
    let payload = golden["token"].as_str().unwrap().split('.').nth(1).unwrap();
    let mut payload = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).unwrap()).unwrap();
    change(&mut payload);
    let signed = format!("heyan1.{}", URL_SAFE_NO_PAD.encode(payload.to_string()));
    let mac = Hmac::<Sha256>::new_from_slice(KEY.as_bytes()).unwrap();
    let mac = mac.chain_update(b"heyan/session/1/token").chain_update(&signed).finalize().into_bytes();
    format!("{signed}.{}", URL_SAFE_NO_PAD.encode(mac))
}

pub(crate) fn signed(change: impl FnOnce(&mut Value)) -> SealedSession {
    SealedSession::from_token(&token(change)).unwrap()
}

fn sealed() -> SealedSession {
    SessionKeys::new([1; 32]).unwrap().seal(session(), &request()).sealed().unwrap()
}

#[test]
fn a_request_shows_an_open_session_and_no_sealed_one() {
    let asking = request();
    assert_eq!((asking.session(), asking.step()), (Ok(None), Step::Ask));
    let open = asking.with_session(session());
    assert_eq!((open.session(), open.step()), (Ok(Some(&session())), Step::Query));
    let sealed = sealed();
    let unopened = asking.with_session(sealed.clone());
    assert_eq!((unopened.session(), unopened.step()), (Err(SessionProblem::StillSealed), Step::Query));
    assert_eq!(unopened.any_session(), Some(&sealed.into()));
    assert_eq!(unopened.id(), asking.id());
}

#[test]
fn a_provider_that_refuses_a_session_sent_nothing() {
    let error = VerifyError::session_refused(provider("scan"), SessionProblem::StillSealed);
    assert_eq!((error.kind(), error.stage()), (ErrorKind::SessionRefused, Stage::NotSent));
    assert_eq!((error.billing(), error.attempts()[0].step()), (Billing::NotBilled, Step::Query));
    assert_eq!(error.session(), None);
    insta::assert_snapshot!(std::error::Error::source(&error).unwrap(), @"the session is still sealed; hand it to a facade, or open it with SessionKeys::open first");
}

#[test]
fn it_tells_what_shows_the_link_and_its_debug_form_tells_less() {
    let sealed = sealed();
    assert_eq!((sealed.provider(), sealed.link()), (session().provider(), session().link()));
    assert_eq!(sealed.expires_at(), session().expires_at());
    let debug = format!("{sealed:?} {:?}", AnySession::from(sealed.clone()));
    for hidden in [sealed.token(), "h5.example.com", session().serial()] {
        assert!(!debug.contains(hidden), "{debug}");
    }
}

#[test]
fn open_and_sealed_write_the_same_json() {
    let open = SessionKeys::new([1; 32]).unwrap().seal(session(), &request());
    let sealed = open.sealed().unwrap();
    let json = serde_json::to_string(&open).unwrap();
    assert_eq!(serde_json::to_string(&sealed).unwrap(), json);
    for any in [AnySession::from(open), AnySession::from(sealed.clone())] {
        assert_eq!(serde_json::to_string(&any).unwrap(), json);
        assert_eq!((any.sealed(), any.token()), (Some(sealed.clone()), Some(sealed.token())));
    }
    assert!(serde_json::to_string(&AnySession::from(session())).is_err(), "without a token");
}

#[test]
fn nothing_that_a_sealed_session_says_enters_a_result() {
    let error = VerifyError::session_refused(provider("scan"), SessionProblem::StillSealed);
    let error = VerifyError::new(ErrorKind::Timeout, error.attempts().to_vec());
    let (asking, sealed) = (request(), sealed());
    let error = error.with_session(sealed.clone());
    let result = Verification::unanswered(&asking.with_session(sealed.clone()), &error);
    assert_eq!((result.id(), result.findings().is_empty()), (asking.id(), true));
    assert_eq!(result.session(), Some(&sealed.into()), "it is still open, and handed back");
}
