//! Faults and holds of ihuyi, on its way of both questions, and what they cost.

use std::io::ErrorKind;
use std::time::Duration;

use heyan_sandbox::{Fault, FaultKind, Sandbox, Vendor, persona};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout};

use super::support::{GET_RESULT, GET_RESULT_XML, Question, SUBMIT};
use crate::support::{self, bare, check_kept, read_head, receive, send, soon, start, status, taken};

async fn asked(sandbox: &Sandbox, question: &Question) -> TcpStream {
    let mut stream = TcpStream::connect(sandbox.address()).await.unwrap();
    stream.write_all(question.bytes("").as_bytes()).await.unwrap();
    stream
}

fn script(sandbox: &Sandbox, kind: FaultKind) {
    sandbox.script(Fault::new(Vendor::Ihuyi, kind));
}

/// Reads until the connection ends, in whatever way.
async fn rest(stream: &mut TcpStream) -> Result<Vec<u8>, ErrorKind> {
    let mut read = Vec::new();
    soon(stream.read_to_end(&mut read)).await.map(|_| read).map_err(|error| error.kind())
}

#[tokio::test]
async fn every_kind_bills_a_submit_as_it_says() {
    for kind in [
        FaultKind::Delay(Duration::from_millis(1)),
        FaultKind::Refuse,
        FaultKind::ResetBefore,
        FaultKind::ResetAfterBilling,
        FaultKind::Truncate,
        FaultKind::Garbage,
        status(503),
        FaultKind::SlowDrip,
        FaultKind::Endless,
    ] {
        let sandbox = start().await;
        script(&sandbox, kind);
        let mut stream = TcpStream::connect(sandbox.address()).await.unwrap();
        // One that is refused may find the connection closed already.
        let _ = stream.write_all(Question::submit().bytes("").as_bytes()).await;
        taken(&sandbox).await;
        let billed = usize::from(kind.bills());
        assert_eq!(sandbox.invoice().ihuyi.len(), billed, "{kind:?}");
        assert_eq!(Question::submit().code(&sandbox).await, 2, "{kind:?}");
        assert_eq!(sandbox.invoice().ihuyi.len(), billed + 1, "{kind:?}");
        let faults: Vec<_> = sandbox.requests().iter().filter_map(|request| request.fault).collect();
        let expected: &[&str] = if kind == FaultKind::Refuse { &[] } else { &[kind.name()] };
        assert_eq!(faults, expected);
    }
}

#[tokio::test]
async fn a_reset_after_billing_leaves_a_scan_that_nobody_knows_of() {
    let sandbox = start().await;
    script(&sandbox, FaultKind::ResetAfterBilling);
    let mut stream = asked(&sandbox, &Question::submit_about(persona("pass").unwrap())).await;
    assert_eq!(rest(&mut stream).await, Err(ErrorKind::ConnectionReset));
    let serial = sandbox.invoice().ihuyi.remove(0).order_id;
    assert_eq!(Question::get_result(&serial).code(&sandbox).await, 2);
}

#[tokio::test]
async fn a_query_takes_the_vendors_next_fault_and_costs_nothing() {
    for path in [GET_RESULT, GET_RESULT_XML] {
        let sandbox = start().await;
        let scan = Question::submit_about(persona("pass").unwrap()).begin(&sandbox).await;
        let query = Question::get_result(&scan.serial).at(path);

        script(&sandbox, status(503));
        assert_eq!(send(&sandbox, &query.bytes("")).await.status, 503);
        script(&sandbox, FaultKind::ResetBefore);
        assert_eq!(rest(&mut asked(&sandbox, &query).await).await, Err(ErrorKind::ConnectionReset));
        // Until here nobody has heard of a query; the next one is answered, if badly.
        script(&sandbox, FaultKind::Garbage);
        let mut stream = asked(&sandbox, &query).await;
        assert_eq!(read_head(&mut stream).await.status, 200);
        assert_eq!(scan.status(&sandbox).await, "SUCCESS");

        script(&sandbox, FaultKind::Truncate);
        let mut stream = asked(&sandbox, &query).await;
        let length: usize = read_head(&mut stream).await.header("content-length").unwrap().parse().unwrap();
        assert_eq!(rest(&mut stream).await.unwrap().len(), length / 2);

        assert_eq!(sandbox.invoice().ihuyi.len(), 1);
        let logged = sandbox.requests();
        let logged: Vec<_> = logged.iter().map(|request| (request.code.as_str(), request.fault)).collect();
        assert_eq!(
            logged,
            [
                ("2", None),
                ("http-503", Some("status")),
                ("", Some("reset_before")),
                ("2", Some("garbage")),
                ("2", None),
                ("2", Some("truncate")),
            ]
        );
    }
}

