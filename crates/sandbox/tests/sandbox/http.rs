//! HTTP itself: paths, methods, sizes, and connections that are kept.

use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use crate::support::{FORM, PATH, Question, bare, post_bytes, receive, send, start};

const LIMIT: usize = 32 * 1024 * 1024;

#[tokio::test]
async fn an_unknown_path_is_not_found() {
    let sandbox = start().await;
    for target in [
        "/",
        "/verifyface_mobile",
        "/verifyface_mobile/query/",
        "/idcard/idface/Submit.xml",
        "/idcard/idface/GetResult",
        "/_sandbox",
        "/h5",
        "/planted?planted",
    ] {
        for method in ["GET", "POST"] {
            let answer = bare(&sandbox, method, target).await;
            assert_eq!(answer.status, 404, "{method} {target}");
            assert_eq!(answer.header("content-type"), Some("text/plain; charset=utf-8"));
            insta::allow_duplicates! {
                insta::assert_snapshot!(answer.body, @"no such path: the sandbox answers POST /verifyface_mobile/query, POST /idcard/idface/Submit.json, POST /idcard/idface/GetResult.json (and .xml), GET /_sandbox/invoice, GET /_sandbox/requests, GET, POST and DELETE /_sandbox/faults, and a browser under /h5/ with the link of a scan");
            }
        }
    }
}

#[tokio::test]
async fn a_wrong_method_is_told_the_right_one() {
    let sandbox = start().await;
    for (method, target, right) in [
        ("GET", PATH, "POST"),
        ("PUT", PATH, "POST"),
        ("PLANTED", PATH, "POST"),
        ("GET", "/idcard/idface/Submit.json", "POST"),
        ("GET", "/idcard/idface/GetResult.json", "POST"),
        ("GET", "/idcard/idface/GetResult.xml", "POST"),
        ("GET", "/h5/planted/finish", "POST"),
        ("POST", "/h5/planted", "GET"),
        ("PUT", "/h5/assets/page.css", "GET"),
        ("POST", "/h5/assets/page.js", "GET"),
        ("POST", "/_sandbox/returned", "GET"),
        ("POST", "/_sandbox/invoice", "GET"),
        ("DELETE", "/_sandbox/requests", "GET"),
        ("PUT", "/_sandbox/faults", "GET, POST, DELETE"),
    ] {
        let answer = bare(&sandbox, method, target).await;
        assert_eq!(answer.status, 405, "{method} {target}");
        assert_eq!(answer.header("allow"), Some(right));
        assert_eq!(answer.header("content-type"), Some("text/plain; charset=utf-8"));
        insta::allow_duplicates! {
            insta::assert_snapshot!(answer.body, @"wrong method: the Allow header names what this path takes");
        }
    }
}

#[tokio::test]
async fn a_body_that_announces_too_much_is_not_waited_for() {
    let sandbox = start().await;
    let head = format!(
        "POST {PATH} HTTP/1.1\r\nHost: sandbox\r\nContent-Type: {FORM}\r\nContent-Length: {}\r\n\r\n",
        LIMIT + 1
    );
    let answer = send(&sandbox, &head).await;
    assert_eq!(answer.status, 413);
    insta::assert_snapshot!(answer.body, @"the body is larger than 32 MiB");
    assert_eq!(sandbox.requests()[0].code, "http-413");
    assert!(sandbox.invoice().juhe.is_empty());
}

#[tokio::test]
async fn a_body_of_no_announced_length_is_read_up_to_the_limit() {
    let sandbox = start().await;
    for (length, status) in [(LIMIT, 200), (LIMIT + 1, 413)] {
        let mut stream = TcpStream::connect(sandbox.address()).await.unwrap();
        let head = format!(
            "POST {PATH} HTTP/1.1\r\nHost: sandbox\r\nContent-Type: {FORM}\r\nTransfer-Encoding: chunked\r\n\r\n{length:x}\r\n"
        );
        stream.write_all(head.as_bytes()).await.unwrap();
        stream.write_all(&vec![b'a'; length]).await.unwrap();
        stream.write_all(b"\r\n0\r\n\r\n").await.unwrap();
        assert_eq!(receive(&mut stream).await.status, status, "{length}");
    }
}

#[tokio::test]
async fn one_connection_serves_many_requests() {
    let sandbox = start().await;
    let mut stream = TcpStream::connect(sandbox.address()).await.unwrap();
    for res in [100, 101, 102, 116] {
        let body = Question::new().with("mobile", &format!("13800138{res}")).body();
        stream.write_all(post_bytes(FORM, &body, "").as_bytes()).await.unwrap();
        assert_eq!(receive(&mut stream).await.json()["result"]["res"], res);
    }
    // Another endpoint on the same connection, and a refusal that does not end it.
    for (target, status) in [("/nowhere", 404), (PATH, 405), ("/_sandbox/invoice", 200)] {
        stream.write_all(format!("GET {target} HTTP/1.1\r\nHost: sandbox\r\n\r\n").as_bytes()).await.unwrap();
        assert_eq!(receive(&mut stream).await.status, status, "{target}");
    }
    assert_eq!(sandbox.invoice().juhe.len(), 4);
}

#[tokio::test]
async fn a_body_that_breaks_off_is_neither_answered_nor_billed() {
    let sandbox = start().await;
    let mut stream = TcpStream::connect(sandbox.address()).await.unwrap();
    let whole = post_bytes(FORM, &Question::new().body(), "");
    stream.write_all(&whole.as_bytes()[..whole.len() - 1]).await.unwrap();
    stream.shutdown().await.unwrap();
    let mut answer = Vec::new();
    tokio::io::AsyncReadExt::read_to_end(&mut stream, &mut answer).await.unwrap();
    assert!(answer.is_empty());
    assert!(sandbox.invoice().juhe.is_empty() && sandbox.requests().is_empty());
}
