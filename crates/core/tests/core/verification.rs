//! The result: what it sums up, and its JSON byte for byte.

use std::time::Duration;

use heyan_core::{
    Advice, Attempt, Billing, Carrier, Decision, ErrorKind, Factor, FactorSet, Failure, Field, Findings,
    Limit, Outcome, Reason, Scope, ScoreKind, Skip, SkipReason, Stage, Step, Verdict, Verification,
    VerifyError, VerifyRequest,
};
use serde_json::{Value, json};

use crate::support::{builder, findings, provider, request, session, today};

use Factor::{Face, Identity, Liveness, Mobile};
use Verdict::{Indeterminate, Match};

fn failed(kind: ErrorKind, stage: Stage) -> Attempt {
    Attempt::failed(provider("other"), Step::Ask, Failure::new(kind, stage), stage.billing())
}

/// A result with every kind of attempt, and everything that an attempt can say.
fn everything(request: &VerifyRequest) -> Verification {
    let at = |second| format!("2026-01-01T12:00:{second:02}+08:00").parse().unwrap();
    let found = Findings::default()
        .with(Identity, Match, &provider("juhe"))
        .with(Mobile, Match, &provider("juhe"))
        .with(Face, Match, &provider("ihuyi"))
        .with(Liveness, Indeterminate, &provider("ihuyi"));
    let trail = vec![
        Attempt::skipped(
            provider("third"),
            Step::Ask,
            Skip::new(SkipReason::MissingEvidence).with_detail("portrait"),
        ),
        failed(ErrorKind::InputRefused { field: Field::IdNumber }, Stage::Answered)
            .with_vendor_code("280102"),
        failed(ErrorKind::Unrecognized { scope: Scope::Request }, Stage::Answered).with_price_fen(50),
        failed(ErrorKind::Refused { by: Limit::Breaker }, Stage::NotSent).with_price_fen(50),
        Attempt::abandoned(provider("other"), Step::Ask, Stage::MaybeSent),
        Attempt::answered(provider("juhe"), Step::Ask, Billing::Billed)
            .with_vendor_code("100")
            .with_meaning("name, ID number, mobile and face all match")
            .with_order_id("JH1")
            .with_price_fen(80)
            .with_score(ScoreKind::Similarity, 982.7)
            .with_carrier(Carrier::Unicom)
            .with_timing(at(0), Duration::from_millis(41)),
        Attempt::pending(provider("ihuyi"), Step::Ask, Billing::MaybeBilled)
            .with_timing(at(1), Duration::ZERO),
        Attempt::answered(provider("ihuyi"), Step::Query, Billing::NotBilled)
            .with_score(ScoreKind::Liveness, 0.5),
    ];
    Verification::new(request, found, trail)
}

fn referenced() -> VerifyRequest {
    builder().reference("order-20260101-7").build(today()).unwrap()
}

