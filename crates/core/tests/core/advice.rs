//! Every piece of advice by the situations that it is for.

use heyan_core::{
    Advice, Attempt, Billing, ErrorKind, Factor, FactorSet, Failure, Field, Findings, Requirement, Skip,
    SkipReason, Stage, Step, Verdict, advise,
};

use crate::support::{findings, provider};

use Factor::{Face, Identity, Liveness, Mobile};
use Verdict::{Indeterminate, Match, Mismatch, NoRecord};

const NAMES: [(Advice, &str); 7] = [
    (Advice::CheckInput, "check_input"),
    (Advice::RetakePhoto, "retake_photo"),
    (Advice::UseOwnMobile, "use_own_mobile"),
    (Advice::HostedScan, "hosted_scan"),
    (Advice::RetryLater, "retry_later"),
    (Advice::ManualReview, "manual_review"),
    (Advice::None, "none"),
];

type Case<'a> = (Advice, &'a [(Factor, Verdict)], Vec<Attempt>);

fn asked() -> Vec<Attempt> {
    vec![Attempt::answered(provider("p"), Step::Ask, Billing::Billed)]
}

fn scanned() -> Vec<Attempt> {
    vec![
        Attempt::pending(provider("p"), Step::Ask, Billing::MaybeBilled),
        Attempt::answered(provider("p"), Step::Query, Billing::NotBilled),
    ]
}

fn failed(kinds: &[ErrorKind]) -> Vec<Attempt> {
    let attempt = |kind: &ErrorKind| {
        let failure = Failure::new(*kind, Stage::Answered);
        Attempt::failed(provider("p"), Step::Ask, failure, Billing::NotBilled)
    };
    kinds.iter().map(attempt).collect()
}

fn lacking(fields: &[&'static str]) -> Vec<Attempt> {
    let skip = |field: &&'static str| Skip::new(SkipReason::MissingEvidence).with_detail(*field);
    fields.iter().map(|field| Attempt::skipped(provider("p"), Step::Ask, skip(field))).collect()
}

fn skipped(reason: SkipReason) -> Vec<Attempt> {
    vec![Attempt::skipped(provider("p"), Step::Ask, Skip::new(reason))]
}

#[test]
fn each_situation_has_its_advice() {
    let refused = |field| ErrorKind::InputRefused { field };
    let cases: Vec<Case> = vec![
        (Advice::None, &[(Identity, Match), (Mobile, Match), (Face, Match)], asked()),
        // Mismatches: a wrong name or number comes first, then the face, then the SIM.
        (Advice::CheckInput, &[(Identity, Mismatch), (Mobile, Match)], asked()),
        (Advice::CheckInput, &[(Identity, Mismatch), (Mobile, Mismatch), (Face, Mismatch)], asked()),
        (Advice::ManualReview, &[(Identity, Match), (Mobile, Mismatch), (Face, Mismatch)], asked()),
        (Advice::ManualReview, &[(Identity, Match), (Liveness, Mismatch)], asked()),
        (Advice::UseOwnMobile, &[(Identity, Match), (Mobile, Mismatch), (Face, Match)], asked()),
        // Open answers, told by the factor that matters most.
        (Advice::RetryLater, &[(Identity, Indeterminate), (Mobile, Match)], asked()),
        (Advice::ManualReview, &[(Identity, NoRecord), (Mobile, Indeterminate)], asked()),
        (Advice::RetryLater, &[(Identity, Match), (Mobile, Indeterminate), (Face, Match)], asked()),
        (Advice::RetryLater, &[(Identity, Match), (Mobile, Indeterminate), (Face, Indeterminate)], asked()),
        (Advice::HostedScan, &[(Identity, Match), (Mobile, NoRecord), (Face, Match)], asked()),
        (Advice::HostedScan, &[(Identity, Match), (Mobile, NoRecord), (Face, Indeterminate)], asked()),
        (Advice::RetakePhoto, &[(Identity, Match), (Mobile, Match), (Face, Indeterminate)], asked()),
        (Advice::ManualReview, &[(Identity, Match), (Mobile, Match), (Face, NoRecord)], asked()),
        // Scans.
        (Advice::ManualReview, &[(Face, Indeterminate), (Liveness, Indeterminate)], scanned()),
        (Advice::HostedScan, &[], scanned()),
        (Advice::HostedScan, &[], vec![Attempt::pending(provider("p"), Step::Ask, Billing::MaybeBilled)]),
        // What the request lacks.
        (Advice::UseOwnMobile, &[], lacking(&["portrait", "mobile"])),
        (Advice::RetakePhoto, &[], lacking(&["portrait"])),
        (Advice::HostedScan, &[], skipped(SkipReason::NotPermitted)),
        // Failures.
        (Advice::CheckInput, &[], failed(&[ErrorKind::InvalidRequest])),
        (Advice::CheckInput, &[], failed(&[refused(Field::IdNumber), ErrorKind::InvalidRequest])),
        (Advice::UseOwnMobile, &[], failed(&[refused(Field::Mobile)])),
        (Advice::RetryLater, &[], failed(&[refused(Field::Mobile), ErrorKind::Timeout])),
        (Advice::RetryLater, &[], failed(&[ErrorKind::Unavailable])),
        (Advice::RetryLater, &[], skipped(SkipReason::BreakerOpen)),
        (Advice::ManualReview, &[], failed(&[ErrorKind::Credentials, ErrorKind::QuotaExhausted])),
        (Advice::ManualReview, &[], skipped(SkipReason::CannotSettle)),
        (Advice::ManualReview, &[], vec![]),
    ];
    for (advice, found, trail) in &cases {
        let found_by_p = found
            .iter()
            .fold(Findings::default(), |all, (factor, verdict)| all.with(*factor, *verdict, &provider("p")));
        let advised = advise(&found_by_p, &Requirement::standard(), trail);
        assert_eq!(advised, *advice, "{found:?} {trail:#?}");
    }
    for (advice, name) in NAMES {
        assert!(cases.iter().any(|(covered, ..)| *covered == advice), "{name} has no example");
    }
}

#[test]
fn a_number_without_a_record_wants_a_scan_only_where_a_scan_may_do() {
    let found = findings(&[(Identity, Match), (Mobile, NoRecord), (Face, Match)]);
    let mobile_needed = Requirement::any_of([FactorSet::of([Identity, Mobile])]).unwrap();
    for (requirement, advice) in [
        (Requirement::standard(), Advice::HostedScan),
        (Requirement::hosted(), Advice::HostedScan),
        (Requirement::strict(), Advice::ManualReview),
        (mobile_needed, Advice::ManualReview),
    ] {
        assert_eq!(advise(&found, &requirement, &asked()), advice, "{requirement:?}");
    }
}

#[test]
fn pieces_of_advice_are_named_as_in_results() {
    for (advice, name) in NAMES {
        assert_eq!(advice.as_str(), name);
        assert_eq!(serde_json::to_value(advice).unwrap(), name);
        assert_eq!(serde_json::from_value::<Advice>(name.into()).unwrap(), advice);
    }
}

#[test]
fn a_scan_is_advised_only_where_it_can_be_enough() {
    let skipped = |reason, detail: &'static str| {
        Attempt::skipped(provider("p"), Step::Ask, Skip::new(reason).with_detail(detail))
    };
    let trail = [skipped(SkipReason::MissingEvidence, "mobile"), skipped(SkipReason::NotPermitted, "hosted")];
    let none = Findings::default();
    assert_eq!(advise(&none, &Requirement::standard(), &trail), Advice::HostedScan);
    assert_eq!(advise(&none, &Requirement::strict(), &trail), Advice::UseOwnMobile);
}
