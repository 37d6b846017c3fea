//! A scan is started once, and only where it is permitted.

use heyan_core::{
    Attempt, Billing, Clock, ErrorKind, Outcome, Session, SessionLink, Stage, Status, Step, Verifier,
};

use crate::person::{NOON, SERIAL, builder, ihuyi, moment, request, sdk_request, session};
use crate::vendor::Vendor;

fn pending(outcome: Outcome) -> Session {
    let Outcome::Pending(session) = outcome else { panic!("{outcome:?}") };
    session
}

fn started(result: &str) -> String {
    format!(r#"{{"code":2,"idcardid":"{SERIAL}","result":{{{result}}}}}"#)
}

#[tokio::test]
async fn a_scan_on_a_page_is_pending_with_its_link() {
    let expire = (NOON + 1800) * 1000;
    let vendor = Vendor::saying([started(&format!(
        r#""expire":"{expire}","originalUrl":"https://face.example/s","faceToken":"t-1""#
    ))])
    .await;
    let session = pending(ihuyi(&vendor.url).verify(&request()).await.unwrap());
    assert_eq!((session.provider().as_str(), session.serial()), ("ihuyi", SERIAL));
    assert_eq!(*session.link(), SessionLink::Url("https://face.example/s".into()));
    assert_eq!((session.started_at(), session.expires_at()), (moment(NOON), moment(NOON + 1800)));
    assert_eq!(vendor.field("faceType"), [Some("H5".to_owned())]);

    let [attempt]: &[Attempt] = session.attempts() else { panic!("one attempt") };
    assert_eq!(
        (attempt.step(), attempt.status(), attempt.billing()),
        (Step::Ask, &Status::Pending, Billing::MaybeBilled)
    );
    assert_eq!(
        (attempt.vendor_code(), attempt.order_id(), attempt.cost_fen()),
        (Some("2"), Some(SERIAL), Some(120))
    );
    assert_eq!(attempt.asked_at(), Some(moment(NOON)));
    assert!(attempt.elapsed_ms().is_some() && attempt.meaning().is_some());
}

#[tokio::test]
async fn a_scan_in_the_sdk_is_pending_with_its_token() {
    let vendor = Vendor::saying([started(r#""url":"https://face.example/s","faceToken":"t-1""#)]).await;
    let session = pending(ihuyi(&vendor.url).verify(&sdk_request()).await.unwrap());
    assert_eq!(*session.link(), SessionLink::FaceToken("t-1".into()));
    assert_eq!(vendor.field("faceType"), [Some("SDK".to_owned())]);
    assert_eq!(vendor.field("notifyUrl"), [Some("https://example.com/news".to_owned())]);
}

#[tokio::test]
async fn an_end_that_makes_no_sense_is_a_day_away() {
    for expire in
        ["\"\"".to_owned(), "\"1767225600\"".to_owned(), format!("\"{}\"", NOON * 1000), "null".to_owned()]
    {
        let result = format!(r#""expire":{expire},"url":"https://face.example/s""#);
        let vendor = Vendor::saying([started(&result)]).await;
        let session = pending(ihuyi(&vendor.url).verify(&request()).await.unwrap());
        assert_eq!(session.expires_at(), moment(NOON + 24 * 3600), "{expire}");
    }
    let result = format!(r#""expire":"{}","url":"https://face.example/s""#, (NOON + 1) * 1000);
    let vendor = Vendor::saying([started(&result)]).await;
    let session = pending(ihuyi(&vendor.url).verify(&request()).await.unwrap());
    assert_eq!(session.expires_at(), moment(NOON + 1), "as soon as the vendor says");
}

#[tokio::test]
async fn whatever_submit_answers_it_is_sent_once() {
    let bodies = (0..=4100)
        .filter(|code| heyan_provider_ihuyi::codes().any(|row| row.code == *code))
        .chain([40501, 40502, 40505, 7, 123_456])
        .map(|code| format!(r#"{{"code":{code}}}"#))
        .chain([
            "".to_owned(),
            "{}".to_owned(),
            "<html>".to_owned(),
            started(r#""url":"http://a.example/""#),
        ]);
    for body in bodies {
        let vendor = Vendor::saying([body.clone(), ING.to_owned()]).await;
        let error = ihuyi(&vendor.url).verify(&request()).await.unwrap_err();
        assert_eq!(vendor.questions().len(), 1, "{body}");
        assert_eq!((error.stage(), error.attempts().len()), (Stage::Answered, 1), "{body}");
        assert_eq!(error.attempts()[0].step(), Step::Ask);
        let billed = error.billing() != Billing::NotBilled;
        assert_eq!(error.attempts()[0].cost_fen(), billed.then_some(120), "{body}");
        assert!(error.session().is_none() && error.attempts()[0].meaning().is_some());
    }
}

const ING: &str = r#"{"code":2,"result":{"status":"ING"}}"#;

#[tokio::test]
async fn without_permission_nobody_is_asked() {
    let vendor = Vendor::saying([ING]).await;
    let ihuyi = ihuyi(&vendor.url);
    let request = builder().build("2026-01-01".parse().unwrap()).unwrap();
    let error = ihuyi.verify(&request).await.unwrap_err();
    assert_eq!((error.kind(), error.stage()), (ErrorKind::Unsupported, Stage::NotSent));
    assert!(ihuyi.capability().unserved(&request).is_some(), "the capability says so before");
    assert!(vendor.questions().is_empty());
    // What was permitted once may be asked after.
    assert!(ihuyi.verify(&request.with_session(session(&ihuyi))).await.is_ok());
}

#[tokio::test]
async fn a_session_that_is_not_this_providers_asks_nobody() {
    let vendor = Vendor::saying([ING]).await;
    let ihuyi = ihuyi(&vendor.url);
    let other = heyan_core::ProviderId::new("ihuyi-b").unwrap();
    for session in [
        session(&ihuyi).with_provider(other),
        Session::new(ihuyi.id().clone(), "", SessionLink::FaceToken("t".into()), moment(NOON), moment(NOON)),
        Session::new(
            ihuyi.id().clone(),
            "张三",
            SessionLink::FaceToken("t".into()),
            moment(NOON),
            moment(NOON),
        ),
    ] {
        let error = ihuyi.verify(&request().with_session(session)).await.unwrap_err();
        assert_eq!((error.kind(), error.stage()), (ErrorKind::SessionRefused, Stage::NotSent));
        assert_eq!(error.attempts()[0].step(), Step::Query);
    }
    assert!(vendor.questions().is_empty());
}

#[tokio::test]
async fn without_an_own_clock_it_is_the_machines() {
    let vendor = Vendor::saying([started(r#""url":"https://face.example/s""#)]).await;
    let ihuyi = heyan_provider_ihuyi::IhuyiVerifier::new(crate::person::config(&vendor.url)).unwrap();
    let before = heyan_core::SystemClock.now();
    ihuyi.verify(&request()).await.unwrap();
    let time: i64 = vendor.field("time")[0].as_deref().unwrap().parse().unwrap();
    assert!((before.as_second()..before.as_second() + 60).contains(&time));
}
