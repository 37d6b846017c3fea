//! The join of findings: an "I don't know" never erases an answer, and a negative is never outvoted.

use heyan_core::{Factor, Finding, Findings, ProviderId, Verdict};
use proptest::prelude::{ProptestConfig, Strategy, prop_assert_eq, proptest};
use proptest::sample::select;

use crate::support::{STATES, all_states, findings_of, provider};

/// The order of the join, written down once more: not reported, then what stands later in [`STATES`].
fn rank(state: Option<Verdict>) -> usize {
    STATES.iter().position(|known| *known == state).unwrap()
}

fn single(factor: Factor, state: Option<Verdict>, by: &ProviderId) -> Findings {
    state.map_or_else(Findings::default, |verdict| Findings::default().with(factor, verdict, by))
}

#[test]
fn joining_findings_with_themselves_changes_nothing() {
    let by = provider("a");
    for states in all_states() {
        let findings = findings_of(states, &by);
        assert_eq!(findings.clone().join(findings.clone()), findings);
    }
}

#[test]
fn no_findings_are_neutral() {
    for states in all_states() {
        let findings = findings_of(states, &provider("a"));
        assert_eq!(findings.clone().join(Findings::default()), findings);
        assert_eq!(Findings::default().join(findings.clone()), findings);
    }
}

#[test]
fn the_join_is_associative_with_its_providers() {
    let [a, b, c] = ["a", "b", "c"].map(provider);
    for factor in Factor::ALL {
        for first in STATES {
            for second in STATES {
                for third in STATES {
                    let [x, y, z] =
                        [single(factor, first, &a), single(factor, second, &b), single(factor, third, &c)];
                    assert_eq!(x.clone().join(y.clone()).join(z.clone()), x.join(y.join(z)));
                }
            }
        }
    }
}

#[test]
fn the_stronger_verdict_stays_whichever_came_first() {
    let (a, b) = (provider("a"), provider("b"));
    for factor in Factor::ALL {
        for one in STATES {
            for other in STATES {
                let joined = single(factor, one, &a).join(single(factor, other, &b));
                let reversed = single(factor, other, &b).join(single(factor, one, &a));
                let stronger = if rank(one) >= rank(other) { one } else { other };
                assert_eq!(joined.verdict(factor), stronger);
                assert_eq!(reversed.verdict(factor), stronger, "commutative in verdicts");
            }
        }
    }
}

#[test]
fn a_join_never_weakens_what_either_side_knows() {
    for factor in Factor::ALL {
        for one in STATES {
            for other in STATES {
                let joined = single(factor, one, &provider("a")).join(single(factor, other, &provider("b")));
                assert!(rank(joined.verdict(factor)) >= rank(one).max(rank(other)));
                // Monotone: a stronger left side never makes a weaker join.
                for stronger in STATES.into_iter().filter(|state| rank(*state) >= rank(one)) {
                    let more =
                        single(factor, stronger, &provider("a")).join(single(factor, other, &provider("b")));
                    assert!(rank(more.verdict(factor)) >= rank(joined.verdict(factor)));
                }
            }
        }
    }
}

#[test]
fn on_a_tie_the_earlier_provider_stays() {
    let (a, b) = (provider("a"), provider("b"));
    for factor in Factor::ALL {
        for verdict in STATES.into_iter().flatten() {
            let joined = single(factor, Some(verdict), &a).join(single(factor, Some(verdict), &b));
            assert_eq!(joined.get(factor), Some(&Finding { verdict, provider: a.clone() }));
        }
    }
}

#[test]
fn a_mismatch_is_never_outvoted_and_names_who_gave_it() {
    let (a, b) = (provider("a"), provider("b"));
    let mismatch = Finding { verdict: Verdict::Mismatch, provider: b.clone() };
    for factor in Factor::ALL {
        for other in STATES.into_iter().filter(|state| *state != Some(Verdict::Mismatch)) {
            let negative = single(factor, Some(Verdict::Mismatch), &b);
            assert_eq!(negative.clone().join(single(factor, other, &a)).get(factor), Some(&mismatch));
            assert_eq!(single(factor, other, &a).join(negative).get(factor), Some(&mismatch));
        }
    }
}

