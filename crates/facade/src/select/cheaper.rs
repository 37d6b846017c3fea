//! Whether another order would cost less for a person about whom everything matches.

use heyan_core::{Capability, Decision, Findings, ProviderId, Verdict, VerifyRequest, decide};

use super::eligibility::{self, Known};
use crate::candidate::Candidate;

/// Five providers have 120 orders. With more of them, only the order by price is tried.
const ALL_ORDERS_OF: usize = 5;

/// An order that costs less, for a person about whom everything matches.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Cheaper {
    /// The providers in that order. Those that start hosted scans stay last.
    pub order: Vec<ProviderId>,
    /// What it costs, in fen.
    pub fen: u64,
}

/// What this order costs if everything that is asked matches, in fen; `None` if the requirement stays open, or a price is
/// not known.
pub(super) fn matching_fen(order: &[&Candidate], request: &VerifyRequest) -> Option<u64> {
    let (mut known, mut fen) = (Known::default(), 0_u64);
    let mut rest = order;
    while let [candidate, later @ ..] = rest {
        rest = later;
        let capability = candidate.capability();
        let later = later.iter().map(|later| later.capability());
        if eligibility::skip(request, &known, capability, later).is_some() {
            continue;
        }
        fen = fen.checked_add(capability.price_fen()?)?;
        known.findings = matching(known.findings, candidate.id(), capability, request);
        known.answered.extend(capability.vendor().map(|vendor| (vendor, capability.verifies(request))));
        if decide(&known.findings, request.requirement()).0 == Decision::Verified {
            return Some(fen);
        }
    }
    None
}

/// The cheapest order of these, if it costs less than they do in theirs.
pub(super) fn cheaper(order: &[&Candidate], request: &VerifyRequest) -> Option<Cheaper> {
    let now = matching_fen(order, request)?;
    let priced = orders(order).into_iter().filter_map(|order| Some((matching_fen(&order, request)?, order)));
    let (fen, order) = priced.min_by_key(|(fen, _)| *fen).filter(|(fen, _)| *fen < now)?;
    Some(Cheaper { order: order.iter().map(|candidate| candidate.id().clone()).collect(), fen })
}

fn matching(
    findings: Findings,
    id: &ProviderId,
    capability: &Capability,
    request: &VerifyRequest,
) -> Findings {
    capability.verifies(request).iter().fold(findings, |all, factor| {
        let one = Findings::default().with(factor, Verdict::Match, id);
        all.join(one)
    })
}

/// The orders in which they could be listed: those that start hosted scans come last in each.
fn orders<'a>(of: &[&'a Candidate]) -> Vec<Vec<&'a Candidate>> {
    let price = |one: &&Candidate| one.capability().price_fen().unwrap_or(u64::MAX);
    let mut orders = if of.len() <= ALL_ORDERS_OF {
        permutations(of)
    } else {
        let mut cheapest = of.to_vec();
        cheapest.sort_by_key(price);
        vec![cheapest]
    };
    orders.iter_mut().for_each(|order| order.sort_by_key(|one| one.capability().is_hosted()));
    orders
}

fn permutations<'a>(of: &[&'a Candidate]) -> Vec<Vec<&'a Candidate>> {
    let Some((last, before)) = of.split_last() else { return vec![Vec::new()] };
    let with_last = |order: Vec<&'a Candidate>| {
        (0..=order.len()).map(move |place| {
            let mut order = order.clone();
            order.insert(place, *last);
            order
        })
    };
    permutations(before).into_iter().flat_map(with_last).collect()
}
