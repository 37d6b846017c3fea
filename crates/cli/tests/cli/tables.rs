//! What people see, in both languages.

use crate::heyan::{Heyan, configuration, request};

fn shown(arguments: &[&str]) -> String {
    let run = Heyan::new().run(arguments);
    // What is beside the result is about the wait for a scan.
    assert!(run.stderr.is_empty() || run.stderr.contains("/h5/"), "{}", run.stderr);
    run.stdout
}

/// Takes out what changes from run to run.
fn snapshot(name: &str, shown: &str) {
    insta::with_settings!({filters => heyan_testkit::snapshot::table_filters()}, {
        insta::assert_snapshot!(name, shown);
    });
}

#[test]
fn results_in_english() {
    for persona in ["pass", "family-sim", "wrong-name", "household-moving", "foreign-permit"] {
        snapshot(&format!("en-{persona}"), &shown(&["verify", "--sandbox", "--persona", persona]));
    }
}

#[test]
fn results_in_chinese() {
    for persona in ["pass", "sources-down", "foreign-permit"] {
        snapshot(
            &format!("zh-{persona}"),
            &shown(&["verify", "--sandbox", "--persona", persona, "--lang", "zh"]),
        );
    }
}

#[test]
fn a_vendor_that_cannot_be_reached() {
    let heyan = Heyan::new();
    heyan.file("heyan.toml", configuration("http://127.0.0.1:1", "k"));
    let run = heyan.run_with(&["verify", "--request", "-"], &request("13800138000"));
    assert_eq!(run.code, 69);
    snapshot("en-unreachable", &run.everything());
}

#[test]
fn a_mock_of_an_outage_may_have_been_billed() {
    let vendor = crate::vendor::Vendor::answering(503, "");
    let heyan = Heyan::new();
    heyan.file("heyan.toml", configuration(&vendor.url, "k"));
    let run = heyan.run_with(&["verify", "--request", "-", "--lang", "zh"], &request("13800138000"));
    assert_eq!(run.code, 69);
    snapshot("zh-maybe-billed", &run.everything());
}
