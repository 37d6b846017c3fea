//! The decision against a second statement of its rule, over everything that can be found.

use heyan_core::{Decision, Factor, FactorSet, Requirement, Verdict, decide};
use serde_json::Value;

use crate::support::{all_states, findings, findings_of, fixture, provider, rows, text};

use Factor::{Face, Identity, Liveness, Mobile};

const RESULTS: &str = include_str!("../fixtures/juhe_results.json");

/// The rule in plain booleans, knowing nothing of sets.
fn rule(states: [Option<Verdict>; 4], preset: &str) -> (Decision, Option<FactorSet>) {
    if states.contains(&Some(Verdict::Mismatch)) {
        return (Decision::Rejected, None);
    }
    let [identity, mobile, face, liveness] = states.map(|state| state == Some(Verdict::Match));
    let full_check = (identity && mobile && face).then_some(FactorSet::of([Identity, Mobile, Face]));
    let scan = (identity && face && liveness).then_some(FactorSet::of([Identity, Face, Liveness]));
    let satisfied = match preset {
        "standard" => full_check.or(scan),
        "hosted" => scan,
        "strict" => (identity && mobile && face && liveness).then_some(FactorSet::of(Factor::ALL)),
        other => panic!("unknown: {other}"),
    };
    (if satisfied.is_some() { Decision::Verified } else { Decision::Undetermined }, satisfied)
}

#[test]
fn every_combination_of_findings_is_decided_by_the_rule() {
    for preset in ["standard", "strict", "hosted"] {
        let requirement = Requirement::preset(preset).unwrap();
        for states in all_states() {
            let decided = decide(&findings_of(states, &provider("a")), &requirement);
            assert_eq!(decided, rule(states, preset), "{preset} {states:?}");
        }
    }
}

#[test]
fn every_result_of_juhe_comes_to_its_documented_decision() {
    let results = rows(&fixture(RESULTS), "results");
    assert_eq!(results.len(), 17);
    for row in results {
        let state = |factor: Factor| match &row[factor.as_str()] {
            Value::Null => None,
            verdict => Some(serde_json::from_value::<Verdict>(verdict.clone()).unwrap()),
        };
        let states = [state(Identity), state(Mobile), state(Face), None];
        let (decision, satisfied) = decide(&findings_of(states, &provider("juhe")), &Requirement::standard());
        assert_eq!(decision.as_str(), text(&row, "decision"), "{row}");
        assert_eq!(satisfied.is_some(), decision == Decision::Verified, "{row}");
    }
}

#[test]
fn of_several_satisfied_alternatives_the_first_listed_is_named() {
    let everything = findings(&Factor::ALL.map(|factor| (factor, Verdict::Match)));
    let (one, other) = (FactorSet::of([Identity]), FactorSet::of([Identity, Mobile]));
    for (first, second) in [(one, other), (other, one)] {
        let requirement = Requirement::any_of([first, second]).unwrap();
        assert_eq!(decide(&everything, &requirement), (Decision::Verified, Some(first)));
    }
}

#[test]
fn a_mismatch_rejects_even_where_nobody_required_the_factor() {
    let requirement = Requirement::any_of([FactorSet::of([Identity])]).unwrap();
    let found = findings(&[(Identity, Verdict::Match), (Mobile, Verdict::Mismatch)]);
    assert_eq!(decide(&found, &requirement), (Decision::Rejected, None));
}

#[test]
fn decisions_are_named_as_in_results() {
    for (decision, name) in [
        (Decision::Verified, "verified"),
        (Decision::Rejected, "rejected"),
        (Decision::Undetermined, "undetermined"),
    ] {
        assert_eq!(decision.as_str(), name);
        assert_eq!(serde_json::to_value(decision).unwrap(), name);
        assert_eq!(serde_json::from_value::<Decision>(name.into()).unwrap(), decision);
    }
}
