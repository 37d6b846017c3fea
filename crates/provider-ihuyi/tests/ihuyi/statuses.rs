//! What counts of an answer with an HTTP status other than 200: only a failure code of the page, and only under a 4xx.

use heyan_core::{Attempt, Billing, ErrorKind, Outcome, Stage, Verifier};
use heyan_provider_ihuyi::{At, Meaning, codes};

use crate::person::{ihuyi, request, session};
use crate::vendor::{Reply, Vendor};

fn reply(status: u16, body: &str) -> Reply {
    let date = "date: Thu, 01 Jan 2026 00:00:00 GMT";
    let head = format!("HTTP/1.1 {status} X\r\n{date}\r\ncontent-length: {}\r\n\r\n", body.len());
    Reply::Bytes(format!("{head}{body}").into_bytes())
}

/// The last attempt of a call that the vendor answers so, and how often it was asked.
async fn attempt(at: At, status: u16, body: &str) -> (Attempt, usize) {
    let vendor = Vendor::start([reply(status, body), reply(status, body)]).await;
    let ihuyi = ihuyi(&vendor.url);
    let request = if at == At::Submit { request() } else { request().with_session(session(&ihuyi)) };
    let attempts = match ihuyi.verify(&request).await {
        Ok(Outcome::Pending(session)) => session.attempts().to_vec(),
        Ok(Outcome::Answered(answer)) => answer.attempts().to_vec(),
        Ok(_) => panic!("another outcome"),
        Err(error) => error.attempts().to_vec(),
    };
    (attempts.last().unwrap().clone(), vendor.questions().len())
}

fn told(attempt: &Attempt) -> String {
    format!("{:?} {:?} {:?}", attempt.status(), attempt.billing(), attempt.vendor_code())
}

#[tokio::test]
async fn every_failure_code_of_the_page_counts_under_a_4xx_as_under_200() {
    let mut counted = 0;
    for row in codes().filter(|row| matches!(row.becomes, Meaning::Failure(_))) {
        for at in [At::Submit, At::GetResult] {
            if (at == At::Submit && !row.at.is_submit()) || (at == At::GetResult && !row.at.is_get_result()) {
                continue;
            }
            let body = format!(r#"{{"code":{}}}"#, row.code);
            let (under_200, asked) = attempt(at, 200, &body).await;
            for status in [400, 403, 404] {
                let (under_4xx, asked_too) = attempt(at, status, &body).await;
                assert_eq!(
                    (told(&under_4xx), asked_too),
                    (told(&under_200), asked),
                    "{status} {body} {at:?}"
                );
            }
            counted += 1;
        }
    }
    assert!(counted > 20, "{counted}");
}

#[tokio::test]
async fn nothing_else_counts_under_a_4xx() {
    let accepted = r#"{"code":2,"idcardid":"16236437872836","result":{"url":"https://face.example/s"}}"#;
    let passed = r#"{"code":2,"result":{"status":"SUCCESS"}}"#;
    let pending = r#"{"code":2,"result":{"status":"ING"}}"#;
    for (at, billing) in [(At::Submit, Billing::MaybeBilled), (At::GetResult, Billing::NotBilled)] {
        for body in [accepted, passed, pending, r#"{"code":99}"#, "{}", r#"{"code":401"#, "<html>", ""] {
            let (attempt, asked) = attempt(at, 404, body).await;
            let failure = attempt.failure().unwrap();
            assert_eq!(
                (failure.kind, failure.stage),
                (ErrorKind::Protocol, Stage::Answered),
                "{at:?} {body}"
            );
            assert_eq!((attempt.billing(), attempt.vendor_code()), (billing, None), "{at:?} {body}");
            assert_eq!(asked, 1);
        }
    }
}

#[tokio::test]
async fn other_statuses_are_never_read() {
    for (status, kind) in [
        (302, ErrorKind::Protocol),
        (429, ErrorKind::RateLimited),
        (500, ErrorKind::Unavailable),
        (503, ErrorKind::Unavailable),
    ] {
        for (at, billing) in [(At::Submit, Billing::MaybeBilled), (At::GetResult, Billing::NotBilled)] {
            let (attempt, asked) = attempt(at, status, r#"{"code":40501}"#).await;
            assert_eq!(attempt.failure().unwrap().kind, kind, "{status} {at:?}");
            assert_eq!(
                (attempt.billing(), attempt.vendor_code(), asked),
                (billing, None, 1),
                "{status} {at:?}"
            );
        }
    }
}
