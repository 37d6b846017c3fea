//! What Submit takes, and what it does not: people, ways and addresses.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::support::{GET_RESULT, Question, SUBMIT};
use crate::support::{FORM, post_bytes_to, send, start};

#[tokio::test]
async fn a_person_that_is_malformed() {
    let sandbox = start().await;
    let long_name = "汉".repeat(51);
    for (field, value, code) in [
        ("name", "   ", 4041),
        ("name", "\u{3000}", 4041),
        ("name", "张\u{7}三", 4041),
        ("name", long_name.as_str(), 4041),
        ("id_card_no", "11010519491231002x", 1),
        ("id_card_no", "110105491231002", 1),
        ("id_card_no", "440308199901101513", 1),
        ("id_card_no", "H1234567800", 1),
    ] {
        assert_eq!(Question::submit().with(field, value).code(&sandbox).await, code, "{field}={value}");
    }
    assert!(sandbox.invoice().ihuyi.is_empty());
}

#[tokio::test]
async fn a_person_that_is_unusual_but_good() {
    let sandbox = start().await;
    for (field, value) in [
        ("name", "阿依古丽·买买提"),
        ("name", "𠮷野"),
        ("name", "M. SMITH"),
        ("id_card_no", "932682198501010017"),
        ("id_card_no", "830000199201300022"),
    ] {
        assert_eq!(Question::submit().with(field, value).code(&sandbox).await, 2, "{field}={value}");
    }
}

#[tokio::test]
async fn a_name_in_another_encoding_is_malformed() {
    let sandbox = start().await;
    let body = "account=any&password=sandbox-key&name=%D5%C5%C8%FD&id_card_no=11010519491231002X\
                &faceType=SDK&notifyUrl=https://example.com";
    let answer = send(&sandbox, &post_bytes_to(SUBMIT, FORM, body, "Connection: close\r\n")).await;
    assert_eq!(answer.json()["code"], 4041);
}

#[tokio::test]
async fn each_way_has_its_address() {
    let sandbox = start().await;
    for (face_type, field, value, code) in [
        ("H5", "callbackUrl", "http://127.0.0.1:8080/back?a=1", 2),
        ("H5", "callbackUrl", "myapp://done", 2),
        ("H5", "callbackUrl", "javascript:alert(1)", 1),
        ("H5", "callbackUrl", "data:text/html,x", 1),
        ("H5", "callbackUrl", "file:///etc/hosts", 1),
        ("H5", "callbackUrl", "blob:https://example.com/1", 1),
        ("H5", "callbackUrl", "vbscript:x", 1),
        ("H5", "callbackUrl", "/done", 1),
        ("H5", "notifyUrl", "https://example.com", 1),
        ("SDK", "notifyUrl", "https://example.com", 2),
        ("SDK", "notifyUrl", "myapp://done", 1),
        ("SDK", "callbackUrl", "https://example.com", 1),
        ("WEB", "callbackUrl", "https://example.com", 1),
    ] {
        let question = Question::submit().without("callbackUrl").with("faceType", face_type);
        assert_eq!(question.with(field, value).code(&sandbox).await, code, "{face_type} {field}={value}");
    }
}

#[tokio::test]
async fn only_a_form_has_fields() {
    let sandbox = start().await;
    for path in [SUBMIT, GET_RESULT] {
        let body = r#"{"account":"any","password":"sandbox-key"}"#;
        let request = post_bytes_to(path, "application/json", body, "Connection: close\r\n");
        assert_eq!(send(&sandbox, &request).await.json()["code"], 401, "{path}");
    }
}

#[tokio::test]
async fn the_invoice_has_every_accepted_submit_and_nothing_else() {
    let sandbox = start().await;
    let mut serials = Vec::new();
    for question in [Question::submit(), Question::submit_sdk(), Question::submit()] {
        question.clone().with("name", "").ask(&sandbox).await;
        let scan = question.begin(&sandbox).await;
        scan.statuses(&sandbox, 3).await;
        serials.push(scan.serial);
    }
    let invoice = sandbox.invoice();
    let billed: Vec<_> = invoice.ihuyi.iter().map(|entry| entry.order_id.as_str()).collect();
    assert_eq!(billed, serials);
    assert!(invoice.ihuyi.iter().all(|entry| entry.code == "2" && entry.mobile().is_empty()));
    assert!(invoice.ihuyi.iter().all(|entry| entry.id_number() == "11010519491231002X"));
    assert!(invoice.juhe.is_empty());
    let json = crate::support::bare(&sandbox, "GET", "/_sandbox/invoice").await.body;
    let [first, second, third] = [&serials[0], &serials[1], &serials[2]];
    assert_eq!(
        json,
        format!(
            r#"{{"juhe":[],"ihuyi":[{{"order_id":"{first}","code":"2"}},{{"order_id":"{second}","code":"2"}},{{"order_id":"{third}","code":"2"}}]}}"#
        )
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_at_once_in_two_sandboxes_each_have_a_serial() {
    let sandboxes = [Arc::new(start().await), Arc::new(start().await)];
    let asked: Vec<_> = (0..64)
        .map(|number| {
            let sandbox = Arc::clone(&sandboxes[number % 2]);
            tokio::spawn(async move {
                let scan = Question::submit().begin(&sandbox).await;
                assert_eq!(scan.status(&sandbox).await, "ING");
                scan
            })
        })
        .collect();
    let (mut serials, mut secrets) = (BTreeSet::new(), BTreeSet::new());
    for task in asked {
        let scan = task.await.unwrap();
        serials.insert(scan.serial);
        secrets.extend([scan.url, scan.face_token]);
    }
    assert_eq!((serials.len(), secrets.len()), (64, 128));
}
