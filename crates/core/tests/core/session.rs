//! Session tokens: what stands in them, what does not, and who can make one.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use heyan_core::{
    Attempt, Billing, IdNumber, MobileNumber, RealName, SealedSession, Session, SessionKeys, SessionLink,
    SessionProblem, Step, VerifyRequest,
};
use std::time::Duration;

use crate::support::{ID_NUMBER, builder, findings, mobile, provider, session, today};

use heyan_core::{Factor, Verdict};

const KEPT: Duration = Duration::from_secs(3600);

/// With a mobile number, so that it takes part.
fn request() -> VerifyRequest {
    builder().mobile(mobile()).build(today()).unwrap()
}

fn id_number() -> IdNumber {
    IdNumber::parse(ID_NUMBER).unwrap()
}

fn keys() -> SessionKeys {
    SessionKeys::new([1; 32]).unwrap()
}

fn started() -> Session {
    let attempt = Attempt::pending(provider("ihuyi"), Step::Ask, Billing::MaybeBilled)
        .with_vendor_code("2")
        .with_order_id("16236437872836");
    session().with_findings(findings(&[(Factor::Identity, Verdict::Match)])).with_attempts(vec![attempt])
}

fn payload(session: &Session) -> String {
    let token = session.token().unwrap();
    let payload = token.split('.').nth(1).unwrap();
    String::from_utf8(URL_SAFE_NO_PAD.decode(payload).unwrap()).unwrap()
}

/// At the moment at which [`started`] began.
fn open(session: &SealedSession, request: &VerifyRequest) -> Result<Session, SessionProblem> {
    keys().open(session, request, started().started_at(), KEPT)
}

fn sealed() -> SealedSession {
    keys().seal(started(), &request()).sealed().unwrap()
}

