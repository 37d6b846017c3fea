//! The shapes of the answers: those of the vendor's samples, byte for byte.

use heyan_sandbox::persona;

use super::support::{GET_RESULT, GET_RESULT_XML, Question, configured};
use crate::support::start;

/// The page's own line breaks are in the middle of values; there are none in what is sent.
fn compact(sample: &str) -> String {
    sample.split_whitespace().collect()
}

/// What the answer says under this address of GetResult, at the second query.
async fn second_answer(name: &str, path: &'static str) -> String {
    let sandbox = start().await;
    let scan = Question::submit_about(persona(name).unwrap()).begin(&sandbox).await;
    let query = Question::get_result(&scan.serial).at(path);
    query.ask(&sandbox).await;
    query.ask(&sandbox).await.body
}

#[tokio::test]
async fn an_accepted_scan_on_the_page() {
    let sandbox = start().await;
    let body = Question::submit().ask(&sandbox).await.body;
    let json: serde_json::Value = serde_json::from_str(&body).unwrap();
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();

    let (serial, result) = (text(&json["idcardid"]), &json["result"]);
    let (expire, url) = (text(&result["expire"]), text(&result["url"]));
    let token = text(&result["faceToken"]);
    assert!(serial.len() == 14 && serial.bytes().all(|byte| byte.is_ascii_digit()), "{serial}");
    assert!(expire.len() == 13 && expire.bytes().all(|byte| byte.is_ascii_digit()), "{expire}");
    let link = url.strip_prefix(&format!("{}/h5/", sandbox.url())).unwrap();
    for token in [link, &token] {
        assert!(token.len() == 32 && token.bytes().all(|byte| byte.is_ascii_hexdigit()), "{token}");
    }

    let shape = [(serial, "SERIAL"), (expire, "EXPIRE"), (url, "URL"), (token, "TOKEN")]
        .iter()
        .fold(body, |body, (value, name)| body.replace(value, name));
    insta::assert_snapshot!(shape, @r#"{"code":2,"msg":"提交成功","idcardid":"SERIAL","result":{"expire": "EXPIRE","url":"URL", "faceToken":"TOKEN"}}"#);
}

#[tokio::test]
async fn an_accepted_scan_in_the_sdk_has_no_link() {
    let scan = Question::submit_sdk().begin(&start().await).await;
    assert_eq!((scan.url.as_str(), scan.face_token.len()), ("", 32));
}

#[tokio::test]
async fn a_refused_submit() {
    let body = Question::submit().with("password", "wrong").ask(&start().await).await.body;
    assert_eq!(body, include_str!("../../fixtures/ihuyi/submit-fail.json").trim());
}

#[tokio::test]
async fn a_scan_that_was_passed() {
    let json = second_answer("pass", GET_RESULT).await;
    assert_eq!(json, compact(include_str!("../../fixtures/ihuyi/success.json")));
    let xml = second_answer("pass", GET_RESULT_XML).await;
    assert_eq!(xml, include_str!("../../fixtures/ihuyi/success.xml").trim());
}

#[tokio::test]
async fn a_scan_that_was_not_passed() {
    insta::assert_snapshot!(second_answer("impostor", GET_RESULT).await, @r#"{"code":2,"msg":"查询成功","result":{"status":"FAIL","message":"认证失败","livingScore":"","similarity":""}}"#);
    insta::assert_snapshot!(second_answer("impostor", GET_RESULT_XML).await, @r#"<?xml version="1.0" encoding="utf-8"?><GetResultResult><code>2</code><msg>查询成功</msg><result><status>FAIL</status><message>认证失败</message><livingScore></livingScore><similarity></similarity></result></GetResultResult>"#);
}

#[tokio::test]
async fn a_scan_that_goes_on() {
    insta::assert_snapshot!(second_answer("walks-away", GET_RESULT).await, @r#"{"code":2,"msg":"查询成功","result":{"status":"ING","message":"刷脸地址已申请","livingScore":"","similarity":""}}"#);
    insta::assert_snapshot!(second_answer("walks-away", GET_RESULT_XML).await, @r#"<?xml version="1.0" encoding="utf-8"?><GetResultResult><code>2</code><msg>查询成功</msg><result><status>ING</status><message>刷脸地址已申请</message><livingScore></livingScore><similarity></similarity></result></GetResultResult>"#);

    let sandbox = start().await;
    let scan = Question::submit_about(persona("scan-state").unwrap()).begin(&sandbox).await;
    let body = Question::get_result(&scan.serial).ask(&sandbox).await.body;
    insta::assert_snapshot!(body, @r#"{"code":2,"msg":"查询成功","result":{"status":"SCAN","message":"刷脸地址已打开","livingScore":"","similarity":""}}"#);
}

#[tokio::test]
async fn a_failed_query() {
    let sandbox = start().await;
    let query = Question::get_result("1").with("account", "sandbox-1");
    let json = query.ask(&sandbox).await.body;
    assert_eq!(json, include_str!("../../fixtures/ihuyi/fail.json").trim());
    let xml = query.at(GET_RESULT_XML).ask(&sandbox).await.body;
    assert_eq!(xml, include_str!("../../fixtures/ihuyi/fail.xml").trim());
}

#[tokio::test]
async fn the_address_that_says_json_can_be_set_to_xml() {
    let sandbox = configured(|config| config.with_xml_answers(true)).await;
    let scan = Question::submit_about(persona("pass").unwrap()).begin(&sandbox).await; // Still in JSON.
    let query = Question::get_result(&scan.serial);
    let first = query.ask(&sandbox).await.body;
    assert!(first.starts_with("<?xml") && first.contains("<status>ING</status>"), "{first}");
    let second = query.ask(&sandbox).await.body;
    assert_eq!(second, include_str!("../../fixtures/ihuyi/success.xml").trim());
    let failed = query.with("account", "sandbox-1").ask(&sandbox).await.body;
    assert_eq!(failed, include_str!("../../fixtures/ihuyi/fail.xml").trim());
}
