//! The vendor's errors: of the system by the key, of the service by the last six digits of the mobile number.

use serde_json::{Value, json};

use crate::support::{Question, start};

fn table(name: &str) -> Vec<Value> {
    let table: Value = serde_json::from_str(include_str!("../fixtures/errors.json")).unwrap();
    table[name].as_array().unwrap().clone()
}

#[tokio::test]
async fn every_system_error_of_the_page() {
    let sandbox = start().await;
    assert_eq!(table("system").len(), 14);
    for error in table("system") {
        let key = format!("sandbox-{}", error["error_code"]);
        let answer = Question::new().with("key", &key).ask(&sandbox).await;
        assert_eq!(answer.status, 200);
        assert_eq!(
            answer.json(),
            json!({
                "resultcode": error["resultcode"],
                "reason": error["reason"],
                "result": null,
                "error_code": error["error_code"],
            })
        );
    }
}

#[tokio::test]
async fn every_service_error_of_the_page() {
    let sandbox = start().await;
    assert_eq!(table("service").len(), 5);
    for error in table("service") {
        let mobile = format!("13800{}", error["error_code"]);
        let answer = Question::new().with("mobile", &mobile).ask(&sandbox).await;
        assert_eq!(answer.status, 200);
        if error["error_code"] == 280105 {
            continue; // It is not JSON, and has a test of its own.
        }
        assert_eq!(
            answer.json(),
            json!({ "reason": error["reason"], "result": null, "error_code": error["error_code"] })
        );
    }
}

#[tokio::test]
async fn the_bytes_have_the_order_of_the_page() {
    let sandbox = start().await;
    let system = Question::new().with("key", "").ask(&sandbox).await.body;
    insta::assert_snapshot!(system, @r#"{"resultcode":"101","reason":"错误的请求KEY","result":null,"error_code":10001}"#);
    let service = Question::new().without("image").ask(&sandbox).await.body;
    insta::assert_snapshot!(service, @r#"{"reason":"任一参数不能为空","result":null,"error_code":280101}"#);
}

#[tokio::test]
async fn nothing_checked_has_an_order_id_and_a_comma_too_many() {
    let sandbox = start().await;
    let body = Question::new().with("mobile", "13800280105").ask(&sandbox).await.body;
    insta::assert_snapshot!(body, @r#"{"reason":"身份核验失败、手机号核验失败","result":{"orderid":"JH801000000000001SaNdB",},"error_code":280105}"#);
    assert!(serde_json::from_str::<Value>(&body).is_err());

    let sample: String =
        include_str!("../fixtures/sample-280105-trailing-comma.txt").split_whitespace().collect();
    assert_eq!(body.replace("JH801000000000001SaNdB", "JH801240913170041JZU80"), sample);
}

#[tokio::test]
async fn every_other_key_is_good() {
    let sandbox = start().await;
    for key in ["any", "sandbox", "sandbox-", "sandbox-key", "sandbox-10006", "sandbox-10001x", "10001"] {
        assert_eq!(Question::new().with("key", key).code(&sandbox).await, 100, "{key}");
    }
}
