//! Attempts: the constructors keep what must never be said about a fee, and drop what a vendor could echo.

use std::time::Duration;

use heyan_core::{
    Attempt, AttemptEnded, AttemptStarted, Billing, Carrier, ErrorKind, Failure, Score, ScoreKind, Skip,
    SkipReason, Stage, Status, Step,
};

use crate::support::{ID_NUMBER, NAME, builder, provider, today};

const BILLINGS: [Billing; 3] = [Billing::NotBilled, Billing::MaybeBilled, Billing::Billed];
const STAGES: [Stage; 3] = [Stage::NotSent, Stage::MaybeSent, Stage::Answered];

fn failure(stage: Stage) -> Failure {
    Failure::new(ErrorKind::Network, stage)
}

fn answered() -> Attempt {
    Attempt::answered(provider("juhe"), Step::Ask, Billing::Billed)
}

/// Every attempt that constructors can make of this step and billing.
fn attempts(step: Step, billing: Billing) -> Vec<Attempt> {
    let p = || provider("p");
    let mut all = vec![Attempt::answered(p(), step, billing), Attempt::pending(p(), step, billing)];
    all.extend(STAGES.map(|stage| Attempt::failed(p(), step, failure(stage), billing)));
    all.extend(STAGES.map(|stage| Attempt::abandoned(p(), step, stage)));
    all
}

#[test]
fn a_query_never_costs() {
    for billing in BILLINGS {
        for attempt in attempts(Step::Query, billing) {
            let attempt = attempt.with_price_fen(80);
            assert_eq!((attempt.billing(), attempt.cost_fen()), (Billing::NotBilled, None), "{attempt:?}");
        }
    }
}

#[test]
fn an_answered_or_pending_question_is_billed_as_told() {
    for billing in BILLINGS {
        for attempt in [
            Attempt::answered(provider("p"), Step::Ask, billing),
            Attempt::pending(provider("p"), Step::Ask, billing),
        ] {
            assert_eq!(attempt.billing(), billing);
            let cost = (billing != Billing::NotBilled).then_some(80);
            assert_eq!(attempt.with_price_fen(80).cost_fen(), cost, "{billing:?}");
        }
    }
}

#[test]
fn what_was_not_sent_is_never_billed() {
    for billing in BILLINGS {
        for stage in STAGES {
            let attempt =
                Attempt::failed(provider("p"), Step::Ask, failure(stage), billing).with_price_fen(80);
            let expected = if stage == Stage::NotSent { Billing::NotBilled } else { billing };
            assert_eq!(attempt.billing(), expected, "{stage:?} {billing:?}");
            assert_eq!(attempt.cost_fen().is_some(), expected != Billing::NotBilled);
            assert_eq!(attempt.failure(), Some(failure(stage)));
        }
    }
}

#[test]
fn a_stage_alone_proves_only_that_nothing_was_billed() {
    let told = STAGES.map(Stage::billing);
    assert_eq!(told, [Billing::NotBilled, Billing::MaybeBilled, Billing::MaybeBilled]);
    for stage in STAGES {
        let attempt = Attempt::abandoned(provider("p"), Step::Ask, stage);
        assert_eq!((attempt.billing(), attempt.status()), (stage.billing(), &Status::Abandoned));
    }
}

#[test]
fn a_skipped_provider_is_never_billed() {
    let skip = Skip::new(SkipReason::Budget).with_detail("500.00/day");
    let attempt = Attempt::skipped(provider("p"), Step::Ask, skip.clone()).with_price_fen(80);
    assert_eq!((attempt.billing(), attempt.cost_fen()), (Billing::NotBilled, None));
    assert_eq!((attempt.step(), attempt.skip(), attempt.failure()), (Step::Ask, Some(&skip), None));
}

#[test]
fn an_answer_that_is_reused_is_not_billed_again() {
    let asked =
        Attempt::answered(provider("p"), Step::Ask, Billing::Billed).with_price_fen(80).with_order_id("JH1");
    let reused = asked.clone().reused();
    assert_eq!((asked.is_reused(), reused.is_reused()), (false, true));
    assert_eq!((reused.billing(), reused.cost_fen()), (Billing::NotBilled, None));
    assert_eq!(reused.order_id(), Some("JH1"), "it is still known which question it was");
    let skipped = Attempt::skipped(provider("p"), Step::Ask, Skip::new(SkipReason::Rate));
    assert_eq!(skipped.clone().reused(), skipped, "nobody was asked");
}

