//! The hosted page over HTTP: what a browser gets, and what it may send.

use heyan_sandbox::Sandbox;

use super::support::{Question, finish, state};
use crate::support::{Answer, FORM, bare, post_bytes_to, send, start};

const HEADERS: [(&str, &str); 5] = [
    (
        "content-security-policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; \
         media-src 'self' blob:; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cache-control", "no-store"),
    ("permissions-policy", "camera=(self)"),
];

const HTML: &str = "text/html; charset=utf-8";

#[track_caller]
fn check_guarded(answer: &Answer) {
    for (name, value) in HEADERS {
        assert_eq!(answer.header(name), Some(value));
    }
}

#[tokio::test]
async fn everything_under_h5_is_guarded() {
    let sandbox = start().await;
    let scan = Question::submit().begin(&sandbox).await;
    let path = scan.path(&sandbox);
    let finish_path = format!("{path}/finish");
    for (method, target, status) in [
        ("GET", path, 200),
        ("HEAD", path, 405),
        ("GET", &finish_path, 405),
        ("POST", &finish_path, 400),
        ("GET", "/h5/", 404),
        ("GET", "/h5/planted", 404),
        ("POST", "/h5/planted/finish", 400),
        ("GET", "/h5/planted/planted", 404),
        ("GET", "/h5/assets/planted.js", 404),
        ("GET", "/h5/assets/page.css", 200),
        ("GET", "/h5/assets/page.js", 200),
        ("GET", "/_sandbox/returned", 200),
        ("GET", "/_sandbox/returned?idcardid=1", 200),
    ] {
        let answer = match method {
            "HEAD" => head(&sandbox, target).await,
            _ => bare(&sandbox, method, target).await,
        };
        assert_eq!(answer.status, status, "{method} {target}");
        check_guarded(&answer);
    }
}

/// A head announces a body and has none.
async fn head(sandbox: &Sandbox, target: &str) -> Answer {
    let mut stream = tokio::net::TcpStream::connect(sandbox.address()).await.unwrap();
    let request = format!("HEAD {target} HTTP/1.1\r\nHost: sandbox\r\n\r\n");
    tokio::io::AsyncWriteExt::write_all(&mut stream, request.as_bytes()).await.unwrap();
    crate::support::read_head(&mut stream).await
}

#[tokio::test]
async fn the_page_is_told_its_state_and_nothing_else() {
    let sandbox = start().await;
    let source = include_str!("../../../assets/h5/page.html");
    let scan = Question::submit().begin(&sandbox).await;
    for expected in ["open", "done"] {
        let page = bare(&sandbox, "GET", scan.path(&sandbox)).await;
        assert_eq!((page.status, page.header("content-type")), (200, Some(HTML)));
        assert_eq!(state(&page.body), expected);
        assert_eq!(page.body, source.replace("{{state}}", expected));
        scan.finish(&sandbox, "pass").await;
    }
    let unknown = bare(&sandbox, "GET", "/h5/planted?planted").await;
    assert_eq!((unknown.status, unknown.header("content-type")), (404, Some(HTML)));
    assert_eq!(unknown.body, source.replace("{{state}}", "expired"));
}

