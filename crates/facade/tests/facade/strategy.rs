//! In which order providers are asked.

use std::num::NonZeroU32;
use std::time::Duration;

use heyan::select::Strategy;
use heyan::{BuildError, Capability, Facade, ProviderId, Timestamp, Verifier};

use crate::limited::fake_that;
use crate::people::{build, with_everything};
use crate::providers::{hosted_scan, id, photo_check, unasked};

fn listed(providers: &[(&str, Capability)]) -> Vec<(ProviderId, Capability)> {
    providers.iter().map(|(name, can)| (id(name), can.clone())).collect()
}

fn order(strategy: &Strategy, providers: &[(&str, Capability)], second: i64) -> Vec<String> {
    let listed = listed(providers);
    let borrowed: Vec<_> = listed.iter().map(|(id, can)| (id, can)).collect();
    let order = strategy.order(&borrowed, Timestamp::from_second(second).unwrap());
    order.into_iter().map(|place| listed[place].0.to_string()).collect()
}

fn weighted(weights: &[(&str, u32)], seed: u64) -> Strategy {
    let weights =
        weights.iter().map(|(name, weight)| (id(name), NonZeroU32::new(*weight).unwrap())).collect();
    Strategy::Weighted { weights, seed }
}

#[test]
fn as_listed_but_for_scans_which_come_last() {
    let providers = [
        ("scan", hosted_scan()),
        ("b", photo_check()),
        ("other-scan", hosted_scan()),
        ("a", photo_check().with_price_fen(1)),
    ];
    assert_eq!(order(&Strategy::Listed, &providers, 0), ["b", "a", "scan", "other-scan"]);
}

#[test]
fn the_cheapest_first_and_scans_last_however_cheap() {
    let priced = |fen| photo_check().with_price_fen(fen);
    let providers = [
        ("scan", hosted_scan().with_price_fen(1)),
        ("unknown", photo_check()),
        ("dear", priced(120)),
        ("as-cheap", priced(80)),
        ("cheap", priced(80)),
        ("free", priced(0)),
    ];
    let cheapest = ["free", "as-cheap", "cheap", "dear", "unknown", "scan"];
    assert_eq!(order(&Strategy::Cheapest, &providers, 0), cheapest);
}

#[test]
fn weighted_random_each_comes_first_in_proportion_to_its_weight() {
    let providers =
        [("a", photo_check()), ("scan", hosted_scan()), ("b", photo_check()), ("c", photo_check())];
    let strategy = weighted(&[("a", 5), ("b", 3), ("scan", 1000)], 7);
    let mut first = [0; 3];
    for second in 0..9000 {
        let order = order(&strategy, &providers, 1_767_225_600 + second);
        assert_eq!(order[3], "scan");
        first[["a", "b", "c"].iter().position(|name| *name == order[0]).unwrap()] += 1;
    }
    // 5 : 3 : 1 of 9,000, whoever is not named having the weight 1; chance is within 5 standard deviations (about 47).
    for (drawn, expected) in first.into_iter().zip([5000_i32, 3000, 1000]) {
        assert!((drawn - expected).abs() < 240, "{first:?}");
    }
}

#[test]
fn the_same_seed_at_the_same_moment_draws_the_same_order() {
    let providers: Vec<_> =
        ["a", "b", "c", "d", "e", "f"].into_iter().map(|name| (name, photo_check())).collect();
    let at = |seed, second| order(&weighted(&[], seed), &providers, second);
    assert_eq!(at(7, 1_767_225_600), at(7, 1_767_225_600));
    assert_ne!(at(7, 1_767_225_600), at(8, 1_767_225_600), "another seed");
    assert_ne!(at(7, 1_767_225_600), at(7, 1_767_225_601), "another moment");
}

#[tokio::test(start_paused = true)]
async fn a_facade_asks_in_its_order() {
    let cheap = fake_that("cheap", photo_check());
    let facade = Facade::builder()
        .provider(unasked("dear", photo_check().with_price_fen(120)))
        .provider(cheap)
        .strategy(Strategy::Cheapest)
        .build()
        .unwrap();
    let outcome = facade.verify(&build(with_everything())).await.unwrap();
    assert_eq!(outcome.answered().unwrap().attempts()[0].provider(), &id("cheap"));

    let clock = heyan_testkit::TokioClock::starting_at("2026-01-01T00:00:00Z".parse().unwrap());
    let facade = Facade::builder()
        .provider(fake_that("a", photo_check()))
        .provider(fake_that("b", photo_check()))
        .strategy(weighted(&[], 7))
        .clock(clock)
        .build()
        .unwrap();
    let mut firsts = Vec::new();
    for _ in 0..32 {
        let outcome = facade.verify(&build(with_everything())).await.unwrap();
        firsts.push(outcome.answered().unwrap().attempts()[0].provider().to_string());
        tokio::time::advance(Duration::from_millis(1)).await;
    }
    assert!(["a", "b"].iter().all(|name| firsts.iter().any(|first| first == name)), "{firsts:?}");
}

#[test]
fn a_weight_of_nobody_is_a_mistake() {
    let build = Facade::builder().provider(unasked("a", photo_check())).strategy(weighted(&[("b", 2)], 0));
    let error = build.build().unwrap_err();
    assert_eq!(error, BuildError::WeightOfNobody(id("b")));
    insta::assert_snapshot!(error, @"b has a weight and is not listed; add it, or take its weight away");
}
