//! What is refused before anybody is checked, and in which order.

use heyan_sandbox::persona;

use crate::support::{FORM, Question, post, start};

#[tokio::test]
async fn the_first_fault_is_the_one_that_is_told() {
    let sandbox = start().await;
    // Everything is wrong at first; then one field after the other is mended, in the order of the checks.
    let mut question = Question::new()
        .with("key", "")
        .with("realname", "张\u{7}三")
        .with("idcard", "110105194912310021")
        .with("mobile", "12800138000")
        .with("image", "");
    assert_eq!(question.code(&sandbox).await, 10001);
    for (field, value, next) in [
        ("key", "sandbox-10008", 10008),
        ("key", "any", 280101),
        ("image", "no base64!", 280102),
        ("idcard", "11010519491231002X", 280103),
        ("mobile", "13800138000", 280104),
        ("realname", "张三", 280101),
        ("image", "/9j/", 100),
    ] {
        question = question.with(field, value);
        assert_eq!(question.code(&sandbox).await, next, "after {field} became {value}");
    }
}

#[tokio::test]
async fn a_field_that_is_empty_or_missing() {
    let sandbox = start().await;
    for (field, code) in
        [("key", 10001), ("realname", 280101), ("idcard", 280101), ("mobile", 280101), ("image", 280101)]
    {
        assert_eq!(Question::new().with(field, "").code(&sandbox).await, code, "empty {field}");
        assert_eq!(Question::new().without(field).code(&sandbox).await, code, "no {field}");
    }
}

#[tokio::test]
async fn a_field_that_is_malformed() {
    let sandbox = start().await;
    let long_name = "汉".repeat(51);
    for (field, value, code) in [
        ("idcard", "11010519491231002x", 280102),
        ("idcard", "11010519491231002Ｘ", 280102),
        ("idcard", "110105491231002", 280102),
        ("idcard", "440308199901101513", 280102),
        ("idcard", "440308199902301512", 280102),
        ("idcard", "H1234567800", 280102),
        ("mobile", "+8613800138000", 280103),
        ("mobile", "138 0013 8000", 280103),
        ("mobile", "1380013800", 280103),
        ("realname", "   ", 280104),
        ("realname", "\u{3000}", 280104),
        ("realname", long_name.as_str(), 280104),
        ("image", "data:image/jpg;base64,/9j/4AAQSkZJRg==", 280101),
        ("image", "/9j/4AAQSkZJRg", 280101),
        ("image", "_9j_4AAQSkZJRg==", 280101),
        ("image", "/9j/4AAQ\r\nSkZJRg==", 280101),
    ] {
        assert_eq!(Question::new().with(field, value).code(&sandbox).await, code, "{field}={value}");
    }
}

#[tokio::test]
async fn a_field_that_is_unusual_but_good() {
    let sandbox = start().await;
    for (field, value) in [
        ("idcard", "932682198501010017"),
        ("idcard", "830000199201300022"),
        ("realname", "𠮷野"),
        ("realname", "M. SMITH"),
        ("mobile", "19200000000"),
        ("image", "+/+/"),
    ] {
        assert_eq!(Question::new().with(field, value).code(&sandbox).await, 100, "{field}={value}");
    }
}

#[tokio::test]
async fn a_plus_that_was_not_percent_encoded_is_a_blank() {
    let sandbox = start().await;
    let body = Question::new().without("image").body();
    let broken = post(&sandbox, FORM, &format!("{body}&image=+/+/")).await;
    assert_eq!(broken.json()["error_code"], 280101);
    let right = post(&sandbox, FORM, &format!("{body}&image=%2B%2F%2B%2F")).await;
    assert_eq!(right.json()["error_code"], 0);
}

#[tokio::test]
async fn only_a_form_has_fields() {
    let sandbox = start().await;
    let body = Question::new().body();
    for (content_type, code) in [
        (FORM, 0),
        ("application/x-www-form-urlencoded; charset=utf-8", 0),
        ("Application/X-WWW-Form-Urlencoded", 0),
        ("application/json", 10001),
        ("multipart/form-data; boundary=x", 10001),
    ] {
        let answer = post(&sandbox, content_type, &body).await;
        assert_eq!(answer.json()["error_code"], code, "{content_type}");
    }
}

#[tokio::test]
async fn a_persona_is_checked_like_everybody() {
    let sandbox = start().await;
    let pass = Question::about(persona("pass").unwrap());
    assert_eq!(pass.clone().with("key", "sandbox-10012").code(&sandbox).await, 10012);
    assert_eq!(pass.clone().with("mobile", "1").code(&sandbox).await, 280103);
    assert_eq!(pass.with("realname", " ").code(&sandbox).await, 280104);
}
