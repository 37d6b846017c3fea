//! Requirements and the factor sets they are made of.

use heyan_core::{Factor, FactorSet, Field, InputError, Problem, Requirement};

use Factor::{Face, Identity, Liveness, Mobile};

/// All sixteen sets of factors.
fn all_sets() -> impl Iterator<Item = FactorSet> {
    (0_u8..16).map(|bits| {
        Factor::ALL
            .into_iter()
            .enumerate()
            .filter(|(place, _)| bits >> place & 1 == 1)
            .map(|(_, f)| f)
            .collect()
    })
}

#[test]
fn the_presets_are_what_their_names_say() {
    let full_check = FactorSet::of([Identity, Mobile, Face]);
    let scan = FactorSet::of([Identity, Face, Liveness]);
    let all = FactorSet::of(Factor::ALL);
    for (name, preset, sets) in [
        ("standard", Requirement::standard(), &[full_check, scan][..]),
        ("strict", Requirement::strict(), &[all]),
        ("hosted", Requirement::hosted(), &[scan]),
    ] {
        assert_eq!(preset.alternatives(), sets, "{name}");
        assert_eq!(Requirement::preset(name), Some(preset));
    }
    for name in ["", "Standard", "none"] {
        assert_eq!(Requirement::preset(name), None, "{name}");
    }
}

#[test]
fn a_preset_spelled_out_is_the_preset() {
    for preset in [Requirement::standard(), Requirement::strict(), Requirement::hosted()] {
        let spelled_out = Requirement::any_of(preset.alternatives().iter().copied()).unwrap();
        assert_eq!(spelled_out, preset);
    }
}

#[test]
fn alternatives_compare_as_sets_and_keep_their_order() {
    let either = |one, other| Requirement::any_of([one, other]).unwrap();
    let (a, b) = (FactorSet::of([Identity, Face]), FactorSet::of([Mobile]));
    assert_eq!(either(FactorSet::of([Face, Identity, Face]), b), either(a, b));
    assert_eq!(either(a, b).alternatives(), [a, b]);
    assert_ne!(either(a, b), either(b, a), "the first one listed is the preferred one");
}

#[test]
fn a_requirement_without_factors_is_refused() {
    let refused = Err(InputError::new(Field::Require, Problem::EmptyRequirement));
    assert_eq!(Requirement::any_of([]), refused);
    assert_eq!(Requirement::any_of([FactorSet::EMPTY]), refused);
    assert_eq!(Requirement::any_of([FactorSet::of([Identity]), FactorSet::EMPTY]), refused);
}

#[test]
fn sets_obey_the_laws_of_sets() {
    for a in all_sets() {
        assert_eq!(a.is_empty(), a.iter().next().is_none());
        for b in all_sets() {
            for factor in Factor::ALL {
                let (in_a, in_b) = (a.contains(factor), b.contains(factor));
                assert_eq!(a.union(b).contains(factor), in_a || in_b);
                assert_eq!(a.intersection(b).contains(factor), in_a && in_b);
                assert_eq!(a.difference(b).contains(factor), in_a && !in_b);
            }
            assert_eq!(a.is_subset(b), a.iter().all(|factor| b.contains(factor)));
        }
    }
}

#[test]
fn a_set_lists_its_factors_in_the_order_of_results() {
    let set = FactorSet::of([Liveness, Identity, Mobile]);
    assert_eq!(set.iter().collect::<Vec<_>>(), [Identity, Mobile, Liveness]);
    assert_eq!(set.to_string(), "identity, mobile, liveness");
    assert_eq!(format!("{set:?}"), "{Identity, Mobile, Liveness}");
    assert_eq!(serde_json::to_string(&set).unwrap(), r#"["identity","mobile","liveness"]"#);
    assert_eq!((FactorSet::EMPTY.to_string().as_str(), FactorSet::default()), ("", FactorSet::EMPTY));
}

#[test]
fn json_gives_every_set_back_in_any_order() {
    for set in all_sets() {
        let mut json = serde_json::to_value(set).unwrap();
        assert_eq!(serde_json::from_value::<FactorSet>(json.clone()).unwrap(), set);
        json.as_array_mut().unwrap().reverse();
        assert_eq!(serde_json::from_value::<FactorSet>(json).unwrap(), set);
    }
    assert!(serde_json::from_str::<FactorSet>(r#"["iris"]"#).is_err());
}

#[test]
fn factors_are_named_alike_in_words_and_in_json() {
    for (factor, name) in Factor::ALL.into_iter().zip(["identity", "mobile", "face", "liveness"]) {
        assert_eq!((factor.as_str(), factor.to_string().as_str()), (name, name));
        assert_eq!(serde_json::to_value(factor).unwrap(), name);
    }
}