#[test]
fn an_indeterminate_verdict_never_erases_an_answer() {
    let (a, b) = (provider("a"), provider("b"));
    for factor in Factor::ALL {
        for verdict in [Verdict::NoRecord, Verdict::Match, Verdict::Mismatch] {
            let joined =
                single(factor, Some(verdict), &a).join(single(factor, Some(Verdict::Indeterminate), &b));
            assert_eq!(joined.get(factor), Some(&Finding { verdict, provider: a.clone() }));
        }
    }
}

#[test]
fn a_factor_never_touches_another() {
    let (a, b) = (provider("a"), provider("b"));
    for states in all_states() {
        for factor in Factor::ALL {
            for verdict in STATES.into_iter().flatten() {
                let before = findings_of(states, &a);
                let after = before.clone().with(factor, verdict, &b);
                for other in Factor::ALL.into_iter().filter(|other| *other != factor) {
                    assert_eq!(after.get(other), before.get(other));
                }
            }
        }
    }
}

#[test]
fn findings_are_listed_and_counted_as_they_are() {
    for states in all_states() {
        let findings = findings_of(states, &provider("a"));
        let listed: Vec<_> = findings.iter().map(|(factor, finding)| (factor, finding.verdict)).collect();
        let expected: Vec<_> = Factor::ALL
            .into_iter()
            .zip(states)
            .filter_map(|(factor, state)| Some((factor, state?)))
            .collect();
        assert_eq!(listed, expected);
        assert_eq!(findings.is_empty(), expected.is_empty());
        for verdict in STATES.into_iter().flatten() {
            let having =
                expected.iter().filter(|(_, known)| *known == verdict).map(|(factor, _)| *factor).collect();
            assert_eq!(findings.having(verdict), having);
        }
    }
}

#[test]
fn json_gives_all_findings_back() {
    for states in all_states() {
        let findings = findings_of(states, &provider("a"));
        let json = serde_json::to_string(&findings).unwrap();
        assert_eq!(serde_json::from_str::<Findings>(&json).unwrap(), findings);
    }
    for malformed in [
        r#"{"face": {"verdict": "match", "provider": "A b"}}"#,
        r#"{"face": {"verdict": "a match", "provider": "a"}}"#,
        r#"{"face": {"verdict": "match"}}"#,
        r#"{"her face": {"verdict": "match", "provider": "a"}}"#,
        r#"{"face": {"verdict": "mismatch", "provider": "a"}, "face": {"verdict": "match", "provider": "a"}}"#,
        r#"{"iris": {"verdict": "mismatch", "provider": "a"}, "iris": {"verdict": "match", "provider": "a"}}"#,
    ] {
        assert!(serde_json::from_str::<Findings>(malformed).is_err(), "{malformed}");
    }
}

#[test]
fn verdicts_are_named_as_in_results() {
    for (verdict, name) in
        STATES.into_iter().flatten().zip(["indeterminate", "no_record", "match", "mismatch"])
    {
        assert_eq!(verdict.as_str(), name);
        assert_eq!(serde_json::to_value(verdict).unwrap(), name);
    }
}

fn answers() -> impl Strategy<Value = Vec<[Option<Verdict>; 4]>> {
    proptest::collection::vec(select(all_states()), 0..8)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_sequence_of_answers_keeps_the_strongest_and_its_earliest_provider(answers in answers()) {
        let named: Vec<_> =
            answers.iter().enumerate().map(|(place, states)| (provider(&format!("p{place}")), *states)).collect();
        let joined = named.iter().fold(Findings::default(), |all, (by, states)| all.join(findings_of(*states, by)));
        for (place, factor) in Factor::ALL.into_iter().enumerate() {
            // `max_by_key` keeps the last of equals, so the sequence is walked from its end.
            let strongest = named
                .iter()
                .rev()
                .filter_map(|(by, states)| Some(Finding { verdict: states[place]?, provider: by.clone() }))
                .max_by_key(|finding| rank(Some(finding.verdict)));
            prop_assert_eq!(joined.get(factor), strongest.as_ref());
        }
    }

    #[test]
    fn the_verdicts_of_a_sequence_do_not_depend_on_its_order(answers in answers(), turn in 0_usize..8) {
        let by = provider("a");
        let join = |answers: &[[Option<Verdict>; 4]]| {
            answers.iter().fold(Findings::default(), |all, states| all.join(findings_of(*states, &by)))
        };
        let mut turned = answers.clone();
        turned.rotate_left(turn.min(answers.len()));
        prop_assert_eq!(join(&turned), join(&answers));
        turned.reverse();
        prop_assert_eq!(join(&turned), join(&answers));
    }
}