#[test]
fn a_token_says_what_was_found_and_nothing_about_the_person() {
    let request = request();
    let sealed = keys().seal(started(), &request);
    let payload = payload(&sealed);
    insta::with_settings!({filters => vec![
        (r#""id":"[^"]*""#, r#""id":"[id]""#),
        (r#""subject":"[A-Za-z0-9_-]{43}""#, r#""subject":"[digest]""#),
    ]}, {
        insta::assert_snapshot!(payload, @r#"{"id":"[id]","provider":"ihuyi","serial":"serial-1","url":"https://h5.example.com/scan","started_at":"2026-01-01T12:00:00+08:00","vendor_started_at":"2026-01-01T12:00:00+08:00","expires_at":"2026-01-01T12:10:00+08:00","requirement":[["identity","mobile","face"],["identity","face","liveness"]],"subject":"[digest]","findings":{"identity":{"verdict":"match","provider":"juhe"}},"attempts":[{"provider":"ihuyi","step":"ask","status":"pending","vendor_code":"2","order_id":"16236437872836","billing":"maybe_billed"}]}"#);
    });
    let subject = request.subject();
    let data = [subject.name().expose(), subject.id_number().expose(), subject.mobile().unwrap().expose()];
    for value in data {
        assert!(!payload.contains(value));
        assert!(!payload.contains(&URL_SAFE_NO_PAD.encode(value)));
    }
}

#[test]
fn what_was_sealed_is_opened_whole() {
    let request = request();
    let sealed = keys().seal(started(), &request);
    let read: SealedSession = serde_json::from_str(&serde_json::to_string(&sealed).unwrap()).unwrap();
    let opened = open(&read, &request).unwrap();
    assert_eq!(opened, sealed);
    assert_eq!(opened.sealed(), Some(read.clone()));
    assert_eq!((opened.serial(), opened.verification()), ("serial-1", Some(request.id())));
    assert_eq!(opened.attempts(), started().attempts());
    // The same question built anew continues the same verification.
    let anew = builder().mobile(mobile()).build(today()).unwrap();
    assert_ne!(anew.id(), request.id());
    assert_eq!(anew.with_session(read).id(), anew.id(), "before it is opened anybody could have written it");
    assert_eq!(anew.with_session(opened).id(), request.id());

    // The token alone will do: what stands beside it is for whoever shows the link.
    let bare: SealedSession =
        serde_json::from_value(serde_json::json!({"token": sealed.token().unwrap()})).unwrap();
    assert_eq!(open(&bare, &request).unwrap(), sealed);
}

#[test]
fn an_sdk_session_keeps_its_face_token() {
    let link = SessionLink::FaceToken("c0ffee".into());
    let moment = started().started_at();
    let session = Session::new(provider("ihuyi"), "serial-2", link.clone(), moment, moment);
    let sealed = keys().seal(session, &request());
    let json = serde_json::to_value(&sealed).unwrap();
    assert_eq!((json["face_token"].as_str(), json.get("url")), (Some("c0ffee"), None));
    assert_eq!(open(&sealed.sealed().unwrap(), &request()).unwrap().link(), &link);
}

#[test]
fn the_digest_depends_on_the_key_and_on_every_part_of_the_person() {
    let subject_of = |keys: &SessionKeys, request: &VerifyRequest| {
        let payload: serde_json::Value =
            serde_json::from_str(&payload(&keys.seal(session(), request))).unwrap();
        payload["subject"].as_str().unwrap().to_owned()
    };
    let other_mobile = builder().mobile(MobileNumber::parse("13800138001").unwrap());
    let no_mobile = VerifyRequest::builder(RealName::parse("张三").unwrap(), id_number());
    let other_name = VerifyRequest::builder(RealName::parse("张三三").unwrap(), id_number()).mobile(mobile());
    let people = [builder().mobile(mobile()), other_mobile, no_mobile, other_name]
        .map(|builder| builder.build(today()).unwrap());
    let mut digests: Vec<_> = people.iter().map(|person| subject_of(&keys(), person)).collect();
    digests.push(subject_of(&SessionKeys::new([2; 32]).unwrap(), &people[0]));
    assert_eq!(subject_of(&keys(), &people[0]), digests[0], "the same person has one digest");
    digests.sort();
    digests.dedup();
    assert_eq!(digests.len(), 5);
}

#[test]
fn each_reason_to_refuse_is_told_apart() {
    let request = request();
    let sealed = sealed();
    let token = sealed.token();
    let read = |token: &str| SealedSession::from_token(token).unwrap_err();
    assert_eq!(read(&token.replacen("heyan1", "heyan2", 1)), SessionProblem::Malformed, "another version");
    for malformed in ["", "heyan1", "heyan1..", "heyan2.e30.AAAA", "e30.AAAA", &format!("{token}.x")] {
        assert_eq!(read(malformed), SessionProblem::Malformed, "{malformed}");
    }
    assert_eq!(read(&format!("heyan1.{}.AAAA", "A".repeat(300_000))), SessionProblem::Malformed);
    assert_eq!(started().sealed(), None);

    let other_keys = SessionKeys::new([2; 32]).unwrap();
    let now = started().started_at();
    assert_eq!(other_keys.open(&sealed, &request, now, KEPT), Err(SessionProblem::Changed));
    assert!(other_keys.with_accepted([1; 32]).unwrap().open(&sealed, &request, now, KEPT).is_ok());

    // From when its link ends, ten minutes after it began.
    let last = now + Duration::from_secs(600) + KEPT;
    assert!(keys().open(&sealed, &request, last, KEPT).is_ok());
    let later = last + Duration::from_secs(1);
    assert_eq!(keys().open(&sealed, &request, later, KEPT), Err(SessionProblem::TooOld));

    let stranger = builder().mobile(MobileNumber::parse("13800138001").unwrap()).build(today()).unwrap();
    assert_eq!(open(&sealed, &stranger), Err(SessionProblem::OtherPerson));
    let strict =
        builder().mobile(mobile()).requirement(heyan_core::Requirement::strict()).build(today()).unwrap();
    assert_eq!(open(&sealed, &strict), Err(SessionProblem::OtherRequirement));
}

#[test]
fn a_forged_token_is_read_and_never_opened() {
    let request = request();
    let sealed = keys().seal(started(), &request);
    let forged = payload(&sealed).replace("\"match\"", "\"mismatch\"").replace("serial-1", "serial-9");
    let signature = sealed.token().unwrap().rsplit_once('.').unwrap().1;
    let token = format!("heyan1.{}.{signature}", URL_SAFE_NO_PAD.encode(forged));
    let read = SealedSession::from_token(&token).unwrap();
    assert_eq!(open(&read, &request), Err(SessionProblem::Changed));
}

#[test]
fn what_stands_beside_the_token_must_say_the_same() {
    let sealed = keys().seal(started(), &request());
    let json = serde_json::to_value(&sealed).unwrap();
    for (key, value) in [
        ("provider", "other"),
        ("url", "https://h5.example.com/scam"),
        ("face_token", "c0ffee"),
        ("expires_at", "2026-01-01T12:10:01+08:00"),
    ] {
        let mut changed = json.clone();
        changed[key] = value.into();
        let error = serde_json::from_value::<SealedSession>(changed).unwrap_err().to_string();
        assert_eq!(error, SessionProblem::Changed.to_string(), "{key}");
    }
    let mut less = json;
    less.as_object_mut().unwrap().remove("token");
    let error = serde_json::from_value::<SealedSession>(less).unwrap_err().to_string();
    assert_eq!(error, SessionProblem::NotSealed.to_string());
}

#[test]
fn what_is_not_sealed_is_not_written_down() {
    let error = serde_json::to_string(&started()).unwrap_err().to_string();
    assert_eq!(error, SessionProblem::NotSealed.to_string());
    let pending = heyan_core::Verification::pending(&request(), keys().seal(started(), &request()));
    let back: heyan_core::Verification =
        serde_json::from_str(&serde_json::to_string(&pending).unwrap()).unwrap();
    assert_eq!(back.session().unwrap().token(), pending.session().unwrap().token());
}

#[test]
fn a_short_key_is_refused_with_how_to_make_one() {
    insta::assert_snapshot!(SessionKeys::new("secret").unwrap_err(), @"a session key has at least 32 bytes; make one with `openssl rand -base64 32`");
    assert!(SessionKeys::new([0; 31]).is_err() && keys().with_accepted([0; 31]).is_err());
    assert_eq!(format!("{:?}", keys()), "SessionKeys([redacted])");
}
