//! Every reason by an example, and which reason comes before which.

use heyan_core::{
    Attempt, Billing, ErrorKind, Factor, Failure, Findings, Reason, Requirement, Skip, SkipReason, Stage,
    Step, Verdict, explain,
};

use crate::support::provider;

use Factor::{Face, Identity, Liveness, Mobile};
use Verdict::{Indeterminate, Match, Mismatch, NoRecord};

const NAMES: [(Reason, &str); 9] = [
    (Reason::AllMatched, "all_matched"),
    (Reason::Mismatch, "mismatch"),
    (Reason::NoRecord, "no_record"),
    (Reason::SourceCouldNotCheck, "source_could_not_check"),
    (Reason::ScanNotPassed, "scan_not_passed"),
    (Reason::SessionExpired, "session_expired"),
    (Reason::AwaitingScan, "awaiting_scan"),
    (Reason::MissingEvidence, "missing_evidence"),
    (Reason::NoProviderAnswered, "no_provider_answered"),
];

type Case<'a> = (Reason, &'a [(Factor, Verdict)], Vec<Attempt>);

fn answered(step: Step) -> Attempt {
    Attempt::answered(provider("p"), step, Billing::Billed)
}

fn pending(step: Step) -> Attempt {
    Attempt::pending(provider("p"), step, Billing::MaybeBilled)
}

fn failed(step: Step) -> Attempt {
    let failure = Failure::new(ErrorKind::Timeout, Stage::MaybeSent);
    Attempt::failed(provider("p"), step, failure, Billing::MaybeBilled)
}

fn skipped(reason: SkipReason) -> Attempt {
    Attempt::skipped(provider("p"), Step::Ask, Skip::new(reason))
}

fn found_by(name: &str, verdicts: &[(Factor, Verdict)]) -> Findings {
    let add =
        |all: Findings, (factor, verdict): &(Factor, Verdict)| all.with(*factor, *verdict, &provider(name));
    verdicts.iter().fold(Findings::default(), add)
}

#[test]
fn a_scan_without_liveness_is_a_scan_too() {
    let scan = [pending(Step::Ask), answered(Step::Query)];
    let face = found_by("p", &[(Face, Indeterminate)]);
    assert_eq!(explain(&face, &Requirement::standard(), &scan), Reason::ScanNotPassed);
}