#[tokio::test]
async fn each_vendor_has_its_own_faults() {
    let sandbox = start().await;
    script(&sandbox, status(503));
    sandbox.script(Fault::new(Vendor::Juhe, status(502)));
    assert_eq!(send(&sandbox, &Question::submit().bytes("")).await.status, 503);
    assert_eq!(Question::submit().code(&sandbox).await, 2);
    assert_eq!(support::Question::new().ask(&sandbox).await.status, 502);
    assert_eq!(support::Question::new().code(&sandbox).await, 100);
}

#[tokio::test]
async fn a_fault_is_scripted_over_http_too() {
    let sandbox = start().await;
    let body = r#"{"vendor":"ihuyi","kind":"status","status":429,"count":1}"#;
    let request =
        support::post_bytes_to("/_sandbox/faults", "application/json", body, "Connection: close\r\n");
    assert_eq!(send(&sandbox, &request).await.status, 204);
    assert_eq!(bare(&sandbox, "GET", "/_sandbox/faults").await.body, format!("[{body}]"));
    assert_eq!(send(&sandbox, &Question::submit().bytes("")).await.status, 429);
}

#[tokio::test]
async fn neither_the_page_nor_the_way_back_takes_a_fault() {
    let sandbox = start().await;
    let scan = Question::submit().begin(&sandbox).await;
    script(&sandbox, status(503));
    assert_eq!(scan.page(&sandbox).await.0, 200);
    assert_eq!(scan.finish(&sandbox, "pass").await.status, 200);
    assert_eq!(bare(&sandbox, "GET", "/_sandbox/returned").await.status, 200);
    assert_eq!(sandbox.faults().len(), 1);
}

#[tokio::test]
async fn a_redirect_that_is_followed_is_seen() {
    let sandbox = start().await;
    let path = "/_sandbox/redirected/ihuyi";
    script(&sandbox, status(307));
    let question = Question::submit_about(persona("pass").unwrap());
    let answer = send(&sandbox, &question.bytes("")).await;
    assert_eq!((answer.status, answer.header("location")), (307, Some(path)));
    let again = question.bytes("").replace(SUBMIT, path);
    assert_eq!(send(&sandbox, &again).await.status, 404);
    let followed = serde_json::to_string(&sandbox.requests()[1]).unwrap();
    insta::assert_snapshot!(followed, @r#"{"vendor":"ihuyi","method":"POST","path":"/_sandbox/redirected/ihuyi","fields":["account","password","name","id_card_no","faceType","callbackUrl"],"code":"http-404","persona":"pass"}"#);
    assert!(sandbox.invoice().ihuyi.is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_gate_holds_either_question_of_its_vendor() {
    let sandbox = start().await;
    let hold = sandbox.hold(Vendor::Ihuyi);
    check_kept(&mut TcpStream::connect(sandbox.address()).await.unwrap()).await; // The other vendor's.
    let mut stream = asked(&sandbox, &Question::submit()).await;
    soon(hold.reached()).await;
    let serial = sandbox.invoice().ihuyi.remove(0).order_id;
    hold.release();
    assert_eq!(receive(&mut stream).await.json()["idcardid"], serial);

    let hold = sandbox.hold(Vendor::Ihuyi);
    let mut stream = asked(&sandbox, &Question::get_result(&serial)).await;
    soon(hold.reached()).await;
    assert_eq!(sandbox.requests().last().unwrap().path, GET_RESULT);
    hold.release();
    assert_eq!(receive(&mut stream).await.json()["code"], 2);
}

#[tokio::test(start_paused = true)]
async fn a_delayed_submit_was_accepted_at_once() {
    const DELAY: Duration = Duration::from_secs(40);
    let sandbox = start().await;
    script(&sandbox, FaultKind::Delay(DELAY));
    let asked_at = Instant::now();
    let mut stream = asked(&sandbox, &Question::submit()).await;
    taken(&sandbox).await;
    assert!(timeout(DELAY / 2, stream.read_u8()).await.is_err());
    assert_eq!(sandbox.invoice().ihuyi.len(), 1);
    assert_eq!(receive(&mut stream).await.json()["code"], 2);
    assert!(asked_at.elapsed() >= DELAY);
}
