//! The faults before the vendor has heard anything: connections refused, and pages of another machine.

use std::io::ErrorKind;

use heyan_sandbox::{Fault, FaultKind, FaultStatus, Vendor};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::support::{
    FORM, PATH, Question, ask_on, asked, bare, check_books, check_kept, post_bytes, read_head, receive,
    scripted, send, soon, start, status,
};

/// All that arrives until the other side ends the connection in order.
async fn read_to_end(stream: &mut TcpStream) -> String {
    let mut read = String::new();
    soon(stream.read_to_string(&mut read)).await.unwrap();
    read
}

#[tokio::test]
async fn refuse_closes_a_new_connection_and_reads_nothing() {
    let sandbox = scripted(FaultKind::Refuse).await;
    let mut stream = TcpStream::connect(sandbox.address()).await.unwrap();
    assert_eq!(read_to_end(&mut stream).await, "");
    check_books(&sandbox, 0, &[]);
    check_kept(&mut TcpStream::connect(sandbox.address()).await.unwrap()).await;
}

#[tokio::test]
async fn refuse_is_for_whichever_connection_comes_next() {
    let sandbox = scripted(FaultKind::Refuse).await;
    let mut stream = TcpStream::connect(sandbox.address()).await.unwrap();
    // It may be quick enough to write, and then finds the connection reset.
    let _ = stream.write_all(b"GET /_sandbox/invoice HTTP/1.1\r\nHost: sandbox\r\n\r\n").await;
    let mut answer = Vec::new();
    match soon(stream.read_to_end(&mut answer)).await {
        Ok(length) => assert_eq!(length, 0),
        Err(error) => assert_eq!(error.kind(), ErrorKind::ConnectionReset),
    }
    assert_eq!(bare(&sandbox, "GET", "/_sandbox/invoice").await.status, 200);
}

#[tokio::test]
async fn refuse_leaves_open_connections_alone() {
    let sandbox = start().await;
    let mut kept = TcpStream::connect(sandbox.address()).await.unwrap();
    check_kept(&mut kept).await;
    sandbox.script(Fault::new(Vendor::Juhe, FaultKind::Refuse));
    sandbox.script(Fault::new(Vendor::Juhe, status(503)));

    check_kept(&mut kept).await;
    assert_eq!(sandbox.faults().len(), 2, "nothing happens out of order");
    assert_eq!(read_to_end(&mut TcpStream::connect(sandbox.address()).await.unwrap()).await, "");
    ask_on(&mut kept).await;
    assert_eq!(receive(&mut kept).await.status, 503);
    check_books(&sandbox, 2, &[("100", None), ("100", None), ("http-503", Some("status"))]);
}

#[tokio::test]
async fn status_is_a_page_that_costs_nothing() {
    for (code, body) in [
        (200, "<html><body><h1>200 OK</h1></body></html>\n"),
        (204, ""),
        (304, ""),
        (400, "<html><body><h1>400 Bad Request</h1></body></html>\n"),
        (429, "<html><body><h1>429 Too Many Requests</h1></body></html>\n"),
        (503, "<html><body><h1>503 Service Unavailable</h1></body></html>\n"),
        (599, "<html><body><h1>599 Status</h1></body></html>\n"),
    ] {
        let sandbox = scripted(status(code)).await;
        let mut stream = asked(&sandbox).await;
        let answer = receive(&mut stream).await;
        assert_eq!((answer.status, answer.body.as_str()), (code, body));
        assert_eq!(answer.header("content-type"), Some("text/html"), "{code}");
        check_books(&sandbox, 0, &[(&format!("http-{code}"), Some("status"))]);
        check_kept(&mut stream).await;
    }
}

#[tokio::test]
async fn a_redirect_that_is_followed_is_seen() {
    for code in [301, 302, 303, 307, 308] {
        let sandbox = scripted(status(code)).await;
        let mut stream = asked(&sandbox).await;
        let answer = receive(&mut stream).await;
        assert_eq!((answer.status, answer.header("location")), (code, Some("/_sandbox/redirected/juhe")));
        check_books(&sandbox, 0, &[(&format!("http-{code}"), Some("status"))]);

        let again = post_bytes(FORM, &Question::new().body(), "Connection: close\r\n")
            .replace(PATH, "/_sandbox/redirected/juhe");
        let answer = send(&sandbox, &again).await;
        assert_eq!(answer.status, 404);
        insta::allow_duplicates! {
            insta::assert_snapshot!(answer.body, @"nothing is here: a redirect that was scripted has been followed");
        }
        bare(&sandbox, "GET", "/_sandbox/redirected/juhe").await;
        let followed = serde_json::to_string(&sandbox.requests()[1..]).unwrap();
        insta::allow_duplicates! {
            insta::assert_snapshot!(followed.replace("},{", "},\n{"), @r#"
            [{"vendor":"juhe","method":"POST","path":"/_sandbox/redirected/juhe","fields":["key","realname","idcard","mobile","image"],"code":"http-404"},
            {"vendor":"juhe","method":"GET","path":"/_sandbox/redirected/juhe","fields":[],"code":"http-404"}]
            "#);
        }
        assert!(sandbox.invoice().juhe.is_empty());
    }
}

#[test]
fn a_status_that_does_not_end_an_exchange_is_none() {
    for code in [0, 99, 100, 101, 199, 600, 999, 1000, u16::MAX] {
        assert_eq!(FaultStatus::new(code), None, "{code}");
    }
    for code in [200, 599] {
        assert_eq!(FaultStatus::new(code).unwrap().as_u16(), code);
    }
}

#[tokio::test]
async fn what_http_refuses_takes_a_fault_too() {
    for (kind, seen) in [(FaultKind::Garbage, 200), (FaultKind::Endless, 200), (status(502), 502)] {
        let sandbox = scripted(kind).await;
        let mut stream = TcpStream::connect(sandbox.address()).await.unwrap();
        stream.write_all(format!("GET {PATH} HTTP/1.1\r\nHost: sandbox\r\n\r\n").as_bytes()).await.unwrap();
        assert_eq!(read_head(&mut stream).await.status, seen, "{kind:?}");
        let code = if seen == 502 { "http-502" } else { "http-405" };
        check_books(&sandbox, 0, &[(code, Some(kind.name()))]);
    }
}
