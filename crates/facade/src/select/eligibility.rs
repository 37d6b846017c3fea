//! Who is worth asking: pure functions of the request, the findings so far and what the providers can do.
//!
//! Rule 1, capability first: a provider that cannot serve the request is skipped, and the trail says why.
//! Rule 2, ask only for what is still open, and only if the answer can matter. A vendor that has answered gives no other
//! answer to a second account.

use heyan_core::{Capability, FactorSet, Findings, Skip, SkipReason, Unserved, Verdict, VerifyRequest};

/// What is known by the time that somebody is to be asked.
#[derive(Clone, Debug, Default)]
pub struct Known<'a> {
    /// What was found.
    pub findings: Findings,
    /// The vendors that have answered, each with what it was asked for.
    pub answered: Vec<(&'a str, FactorSet)>,
}

/// Why `provider` should not be asked now; `None` where it should. `later` are those that could be asked after it.
pub fn skip<'a>(
    request: &VerifyRequest,
    known: &Known<'_>,
    provider: &Capability,
    later: impl Iterator<Item = &'a Capability>,
) -> Option<Skip> {
    if let Some(reason) = provider.unserved(request) {
        return Some(unserved(reason));
    }
    let settles = |other: &Capability| {
        let asked_for = known.answered.iter().filter(|(vendor, _)| other.vendor() == Some(vendor));
        asked_for.fold(other.verifies(request), |left, (_, asked)| left.difference(*asked))
    };
    let own = settles(provider);
    let reach = later.fold(own, |reach, other| reach.union(settles(other)));
    cannot_matter(request, &known.findings, own, reach)
}

/// Rule 1.
fn unserved(reason: Unserved) -> Skip {
    match reason {
        Unserved::MissingEvidence(field) => {
            Skip::new(SkipReason::MissingEvidence).with_detail(field.as_str())
        }
        _ => Skip::new(SkipReason::NotPermitted).with_detail("hosted"),
    }
}

/// Rule 2: there must be an alternative whose open factors are all within `reach`, one of them within `own`.
/// The skip names what stays open in the preferred alternative whatever this provider says.
fn cannot_matter(
    request: &VerifyRequest,
    findings: &Findings,
    own: FactorSet,
    reach: FactorSet,
) -> Option<Skip> {
    let matched = findings.having(Verdict::Match);
    let mut open =
        request.requirement().alternatives().iter().map(|alternative| alternative.difference(matched));
    let worth_it = |open: FactorSet| open.is_subset(reach) && !open.intersection(own).is_empty();
    if open.clone().any(worth_it) {
        return None;
    }
    let preferred = open.next().unwrap_or_default();
    let out_of_reach = preferred.difference(reach);
    let named = if out_of_reach.is_empty() { preferred } else { out_of_reach };
    Some(Skip::new(SkipReason::CannotSettle).with_detail(named.to_string()))
}
