//! Every code of the vendor's page and every body of the wild, through the binary: findings, decision, reason,
//! error kind, billing and exit code.

use serde_json::{Value, json};

use crate::heyan::{Beside, Heyan, configuration, request};
use crate::vendor::Vendor;

fn fixture(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// Asks about a person with this mobile, of Juhe at `url` with `key`.
fn verify(url: &str, key: &str, mobile: &str) -> (Value, i32) {
    let heyan = Heyan::new();
    heyan.file("heyan.toml", configuration(url, key));
    heyan.file("request.json", request(mobile));
    let run = heyan.run(&["verify", "--config", "heyan.toml", "--request", "request.json", "--json"]);
    (run.json(), run.code)
}

#[test]
fn the_17_results() {
    let beside = Beside::start();
    for row in fixture(include_str!("../fixtures/results.json"))["results"].as_array().unwrap() {
        let res = row["res"].to_string();
        let (result, code) = verify(&beside.url(), "k", &format!("13900000{res}"));
        for factor in ["identity", "mobile", "face", "liveness"] {
            assert_eq!(result["findings"][factor]["verdict"], row[factor], "{factor} of {res}");
        }
        assert_eq!(result["decision"], row["decision"], "{res}");
        let verdicts =
            || ["identity", "mobile", "face"].map(|factor| row[factor].as_str().unwrap_or_default());
        let (reason, exit) = match row["decision"].as_str().unwrap() {
            "verified" => ("all_matched", 0),
            "rejected" => ("mismatch", 1),
            _ if verdicts().contains(&"indeterminate") => ("source_could_not_check", 2),
            _ => ("no_record", 2),
        };
        assert_eq!((result["reason"].as_str(), code), (Some(reason), exit), "{res}");
        let attempt = &result["attempts"][0];
        assert_eq!((&attempt["vendor_code"], &attempt["billing"]), (&json!(res), &json!("billed")));
        assert_eq!((&attempt["cost_fen"], &result["cost_fen"]), (&json!(80), &json!(80)));
    }
    assert_eq!(beside.sandbox.invoice().juhe.len(), 17);
}

#[test]
fn the_system_errors_and_service_errors() {
    let beside = Beside::start();
    let errors = fixture(include_str!("../fixtures/errors.json"));
    for row in errors["system"].as_array().unwrap() {
        let number = row["error_code"].to_string();
        let (result, code) = verify(&beside.url(), &format!("sandbox-{number}"), "13900000100");
        expect_failure(&result, row["kind"].as_str().unwrap(), "answered", "not_billed", Some(&number));
        assert_eq!(code, 69, "{number}");
    }
    for row in errors["service"].as_array().unwrap() {
        let number = row["error_code"].to_string();
        let (result, code) = verify(&beside.url(), "k", &format!("13900{number}"));
        if number == "280105" {
            assert_eq!(result["findings"]["identity"]["verdict"], "indeterminate");
            assert_eq!(result["findings"]["mobile"]["verdict"], "indeterminate");
            assert_eq!((result["reason"].as_str(), code), (Some("source_could_not_check"), 2));
            assert_eq!(result["attempts"][0]["billing"], "not_billed");
        } else {
            expect_failure(&result, row["kind"].as_str().unwrap(), "answered", "not_billed", Some(&number));
            let field = errors["field"][&number].as_str().filter(|field| *field != "any");
            assert_eq!(result["attempts"][0]["field"].as_str(), field);
            assert_eq!(code, 65, "{number}");
        }
        assert_eq!(result["cost_fen"], Value::Null, "nothing billed, nothing to say");
    }
    assert!(beside.sandbox.invoice().juhe.is_empty());
}

#[track_caller]
fn expect_failure(result: &Value, kind: &str, stage: &str, billing: &str, vendor_code: Option<&str>) {
    assert_eq!(
        (&result["decision"], &result["reason"]),
        (&json!("undetermined"), &json!("no_provider_answered"))
    );
    assert_eq!(result["findings"], json!({}));
    let attempt = &result["attempts"][0];
    let told = ["status", "error", "stage", "billing"].map(|key| attempt[key].as_str().unwrap());
    assert_eq!(told, ["failed", kind, stage, billing]);
    assert_eq!(attempt["vendor_code"].as_str(), vendor_code);
}

#[test]
fn the_bodies_of_the_wild() {
    let wild = fixture(include_str!("../fixtures/wild.json"));
    let ask = |row: usize, status| {
        let body = wild["bodies"][row]["body"].as_str().unwrap();
        let vendor = Vendor::answering(status, body);
        let (result, code) = verify(&vendor.url, "THE-CALLERS-OWN-KEY", "13900000100");
        assert!(!result.to_string().contains("THE-CALLERS-OWN-KEY"));
        (result, code)
    };
    let failing = [
        (0, 200, "credentials", "not_billed", Some("10001")),
        (1, 200, "quota_exhausted", "not_billed", Some("10012")),
        (2, 200, "quota_exhausted", "not_billed", Some("10012")),
        (3, 200, "unrecognized", "not_billed", Some("280199")),
        (5, 200, "protocol", "billed", None),
        (7, 200, "protocol", "maybe_billed", None),
        (8, 200, "protocol", "maybe_billed", None),
        (8, 502, "unavailable", "maybe_billed", None),
        (9, 200, "protocol", "maybe_billed", None),
        (9, 429, "rate_limited", "maybe_billed", None),
        (9, 302, "protocol", "maybe_billed", None),
    ];
    for (row, status, kind, billing, vendor_code) in failing {
        let (result, code) = ask(row, status);
        expect_failure(&result, kind, "answered", billing, vendor_code);
        assert_eq!(code, 69, "row {row} with {status}");
    }
    let (numbers_as_text, code) = ask(4, 200);
    assert_eq!((numbers_as_text["decision"].as_str(), code), (Some("verified"), 0));
    let (unlisted, code) = ask(6, 200);
    assert_eq!((unlisted["reason"].as_str(), code), (Some("source_could_not_check"), 2));
    let attempt = &unlisted["attempts"][0];
    assert_eq!((&attempt["vendor_code"], &attempt["billing"]), (&json!("199"), &json!("billed")));
    assert_eq!(wild["bodies"].as_array().unwrap().len(), 10, "every row is asked above");
}
