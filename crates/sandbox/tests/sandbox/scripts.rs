//! Scripting faults: over HTTP and from Rust, in order, each for so many requests.

use std::sync::Arc;
use std::time::Duration;

use heyan_sandbox::{Fault, FaultKind, Sandbox, Vendor};
use tokio::net::TcpStream;

use crate::support::{Answer, Question, bare, send, soon, start, status};

const FAULTS: &str = "/_sandbox/faults";

async fn script(sandbox: &Sandbox, body: &str) -> Answer {
    let length = body.len();
    let head = format!("POST {FAULTS} HTTP/1.1\r\nHost: sandbox\r\nConnection: close\r\n");
    send(sandbox, &format!("{head}Content-Length: {length}\r\n\r\n{body}")).await
}

fn page(code: u16) -> Fault {
    Fault::new(Vendor::Juhe, status(code))
}

#[tokio::test]
async fn every_kind_is_scripted_alike_from_both_sides() {
    let kind = |kind| Fault::new(Vendor::Juhe, kind);
    for (body, fault) in [
        (
            r#"{"vendor":"juhe","kind":"delay","ms":500,"count":3}"#,
            kind(FaultKind::Delay(Duration::from_millis(500))).with_count(3),
        ),
        (r#"{"vendor":"juhe","kind":"reset_before","count":1}"#, kind(FaultKind::ResetBefore)),
        (r#"{"vendor":"juhe","kind":"reset_after_billing","count":1}"#, kind(FaultKind::ResetAfterBilling)),
        (
            r#"{"vendor":"juhe","kind":"truncate","count":1000000}"#,
            kind(FaultKind::Truncate).with_count(1_000_000),
        ),
        (r#"{"vendor":"juhe","kind":"garbage","count":1}"#, kind(FaultKind::Garbage)),
        (r#"{"vendor":"juhe","kind":"status","status":503,"count":1}"#, page(503)),
        (r#"{"vendor":"juhe","kind":"slow_drip","count":1}"#, kind(FaultKind::SlowDrip)),
        (r#"{"vendor":"juhe","kind":"endless","count":1}"#, kind(FaultKind::Endless)),
    ] {
        let sandbox = start().await;
        let answer = script(&sandbox, body).await;
        assert_eq!((answer.status, answer.body.as_str()), (204, ""), "{body}");
        assert_eq!(sandbox.faults(), [fault]);
        let listed = bare(&sandbox, "GET", FAULTS).await;
        assert_eq!(listed.body, format!("[{body}]"));
        assert_eq!(listed.header("content-type"), Some("application/json"));
        assert_eq!(listed.header("cache-control"), Some("no-store"));
    }
    // This one would refuse the connection that asks for the list.
    let sandbox = start().await;
    assert_eq!(script(&sandbox, r#"{"vendor":"juhe","kind":"refuse","count":2}"#).await.status, 204);
    assert_eq!(sandbox.faults(), [kind(FaultKind::Refuse).with_count(2)]);
    let json = serde_json::to_string(&sandbox.faults()).unwrap();
    assert_eq!(json, r#"[{"vendor":"juhe","kind":"refuse","count":2}]"#);
}

#[tokio::test]
async fn a_count_that_is_left_out_is_one() {
    let sandbox = start().await;
    let spread = "\n{ \"kind\" : \"garbage\",\n \"vendor\" : \"juhe\" }\n";
    assert_eq!(script(&sandbox, spread).await.status, 204);
    assert_eq!(sandbox.faults(), [Fault::new(Vendor::Juhe, FaultKind::Garbage)]);
}

#[tokio::test]
async fn a_bad_script_is_told_what_is_allowed() {
    let sandbox = start().await;
    let mut told = String::new();
    for bad in [
        "",
        "planted",
        r#"["planted"]"#,
        r#"{"vendor":"juhe","kind":"garbage"} planted"#,
        r#"{"vendor":"juhe","kind":"garbage","planted":1}"#,
        r#"{"kind":"garbage"}"#,
        r#"{"vendor":"planted","kind":"garbage"}"#,
        r#"{"vendor":"juhe"}"#,
        r#"{"vendor":"juhe","kind":"planted"}"#,
        r#"{"vendor":"juhe","kind":"Garbage"}"#,
        r#"{"vendor":"juhe","kind":"delay"}"#,
        r#"{"vendor":"juhe","kind":"delay","ms":0}"#,
        r#"{"vendor":"juhe","kind":"delay","ms":86400001}"#,
        r#"{"vendor":"juhe","kind":"delay","ms":"planted"}"#,
        r#"{"vendor":"juhe","kind":"delay","ms":0.5}"#,
        r#"{"vendor":"juhe","kind":"garbage","ms":500}"#,
        r#"{"vendor":"juhe","kind":"status"}"#,
        r#"{"vendor":"juhe","kind":"status","status":199}"#,
        r#"{"vendor":"juhe","kind":"status","status":600}"#,
        r#"{"vendor":"juhe","kind":"status","status":65736}"#,
        r#"{"vendor":"juhe","kind":"endless","status":503}"#,
        r#"{"vendor":"juhe","kind":"garbage","count":0}"#,
        r#"{"vendor":"juhe","kind":"garbage","count":-1}"#,
        r#"{"vendor":"juhe","kind":"garbage","count":1000001}"#,
        r#"{"vendor":"juhe","kind":"garbage","count":null}"#,
    ] {
        let answer = script(&sandbox, bad).await;
        assert_eq!(answer.status, 400, "{bad}");
        assert_eq!(answer.header("content-type"), Some("text/plain; charset=utf-8"));
        assert!(!answer.body.contains("planted") && answer.body.lines().count() == 1, "{}", answer.body);
        told += &format!("[{bad}]\n  {}", answer.body);
    }
    assert_eq!(sandbox.faults(), []);
    insta::assert_snapshot!(told, @r#"
    []
      the body must be one JSON object, such as {"vendor": "juhe", "kind": "garbage"}
    [planted]
      the body must be one JSON object, such as {"vendor": "juhe", "kind": "garbage"}
    [["planted"]]
      the body must be one JSON object, such as {"vendor": "juhe", "kind": "garbage"}
    [{"vendor":"juhe","kind":"garbage"} planted]
      the body must be one JSON object, such as {"vendor": "juhe", "kind": "garbage"}
    [{"vendor":"juhe","kind":"garbage","planted":1}]
      unknown key: allowed are vendor, kind, count, ms (with kind delay) and status (with kind status)
    [{"kind":"garbage"}]
      vendor must be "juhe" or "ihuyi"
    [{"vendor":"planted","kind":"garbage"}]
      vendor must be "juhe" or "ihuyi"
    [{"vendor":"juhe"}]
      kind must be "delay", "refuse", "reset_before", "reset_after_billing", "truncate", "garbage", "status", "slow_drip" or "endless"
    [{"vendor":"juhe","kind":"planted"}]
      kind must be "delay", "refuse", "reset_before", "reset_after_billing", "truncate", "garbage", "status", "slow_drip" or "endless"
    [{"vendor":"juhe","kind":"Garbage"}]
      kind must be "delay", "refuse", "reset_before", "reset_after_billing", "truncate", "garbage", "status", "slow_drip" or "endless"
    [{"vendor":"juhe","kind":"delay"}]
      ms must be a whole number from 1 to 86400000, and kind delay must have it
    [{"vendor":"juhe","kind":"delay","ms":0}]
      ms must be a whole number from 1 to 86400000, and kind delay must have it
    [{"vendor":"juhe","kind":"delay","ms":86400001}]
      ms must be a whole number from 1 to 86400000, and kind delay must have it
    [{"vendor":"juhe","kind":"delay","ms":"planted"}]
      ms must be a whole number from 1 to 86400000, and kind delay must have it
    [{"vendor":"juhe","kind":"delay","ms":0.5}]
      ms must be a whole number from 1 to 86400000, and kind delay must have it
    [{"vendor":"juhe","kind":"garbage","ms":500}]
      ms is allowed with kind delay only
    [{"vendor":"juhe","kind":"status"}]
      status must be a whole number from 200 to 599, and kind status must have it
    [{"vendor":"juhe","kind":"status","status":199}]
      status must be a whole number from 200 to 599, and kind status must have it
    [{"vendor":"juhe","kind":"status","status":600}]
      status must be a whole number from 200 to 599, and kind status must have it
    [{"vendor":"juhe","kind":"status","status":65736}]
      status must be a whole number from 200 to 599, and kind status must have it
    [{"vendor":"juhe","kind":"endless","status":503}]
      status is allowed with kind status only
    [{"vendor":"juhe","kind":"garbage","count":0}]
      count must be a whole number from 1 to 1000000, and is 1 where it is left out
    [{"vendor":"juhe","kind":"garbage","count":-1}]
      count must be a whole number from 1 to 1000000, and is 1 where it is left out
    [{"vendor":"juhe","kind":"garbage","count":1000001}]
      count must be a whole number from 1 to 1000000, and is 1 where it is left out
    [{"vendor":"juhe","kind":"garbage","count":null}]
      count must be a whole number from 1 to 1000000, and is 1 where it is left out
    "#);
}

#[tokio::test]
async fn a_script_that_is_too_large_is_not_read() {
    let sandbox = start().await;
    let head = format!("POST {FAULTS} HTTP/1.1\r\nHost: sandbox\r\nContent-Length: 33554433\r\n\r\n");
    assert_eq!(send(&sandbox, &head).await.status, 413);
}

#[tokio::test]
async fn faults_happen_in_the_order_of_their_scripting() {
    let sandbox = start().await;
    sandbox.script(page(503).with_count(2));
    sandbox.script(page(418).with_count(0));
    sandbox.script(page(429));
    sandbox.script(Fault::new(Vendor::Juhe, FaultKind::Delay(Duration::from_millis(1))));
    sandbox.script(page(500));
    let mut seen = Vec::new();
    for _ in 0..7 {
        seen.push(Question::new().ask(&sandbox).await.status);
        let left: Vec<_> = sandbox.faults().iter().map(Fault::count).collect();
        let expected: &[u32] = [&[1, 1, 1, 1][..], &[1, 1, 1], &[1, 1], &[1], &[]][seen.len().min(5) - 1];
        assert_eq!(left, expected, "after {seen:?}");
    }
    assert_eq!(seen, [503, 503, 429, 200, 500, 200, 200]);
    assert_eq!(sandbox.invoice().juhe.len(), 3);
}

#[tokio::test]
async fn a_refusal_waits_for_its_turn() {
    let sandbox = start().await;
    sandbox.script(page(503));
    sandbox.script(Fault::new(Vendor::Juhe, FaultKind::Refuse).with_count(2));
    sandbox.script(page(429));
    assert_eq!(Question::new().ask(&sandbox).await.status, 503);
    for _ in 0..2 {
        let mut stream = TcpStream::connect(sandbox.address()).await.unwrap();
        assert_eq!(soon(tokio::io::AsyncReadExt::read(&mut stream, &mut [0])).await.unwrap(), 0);
    }
    assert_eq!(Question::new().ask(&sandbox).await.status, 429);
    assert_eq!(Question::new().ask(&sandbox).await.status, 200);
}

#[tokio::test]
async fn clearing_forgets_what_is_left() {
    for over_http in [true, false] {
        let sandbox = start().await;
        sandbox.script(page(503).with_count(5));
        sandbox.script(page(429));
        assert_eq!(Question::new().ask(&sandbox).await.status, 503);
        if over_http {
            assert_eq!(bare(&sandbox, "DELETE", FAULTS).await.status, 204);
        } else {
            sandbox.clear_faults();
        }
        assert_eq!(bare(&sandbox, "GET", FAULTS).await.body, "[]");
        assert_eq!(Question::new().ask(&sandbox).await.status, 200);
    }
}

#[tokio::test]
async fn only_the_vendors_endpoint_takes_faults() {
    let sandbox = start().await;
    sandbox.script(page(503));
    for target in ["/", FAULTS, "/_sandbox/invoice", "/_sandbox/requests", "/_sandbox/redirected/juhe"] {
        assert_ne!(bare(&sandbox, "GET", target).await.status, 503, "{target}");
    }
    assert_eq!(Question::new().ask(&sandbox).await.status, 503);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_at_once_each_takes_one() {
    let sandbox = Arc::new(start().await);
    sandbox.script(page(503).with_count(20));
    sandbox.script(page(429).with_count(20));
    let asked: Vec<_> = (0..64)
        .map(|_| {
            let sandbox = Arc::clone(&sandbox);
            tokio::spawn(async move { Question::new().ask(&sandbox).await.status })
        })
        .collect();
    let mut seen = Vec::new();
    for task in asked {
        seen.push(task.await.unwrap());
    }
    let count = |status| seen.iter().filter(|seen| **seen == status).count();
    assert_eq!((count(503), count(429), count(200)), (20, 20, 24));
    assert_eq!(sandbox.invoice().juhe.len(), 24);
    let faults = sandbox.requests().iter().filter(|request| request.fault == Some("status")).count();
    assert_eq!((faults, sandbox.faults().len()), (40, 0));
}
