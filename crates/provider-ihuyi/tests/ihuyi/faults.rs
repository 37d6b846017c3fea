//! What each fault of the vendor is, over a real socket: kind, stage, billing, and that it is asked at most once.

use std::time::Duration;

use heyan_core::{Billing, ErrorKind, Stage, Step, Verifier, VerifyError};
use heyan_provider_ihuyi::IhuyiVerifier;

use crate::person::{Hands, NOON, config, request, session};
use crate::vendor::{Reply, Vendor};

use Stage::{Answered, MaybeSent, NotSent};

/// The time-out of a silent vendor; the others answer at once.
const TIMEOUT: Duration = Duration::from_millis(700);

fn ihuyi(url: &str) -> IhuyiVerifier {
    IhuyiVerifier::new(config(url).with_timeout(TIMEOUT)).unwrap().with_clock(Hands::at(NOON))
}

fn status(status: &str) -> Reply {
    Reply::Bytes(
        format!("HTTP/1.1 {status}\r\ncontent-length: 0\r\nlocation: /elsewhere\r\n\r\n").into_bytes(),
    )
}

fn faults() -> Vec<(Reply, ErrorKind, Stage)> {
    let endless = format!("HTTP/1.1 200 OK\r\ncontent-length: 300000\r\n\r\n{}", " ".repeat(300_000));
    vec![
        (Reply::Bytes(Vec::new()), ErrorKind::Network, MaybeSent),
        (
            Reply::Bytes(b"HTTP/1.1 200 OK\r\ncontent-length: 90\r\n\r\n{\"code\":2,".to_vec()),
            ErrorKind::Network,
            MaybeSent,
        ),
        (Reply::Bytes(b"not HTTP at all\r\n\r\n".to_vec()), ErrorKind::Protocol, Answered),
        (Reply::Bytes(endless.into_bytes()), ErrorKind::Protocol, Answered),
        (Reply::Says("not an answer".into()), ErrorKind::Protocol, Answered),
        (Reply::Silence, ErrorKind::Timeout, MaybeSent),
        (status("302 Found"), ErrorKind::Protocol, Answered),
        (status("404 Not Found"), ErrorKind::Protocol, Answered),
        (status("429 Too Many"), ErrorKind::RateLimited, Answered),
        (status("500 Oops"), ErrorKind::Unavailable, Answered),
        (status("503 Later"), ErrorKind::Unavailable, Answered),
    ]
}

fn checked(error: &VerifyError, step: Step, kind: ErrorKind, stage: Stage, case: &Reply) {
    assert_eq!((error.kind(), error.stage()), (kind, stage), "{case:?}");
    let [attempt] = error.attempts() else { panic!("one attempt: {case:?}") };
    assert_eq!((attempt.step(), attempt.failure().unwrap().kind), (step, kind), "{case:?}");
    assert!(attempt.meaning().is_some() && attempt.elapsed_ms().is_some());
}

#[tokio::test]
async fn every_fault_of_submit_may_be_billed_and_is_asked_for_once() {
    for (fault, kind, stage) in faults() {
        let vendor = Vendor::start([fault.clone(), fault.clone()]).await;
        let error = ihuyi(&vendor.url).verify(&request()).await.unwrap_err();
        checked(&error, Step::Ask, kind, stage, &fault);
        assert_eq!(
            (error.billing(), error.attempts()[0].cost_fen()),
            (Billing::MaybeBilled, Some(120)),
            "{fault:?}"
        );
        assert!(error.session().is_none());
        assert_eq!(vendor.questions().len(), 1, "asked once, and no redirect followed: {fault:?}");
    }
}

#[tokio::test]
async fn every_fault_of_a_query_leaves_the_session_open_and_costs_nothing() {
    for (fault, kind, stage) in faults() {
        let ing = Reply::Says(r#"{"code":2,"result":{"status":"ING"}}"#.into());
        let vendor = Vendor::start([fault.clone(), ing]).await;
        let ihuyi = ihuyi(&vendor.url);
        let asking = request().with_session(session(&ihuyi));
        let error = ihuyi.verify(&asking).await.unwrap_err();
        checked(&error, Step::Query, kind, stage, &fault);
        assert_eq!(
            (error.billing(), error.attempts()[0].cost_fen()),
            (Billing::NotBilled, None),
            "{fault:?}"
        );
        assert!(error.session().is_some(), "{fault:?}");
        assert_eq!(vendor.questions().len(), 1, "{fault:?}");
        assert!(ihuyi.verify(&asking).await.is_ok(), "and the next one is answered: {fault:?}");
    }
}

#[tokio::test]
async fn nobody_there_is_no_fee() {
    let closed = {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        format!("http://{}", listener.local_addr().unwrap())
    };
    let ihuyi = ihuyi(&closed);
    let error = ihuyi.verify(&request()).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.stage(), error.billing()),
        (ErrorKind::Network, NotSent, Billing::NotBilled)
    );
    let error = ihuyi.verify(&request().with_session(session(&ihuyi))).await.unwrap_err();
    assert_eq!((error.kind(), error.stage()), (ErrorKind::Network, NotSent));
    assert!(error.session().is_some());
}

#[tokio::test]
async fn a_deadline_that_has_passed_asks_nobody() {
    let vendor = Vendor::start([]).await;
    let ihuyi = ihuyi(&vendor.url);
    let now = tokio::time::Instant::now().into_std();
    for asking in [request(), request().with_session(session(&ihuyi))] {
        let error = ihuyi.verify(&asking.with_deadline(now)).await.unwrap_err();
        assert_eq!((error.kind(), error.stage()), (ErrorKind::Timeout, NotSent));
    }
    assert!(vendor.questions().is_empty());
}
