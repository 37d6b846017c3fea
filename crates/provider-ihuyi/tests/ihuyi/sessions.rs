//! Asking how a scan went: results, and the rules of time at their exact boundaries.

use std::sync::Arc;

use heyan_core::{
    AnySession, Billing, Decision, ErrorKind, Outcome, Reason, ScoreKind, Session, Stage, Status, Step,
    Timestamp, Verification, Verifier, VerifyError,
};
use heyan_provider_ihuyi::{FailMeans, IhuyiVerifier};
use jiff::SignedDuration;

use crate::person::{Hands, NOON, SERIAL, config, ihuyi, moment, request, session};
use crate::vendor::{Reply, Vendor};

const ING: &str = r#"{"code":2,"result":{"status":"ING"}}"#;
const LOST: &str = r#"{"code":4061,"msg":"数据不存在"}"#;

/// Asks once, at this moment; the session began at noon and its link lives 1,800 s.
async fn asked(body: &str, now: Timestamp) -> Result<Outcome, VerifyError> {
    let vendor = Vendor::saying([body]).await;
    let hands = Hands::at(NOON);
    hands.set(now);
    let ihuyi = IhuyiVerifier::new(config(&vendor.url)).unwrap().with_clock(hands);
    let result = ihuyi.verify(&request().with_session(session(&ihuyi))).await;
    assert_eq!(vendor.questions().len(), 1);
    assert!(vendor.questions()[0].starts_with("POST /idcard/idface/GetResult.json "));
    assert_eq!(vendor.field("idcardid"), [Some(SERIAL.to_owned())]);
    result
}

fn answered(result: Result<Outcome, VerifyError>) -> Verification {
    result.unwrap().answered().unwrap().clone()
}

fn pending(result: Result<Outcome, VerifyError>) -> Session {
    let Ok(Outcome::Pending(session)) = result else { panic!("{result:?}") };
    session
}

#[tokio::test]
async fn a_result_comes_to_its_decision_with_the_query_alone_in_its_trail() {
    for (status, decision, reason) in [
        ("SUCCESS", Decision::Verified, Reason::AllMatched),
        ("FAIL", Decision::Undetermined, Reason::ScanNotPassed),
    ] {
        let body = format!(
            r#"{{"code":2,"result":{{"status":"{status}","similarity":"87.5","livingScore":"99"}}}}"#
        );
        let verification = answered(asked(&body, moment(NOON + 5)).await);
        assert_eq!((verification.decision(), verification.reason()), (decision, reason));
        let [attempt] = verification.attempts() else { panic!("one attempt") };
        assert_eq!((attempt.step(), attempt.status()), (Step::Query, &Status::Answered));
        assert_eq!((attempt.billing(), attempt.cost_fen()), (Billing::NotBilled, None));
        assert_eq!((attempt.vendor_code(), attempt.order_id()), (Some(status), None));
        assert_eq!(attempt.asked_at(), Some(moment(NOON + 5)));
        let scores: Vec<_> = attempt.scores().iter().map(|score| (score.kind, score.value)).collect();
        assert_eq!(scores, [(ScoreKind::Similarity, 87.5), (ScoreKind::Liveness, 99.0)]);
    }
}