#[test]
fn each_reason_has_its_findings_and_trail() {
    let ask = || answered(Step::Ask);
    let query = || answered(Step::Query);
    let scan = || vec![pending(Step::Ask), query()];
    let lacking = || skipped(SkipReason::MissingEvidence);
    let cases: Vec<Case> = vec![
        (Reason::AllMatched, &[(Identity, Match), (Mobile, Match), (Face, Match)], vec![ask()]),
        (Reason::AllMatched, &[(Identity, Match), (Face, Match), (Liveness, Match)], scan()),
        (
            Reason::AllMatched,
            &[(Identity, Match), (Mobile, Match), (Face, Match), (Liveness, Indeterminate)],
            vec![ask()],
        ),
        (Reason::Mismatch, &[(Identity, Match), (Mobile, Mismatch), (Face, Indeterminate)], vec![ask()]),
        (Reason::Mismatch, &[(Face, Mismatch), (Liveness, Indeterminate)], scan()),
        (Reason::NoRecord, &[(Identity, Match), (Mobile, NoRecord), (Face, Match)], vec![ask()]),
        (Reason::NoRecord, &[(Mobile, NoRecord)], vec![ask(), failed(Step::Ask)]),
        (
            Reason::SourceCouldNotCheck,
            &[(Identity, Match), (Mobile, Match), (Face, Indeterminate)],
            vec![ask()],
        ),
        // A source that was down is told before a record that is not there.
        (
            Reason::SourceCouldNotCheck,
            &[(Identity, Match), (Mobile, NoRecord), (Face, Indeterminate)],
            vec![ask()],
        ),
        (Reason::SourceCouldNotCheck, &[(Identity, Indeterminate)], vec![ask(), lacking()]),
        (Reason::ScanNotPassed, &[(Face, Indeterminate), (Liveness, Indeterminate)], scan()),
        (Reason::ScanNotPassed, &[(Identity, Match), (Face, Indeterminate), (Liveness, Match)], scan()),
        (
            Reason::ScanNotPassed,
            &[(Mobile, NoRecord), (Face, Indeterminate), (Liveness, Indeterminate)],
            scan(),
        ),
        (Reason::SessionExpired, &[], scan()),
        (
            Reason::SessionExpired,
            &[(Identity, Match), (Mobile, Match), (Face, Indeterminate)],
            vec![ask(), pending(Step::Ask), query()],
        ),
        (
            Reason::SessionExpired,
            &[],
            vec![pending(Step::Ask), failed(Step::Query), pending(Step::Query), query()],
        ),
        (Reason::AwaitingScan, &[], vec![pending(Step::Ask)]),
        (
            Reason::AwaitingScan,
            &[(Face, Indeterminate)],
            vec![ask(), pending(Step::Ask), pending(Step::Query)],
        ),
        (Reason::MissingEvidence, &[], vec![lacking()]),
        (Reason::MissingEvidence, &[], vec![skipped(SkipReason::NotPermitted)]),
        (Reason::MissingEvidence, &[], vec![skipped(SkipReason::CannotSettle), lacking()]),
        // Without the limit somebody could have been asked, so the request is not to blame.
        (Reason::NoProviderAnswered, &[], vec![skipped(SkipReason::BreakerOpen), lacking()]),
        (Reason::NoProviderAnswered, &[], vec![]),
        (Reason::NoProviderAnswered, &[], vec![skipped(SkipReason::BreakerOpen), skipped(SkipReason::Rate)]),
        // Somebody was asked, so what another lacked is not the reason.
        (Reason::NoProviderAnswered, &[], vec![lacking(), failed(Step::Ask)]),
        (
            Reason::NoProviderAnswered,
            &[],
            vec![Attempt::abandoned(provider("p"), Step::Ask, Stage::MaybeSent)],
        ),
        (Reason::NoProviderAnswered, &[(Identity, Match), (Mobile, Match)], vec![ask(), failed(Step::Ask)]),
        (
            Reason::AllMatched,
            &[(Identity, Match), (Face, Match), (Liveness, Match), (Mobile, Indeterminate)],
            scan(),
        ),
    ];
    for (reason, found, trail) in &cases {
        // A scan that was not held brought nothing; what is known then is another's.
        let by = if *reason == Reason::SessionExpired { "juhe" } else { "p" };
        let explained = explain(&found_by(by, found), &Requirement::standard(), trail);
        assert_eq!(explained, *reason, "{found:?} {trail:#?}");
    }
    for (reason, name) in NAMES {
        assert!(cases.iter().any(|(covered, ..)| *covered == reason), "{name} has no example");
    }
}

#[test]
fn a_scan_that_was_passed_is_not_blamed_for_what_stays_open() {
    let scan = [pending(Step::Ask), answered(Step::Query)];
    let passed = [(Identity, Match), (Face, Match), (Liveness, Match)];
    for (mobile, reason) in [
        (None, Reason::NoProviderAnswered),
        (Some(NoRecord), Reason::NoRecord),
        (Some(Indeterminate), Reason::SourceCouldNotCheck),
    ] {
        let before: Vec<_> = mobile.map(|verdict| (Mobile, verdict)).into_iter().collect();
        let found = found_by("juhe", &before).join(found_by("p", &passed));
        assert_eq!(explain(&found, &Requirement::strict(), &scan), reason, "{mobile:?}");
    }
}

#[test]
fn reasons_are_named_as_in_results() {
    for (reason, name) in NAMES {
        assert_eq!(reason.as_str(), name);
        assert_eq!(serde_json::to_value(reason).unwrap(), name);
        assert_eq!(serde_json::from_value::<Reason>(name.into()).unwrap(), reason);
    }
}
