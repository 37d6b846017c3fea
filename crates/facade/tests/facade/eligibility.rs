//! Who is worth asking: the two rules as pure functions.

use heyan::select::Known;
use heyan::{
    Capability, Factor, FactorSet, Findings, Requirement, Skip, SkipReason, Verdict, VerifyRequest, select,
};
use serde_json::Value;

use Factor::{Face, Identity, Liveness, Mobile};

use crate::people::{build, builder, portrait, requiring, with_everything, with_photo};
use crate::providers::{hosted_scan, id, photo_check, settling};

fn first(request: &VerifyRequest, provider: &Capability, later: &[Capability]) -> Option<Skip> {
    select::skip(request, &Known::default(), provider, later.iter())
}

fn skip(reason: SkipReason, detail: &'static str) -> Option<Skip> {
    Some(Skip::new(reason).with_detail(detail))
}

#[test]
fn a_provider_that_lacks_evidence_is_skipped_and_says_which() {
    let missing = |detail| skip(SkipReason::MissingEvidence, detail);
    assert_eq!(first(&build(builder()), &photo_check(), &[]), missing("mobile"));
    assert_eq!(first(&build(builder().portrait(portrait())), &photo_check(), &[]), missing("mobile"));
    let mobile = heyan::MobileNumber::parse("13800138000").unwrap();
    assert_eq!(first(&build(builder().mobile(mobile)), &photo_check(), &[]), missing("portrait"));
    assert_eq!(first(&build(with_photo()), &hosted_scan(), &[]), skip(SkipReason::NotPermitted, "hosted"));
    assert_eq!(first(&build(with_photo()), &photo_check(), &[]), None);
}

#[test]
fn nobody_is_asked_where_something_required_is_out_of_everybodys_reach() {
    let strict = requiring(with_photo(), "strict");
    let out_of_reach = skip(SkipReason::CannotSettle, "liveness");
    assert_eq!(first(&strict, &photo_check(), &[]), out_of_reach);
    assert_eq!(
        first(&strict, &photo_check(), &[hosted_scan()]),
        out_of_reach,
        "a hosted step is not permitted"
    );
    let strict = requiring(with_everything(), "strict");
    assert_eq!(first(&strict, &photo_check(), &[hosted_scan()]), None, "with permission it is within reach");
}

#[test]
fn a_cheap_filter_may_go_first_but_one_that_settles_nothing_required_may_not() {
    let hosted = requiring(with_everything(), "hosted");
    assert_eq!(first(&hosted, &settling([Identity]), &[hosted_scan()]), None);
    assert_eq!(
        first(&hosted, &settling([Mobile]), &[hosted_scan()]),
        skip(SkipReason::CannotSettle, "identity, face, liveness")
    );
}

fn knowing<'a>(findings: Findings) -> Known<'a> {
    Known { findings, ..Known::default() }
}

fn findings(row: &Value) -> Findings {
    let verdicts = [Verdict::Match, Verdict::Mismatch, Verdict::NoRecord, Verdict::Indeterminate];
    let verdict =
        |factor: Factor| verdicts.into_iter().find(|verdict| row[factor.as_str()] == verdict.as_str());
    let known = Factor::ALL.into_iter().filter_map(|factor| Some((factor, verdict(factor)?)));
    known.fold(Findings::default(), |all, (factor, verdict)| all.with(factor, verdict, &id("juhe")))
}

/// After each of Juhe's results, whether a hosted scan is worth asking for. A negative ends the chain before the
/// planner is asked, so only the undetermined results are planned.
fn worth_a_scan(preset: &str) -> Vec<u64> {
    let results: Value = serde_json::from_str(include_str!("../fixtures/juhe-results.json")).unwrap();
    let request = requiring(with_everything(), preset);
    let rows = results["results"].as_array().unwrap().iter();
    rows.filter(|row| heyan::decide(&findings(row), request.requirement()).0 == heyan::Decision::Undetermined)
        .filter(|row| select::skip(&request, &knowing(findings(row)), &hosted_scan(), [].iter()).is_none())
        .map(|row| row["res"].as_u64().unwrap())
        .collect()
}

#[test]
fn only_what_a_scan_can_complete_is_completed() {
    assert_eq!(worth_a_scan("standard"), [104, 108, 109, 112, 113, 115]);
    assert_eq!(worth_a_scan("hosted"), [100, 104, 108, 109, 112, 113, 115]);
    assert_eq!(worth_a_scan("strict"), [100, 104, 115], "where the mobile is required it must have matched");
}

#[test]
fn what_has_matched_is_not_asked_for_again() {
    let request = requiring(with_everything(), "hosted");
    let known = knowing(Findings::default().with(Identity, Verdict::Match, &id("register")));
    assert_eq!(
        select::skip(&request, &known, &settling([Identity]), [hosted_scan()].iter()),
        skip(SkipReason::CannotSettle, "face, liveness")
    );
    assert_eq!(select::skip(&request, &known, &settling([Face]), [settling([Liveness])].iter()), None);
}

#[test]
fn a_vendor_that_has_answered_is_of_no_use_to_a_second_account() {
    let request = requiring(with_everything(), "standard");
    let account = photo_check().with_vendor("juhe");
    let answered =
        Known { answered: vec![("juhe", FactorSet::of([Identity, Mobile, Face]))], ..Known::default() };
    assert_eq!(select::skip(&request, &Known::default(), &account, [].iter()), None);
    let useless = skip(SkipReason::CannotSettle, "identity, mobile, face");
    assert_eq!(select::skip(&request, &answered, &account, [].iter()), useless);
    // Nor does it count as one who could complete what another leaves open.
    let register = settling([Identity]);
    let with_it = [settling([Mobile]), account];
    assert_eq!(select::skip(&request, &Known::default(), &register, with_it.iter()), None);
    let out_of_reach = skip(SkipReason::CannotSettle, "face");
    assert_eq!(select::skip(&request, &answered, &register, with_it.iter()), out_of_reach);
    assert_eq!(
        select::skip(&request, &answered, &photo_check(), [].iter()),
        None,
        "who names no vendor is one of its own"
    );
}

#[test]
fn another_product_of_a_vendor_that_has_answered_may_settle_what_it_was_not_asked_for() {
    let request = build(
        with_everything().requirement(Requirement::any_of([FactorSet::of([Identity, Mobile])]).unwrap()),
    );
    let (asked, more) = (FactorSet::of([Identity]), settling([Identity, Mobile]).with_vendor("v"));
    let matched = Findings::default().with(Identity, Verdict::Match, &id("a"));
    let known = |findings| Known { findings, answered: vec![("v", asked)] };
    assert_eq!(select::skip(&request, &known(matched), &more, [].iter()), None);
    let open = select::skip(&request, &known(Findings::default()), &more, [].iter());
    assert_eq!(open, skip(SkipReason::CannotSettle, "identity"), "it would say the same of the identity");
}