#[tokio::test]
async fn a_contract_may_say_that_a_failure_is_a_mismatch() {
    let vendor = Vendor::saying([r#"{"code":2,"result":{"status":"FAIL"}}"#]).await;
    let config = config(&vendor.url).with_fail_means(FailMeans::Mismatch);
    let ihuyi = IhuyiVerifier::new(config).unwrap().with_clock(Hands::at(NOON));
    let verification = answered(ihuyi.verify(&request().with_session(session(&ihuyi))).await);
    assert_eq!((verification.decision(), verification.reason()), (Decision::Rejected, Reason::Mismatch));
}

#[tokio::test]
async fn a_scan_to_come_leaves_the_session_as_it_was_with_the_query_in_its_trail() {
    for (status, code) in [("ING", "ING"), ("SCAN", "SCAN"), ("FINISH", "2"), ("", "2")] {
        let body = format!(r#"{{"code":2,"result":{{"status":"{status}","similarity":"50"}}}}"#);
        let now_open = pending(asked(&body, moment(NOON + 90)).await);
        assert_eq!((now_open.serial(), now_open.link().url()), (SERIAL, Some("https://face.example/s/1")));
        let [attempt] = now_open.attempts() else { panic!("one attempt") };
        assert_eq!((attempt.step(), attempt.status()), (Step::Query, &Status::Pending));
        assert_eq!((attempt.vendor_code(), attempt.billing()), (Some(code), Billing::NotBilled));
        assert!(attempt.scores().is_empty());
    }
}

#[tokio::test]
async fn a_session_is_over_ten_minutes_after_its_link() {
    let end = moment(NOON + 1800 + 600);
    let moment_after = SignedDuration::from_nanos(1);
    for status in ["ING", "SCAN", "FINISH"] {
        let body = format!(r#"{{"code":2,"result":{{"status":"{status}"}}}}"#);
        for still in [moment(NOON + 1801), end - SignedDuration::from_secs(1), end] {
            pending(asked(&body, still).await);
        }
        for over in [end + moment_after, end + SignedDuration::from_secs(1), moment(NOON + 86_400)] {
            let verification = answered(asked(&body, over).await);
            assert_eq!(verification.reason(), Reason::SessionExpired, "{status} at {over}");
            assert!(verification.findings().is_empty());
            assert_eq!(*verification.attempts()[0].status(), Status::Answered);
            assert_eq!(verification.attempts()[0].meaning(), Some("the link ended before the scan was made"));
        }
    }
    // A result counts whenever it is read.
    let success = r#"{"code":2,"result":{"status":"SUCCESS"}}"#;
    assert_eq!(answered(asked(success, moment(NOON + 86_400)).await).decision(), Decision::Verified);
}

#[tokio::test]
async fn a_serial_that_is_not_known_yet_is_pending_for_a_minute() {
    let of_second = |second| asked(LOST, moment(NOON + second));
    for catching_up in [-30, 0, 59, 60] {
        let session = pending(of_second(catching_up).await);
        let [attempt] = session.attempts() else { panic!("one attempt") };
        assert_eq!(
            (attempt.status(), attempt.vendor_code()),
            (&Status::Pending, Some("4061")),
            "{catching_up}"
        );
    }
    for lost in [61, 3600, 86_400] {
        let error = of_second(lost).await.unwrap_err();
        assert_eq!((error.kind(), error.stage()), (ErrorKind::SessionNotFound, Stage::Answered));
        assert!(error.session().is_none(), "there is nothing left to ask after");
        assert_eq!(error.attempts()[0].vendor_code(), Some("4061"));
    }
    let late = moment(NOON + 60) + SignedDuration::from_nanos(1);
    assert_eq!(asked(LOST, late).await.unwrap_err().kind(), ErrorKind::SessionNotFound);
}

#[tokio::test]
async fn every_other_failure_leaves_the_session_open() {
    let refusals = heyan_provider_ihuyi::codes()
        .filter(|row| row.at.is_get_result() && row.status.is_none() && row.code != 4061)
        .map(|row| format!(r#"{{"code":{}}}"#, row.code));
    for body in refusals.chain(["".to_owned(), r#"{"code":2}"#.to_owned(), r#"{"code":777}"#.to_owned()]) {
        for now in [NOON + 5, NOON + 86_400] {
            let error = asked(&body, moment(now)).await.unwrap_err();
            let open = error.session().and_then(AnySession::open).unwrap();
            assert_eq!((open.serial(), open.started_at()), (SERIAL, moment(NOON)), "{body}");
            assert_eq!((error.billing(), error.stage()), (Billing::NotBilled, Stage::Answered), "{body}");
            let [attempt] = error.attempts() else { panic!("one attempt") };
            assert_eq!((attempt.step(), attempt.cost_fen()), (Step::Query, None));
        }
    }
}

#[tokio::test]
async fn what_was_found_before_the_scan_stays_in_the_session() {
    let vendor = Vendor::start([Reply::Says(ING.into())]).await;
    let ihuyi = ihuyi(&vendor.url);
    let findings = heyan_core::Findings::default().with(
        heyan_core::Factor::Mobile,
        heyan_core::Verdict::Match,
        ihuyi.id(),
    );
    let before = session(&ihuyi).with_findings(findings.clone());
    let after = pending(ihuyi.verify(&request().with_session(before)).await);
    assert_eq!(*after.findings(), findings);
}

#[tokio::test]
async fn one_verifier_serves_many_at_the_same_time() {
    let vendor = Vendor::saying(vec![ING; 32]).await;
    let ihuyi = Arc::new(ihuyi(&vendor.url));
    let asking: Vec<_> = (0..32)
        .map(|_| {
            let ihuyi = Arc::clone(&ihuyi);
            tokio::spawn(async move { ihuyi.verify(&request().with_session(session(&ihuyi))).await })
        })
        .collect();
    for task in asking {
        pending(task.await.unwrap());
    }
    assert_eq!(vendor.questions().len(), 32);
}

#[tokio::test]
async fn a_session_that_nobody_has_opened_asks_nobody_and_starts_nothing() {
    let vendor = Vendor::saying([r#"{"code":2,"result":{"status":"SUCCESS"}}"#]).await;
    let ihuyi = ihuyi(&vendor.url);
    // Another person's scan that was passed, sealed with a key that somebody made up.
    let forged = heyan_core::SessionKeys::new([9; 32]).unwrap().seal(session(&ihuyi), &request());
    let json = serde_json::to_string(&forged).unwrap();
    let sealed: heyan_core::SealedSession = serde_json::from_str(&json).unwrap();
    let error = ihuyi.verify(&request().with_session(sealed)).await.unwrap_err();
    assert_eq!((error.kind(), error.stage()), (ErrorKind::SessionRefused, Stage::NotSent));
    assert_eq!((error.billing(), error.attempts()[0].step()), (Billing::NotBilled, Step::Query));
    assert!(vendor.questions().is_empty(), "neither a query of that scan nor a new Submit");

    // The same one as it was made in this process is asked about.
    assert!(ihuyi.verify(&request().with_session(forged)).await.unwrap().answered().is_some());
}
