//! What counts of an answer with an HTTP status other than 200: only a failure code of the page, and only under a 4xx.

use heyan_core::{Billing, ErrorKind, Stage, Verifier};
use serde_json::Value;

use crate::person::{juhe, request};
use crate::vendor::Vendor;

fn errors() -> Vec<u64> {
    let errors: Value = serde_json::from_str(include_str!("../fixtures/errors.json")).unwrap();
    let rows = ["system", "service"].map(|list| errors[list].as_array().unwrap().clone()).concat();
    rows.iter().map(|row| row["error_code"].as_u64().unwrap()).collect()
}

fn error(code: u64) -> String {
    format!(r#"{{"reason":"x","result":{{"orderid":"JH801240913170041JZU80"}},"error_code":{code}}}"#)
}

/// What an answer comes to, in words, without the time.
async fn told(status: u16, body: &str) -> String {
    let answer = format!("HTTP/1.1 {status} X\r\ncontent-length: {}\r\n\r\n{body}", body.len());
    let vendor = Vendor::answering(answer).await;
    let outcome = juhe(&vendor.url, "k").verify(&request()).await;
    assert_eq!(vendor.connections(), 1, "asked once: {status} {body}");
    let attempt = match &outcome {
        Ok(outcome) => outcome.answered().unwrap().attempts()[0].clone(),
        Err(error) => error.attempts()[0].clone(),
    };
    format!(
        "{:?} {:?} {:?} {:?}",
        attempt.status(),
        attempt.billing(),
        attempt.vendor_code(),
        attempt.order_id()
    )
}

#[tokio::test]
async fn every_failure_code_of_the_page_counts_under_a_4xx_as_under_200() {
    let codes = errors();
    assert_eq!(codes.len(), 19);
    for code in codes {
        let under_200 = told(200, &error(code)).await;
        assert!(under_200.contains("NotBilled"), "{under_200}");
        for status in [400, 401, 403, 404, 451] {
            assert_eq!(told(status, &error(code)).await, under_200, "{status} {code}");
        }
    }
}

#[tokio::test]
async fn nothing_else_counts_under_a_4xx_and_it_may_be_billed() {
    let result = |res: u32| {
        format!(r#"{{"error_code":0,"result":{{"orderid":"JH801240913170041JZU80","res":{res}}}}}"#)
    };
    for body in [
        result(100),
        result(102),
        result(999),
        r#"{"error_code":0}"#.to_owned(),
        error(10_099),
        error(280_199),
        error(7),
        r#"{"error_code":null}"#.to_owned(),
        r#"{"resultcode":"101"}"#.to_owned(),
        r#"{"error_code":10001"#.to_owned(),
        r#"{"error_code":10001,"error_code":10001}"#.to_owned(),
        "<html>404</html>".to_owned(),
        String::new(),
    ] {
        let told = told(404, &body).await;
        let expected = "Failed(Failure { kind: Protocol, stage: Answered }) MaybeBilled None None";
        assert_eq!(told, expected, "{body}");
    }
}

#[tokio::test]
async fn other_statuses_are_never_read() {
    for (status, kind) in [
        (201, ErrorKind::Protocol),
        (302, ErrorKind::Protocol),
        (429, ErrorKind::RateLimited),
        (500, ErrorKind::Unavailable),
        (503, ErrorKind::Unavailable),
    ] {
        let body = error(10_001);
        let answer = format!("HTTP/1.1 {status} X\r\ncontent-length: {}\r\n\r\n{body}", body.len());
        let vendor = Vendor::answering(answer).await;
        let error = juhe(&vendor.url, "k").verify(&request()).await.unwrap_err();
        assert_eq!((error.kind(), error.stage()), (kind, Stage::Answered), "{status}");
        assert_eq!(error.billing(), Billing::MaybeBilled);
        assert_eq!(vendor.connections(), 1);
    }
}
