//! Attempts from JSON: a record that no constructor could make is refused.

use heyan_core::Attempt;
use serde_json::{Value, json};

/// An answered attempt with these keys replaced, or taken out where `null`.
fn record(changes: &Value) -> Value {
    let mut record = json!({
        "provider": "juhe", "step": "ask", "status": "answered", "vendor_code": "100", "order_id": "JH1",
        "billing": "billed", "cost_fen": 80, "asked_at": "2026-01-01T12:00:00+08:00", "elapsed_ms": 41,
    });
    let fields = record.as_object_mut().unwrap();
    for (key, value) in changes.as_object().unwrap() {
        match value {
            Value::Null => fields.remove(key),
            value => fields.insert(key.clone(), value.clone()),
        };
    }
    record
}

fn is_refused(changes: &Value) -> bool {
    serde_json::from_value::<Attempt>(record(changes)).is_err()
}

#[test]
fn malformed_records_are_refused() {
    assert!(!is_refused(&json!({})), "the record itself is well-formed");
    for changes in [
        json!({"provider": null}),
        json!({"provider": "Juhe!"}),
        json!({"step": null}),
        json!({"step": "a guess"}),
        json!({"status": null}),
        json!({"status": "张三"}),
        json!({"billing": null}),
        json!({"billing": ""}),
        json!({"billing": 0}),
        json!({"cost_fen": -1}),
        json!({"cost_fen": 0.8}),
        json!({"carrier": "13800138000 is virtual"}),
        json!({"asked_at": "yesterday"}),
        json!({"asked_at": "2026-01-01T12:00:00"}),
        json!({"asked_at": 1_767_240_000}),
        json!({"elapsed_ms": "41"}),
        json!({"scores": [{"kind": "similarity"}]}),
        json!({"scores": [{"kind": "her beauty", "value": 1}]}),
        json!({"scores": [{"kind": "similarity", "value": "982.7"}]}),
    ] {
        assert!(is_refused(&changes), "{changes}");
    }
}

#[test]
fn a_failed_or_skipped_record_must_say_why() {
    let complete = json!({"status": "failed", "error": "timeout", "stage": "answered"});
    assert!(!is_refused(&complete));
    for changes in [
        json!({"status": "failed"}),
        json!({"status": "failed", "error": "timeout"}),
        json!({"status": "failed", "stage": "answered"}),
        json!({"status": "failed", "error": "bad weather", "stage": "answered"}),
        json!({"status": "failed", "error": "timeout", "stage": "lost?"}),
        json!({"status": "failed", "error": "input_refused", "stage": "answered"}),
        json!({"status": "failed", "error": "input_refused", "stage": "answered", "scope": "system"}),
        json!({"status": "failed", "error": "input_refused", "stage": "answered", "field": "shoe size"}),
        json!({"status": "failed", "error": "unrecognized", "stage": "answered"}),
        json!({"status": "failed", "error": "refused", "stage": "answered"}),
        json!({"status": "skipped", "billing": "not_billed", "cost_fen": null}),
        json!({"status": "skipped", "billing": "not_billed", "cost_fen": null, "skipped_because": "her mood"}),
    ] {
        assert!(is_refused(&changes), "{changes}");
    }
}

#[test]
fn a_record_cannot_say_about_a_fee_what_no_constructor_says() {
    let unsent = json!({"status": "failed", "error": "network", "stage": "not_sent"});
    let skip = json!({"status": "skipped", "skipped_because": "rate"});
    let query = json!({"step": "query"});
    for changes in [unsent, skip, query] {
        for (billing, cost, refused) in [
            ("billed", json!(80), true),
            ("maybe_billed", json!(null), true),
            ("not_billed", json!(80), true),
            ("not_billed", json!(null), false),
        ] {
            let mut changes = changes.clone();
            changes["billing"] = json!(billing);
            changes["cost_fen"] = cost;
            assert_eq!(is_refused(&changes), refused, "{changes}");
        }
    }
    assert!(is_refused(&json!({"billing": "not_billed"})), "what was not billed costs nothing");
}

#[test]
fn a_record_cannot_smuggle_text_in_as_a_code() {
    for text in ["", "张三", "code 100", &*"8".repeat(65)] {
        assert!(is_refused(&json!({"vendor_code": text})), "{text}");
        assert!(is_refused(&json!({"order_id": text})), "{text}");
    }
    assert!(is_refused(&json!({"vendor_code": "8".repeat(33)})));
    assert!(!is_refused(&json!({"vendor_code": "8".repeat(32), "order_id": "8".repeat(64)})));
}
