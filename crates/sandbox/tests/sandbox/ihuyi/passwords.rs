//! Passwords: static, or dynamic and good for a while.

use std::time::Duration;

use serde_json::Value;

use super::support::{GET_RESULT, GET_RESULT_XML, Question, configured};
use crate::support::start;

const FOR_EVER: Duration = Duration::from_secs(u64::MAX);

fn vectors() -> Vec<Value> {
    let vectors: Value =
        serde_json::from_str(include_str!("../../fixtures/ihuyi/dynamic_password.json")).unwrap();
    vectors["vectors"].as_array().unwrap().clone()
}

/// The seconds of the real time, as the sandbox has it.
async fn now() -> i64 {
    let scan = Question::submit().begin(&start().await).await;
    scan.expires / 1000 - 30 * 60
}

#[tokio::test]
async fn the_passwords_of_the_page() {
    for vector in vectors() {
        let text = |key: &str| vector[key].as_str().unwrap();
        let sandbox =
            configured(|config| config.with_ihuyi_api_key(text("api_key")).with_password_window(FOR_EVER))
                .await;
        let sign = |question: Question| {
            question
                .with("account", text("account"))
                .with("password", text("password"))
                .with("time", text("time"))
        };
        if text("name").is_empty() {
            for path in [GET_RESULT, GET_RESULT_XML] {
                let right = sign(Question::get_result("1").at(path));
                assert_eq!(right.code(&sandbox).await, 4061, "{vector}");
                let wrong = right.with("account", "other");
                assert_eq!(wrong.code(&sandbox).await, 40502, "{vector}");
            }
        } else {
            let right =
                sign(Question::submit()).with("name", text("name")).with("id_card_no", text("id_card_no"));
            assert_eq!(right.code(&sandbox).await, 2, "{vector}");
            for (field, value) in
                [("name", "李四"), ("id_card_no", "680101199003070012"), ("time", "1700000001")]
            {
                assert_eq!(right.clone().with(field, value).code(&sandbox).await, 40502, "another {field}");
            }
        }
    }
}

#[tokio::test]
async fn names_are_signed_as_they_are() {
    let sandbox = configured(|config| config.with_password_window(FOR_EVER)).await;
    for name in ["张三", "陈𠮷", "古丽娜尔·艾山", "M. SMITH", "100%+", "\u{F900}"] {
        let question = Question::submit().with("name", name).signed("sandbox-key", "1700000000");
        assert_eq!(question.code(&sandbox).await, 2, "{name}");
    }
}

#[tokio::test]
async fn a_query_signs_no_person_even_if_it_names_one() {
    let sandbox = configured(|config| config.with_password_window(FOR_EVER)).await;
    let query = Question::get_result("1").signed("sandbox-key", "1700000000").with("name", "张三");
    assert_eq!(query.code(&sandbox).await, 4061);
}

#[tokio::test]
async fn a_dynamic_password_is_good_for_five_minutes() {
    let (sandbox, now) = (start().await, now().await);
    for (apart, code) in [(-3600, 40501), (-360, 40501), (-240, 2), (0, 2), (240, 2), (360, 40501)] {
        let time = (now + apart).to_string();
        let submit = Question::submit().signed("sandbox-key", &time);
        assert_eq!(submit.code(&sandbox).await, code, "{apart}");
        // A wrong one is wrong, whatever its time.
        assert_eq!(submit.with("name", "李四").code(&sandbox).await, 40502, "{apart}");
        let query = Question::get_result("1").signed("sandbox-key", &time);
        assert_eq!(query.code(&sandbox).await, if code == 2 { 4061 } else { code }, "{apart}");
        let wrong = Question::get_result("1").signed("other-key", &time);
        assert_eq!(wrong.code(&sandbox).await, 40502, "{apart}");
    }
}

#[tokio::test]
async fn the_window_is_a_setting() {
    let now = now().await;
    for (window, apart, code) in [(3700, -3600, 2), (3700, 3600, 2), (3700, 4000, 40501), (60, -240, 40501)] {
        let sandbox = configured(|config| config.with_password_window(Duration::from_secs(window))).await;
        let submit = Question::submit().signed("sandbox-key", &(now + apart).to_string());
        assert_eq!(submit.code(&sandbox).await, code, "{window} {apart}");
    }
}

#[tokio::test]
async fn moving_the_links_time_moves_no_password() {
    let (sandbox, now) = (start().await, now().await);
    let submit = Question::submit().signed("sandbox-key", &now.to_string());
    sandbox.advance(Duration::from_secs(3600));
    assert_eq!(submit.code(&sandbox).await, 2);
    sandbox.rewind(Duration::from_secs(7200));
    assert_eq!(submit.code(&sandbox).await, 2);
}

#[tokio::test]
async fn a_static_password_is_the_key() {
    let sandbox = configured(|config| config.with_ihuyi_api_key("k3y")).await;
    for (password, code) in [("k3y", 2), ("K3Y", 405), ("k3y ", 405), ("sandbox-key", 405)] {
        assert_eq!(Question::submit().with("password", password).code(&sandbox).await, code, "{password}");
    }
    // The key itself is no dynamic password, and a dynamic one without its time is not the key.
    let with_time = Question::submit().with("password", "k3y").with("time", "1700000000");
    assert_eq!(with_time.code(&sandbox).await, 40502);
    let without_time = Question::submit().signed("k3y", "1700000000").without("time");
    assert_eq!(without_time.code(&sandbox).await, 405);
}

#[tokio::test]
async fn a_digest_in_capitals_is_wrong() {
    let vector = vectors().remove(0);
    let text = |key: &str| vector[key].as_str().unwrap();
    let sandbox =
        configured(|config| config.with_ihuyi_api_key(text("api_key")).with_password_window(FOR_EVER)).await;
    let query = Question::get_result("1").with("account", text("account")).with("time", text("time"));
    assert_eq!(query.clone().with("password", text("password")).code(&sandbox).await, 4061);
    assert_eq!(query.with("password", &text("password").to_uppercase()).code(&sandbox).await, 40502);
}
