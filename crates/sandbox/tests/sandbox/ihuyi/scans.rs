//! What a scan comes to: by the page, else by the persona, else by the setting.

use std::time::Duration;

use heyan_sandbox::{Auto, SandboxConfig, persona, personas};

use super::support::{GET_RESULT_XML, Question, configured};
use crate::support::start;

/// What keeps a link of three seconds open for as long as a test takes.
const A_WHILE: Duration = Duration::from_secs(60);

/// What the documentation's words mean for the first queries.
fn documented(words: &str) -> [&'static str; 3] {
    match words {
        "SUCCESS" => ["ING", "SUCCESS", "SUCCESS"],
        "FAIL" => ["ING", "FAIL", "FAIL"],
        "SCAN, then SUCCESS" => ["SCAN", "SUCCESS", "SUCCESS"],
        "ING for ever" | "SUCCESS, after the link's expiry (it lasts 3 s)" => ["ING", "ING", "ING"],
        _ => panic!("{words}"),
    }
}

#[tokio::test]
async fn each_persona_ends_as_documented_whatever_is_set() {
    for auto in [Auto::Never, Auto::Pass, Auto::Fail] {
        let sandbox = configured(|config| config.with_auto(auto)).await;
        for persona in personas() {
            let question = Question::submit_about(persona);
            // The name is another matter: the ID number says who it is.
            for question in [question.clone(), question.with("name", "李四")] {
                // On the hosted page, or in the SDK, which has none.
                for question in [
                    question.clone(),
                    question.with("faceType", "SDK").with("notifyUrl", "https://example.com"),
                ] {
                    let scan = question.begin(&sandbox).await;
                    sandbox.rewind(A_WHILE);
                    assert_eq!(scan.statuses(&sandbox, 3).await, documented(persona.ihuyi), "{persona:?}");
                }
            }
        }
    }
}

#[tokio::test]
async fn everybody_else_ends_as_it_is_set() {
    for (auto, statuses) in [
        (None, ["ING", "ING", "ING"]),
        (Some(Auto::Never), ["ING", "ING", "ING"]),
        (Some(Auto::Pass), ["ING", "SUCCESS", "SUCCESS"]),
        (Some(Auto::Fail), ["ING", "FAIL", "FAIL"]),
    ] {
        let set = |config: SandboxConfig| match auto {
            Some(auto) => config.with_auto(auto),
            None => config,
        };
        let sandbox = configured(set).await;
        for question in [Question::submit(), Question::submit_sdk()] {
            let scan = question.begin(&sandbox).await;
            assert_eq!(scan.statuses(&sandbox, 3).await, statuses, "{auto:?}");
        }
    }
}

#[tokio::test]
async fn the_page_goes_before_persona_and_setting() {
    for auto in [Auto::Never, Auto::Pass, Auto::Fail] {
        let sandbox = configured(|config| config.with_auto(auto)).await;
        let people = personas().iter().map(Question::submit_about).chain([Question::submit()]);
        for question in people {
            for (result, status) in [("pass", "SUCCESS"), ("fail", "FAIL"), ("leave", "ING")] {
                for queries_before in [0, 1] {
                    let scan = question.begin(&sandbox).await;
                    sandbox.rewind(A_WHILE);
                    scan.statuses(&sandbox, queries_before).await;
                    assert_eq!(scan.finish(&sandbox, result).await.status, 200);
                    assert_eq!(scan.statuses(&sandbox, 3).await, [status; 3], "{auto:?} {result}");
                }
            }
        }
    }
}

#[tokio::test]
async fn the_account_goes_before_the_page() {
    let sandbox = start().await;
    let scan = Question::submit().begin(&sandbox).await;
    scan.finish(&sandbox, "pass").await;
    let query = Question::get_result(&scan.serial).with("account", "sandbox-4052");
    assert_eq!(query.code(&sandbox).await, 4052);
}

#[tokio::test]
async fn what_a_query_has_told_stays() {
    for (name, status) in [("pass", "SUCCESS"), ("impostor", "FAIL")] {
        let sandbox = start().await;
        let scan = Question::submit_about(persona(name).unwrap()).begin(&sandbox).await;
        assert_eq!(scan.statuses(&sandbox, 2).await, ["ING", status]);
        assert_eq!(scan.page(&sandbox).await, (200, "done".to_owned()));
        for result in ["fail", "pass", "leave"] {
            assert_eq!(scan.finish(&sandbox, result).await.status, 200, "the browser still goes on");
            assert_eq!(scan.status(&sandbox).await, status, "{name} {result}");
        }
    }
}

#[tokio::test]
async fn a_refused_query_is_none() {
    let sandbox = start().await;
    let scan = Question::submit_about(persona("pass").unwrap()).begin(&sandbox).await;
    let query = Question::get_result(&scan.serial);
    for (field, value, code) in
        [("password", "wrong", 405), ("account", "sandbox-0", 0), ("account", "other", 4061)]
    {
        assert_eq!(query.clone().with(field, value).code(&sandbox).await, code);
    }
    assert_eq!(scan.statuses(&sandbox, 2).await, ["ING", "SUCCESS"]);
}

#[tokio::test]
async fn both_formats_tell_of_the_same_scan() {
    let sandbox = start().await;
    let scan = Question::submit_about(persona("pass").unwrap()).begin(&sandbox).await;
    assert_eq!(scan.status(&sandbox).await, "ING");
    let xml = Question::get_result(&scan.serial).at(GET_RESULT_XML).ask(&sandbox).await.body;
    assert!(xml.contains("<status>SUCCESS</status>"), "{xml}");
}

#[tokio::test]
async fn each_scan_goes_its_own_way() {
    let sandbox = start().await;
    let pass = Question::submit_about(persona("pass").unwrap());
    let (first, second) = (pass.begin(&sandbox).await, pass.begin(&sandbox).await);
    assert_eq!(first.statuses(&sandbox, 2).await, ["ING", "SUCCESS"]);
    assert_eq!(second.statuses(&sandbox, 2).await, ["ING", "SUCCESS"]);
}

#[tokio::test]
async fn a_serial_is_known_to_its_account_and_its_sandbox() {
    let (sandbox, another) = (start().await, start().await);
    let scan = Question::submit().begin(&sandbox).await;
    let query = Question::get_result(&scan.serial);
    assert_eq!(query.code(&sandbox).await, 2);
    assert_eq!(query.clone().with("account", "C87654321").code(&sandbox).await, 4061);
    assert_eq!(query.code(&another).await, 4061);
    for serial in ["0", "16236437872836", &format!("0{}", scan.serial), &format!(" {}", scan.serial)] {
        assert_eq!(query.clone().with("idcardid", serial).code(&sandbox).await, 4061, "{serial}");
    }
}
