//! A position never stands for a name: what is an object is read from an object only, at every level.

use heyan_core::{Attempt, Finding, Findings, Score, SealedSession, Verification};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::session_sealed::signed;

const RESULT: &str = include_str!("../fixtures/golden/0.1.0/result-pending.json");

fn result() -> Value {
    serde_json::from_str(RESULT).unwrap()
}

/// The values of an object in the order in which they stand, as a reader of positions would take them.
fn as_positions(object: &Value) -> Value {
    object.as_object().unwrap().values().cloned().collect()
}

fn is_read<T: DeserializeOwned>(value: &Value) -> bool {
    // By both of serde_json's readers.
    let from_text = serde_json::from_str::<T>(&value.to_string()).is_ok();
    assert_eq!(from_text, serde_json::from_value::<T>(value.clone()).is_ok());
    from_text
}

#[test]
fn a_result_and_all_that_stands_in_it_are_objects() {
    assert!(is_read::<Verification>(&result()));
    assert!(!is_read::<Verification>(&as_positions(&result())));
    // Those of a struct in the order of its fields, too.
    let in_order = [
        "schema",
        "id",
        "reference",
        "decision",
        "reason",
        "advice",
        "satisfied",
        "findings",
        "cost_fen",
        "attempts",
        "session",
    ];
    let in_order: Value = in_order.iter().map(|key| result()[key].clone()).collect();
    assert!(!is_read::<Verification>(&in_order));
    for place in
        ["/findings", "/findings/identity", "/attempts/0", "/attempts/0/scores/0", "/attempts/1", "/session"]
    {
        let mut changed = result();
        let inner = changed.pointer_mut(place).unwrap();
        *inner = as_positions(inner);
        assert!(!is_read::<Verification>(&changed), "{place}");
        let mut empty = result();
        *empty.pointer_mut(place).unwrap() = json!([]);
        assert!(!is_read::<Verification>(&empty), "{place}");
    }
}

#[test]
fn each_of_them_alone_is_an_object_too() {
    assert!(is_read::<Finding>(&json!({"provider": "juhe", "verdict": "match"})));
    assert!(!is_read::<Finding>(&json!(["match", "juhe"])));
    assert!(!is_read::<Findings>(&json!([{"provider": "juhe", "verdict": "match"}])));
    assert!(is_read::<Score>(&json!({"kind": "similarity", "value": 1})));
    assert!(!is_read::<Score>(&json!(["similarity", 1])));
    assert!(is_read::<Attempt>(&result()["attempts"][1]));
    assert!(!is_read::<Attempt>(&json!([
        "juhe",
        "ask",
        "answered",
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        "billed",
        false,
        null,
        null,
        [],
        null,
        null
    ])));
    let token = result()["session"]["token"].clone();
    assert!(is_read::<SealedSession>(&json!({ "token": token })));
    assert!(!is_read::<SealedSession>(&json!([null, null, null, null, token])));
    assert!(!is_read::<SealedSession>(&json!(["ihuyi", null, null, null, token])));
}

#[test]
fn a_word_is_a_text_and_no_object() {
    let mut changed = result();
    changed["decision"] = json!({"pending": null});
    assert!(!is_read::<Verification>(&changed));
    let mut changed = result();
    changed["attempts"][0]["carrier"] = json!({"unicom": null});
    assert!(!is_read::<Verification>(&changed));
}

#[test]
fn what_a_token_holds_is_an_object_at_every_level() {
    use heyan_core::{SessionKeys, SessionProblem};
    let open = |sealed: &SealedSession| {
        let keys = SessionKeys::new(crate::golden::KEY).unwrap();
        let now = crate::golden::at("2026-01-01T12:05:00+08:00");
        keys.open(sealed, &crate::golden::person(), now, std::time::Duration::from_secs(3600)).map(|_| ())
    };
    assert_eq!(open(&signed(|_| {})), Ok(()));
    for place in ["/findings", "/findings/identity", "/attempts/0", "/attempts/0/scores/0"] {
        let sealed = signed(|payload| {
            let inner = payload.pointer_mut(place).unwrap();
            *inner = as_positions(inner);
        });
        assert_eq!(open(&sealed), Err(SessionProblem::Malformed), "{place}");
    }
    // In the order in which its fields are read to show the link.
    for shown in ["ihuyi", "https://h5.example.com/scan"] {
        let token = crate::session_sealed::token(|payload| {
            *payload = json!([shown, shown, null, "2026-01-01T12:30:00+08:00"]);
        });
        assert_eq!(SealedSession::from_token(&token), Err(SessionProblem::Malformed));
    }
    let token = crate::session_sealed::token(|payload| *payload = as_positions(payload));
    assert_eq!(SealedSession::from_token(&token), Err(SessionProblem::Malformed));
}
