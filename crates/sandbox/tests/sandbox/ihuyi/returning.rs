//! Where the browser goes after the page.

use super::support::{Question, RETURN_URL};
use crate::support::start;

#[tokio::test]
async fn the_callers_address_and_the_serial() {
    let sandbox = start().await;
    for (given, before, after) in [
        ("https://example.com", "https://example.com/?idcardid=", ""),
        ("https://example.com/done", "https://example.com/done?idcardid=", ""),
        ("https://example.com/done?a=1&b=%20+x", "https://example.com/done?a=1&b=%20+x&idcardid=", ""),
        ("https://example.com/done?a=1#/step", "https://example.com/done?a=1&idcardid=", "#/step"),
        ("https://example.com/#top", "https://example.com/?idcardid=", "#top"),
        ("http://127.0.0.1:8080/back", "http://127.0.0.1:8080/back?idcardid=", ""),
        ("https://例子.中国/完成", "https://xn--fsqu00a.xn--fiqs8s/%E5%AE%8C%E6%88%90?idcardid=", ""),
        ("myapp://done", "myapp://done?idcardid=", ""),
    ] {
        let scan = Question::submit().with("callbackUrl", given).begin(&sandbox).await;
        let answer = scan.finish(&sandbox, "pass").await;
        assert_eq!((answer.status, answer.header("content-type")), (200, Some("application/json")));
        let expected = format!("{before}{}{after}", scan.serial);
        assert_eq!(answer.body, format!(r#"{{"return_url":"{expected}"}}"#));
    }
}

#[tokio::test]
async fn an_address_cannot_leave_its_string() {
    let sandbox = start().await;
    let given = "https://example.com/\"}</script>\u{2028}?\"<a>#\"`";
    let scan = Question::submit().with("callbackUrl", given).begin(&sandbox).await;
    let answer = scan.finish(&sandbox, "pass").await;
    let told = answer.json()["return_url"].as_str().unwrap().to_owned();
    assert_eq!(answer.body, format!(r#"{{"return_url":"{told}"}}"#), "nothing had to be escaped");
    assert!(!told.contains(['"', '<', '>', '`', '\u{2028}']), "{told}");
}

#[tokio::test]
async fn the_first_decision_stays_and_every_other_gets_the_same_answer() {
    let results = ["pass", "fail", "leave"];
    for (first, status) in [("pass", "SUCCESS"), ("fail", "FAIL")] {
        let sandbox = start().await;
        let scan = Question::submit().begin(&sandbox).await;
        let answer = scan.finish(&sandbox, first).await;
        assert_eq!(answer.json()["return_url"], format!("{RETURN_URL}?idcardid={}", scan.serial));
        for again in results {
            let repeated = scan.finish(&sandbox, again).await;
            assert_eq!((repeated.status, &repeated.body), (200, &answer.body), "{first}, then {again}");
            assert_eq!(scan.status(&sandbox).await, status, "{first}, then {again}");
        }
        assert_eq!(scan.page(&sandbox).await, (200, "done".to_owned()));
    }
}

#[tokio::test]
async fn whoever_leaves_can_come_back_while_the_link_lives() {
    // Of a persona, too: once the tester is on the page, the page decides.
    for persona in [None, Some("no-photo")] {
        let sandbox = start().await;
        let persona = persona.and_then(heyan_sandbox::persona);
        let question = persona.map_or_else(Question::submit, Question::submit_about);
        let scan = question.begin(&sandbox).await;
        for _ in 0..2 {
            assert_eq!(scan.finish(&sandbox, "leave").await.status, 200);
            assert_eq!(scan.status(&sandbox).await, "ING");
            assert_eq!(scan.status(&sandbox).await, "ING");
            assert_eq!(scan.page(&sandbox).await, (200, "open".to_owned()));
        }
        scan.finish(&sandbox, "pass").await;
        assert_eq!(scan.status(&sandbox).await, "SUCCESS");
    }
}
