//! Which answers are read, and what counts of them.

use heyan_core::{Billing, ErrorKind, Stage};
use heyan_transport::{Answer, Cause, Fault, Reading};

use crate::tls::answering_without_close_notify;
use crate::vendor::Vendor;

use Reading::{ListedFailure, Other, Unreadable};

/// What of an answer counts if this is made of its bytes.
fn counts(answer: &Answer, reading: Reading) -> Result<(), Fault> {
    answer.read(|_| ((), reading))
}

fn told(fault: &Fault) -> (ErrorKind, Stage, Billing) {
    (fault.kind(), fault.stage(), fault.billing())
}

const PROTOCOL: (ErrorKind, Stage, Billing) = (ErrorKind::Protocol, Stage::Answered, Billing::MaybeBilled);
const NETWORK: (ErrorKind, Stage, Billing) = (ErrorKind::Network, Stage::MaybeSent, Billing::MaybeBilled);

#[tokio::test]
async fn odd_headers_of_a_cdn_lose_no_answer() {
    for odd in [
        "x-cdn : hit",
        "x-cdn \t: hit",
        "content-type : application/json",
        "set-cookie: a=b\r\n    c: d; path=/",
        "x-cdn: a\r\n\tb\r\n c",
        "x-empty:",
        "x-cdn : a\r\n b : c",
    ] {
        let answer = format!("HTTP/1.1 200 OK\r\n{odd}\r\nContent-Length : 2\r\n\r\n{{}}");
        let answer = Vendor::answering(answer).await.ask().await;
        assert_eq!(answer.unwrap().body(), b"{}", "{odd}");
    }
}

#[tokio::test]
async fn a_header_without_a_colon_is_a_protocol_error() {
    for odd in ["garbage", "garbage without colon", "\u{1}: x"] {
        let answer = format!("HTTP/1.1 200 OK\r\n{odd}\r\ncontent-length: 2\r\n\r\n{{}}");
        let fault = Vendor::answering(answer).await.ask().await.unwrap_err();
        assert_eq!(told(&fault), PROTOCOL, "{odd}");
    }
}

#[tokio::test]
async fn of_a_4xx_only_a_listed_failure_counts() {
    for status in [400, 401, 403, 404, 413, 418, 499] {
        let answer = format!("HTTP/1.1 {status} X\r\ncontent-length: 2\r\n\r\n{{}}");
        let answer = Vendor::answering(answer).await.ask().await.unwrap();
        assert_eq!((answer.status(), answer.body()), (status, &b"{}"[..]));
        assert!(counts(&answer, ListedFailure).is_ok());
        for reading in [Other, Unreadable] {
            let fault = counts(&answer, reading).unwrap_err();
            assert_eq!(told(&fault), PROTOCOL, "{status} {reading:?}");
            assert!(matches!(fault.cause(), Cause::Status(told) if *told == status));
        }
    }
}

#[tokio::test]
async fn of_a_200_that_is_complete_everything_counts() {
    let answer =
        Vendor::answering("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}").await.ask().await.unwrap();
    for reading in [ListedFailure, Other, Unreadable] {
        assert!(counts(&answer, reading).is_ok(), "{reading:?}");
    }
}

#[tokio::test]
async fn a_4xx_whose_body_cannot_be_read_is_a_protocol_error_by_its_status() {
    for rest in [
        "content-length: 20\r\n\r\n{",
        "content-length: 262145\r\n\r\n",
        "transfer-encoding: chunked\r\n\r\n5\r\n{",
        "content-encoding: gzip\r\ncontent-length: 2\r\n\r\n{}",
    ] {
        let vendor = Vendor::answering(format!("HTTP/1.1 404 X\r\n{rest}")).await;
        let fault = vendor.ask().await.unwrap_err();
        assert_eq!(told(&fault), PROTOCOL, "{rest}");
        assert!(matches!(fault.cause(), Cause::Status(404)), "{rest}");
    }
}

#[tokio::test]
async fn a_compressed_answer_is_told_by_that_name() {
    let with = |header: &str, body: &[u8]| {
        let head = format!("HTTP/1.1 200 OK\r\n{header}content-length: {}\r\n\r\n", body.len());
        [head.as_bytes(), body].concat()
    };
    for (header, body) in [
        ("content-encoding: gzip\r\n", &b"x"[..]),
        ("Content-Encoding: identity, BR\r\n", b"x"),
        ("content-encoding: identity\r\ncontent-encoding: deflate\r\n", b"x"),
        ("content-encoding : zstd\r\n", b"x"),
        ("", b"\x1F\x8B\x08"),
    ] {
        let fault = Vendor::answering(with(header, body)).await.ask().await.unwrap_err();
        assert_eq!(told(&fault), PROTOCOL, "{header}");
        assert!(matches!(fault.cause(), Cause::Compressed), "{header}");
        assert!(fault.to_string().contains("compressed") && fault.cause().meaning().contains("compressed"));
    }
    for header in ["content-encoding: identity\r\n", "content-encoding: utf-8\r\n", "content-encoding:\r\n"] {
        let answer = Vendor::answering(with(header, b"{}")).await.ask().await;
        assert_eq!(answer.unwrap().body(), b"{}", "{header}");
    }
}

#[tokio::test]
async fn a_body_without_a_length_that_breaks_off_counts_if_it_is_whole() {
    let closed = Vendor::answering("HTTP/1.1 200 OK\r\n\r\n{}").await.ask().await.unwrap();
    assert!(!closed.is_cut() && counts(&closed, Unreadable).is_ok(), "closed as it should be");
    let cut = answering_without_close_notify("HTTP/1.1 200 OK\r\n\r\n{}").await.unwrap();
    assert!(cut.is_cut());
    assert_eq!(cut.body(), b"{}");
    for reading in [ListedFailure, Other] {
        assert!(counts(&cut, reading).is_ok(), "{reading:?}");
    }
    assert_eq!(told(&counts(&cut, Unreadable).unwrap_err()), NETWORK);
}

#[tokio::test]
async fn a_body_that_announces_its_length_is_never_cut() {
    for answer in [
        "HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n",
    ] {
        let fault = answering_without_close_notify(answer).await.unwrap_err();
        assert_eq!(told(&fault), NETWORK, "{answer}");
    }
}

#[tokio::test]
async fn a_4xx_without_a_length_that_breaks_off_counts_as_any_other() {
    let cut = answering_without_close_notify("HTTP/1.1 403 X\r\n\r\n{}").await.unwrap();
    assert!(counts(&cut, ListedFailure).is_ok());
    assert_eq!(told(&counts(&cut, Unreadable).unwrap_err()), PROTOCOL);
}

#[tokio::test]
async fn a_long_answer_of_unknown_length_arrives_as_it_is() {
    let body: String = (0..30_000).map(|number| format!("{number:06} ")).collect();
    let answer = format!("HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n{body}");
    let answer = Vendor::answering(answer).await.ask().await.unwrap();
    assert_eq!(answer.body(), body.as_bytes());
}
