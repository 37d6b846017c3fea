//! TLS as a provider meets it: bad certificates, a handshake that stalls, and an end that is missing.

use heyan_core::{Billing, Decision, ErrorKind, Outcome, Stage, Verifier, VerifyError};
use heyan_provider_juhe::{JuheConfig, JuheVerifier};
use rcgen::CertificateParams;
use std::error::Error;

use crate::person::request;
use crate::vendor::Vendor;

const WHOLE: &str = r#"{"error_code":0,"result":{"orderid":"JH801240913170041JZU80","res":100}}"#;

async fn ask(url: &str, pem: &str) -> Result<Outcome, VerifyError> {
    let config = JuheConfig::new("k").with_base_url(url).with_root_certificates(pem).with_price_fen(80);
    JuheVerifier::new(config).unwrap().verify(&request()).await
}

#[track_caller]
fn check_unsent(error: &VerifyError, kind: ErrorKind, meaning: &str) {
    assert_eq!(
        (error.kind(), error.stage(), error.billing()),
        (kind, Stage::NotSent, Billing::NotBilled),
        "{error}"
    );
    let [attempt] = error.attempts() else { panic!("one attempt") };
    assert_eq!((attempt.meaning(), attempt.cost_fen()), (Some(meaning), None));
    assert!(error.source().unwrap().to_string().contains(meaning), "{error:?}");
}

#[tokio::test]
async fn a_bad_certificate_is_told_by_what_is_wrong_with_it_and_nothing_is_billed() {
    type Change = fn(&mut CertificateParams);
    let expired: Change = |params| params.not_after = rcgen::date_time_ymd(2001, 1, 1);
    let not_yet: Change = |params| params.not_before = rcgen::date_time_ymd(4000, 1, 1);
    let other: Change = |params| *params = CertificateParams::new(["vendor.example".to_owned()]).unwrap();
    for (change, meaning) in [
        (expired, "the server's certificate has expired"),
        (not_yet, "the server's certificate is not valid yet"),
        (other, "the server's certificate is for another host"),
    ] {
        let vendor = Vendor::answering_over_tls("", change).await;
        check_unsent(&ask(&vendor.url, &vendor.pem).await.unwrap_err(), ErrorKind::Network, meaning);
        assert_eq!(vendor.connections(), 1, "asked once");
    }
    let vendor = Vendor::answering_over_tls("", |_| {}).await;
    let stranger = Vendor::answering_over_tls("", other).await;
    let error = ask(&vendor.url, &stranger.pem).await.unwrap_err();
    check_unsent(&error, ErrorKind::Network, "the server's certificate is not signed by a trusted root");
}

#[tokio::test(start_paused = true)]
async fn a_handshake_that_stalls_ends_with_the_connect_time_out() {
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://localhost:{}", silent.local_addr().unwrap().port());
    let pem = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap().cert.pem();
    let started = tokio::time::Instant::now();
    check_unsent(&ask(&url, &pem).await.unwrap_err(), ErrorKind::Timeout, "no connection in time");
    assert_eq!(started.elapsed().as_secs(), 5, "by the clock that stands still");
}

#[tokio::test]
async fn a_whole_answer_without_the_end_of_tls_is_read() {
    let answer = format!("HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n{WHOLE}");
    let vendor = Vendor::answering_over_tls(answer, |_| {}).await;
    let outcome = ask(&vendor.url, &vendor.pem).await.unwrap();
    assert_eq!(outcome.answered().unwrap().decision(), Decision::Verified);
}

#[tokio::test]
async fn a_short_answer_without_the_end_of_tls_may_be_billed() {
    for length in [0, 1, 15, WHOLE.len() - 1] {
        let answer = format!("HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n{}", &WHOLE[..length]);
        let vendor = Vendor::answering_over_tls(answer, |_| {}).await;
        let error = ask(&vendor.url, &vendor.pem).await.unwrap_err();
        assert_eq!((error.kind(), error.stage()), (ErrorKind::Network, Stage::MaybeSent), "{length}");
        assert_eq!((error.billing(), error.attempts()[0].cost_fen()), (Billing::MaybeBilled, Some(80)));
        assert_eq!(vendor.connections(), 1, "asked once");
    }
}

#[tokio::test]
async fn an_answer_that_announced_its_length_is_not_read_short_of_it() {
    let answer = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{WHOLE}", WHOLE.len() + 1);
    let vendor = Vendor::answering_over_tls(answer, |_| {}).await;
    let error = ask(&vendor.url, &vendor.pem).await.unwrap_err();
    assert_eq!((error.kind(), error.stage()), (ErrorKind::Network, Stage::MaybeSent));
}