#[test]
fn billings_and_stages_are_ordered_for_a_trails_sum() {
    assert!(BILLINGS.is_sorted());
    assert!(STAGES.is_sorted());
    assert_eq!(BILLINGS.map(Billing::as_str), ["not_billed", "maybe_billed", "billed"]);
    assert_eq!(STAGES.map(Stage::as_str), ["not_sent", "maybe_sent", "answered"]);
    assert_eq!(serde_json::to_value(BILLINGS).unwrap(), serde_json::json!(BILLINGS.map(Billing::as_str)));
    assert_eq!(serde_json::to_value(STAGES).unwrap(), serde_json::json!(STAGES.map(Stage::as_str)));
}

#[test]
fn codes_and_order_ids_enter_only_as_identifiers() {
    let (code_limit, order_limit) = ("8".repeat(32), "8".repeat(64));
    for code in ["100", "280105", "-1", "A_b-9", &code_limit] {
        assert_eq!(answered().with_vendor_code(code).vendor_code(), Some(code));
    }
    for order_id in ["JH8101200101112233445566", "2", &order_limit] {
        assert_eq!(answered().with_order_id(order_id).order_id(), Some(order_id));
    }
    assert_eq!(answered().with_vendor_code(&"8".repeat(33)).vendor_code(), None);
    assert_eq!(answered().with_order_id(&"8".repeat(65)).order_id(), None);
}

#[test]
fn text_in_which_a_vendor_could_echo_a_person_is_dropped() {
    for echo in [
        "",
        " ",
        "100 ",
        NAME,
        "张三 11010519491231002X",
        "idcard=11010519491231002X",
        "realname:zhang",
        "138 0013 8000",
        "+8613800138000",
        "/9j/4AAQSkZJRg==",
        "https://example.com/planted",
        "１００",
        "code\n100",
    ] {
        let attempt = answered().with_vendor_code(echo).with_order_id(echo);
        assert_eq!((attempt.vendor_code(), attempt.order_id()), (None, None), "{echo:?}");
    }
}

#[test]
fn a_dropped_text_takes_the_earlier_one_with_it() {
    let attempt = answered().with_vendor_code("100").with_vendor_code(&format!("for {ID_NUMBER}"));
    assert_eq!(attempt.vendor_code(), None);
}

#[test]
fn scores_keep_their_order_and_only_finite_figures() {
    let attempt = answered()
        .with_score(ScoreKind::Similarity, 982.7)
        .with_score(ScoreKind::Similarity, f64::NAN)
        .with_score(ScoreKind::Liveness, f64::INFINITY)
        .with_score(ScoreKind::Liveness, 0.0);
    let score = |kind, value| Score { kind, value };
    assert_eq!(attempt.scores(), [score(ScoreKind::Similarity, 982.7), score(ScoreKind::Liveness, 0.0)]);
}

#[test]
fn timing_is_kept_in_whole_seconds_and_milliseconds() {
    let attempt = answered()
        .with_timing("2026-01-01T12:00:00.987654321+08:00".parse().unwrap(), Duration::from_micros(41_999));
    assert_eq!(attempt.asked_at(), Some("2026-01-01T04:00:00Z".parse().unwrap()));
    assert_eq!(attempt.elapsed_ms(), Some(41));
    let forever = answered().with_timing("2026-01-01T12:00:00+08:00".parse().unwrap(), Duration::MAX);
    assert_eq!(forever.elapsed_ms(), Some(u64::MAX));
}

#[test]
fn an_attempt_says_what_it_was_given_and_no_more() {
    let bare = answered();
    assert_eq!(
        (bare.provider(), bare.step(), bare.status()),
        (&provider("juhe"), Step::Ask, &Status::Answered)
    );
    assert_eq!((bare.vendor_code(), bare.meaning(), bare.order_id()), (None, None, None));
    assert_eq!((bare.cost_fen(), bare.scores(), bare.carrier()), (None, &[][..], None));
    assert_eq!((bare.asked_at(), bare.elapsed_ms(), bare.failure(), bare.skip()), (None, None, None, None));
    let told = bare.with_meaning("all match").with_carrier(Carrier::Broadnet);
    assert_eq!((told.meaning(), told.carrier()), (Some("all match"), Some(Carrier::Broadnet)));
}

#[test]
fn observers_hear_the_requests_own_ids() {
    let request = builder().reference("r-1").consent_id("c-1").build(today()).unwrap();
    let (asked, attempt) = (provider("juhe"), answered());
    let started = AttemptStarted::new(&request, heyan_core::AttemptId::nil(), &asked, Step::Query);
    assert_eq!((started.id, started.reference, started.consent_id), (request.id(), Some("r-1"), Some("c-1")));
    assert_eq!((started.provider, started.step), (&asked, Step::Query));
    let ended = AttemptEnded::new(&request, heyan_core::AttemptId::nil(), &attempt);
    assert_eq!((ended.id, ended.reference, ended.consent_id), (request.id(), Some("r-1"), Some("c-1")));
    assert_eq!(ended.attempt, &attempt);
}