#[test]
fn the_page_says_where_its_state_goes() {
    let source = include_str!("../../../assets/h5/page.html");
    assert!(source.contains(r#"data-state="{{state}}""#));
    assert_eq!(source.replace("{{state}}", "").matches("{{").count(), 0, "there is no other placeholder");
    let words = [source, include_str!("../../../assets/h5/page.js")].concat();
    assert!(words.contains("链接已失效，请返回重新发起"));
}

#[tokio::test]
async fn nothing_of_the_request_is_in_the_page() {
    let sandbox = start().await;
    let question = Question::submit()
        .with("account", "<planted>")
        .with("name", "\"planted\"")
        .with("callbackUrl", "https://planted.example/'planted'?<planted>");
    let scan = question.begin(&sandbox).await;
    let target = format!("{}?planted=planted", scan.path(&sandbox));
    let page = bare(&sandbox, "GET", &target).await;
    assert_eq!(page.status, 200);
    for secret in ["planted", &scan.serial, &scan.face_token, "11010519491231002X"] {
        assert!(!page.body.contains(secret) && !page.head.contains(secret), "{secret}");
    }
}

#[tokio::test]
async fn the_assets_have_their_types() {
    let sandbox = start().await;
    for (target, content_type, body) in [
        ("/h5/assets/page.css", "text/css; charset=utf-8", include_str!("../../../assets/h5/page.css")),
        ("/h5/assets/page.js", "text/javascript; charset=utf-8", include_str!("../../../assets/h5/page.js")),
    ] {
        let answer = bare(&sandbox, "GET", target).await;
        assert_eq!((answer.status, answer.header("content-type")), (200, Some(content_type)));
        assert_eq!(answer.body, body);
    }
}

#[tokio::test]
async fn the_end_of_the_way_speaks_both_languages() {
    let page = bare(&start().await, "GET", "/_sandbox/returned?idcardid=16236437872836").await;
    assert_eq!((page.status, page.header("content-type")), (200, Some(HTML)));
    assert!(page.body.contains("已返回") && page.body.contains("可以关闭本窗口"));
    assert!(page.body.contains("You are back. You can close this window."));
    assert!(!page.body.contains("16236437872836"));
}

#[tokio::test]
async fn opening_the_page_changes_no_status() {
    let sandbox = start().await;
    let scan = Question::submit().begin(&sandbox).await;
    scan.page(&sandbox).await;
    assert_eq!(scan.status(&sandbox).await, "ING");
    assert_eq!(scan.page(&sandbox).await.1, "open", "and asking changes no page");
}

#[tokio::test]
async fn only_the_link_opens_the_page() {
    let sandbox = start().await;
    let scan = Question::submit().begin(&sandbox).await;
    let sdk = Question::submit_sdk().begin(&sandbox).await;
    let another = start().await;
    for (sandbox, secret) in [
        (&sandbox, scan.serial.clone()),
        (&sandbox, scan.face_token.clone()),
        (&sandbox, sdk.serial.clone()),
        (&sandbox, sdk.face_token.clone()),
        (&sandbox, scan.path(&sandbox).trim_start_matches("/h5/").to_uppercase()),
        (&another, scan.path(&sandbox).trim_start_matches("/h5/").to_owned()),
    ] {
        let path = format!("/h5/{secret}");
        assert_eq!(bare(sandbox, "GET", &path).await.status, 404);
        let answer = finish(sandbox, &path, "pass", "").await;
        assert_eq!((answer.status, answer.body.as_str()), (404, r#"{"error":"unknown"}"#));
    }
    assert_eq!((scan.status(&sandbox).await, sdk.status(&sandbox).await), ("ING".into(), "ING".into()));
}

#[tokio::test]
async fn a_result_that_is_none_decides_nothing() {
    let sandbox = start().await;
    let scan = Question::submit().begin(&sandbox).await;
    for result in ["", "PASS", "planted", "pass%20"] {
        let answer = scan.finish(&sandbox, result).await;
        assert_eq!((answer.status, answer.body.as_str()), (400, r#"{"error":"result"}"#), "{result}");
        check_guarded(&answer);
    }
    let path = format!("{}/finish", scan.path(&sandbox));
    let json = post_bytes_to(&path, "application/json", r#"{"result":"pass"}"#, "Connection: close\r\n");
    assert_eq!(send(&sandbox, &json).await.status, 400);
    let large = format!(
        "POST {path} HTTP/1.1\r\nHost: sandbox\r\nContent-Type: {FORM}\r\nContent-Length: 33554433\r\n\r\n"
    );
    assert_eq!(send(&sandbox, &large).await.status, 413);
    assert_eq!(scan.page(&sandbox).await.1, "open");
}

#[tokio::test]
async fn another_sites_page_decides_nothing() {
    let sandbox = start().await;
    let scan = Question::submit().begin(&sandbox).await;
    for origin in [
        "https://evil.example",
        "http://evil.example",
        "null",
        "http://sandbox.evil.example",
        "https://sandbox",
        "http://sandbox:80",
        "",
    ] {
        let answer = finish(&sandbox, scan.path(&sandbox), "pass", &format!("Origin: {origin}\r\n")).await;
        assert_eq!((answer.status, answer.body.as_str()), (403, r#"{"error":"origin"}"#), "{origin}");
        check_guarded(&answer);
    }
    let two = "Origin: http://sandbox\r\nOrigin: http://evil.example\r\n";
    assert_eq!(finish(&sandbox, scan.path(&sandbox), "pass", two).await.status, 403);
    assert_eq!(scan.page(&sandbox).await.1, "open");

    let own = "Origin: http://sandbox\r\n"; // The Host of these tests.
    assert_eq!(finish(&sandbox, scan.path(&sandbox), "pass", own).await.status, 200);
    assert_eq!(scan.status(&sandbox).await, "SUCCESS");
}