#[test]
fn the_json_of_a_result_is_pinned_to_the_byte() {
    let result = everything(&referenced());
    let json = serde_json::to_string(&result).unwrap().replace(&result.id().to_string(), "[id]");
    // One line for each attempt, to be read.
    let json = json.replace(r#"{"provider""#, "\n{\"provider\"");
    insta::assert_snapshot!(json, @r#"
    {"schema":1,"id":"[id]","reference":"order-20260101-7","decision":"verified","reason":"all_matched","advice":"none","satisfied":["identity","mobile","face"],"findings":{"identity":{"verdict":"match","provider":"juhe"},"mobile":{"verdict":"match","provider":"juhe"},"face":{"verdict":"match","provider":"ihuyi"},"liveness":{"verdict":"indeterminate","provider":"ihuyi"}},"cost_fen":130,"attempts":[
    {"provider":"third","step":"ask","status":"skipped","skipped_because":"missing_evidence","detail":"portrait","billing":"not_billed"},
    {"provider":"other","step":"ask","status":"failed","error":"input_refused","stage":"answered","field":"id_number","vendor_code":"280102","billing":"maybe_billed"},
    {"provider":"other","step":"ask","status":"failed","error":"unrecognized","stage":"answered","scope":"request","billing":"maybe_billed","cost_fen":50},
    {"provider":"other","step":"ask","status":"failed","error":"refused","stage":"not_sent","refused_by":"breaker","billing":"not_billed"},
    {"provider":"other","step":"ask","status":"abandoned","billing":"maybe_billed"},
    {"provider":"juhe","step":"ask","status":"answered","vendor_code":"100","meaning":"name, ID number, mobile and face all match","order_id":"JH1","billing":"billed","cost_fen":80,"carrier":"unicom","scores":[{"kind":"similarity","value":982.7}],"asked_at":"2026-01-01T12:00:00+08:00","elapsed_ms":41},
    {"provider":"ihuyi","step":"ask","status":"pending","billing":"maybe_billed","asked_at":"2026-01-01T12:00:01+08:00","elapsed_ms":0},
    {"provider":"ihuyi","step":"query","status":"answered","billing":"not_billed","scores":[{"kind":"liveness","value":0.5}]}]}
    "#);
}

#[test]
fn the_documented_result_is_what_comes_out() {
    // The example of the interface's description, in its order of fields.
    let request = referenced();
    let attempt = Attempt::answered(provider("juhe"), Step::Ask, Billing::Billed)
        .with_vendor_code("100")
        .with_meaning("name, ID number, mobile and face all match")
        .with_order_id("JH1")
        .with_price_fen(80)
        .with_carrier(Carrier::Unicom)
        .with_score(ScoreKind::Similarity, 982.7)
        .with_timing("2026-01-01T12:00:00+08:00".parse().unwrap(), Duration::from_millis(41));
    let found = findings(&[(Identity, Match), (Mobile, Match), (Face, Match)]);
    let json = serde_json::to_string(&Verification::new(&request, found, vec![attempt])).unwrap();
    let documented = concat!(
        r#"{"schema":1,"id":"[id]","reference":"order-20260101-7","#,
        r#""decision":"verified","reason":"all_matched","advice":"none","satisfied":["identity","mobile","face"],"#,
        r#""findings":{"identity":{"verdict":"match","provider":"juhe"},"mobile":{"verdict":"match","provider":"juhe"},"#,
        r#""face":{"verdict":"match","provider":"juhe"}},"cost_fen":80,"#,
        r#""attempts":[{"provider":"juhe","step":"ask","status":"answered","vendor_code":"100","#,
        r#""meaning":"name, ID number, mobile and face all match","order_id":"JH1","billing":"billed","cost_fen":80,"#,
        r#""carrier":"unicom","scores":[{"kind":"similarity","value":982.7}],"#,
        r#""asked_at":"2026-01-01T12:00:00+08:00","elapsed_ms":41}]}"#,
    );
    assert_eq!(json.replace(&request.id().to_string(), "[id]"), documented);
}

#[test]
fn what_there_is_nothing_to_say_about_is_absent() {
    let request = request();
    let json = serde_json::to_value(Verification::new(&request, Findings::default(), vec![])).unwrap();
    let expected = json!({
        "schema": 1, "id": request.id().to_string(), "decision": "undetermined", "reason": "no_provider_answered",
        "advice": "manual_review", "findings": {}, "attempts": [],
    });
    assert_eq!(json, expected);
}

#[test]
fn a_result_comes_back_from_json_as_it_was() {
    for result in [everything(&referenced()), Verification::new(&request(), Findings::default(), vec![])] {
        let text = serde_json::to_string(&result).unwrap();
        let read: Verification = serde_json::from_str(&text).unwrap();
        assert_eq!(read, result);
        assert_eq!(serde_json::to_string(&read).unwrap(), text);
    }
}

#[test]
fn an_unknown_schema_is_refused() {
    let json = serde_json::to_value(everything(&referenced())).unwrap();
    for schema in [json!(0), json!(2), json!(-1), json!("1"), json!(1.0), Value::Null] {
        let mut other = json.clone();
        other["schema"] = schema.clone();
        assert!(serde_json::from_value::<Verification>(other).is_err(), "{schema}");
    }
    let mut other = json;
    other["schema"] = json!(2);
    let error = serde_json::from_value::<Verification>(other).unwrap_err();
    assert_eq!(error.to_string(), "schema 2 is not known, only schema 1");
}

#[test]
fn a_malformed_result_is_refused() {
    let json = serde_json::to_value(everything(&referenced())).unwrap();
    for key in ["schema", "id", "decision", "reason", "advice", "findings", "attempts"] {
        let mut without = json.clone();
        without.as_object_mut().unwrap().remove(key);
        assert!(serde_json::from_value::<Verification>(without).is_err(), "without {key}");
    }
    for (key, value) in [
        ("id", json!("7")),
        ("decision", json!("may be")),
        ("reason", json!(null)),
        ("advice", json!(["none"])),
        ("satisfied", json!("identity")),
        ("cost_fen", json!(-80)),
        ("attempts", json!([{}])),
    ] {
        let mut other = json.clone();
        other[key] = value;
        assert!(serde_json::from_value::<Verification>(other).is_err(), "{key}");
    }
}

#[test]
fn decision_reason_and_advice_follow_from_findings_and_trail() {
    let asked = || vec![Attempt::answered(provider("juhe"), Step::Ask, Billing::Billed)];
    let found = findings(&[(Identity, Match), (Mobile, Verdict::Mismatch), (Face, Match)]);
    let rejected = Verification::new(&referenced(), found.clone(), asked());
    assert_eq!(
        (rejected.decision(), rejected.reason(), rejected.advice(), rejected.satisfied()),
        (Decision::Rejected, Reason::Mismatch, Advice::UseOwnMobile, None)
    );
    assert_eq!((rejected.findings(), rejected.reference()), (&found, Some("order-20260101-7")));
    assert_eq!(rejected.into_parts(), (found, asked()));

    let verified = everything(&referenced());
    assert_eq!(verified.satisfied(), Some(FactorSet::of([Identity, Mobile, Face])));
    assert_eq!(
        (verified.decision(), verified.reason(), verified.advice()),
        (Decision::Verified, Reason::AllMatched, Advice::None)
    );
}

#[test]
fn the_cost_counts_what_may_have_been_billed_where_a_price_is_known() {
    let ask = |billing| Attempt::answered(provider("p"), Step::Ask, billing);
    for (trail, cost) in [
        (vec![], None),
        (vec![ask(Billing::Billed)], None),
        (vec![ask(Billing::NotBilled).with_price_fen(80)], None),
        (vec![ask(Billing::Billed).with_price_fen(0)], Some(0)),
        (
            vec![ask(Billing::Billed).with_price_fen(80), ask(Billing::MaybeBilled).with_price_fen(50)],
            Some(130),
        ),
        (vec![ask(Billing::Billed), ask(Billing::Billed).with_price_fen(50)], Some(50)),
        (
            vec![ask(Billing::Billed).with_price_fen(u64::MAX), ask(Billing::Billed).with_price_fen(1)],
            Some(u64::MAX),
        ),
    ] {
        let result = Verification::new(&request(), Findings::default(), trail.clone());
        assert_eq!(result.cost_fen(), cost, "{trail:#?}");
        assert_eq!(result.attempts(), trail);
    }
}

#[test]
fn where_nobody_answered_the_result_keeps_the_errors_trail() {
    let trail = vec![failed(ErrorKind::Timeout, Stage::MaybeSent).with_price_fen(80)];
    let request = referenced();
    let result = Verification::unanswered(&request, &VerifyError::new(ErrorKind::Exhausted, trail.clone()));
    assert_eq!((result.id(), result.attempts(), result.cost_fen()), (request.id(), &trail[..], Some(80)));
    assert_eq!((result.decision(), result.reason()), (Decision::Undetermined, Reason::NoProviderAnswered));
    assert!(result.findings().is_empty());
}

#[test]
fn an_outcome_is_an_answer_or_a_scan_to_wait_for() {
    let result = everything(&referenced());
    assert_eq!(Outcome::Answered(result.clone()).answered(), Some(&result));
    assert_eq!(Outcome::Pending(session()).answered(), None);
}
