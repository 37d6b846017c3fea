//! Attempts as JSON: every one comes back as it was.

use std::time::Duration;

use heyan_core::{
    Attempt, Billing, Carrier, ErrorKind, Failure, Field, Limit, Scope, ScoreKind, Skip, SkipReason, Stage,
    Step,
};
use serde_json::{Value, json};

use crate::support::provider;

const PLAIN_KINDS: [(ErrorKind, &str); 14] = [
    (ErrorKind::InvalidRequest, "invalid_request"),
    (ErrorKind::Unsupported, "unsupported"),
    (ErrorKind::Credentials, "credentials"),
    (ErrorKind::Forbidden, "forbidden"),
    (ErrorKind::QuotaExhausted, "quota_exhausted"),
    (ErrorKind::RateLimited, "rate_limited"),
    (ErrorKind::Unavailable, "unavailable"),
    (ErrorKind::Timeout, "timeout"),
    (ErrorKind::Network, "network"),
    (ErrorKind::VendorFault, "vendor_fault"),
    (ErrorKind::Protocol, "protocol"),
    (ErrorKind::SessionNotFound, "session_not_found"),
    (ErrorKind::SessionRefused, "session_refused"),
    (ErrorKind::Exhausted, "exhausted"),
];

const FIELDS: [Field; 10] = [
    Field::Name,
    Field::IdNumber,
    Field::Mobile,
    Field::Portrait,
    Field::Hosted,
    Field::ReturnUrl,
    Field::NotifyUrl,
    Field::Require,
    Field::Reference,
    Field::ConsentId,
];

const LIMITS: [(Limit, &str); 6] = [
    (Limit::Breaker, "breaker"),
    (Limit::Rate, "rate"),
    (Limit::Concurrency, "concurrency"),
    (Limit::Budget, "budget"),
    (Limit::Deadline, "deadline"),
    (Limit::Gate, "gate"),
];

const SKIPS: [(SkipReason, &str); 9] = [
    (SkipReason::MissingEvidence, "missing_evidence"),
    (SkipReason::NotPermitted, "not_permitted"),
    (SkipReason::CannotSettle, "cannot_settle"),
    (SkipReason::BreakerOpen, "breaker_open"),
    (SkipReason::Rate, "rate"),
    (SkipReason::Concurrency, "concurrency"),
    (SkipReason::Budget, "budget"),
    (SkipReason::Deadline, "deadline"),
    (SkipReason::Gate, "gate"),
];

fn failed(kind: ErrorKind, stage: Stage) -> Attempt {
    Attempt::failed(provider("juhe"), Step::Ask, Failure::new(kind, stage), stage.billing())
}

/// The JSON of an attempt that must come back the same.
fn round_trip(attempt: &Attempt) -> Value {
    let text = serde_json::to_string(attempt).unwrap();
    assert_eq!(&serde_json::from_str::<Attempt>(&text).unwrap(), attempt, "{text}");
    serde_json::from_str(&text).unwrap()
}

#[test]
fn every_plain_kind_of_error_comes_back_at_every_stage() {
    for (kind, name) in PLAIN_KINDS {
        assert_eq!((kind.as_str(), kind.field(), kind.scope(), kind.refused_by()), (name, None, None, None));
        for stage in [Stage::NotSent, Stage::MaybeSent, Stage::Answered] {
            let json = round_trip(&failed(kind, stage));
            let expected = json!({
                "provider": "juhe", "step": "ask", "status": "failed", "error": name, "stage": stage.as_str(),
                "billing": stage.billing().as_str(),
            });
            assert_eq!(json, expected);
        }
    }
}

