//! In which order providers are asked.

use std::num::NonZeroU32;

use fastrand::Rng;
use heyan_core::{Capability, ProviderId, Timestamp};

/// In which order providers are asked. Those that start hosted scans come last in any case.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub enum Strategy {
    /// As they are listed.
    #[default]
    Listed,
    /// Weighted random: each verification draws its first provider in proportion to the weights, then the next.
    /// A provider without a weight has the weight 1. The same seed at the same moment gives the same order.
    Weighted {
        /// Each provider's weight.
        weights: Vec<(ProviderId, NonZeroU32)>,
        /// What the random order is made from, beside the clock.
        seed: u64,
    },
    /// The cheapest first; whose price is not known comes after all others. At the same price, as they are listed.
    Cheapest,
}

impl Strategy {
    /// The places of the providers, in the order in which they are asked at that moment.
    pub fn order(&self, listed: &[(&ProviderId, &Capability)], now: Timestamp) -> Vec<usize> {
        let mut order: Vec<usize> = (0..listed.len()).collect();
        match self {
            Self::Listed => order.sort_by_key(|place| is_hosted(listed, *place)),
            Self::Cheapest => order.sort_by_key(|place| {
                let price = listed.get(*place).and_then(|(_, capability)| capability.price_fen());
                (is_hosted(listed, *place), price.unwrap_or(u64::MAX))
            }),
            Self::Weighted { weights, seed } => {
                let keys = random_keys(listed, weights, *seed, now);
                let key = |place: usize| keys.get(place).copied().unwrap_or_default();
                order.sort_by(|one, other| {
                    let hosted = is_hosted(listed, *one).cmp(&is_hosted(listed, *other));
                    hosted.then_with(|| key(*one).total_cmp(&key(*other)))
                });
            }
        }
        order
    }
}

fn is_hosted(listed: &[(&ProviderId, &Capability)], place: usize) -> bool {
    listed.get(place).is_some_and(|(_, capability)| capability.is_hosted())
}

/// A waiting time for each provider, exponentially distributed with its weight as the rate: the shortest is first in
/// proportion to its weight, and so on for the rest (Efraimidis and Spirakis, 2006).
fn random_keys(
    listed: &[(&ProviderId, &Capability)],
    weights: &[(ProviderId, NonZeroU32)],
    seed: u64,
    now: Timestamp,
) -> Vec<f64> {
    // Neighbouring moments differ in a few bits, so they are spread before they are mixed in.
    let [_, _, _, _, _, _, _, _, nanoseconds @ ..] = now.as_nanosecond().to_be_bytes();
    let mut random = Rng::with_seed(seed ^ Rng::with_seed(u64::from_be_bytes(nanoseconds)).u64(..));
    listed
        .iter()
        .map(|(id, _)| {
            let weight = weights.iter().find(|(named, _)| named == *id).map_or(1, |(_, weight)| weight.get());
            // From (0, 1], of which every number has a logarithm.
            -(1.0 - random.f64()).ln() / f64::from(weight)
        })
        .collect()
}
