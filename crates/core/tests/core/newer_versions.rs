//! What a newer version wrote: read without an error, never taken for something better, and written back.

use std::time::Duration;

use heyan_core::{
    Advice, Attempt, Billing, Decision, ErrorKind, Factor, FactorSet, Findings, Reason, Requirement,
    SealedSession, SessionKeys, SessionLink, SessionProblem, SkipReason, Stage, Status, Step, Verdict,
    Verification, decide,
};
use serde_json::{Value, json};

use crate::golden::{KEY, at, person};
use crate::support::{findings, provider};

const RESULT: &str = include_str!("../fixtures/golden/newer/result.json");
const SESSION: &str = include_str!("../fixtures/golden/newer/session.json");
const HEYAN2: &str = include_str!("../fixtures/golden/newer/session-heyan2.json");

/// Every object without the keys that this version does not know.
fn without(mut json: Value, keys: &[&str]) -> Value {
    match &mut json {
        Value::Object(object) => {
            object.retain(|key, _| !keys.contains(&key.as_str()));
            object.values_mut().for_each(|value| *value = without(value.take(), keys));
        }
        Value::Array(values) => values.iter_mut().for_each(|value| *value = without(value.take(), keys)),
        _ => {}
    }
    json
}

#[test]
fn a_result_is_read_as_what_says_least() {
    let result: Verification = serde_json::from_str(RESULT).unwrap();
    assert_eq!(
        (result.decision(), result.reason(), result.advice()),
        (Decision::Undetermined, Reason::Unknown, Advice::ManualReview)
    );
    assert_eq!(result.satisfied(), Some(FactorSet::of([Factor::Identity])));
    let found: Vec<_> = result.findings().iter().map(|(factor, f)| (factor, f.verdict)).collect();
    assert_eq!(
        found,
        [
            (Factor::Identity, Verdict::Match),
            (Factor::Mobile, Verdict::Unknown),
            (Factor::Face, Verdict::Mismatch)
        ]
    );
    let trail: Vec<_> = result
        .attempts()
        .iter()
        .map(|a| format!("{} {:?} {}", a.step().as_str(), a.status(), a.billing()))
        .collect();
    insta::assert_snapshot!(trail.join("\n"), @r#"
    ask Answered maybe_billed
    ask Unknown not_billed
    ask Failed(Failure { kind: Protocol, stage: MaybeSent }) maybe_billed
    ask Failed(Failure { kind: Protocol, stage: Answered }) not_billed
    ask Failed(Failure { kind: Protocol, stage: NotSent }) not_billed
    ask Failed(Failure { kind: Protocol, stage: Answered }) maybe_billed
    ask Skipped(Skip { reason: Unknown, detail: Some("iris") }) not_billed
    query Answered maybe_billed
    "#);
    let first = &result.attempts()[0];
    assert_eq!((first.carrier(), first.scores().len(), first.cost_fen()), (None, 1, Some(80)));
}

#[test]
fn a_result_is_written_back_with_every_word_that_it_had() {
    let result: Verification = serde_json::from_str(RESULT).unwrap();
    let written = serde_json::to_value(&result).unwrap();
    let unknown = ["tenant", "since", "currency", "region", "scale", "qr"];
    let mut expected = without(serde_json::from_str(RESULT).unwrap(), &unknown);
    // A score of a kind that is not known stands for nothing.
    expected["attempts"][0]["scores"].as_array_mut().unwrap().pop();
    assert_eq!(written, expected);
}

#[test]
fn a_session_opens_and_says_what_this_version_knows_of_it() {
    let sealed: SealedSession = serde_json::from_str(SESSION).unwrap();
    let now = at("2026-01-01T12:05:00+08:00");
    let session = SessionKeys::new(KEY).unwrap().open(&sealed, &person(), now, Duration::from_secs(3600));
    let session = session.unwrap();
    assert_eq!((session.serial(), session.attempts().len()), ("16236437872836", 3));
    assert_eq!(*session.attempts()[2].status(), Status::Unknown);
    let findings = serde_json::to_value(session.findings()).unwrap();
    assert_eq!(findings["iris"]["verdict"], "match", "carried into the result");
}

#[test]
fn a_token_of_another_form_is_kept_and_opens_nowhere() {
    let sealed: SealedSession = serde_json::from_str(HEYAN2).unwrap();
    assert_eq!((sealed.provider(), sealed.link()), (&provider("ihuyi"), &SessionLink::Unknown));
    assert_eq!(sealed.token(), "heyan2.eyJ2IjoyfQ.c2ln.AAAA");
    let open = SessionKeys::new(KEY).unwrap().open(
        &sealed,
        &person(),
        at("2026-01-01T12:05:00+08:00"),
        Duration::from_secs(3600),
    );
    assert_eq!(open, Err(SessionProblem::Changed));
    assert_eq!(SealedSession::from_token(sealed.token()), Err(SessionProblem::Malformed));

    let mut result: Value = serde_json::from_str(RESULT).unwrap();
    result["session"] = serde_json::from_str(HEYAN2).unwrap();
    assert!(serde_json::from_value::<Verification>(result).unwrap().session().is_some());
    for token in ["heyan0.e30.AAAA", "heyan.e30.AAAA", "heyan-2.e30.AAAA", "yan2.e30.AAAA"] {
        let json = json!({"provider": "ihuyi", "expires_at": "2026-01-01T12:30:00+08:00", "token": token});
        assert!(serde_json::from_value::<SealedSession>(json).is_err(), "{token}");
    }
}

#[test]
fn a_requirement_with_a_factor_of_a_newer_version_is_another_requirement() {
    // Left out, the factor would be one that nobody has to match.
    let iris = json!([["identity", "mobile", "face", "iris"], ["identity", "face", "liveness"]]);
    for (requirement, problem) in [
        (json!([["identity", "mobile", "face"], ["identity", "face", "liveness"]]), None),
        (iris, Some(SessionProblem::OtherRequirement)),
        (json!([["identity", "mobile", "face"]]), Some(SessionProblem::OtherRequirement)),
    ] {
        let sealed = crate::session_sealed::signed(|payload| payload["requirement"] = requirement);
        let now = at("2026-01-01T12:05:00+08:00");
        let opened = SessionKeys::new(KEY).unwrap().open(&sealed, &person(), now, Duration::from_secs(3600));
        assert_eq!(opened.err(), problem);
    }
}

#[test]
fn no_word_of_a_newer_version_is_read_as_a_better_one() {
    // Close to those that are known, and far from them.
    for word in ["matched", "MATCH", "match_", "verified2", "success", "ok", "unknown", "free", "-"] {
        let read = |json: &Value| serde_json::from_value::<Verdict>(json.clone());
        assert_eq!(read(&json!(word)).unwrap(), Verdict::Unknown, "{word}");
        assert_eq!(serde_json::from_value::<Decision>(json!(word)).unwrap(), Decision::Undetermined);
        assert_eq!(serde_json::from_value::<Reason>(json!(word)).unwrap(), Reason::Unknown);
        assert_eq!(serde_json::from_value::<Advice>(json!(word)).unwrap(), Advice::ManualReview);
        assert_eq!(serde_json::from_value::<Billing>(json!(word)).unwrap(), Billing::MaybeBilled);
        assert_eq!(serde_json::from_value::<Stage>(json!(word)).unwrap(), Stage::MaybeSent);
        assert_eq!(serde_json::from_value::<Step>(json!(word)).unwrap(), Step::Ask);
        assert_eq!(serde_json::from_value::<SkipReason>(json!(word)).unwrap(), SkipReason::Unknown);
    }
    for text in ["", "a match", "张三", "13800138000 matches", "match\n"] {
        assert!(serde_json::from_value::<Verdict>(json!(text)).is_err(), "{text:?} is no word");
    }
}

#[test]
fn beside_a_verdict_of_a_newer_version_nothing_is_verified_and_a_mismatch_still_rejects() {
    let all = [Factor::Identity, Factor::Mobile, Factor::Face, Factor::Liveness];
    let matched = || findings(&all.map(|factor| (factor, Verdict::Match)));
    let newer = |json: Value| serde_json::from_value::<Findings>(json).unwrap();
    let decided = |findings: &Findings| decide(findings, &Requirement::standard()).0;
    assert_eq!(decided(&matched()), Decision::Verified);
    for (json, decision) in [
        (json!({"liveness": {"verdict": "doubtful", "provider": "eye"}}), Decision::Undetermined),
        (json!({"iris": {"verdict": "doubtful", "provider": "eye"}}), Decision::Undetermined),
        (json!({"iris": {"verdict": "mismatch", "provider": "eye"}}), Decision::Rejected),
        (json!({"iris": {"verdict": "match", "provider": "eye"}}), Decision::Verified),
    ] {
        let carried = newer(json.clone());
        assert_eq!(decided(&carried.clone().join(matched())), decision, "{json}");
        assert_eq!(decided(&matched().join(carried.clone())), decision, "{json}");
        assert!(!carried.is_empty());
        assert_eq!(serde_json::to_value(carried).unwrap(), json, "written back as it was");
    }
    let rejected = newer(json!({"face": {"verdict": "doubtful", "provider": "eye"}}))
        .join(findings(&[(Factor::Face, Verdict::Mismatch)]));
    assert_eq!(decided(&rejected), Decision::Rejected, "an explicit mismatch counts more");
    let reason = heyan_core::explain(
        &newer(json!({"face": {"verdict": "doubtful", "provider": "eye"}})),
        &Requirement::standard(),
        &[],
    );
    assert_eq!(reason, Reason::Unknown);
}

#[test]
fn a_fee_of_a_newer_version_may_be_due_until_somebody_says_otherwise() {
    let read = |changes: Value| {
        let mut record =
            json!({"provider": "juhe", "step": "ask", "status": "answered", "billing": "prepaid"});
        record.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
        serde_json::from_value::<Attempt>(record).unwrap()
    };
    for changes in [
        json!({}),
        json!({"status": "queued"}),
        json!({"step": "query"}),
        json!({"reused": true}),
        json!({"status": "skipped", "skipped_because": "rate"}),
        json!({"status": "failed", "error": "network", "stage": "not_sent"}),
    ] {
        let attempt = read(changes.clone());
        assert_eq!(attempt.billing(), Billing::MaybeBilled, "{changes}");
        assert_eq!(serde_json::to_value(&attempt).unwrap()["billing"], "prepaid");
    }
    // Given once more, nothing is billed again, and the word goes.
    let reused = serde_json::to_value(read(json!({})).reused()).unwrap();
    assert_eq!((&reused["billing"], &reused["reused"]), (&json!("not_billed"), &json!(true)));
    assert_eq!(
        read(json!({"status": "failed", "error": "weather", "stage": "answered"})).failure().unwrap().kind,
        ErrorKind::Protocol
    );
}
