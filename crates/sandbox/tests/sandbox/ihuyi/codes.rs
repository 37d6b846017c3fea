//! The vendor's codes: each by an account that asks for it, and in which order they are looked for.

use serde_json::{Value, json};

use super::support::{GET_RESULT, GET_RESULT_XML, Question};
use crate::support::start;

fn table(name: &str) -> Vec<(u64, String)> {
    let table: Value = serde_json::from_str(include_str!("../../fixtures/ihuyi/codes.json")).unwrap();
    let row = |row: &Value| (row["code"].as_u64().unwrap(), row["msg"].as_str().unwrap().to_owned());
    // Code 2 is no refusal.
    table[name].as_array().unwrap().iter().map(row).filter(|(code, _)| *code != 2).collect()
}

/// The words of the first table that has the code.
fn in_words(code: u64, tables: [&[(u64, String)]; 2]) -> String {
    let row = tables.iter().flat_map(|table| table.iter()).find(|(listed, _)| *listed == code);
    row.unwrap().1.clone()
}

#[tokio::test]
async fn every_code_of_the_pages_through_every_address() {
    let sandbox = start().await;
    let (submit, query) = (table("submit_known"), table("get_result"));
    assert_eq!((submit.len(), query.len()), (9, 15));
    for (code, _) in submit.iter().chain(&query) {
        let account = format!("sandbox-{code}");
        let message = in_words(*code, [&submit, &query]);
        let refused = Question::submit().with("account", &account).ask(&sandbox).await.json();
        let nothing = json!({ "status": "", "url": "", "faceToken": "" });
        assert_eq!(
            refused,
            json!({ "code": code, "msg": message, "idcardid": "0", "result": nothing }),
            "{code}"
        );

        let message = in_words(*code, [&query, &submit]);
        let asking = Question::get_result("1").with("account", &account);
        let refused = asking.clone().at(GET_RESULT).ask(&sandbox).await.json();
        assert_eq!(refused, json!({ "code": code, "msg": message }));
        let refused = asking.at(GET_RESULT_XML).ask(&sandbox).await.body;
        assert_eq!(
            refused,
            format!(
                "<?xml version=\"1.0\" encoding=\"utf-8\"?><GetResultResult><code>{code}</code><msg>{message}</msg></GetResultResult>"
            )
        );
    }
    assert!(sandbox.invoice().ihuyi.is_empty(), "what is refused costs nothing");
}

#[tokio::test]
async fn every_other_account_is_good() {
    let sandbox = start().await;
    for account in ["any", "sandbox", "sandbox-", "sandbox-2", "sandbox-406", "sandbox-4050x", "4050"] {
        assert_eq!(Question::submit().with("account", account).code(&sandbox).await, 2, "{account}");
    }
}

#[tokio::test]
async fn submit_tells_the_first_fault() {
    let sandbox = start().await;
    // Everything is wrong at first; then one field after the other is mended, in the order of the checks.
    let mut question = Question::submit()
        .with("account", "sandbox-4050")
        .without("password")
        .with("name", "")
        .with("id_card_no", "110105194912310021")
        .with("faceType", "h5")
        .with("callbackUrl", "javascript:alert(1)");
    assert_eq!(question.code(&sandbox).await, 4050);
    for (field, value, next) in [
        ("account", "", 401),
        ("account", "any", 402),
        ("password", "wrong", 405),
        ("password", "sandbox-key", 404),
        ("name", "  ", 4041),
        ("name", "张三", 1),
        ("id_card_no", "11010519491231002X", 1),
        ("faceType", "H5", 1),
        ("callbackUrl", "https://example.com", 2),
    ] {
        question = question.with(field, value);
        assert_eq!(question.code(&sandbox).await, next, "after {field} became {value}");
    }
    assert_eq!(sandbox.invoice().ihuyi.len(), 1);
}

#[tokio::test]
async fn get_result_tells_the_first_fault() {
    for path in [GET_RESULT, GET_RESULT_XML] {
        let sandbox = start().await;
        let scan = Question::submit().begin(&sandbox).await;
        let mut question = Question::get_result("")
            .at(path)
            .with("account", "sandbox-403")
            .with("password", "")
            .with("time", "1600000000");
        assert_eq!(question.code(&sandbox).await, 403);
        for (field, value, next) in [
            ("account", "", 401),
            ("account", "C12345678", 402),
            ("password", "wrong", 40502),
            ("time", "", 405),
            ("password", "sandbox-key", 4060),
            ("idcardid", "16236437872836", 4061),
            ("idcardid", &scan.serial, 2),
        ] {
            question = question.with(field, value);
            assert_eq!(question.code(&sandbox).await, next, "after {field} became {value}");
        }
    }
}

#[tokio::test]
async fn a_field_that_is_missing_is_empty() {
    let sandbox = start().await;
    for (field, code) in [
        ("account", 401),
        ("password", 402),
        ("name", 404),
        ("id_card_no", 1),
        ("faceType", 1),
        ("callbackUrl", 1),
    ] {
        assert_eq!(Question::submit().with(field, "").code(&sandbox).await, code, "empty {field}");
        assert_eq!(Question::submit().without(field).code(&sandbox).await, code, "no {field}");
    }
    assert_eq!(Question::submit_sdk().without("notifyUrl").code(&sandbox).await, 1);
    for (field, code) in [("account", 401), ("password", 402), ("idcardid", 4060)] {
        assert_eq!(Question::get_result("1").without(field).code(&sandbox).await, code, "no {field}");
    }
}