#[test]
fn kinds_that_carry_something_come_back_with_it() {
    for field in FIELDS {
        let kind = ErrorKind::InputRefused { field };
        assert_eq!((kind.field(), kind.scope(), kind.refused_by()), (Some(field), None, None));
        let json = round_trip(&failed(kind, Stage::Answered));
        assert_eq!((&json["error"], &json["field"]), (&json!("input_refused"), &json!(field.as_str())));
    }
    for (scope, name) in [(Scope::System, "system"), (Scope::Request, "request")] {
        let kind = ErrorKind::Unrecognized { scope };
        assert_eq!((kind.field(), kind.scope(), kind.refused_by()), (None, Some(scope), None));
        let json = round_trip(&failed(kind, Stage::Answered));
        assert_eq!((&json["error"], &json["scope"]), (&json!("unrecognized"), &json!(name)));
    }
    for (by, name) in LIMITS {
        let kind = ErrorKind::Refused { by };
        assert_eq!((kind.field(), kind.scope(), kind.refused_by()), (None, None, Some(by)));
        let json = round_trip(&failed(kind, Stage::NotSent));
        assert_eq!((&json["error"], &json["refused_by"]), (&json!("refused"), &json!(name)));
    }
}

#[test]
fn every_skip_comes_back_with_its_detail() {
    for (reason, name) in SKIPS {
        let json = round_trip(&Attempt::skipped(provider("juhe"), Step::Ask, Skip::new(reason)));
        let expected = json!({
            "provider": "juhe", "step": "ask", "status": "skipped", "skipped_because": name, "billing": "not_billed",
        });
        assert_eq!(json, expected);
        let json =
            round_trip(&Attempt::skipped(provider("juhe"), Step::Ask, Skip::new(reason).with_detail("20/s")));
        assert_eq!(json["detail"], "20/s");
    }
}

#[test]
fn what_is_reused_says_so() {
    let attempt = Attempt::answered(provider("juhe"), Step::Ask, Billing::Billed).with_price_fen(80).reused();
    let json = round_trip(&attempt);
    let expected = json!({"provider": "juhe", "step": "ask", "status": "answered", "billing": "not_billed", "reused": true});
    assert_eq!(json, expected);
    for wrong in [json!({"billing": "billed"}), json!({"status": "skipped", "skipped_because": "rate"})] {
        let mut record = expected.clone();
        record.as_object_mut().unwrap().extend(wrong.as_object().unwrap().clone());
        assert!(serde_json::from_value::<Attempt>(record).is_err());
    }
}

#[test]
fn answered_pending_and_abandoned_come_back_whole() {
    for step in [Step::Ask, Step::Query] {
        for billing in [Billing::NotBilled, Billing::MaybeBilled, Billing::Billed] {
            round_trip(&Attempt::answered(provider("juhe"), step, billing).with_price_fen(80));
            round_trip(&Attempt::pending(provider("juhe"), step, billing).with_price_fen(80));
        }
        round_trip(&Attempt::abandoned(provider("juhe"), step, Stage::MaybeSent));
        round_trip(&Attempt::abandoned(provider("juhe"), step, Stage::NotSent));
    }
    for (carrier, name) in [
        (Carrier::Unicom, "unicom"),
        (Carrier::Mobile, "mobile"),
        (Carrier::Telecom, "telecom"),
        (Carrier::Broadnet, "broadnet"),
    ] {
        let attempt = Attempt::answered(provider("juhe"), Step::Ask, Billing::Billed)
            .with_vendor_code("100")
            .with_meaning("all match")
            .with_order_id("JH1")
            .with_price_fen(80)
            .with_carrier(carrier)
            .with_score(ScoreKind::Similarity, 982.7)
            .with_score(ScoreKind::Liveness, -1.5)
            .with_timing("2026-01-01T12:00:00.5+08:00".parse().unwrap(), Duration::from_millis(41));
        assert_eq!(round_trip(&attempt)["carrier"], name);
    }
}

#[test]
fn moments_are_written_in_shanghai_and_read_from_anywhere() {
    let attempt = Attempt::answered(provider("juhe"), Step::Ask, Billing::Billed)
        .with_timing("2025-12-31T16:00:00Z".parse().unwrap(), Duration::ZERO);
    let mut json = round_trip(&attempt);
    assert_eq!(json["asked_at"], "2026-01-01T00:00:00+08:00");
    json["asked_at"] = json!("2025-12-31T11:00:00-05:00");
    assert_eq!(serde_json::from_value::<Attempt>(json).unwrap(), attempt);
}
