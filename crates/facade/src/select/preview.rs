//! The plan for a whole request, before anybody is asked: in which order, who would not be and why, at what cost.

use heyan_core::{Decision, Factor, FactorSet, Findings, ProviderId, Skip, Verdict, VerifyRequest, decide};
use serde::Serialize;

use super::cheaper::{Cheaper, cheaper, matching_fen};
use super::eligibility::{self, Known};
use crate::candidate::Candidate;

/// Who would be asked, in which order.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Plan {
    steps: Vec<Planned>,
    random: bool,
    matching_fen: Option<u64>,
    cheaper: Option<Cheaper>,
}

/// One provider's part in a plan.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Planned {
    /// The provider.
    pub provider: ProviderId,
    /// Whether it would be asked.
    pub when: When,
    /// Why not, where it would not.
    pub skip: Option<Skip>,
    /// What one billed question costs, in fen, where that is known.
    pub price_fen: Option<u64>,
}

/// Whether a provider would be asked.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum When {
    /// It is asked before all others, unless a limit keeps the question back or an answer is given again.
    First,
    /// It is asked where those before it fail, or leave open what it can settle; never where an account of the same
    /// vendor has answered.
    IfStillOpen,
    /// It is not asked, whatever those before it say.
    Never,
}

impl When {
    /// The name in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::IfStillOpen => "if_still_open",
            Self::Never => "never",
        }
    }
}

impl Plan {
    /// Each provider's part, in the order in which they are asked.
    pub fn steps(&self) -> &[Planned] {
        &self.steps
    }

    /// Whether the order is weighted random, and may be another at the next moment.
    pub fn is_random(&self) -> bool {
        self.random
    }

    /// Whether anybody would be asked.
    pub fn asks_anybody(&self) -> bool {
        self.asked().next().is_some()
    }

    /// What it costs where the first one settles everything, in fen; `None` where its price is not known.
    pub fn least_fen(&self) -> Option<u64> {
        self.asked().next().map_or(Some(0), |first| first.price_fen)
    }

    /// What it costs where everybody is asked who could be, in fen; `None` where a price is not known.
    pub fn most_fen(&self) -> Option<u64> {
        self.asked().try_fold(0_u64, |sum, step| Some(sum.saturating_add(step.price_fen?)))
    }

    /// What it costs if everything matches, in fen; `None` if the requirement stays open even then, or a price is not
    /// known.
    pub fn matching_fen(&self) -> Option<u64> {
        self.matching_fen
    }

    /// An order that costs less than that, if there is one. A cheap filter first may still be the better choice: it costs
    /// less for a person who is rejected.
    pub fn cheaper(&self) -> Option<&Cheaper> {
        self.cheaper.as_ref()
    }

    fn asked(&self) -> impl Iterator<Item = &Planned> {
        self.steps.iter().filter(|step| step.when != When::Never)
    }
}

/// Plans a request for these providers, in this order.
pub(crate) fn preview(order: &[&Candidate], random: bool, request: &VerifyRequest) -> Plan {
    let mut steps = Vec::with_capacity(order.len());
    let mut asked = 0_usize;
    // What those before may have settled by then.
    let mut before = FactorSet::EMPTY;
    let mut rest = order;
    while let [candidate, later @ ..] = rest {
        rest = later;
        let skip = never(request, before, candidate, later).map(|skip| candidate.reason_not_to_ask(skip));
        let skip = skip.or_else(|| candidate.closed());
        let when = match (&skip, asked) {
            (Some(_), _) => When::Never,
            (None, 0) => When::First,
            (None, _) => When::IfStillOpen,
        };
        if skip.is_none() {
            asked += 1;
            before = before.union(candidate.capability().verifies(request));
        }
        let price_fen = candidate.capability().price_fen();
        steps.push(Planned { provider: candidate.id().clone(), when, skip, price_fen });
    }
    let asked = order.iter().zip(&steps).filter(|(_, step)| step.when != When::Never);
    let asked: Vec<_> = asked.map(|(candidate, _)| *candidate).collect();
    let matching_fen = matching_fen(&asked, request);
    // A random order is another one the next time.
    let cheaper = if random { None } else { cheaper(&asked, request) };
    Plan { steps, random, matching_fen, cheaper }
}

/// Why it would not be asked whatever those before it found, of which only a match can make a difference.
fn never(
    request: &VerifyRequest,
    before: FactorSet,
    candidate: &Candidate,
    later: &[&Candidate],
) -> Option<Skip> {
    let mut reason = None;
    for matched in subsets(before) {
        let known = matched
            .iter()
            .fold(Findings::default(), |all, factor| all.with(factor, Verdict::Match, candidate.id()));
        if decide(&known, request.requirement()).0 == Decision::Verified {
            continue;
        }
        let later = later.iter().filter(|later| later.closed().is_none()).map(|later| later.capability());
        let known = Known { findings: known, answered: Vec::new() };
        let skip = eligibility::skip(request, &known, candidate.capability(), later)?;
        reason.get_or_insert(skip);
    }
    reason
}

/// Every set of these factors, the empty one first.
fn subsets(of: FactorSet) -> impl Iterator<Item = FactorSet> {
    let all = Factor::ALL.map(|factor| FactorSet::of([factor])).into_iter();
    let all = all.fold(vec![FactorSet::EMPTY], |sets, one| {
        let with = sets.iter().map(|set| set.union(one)).collect::<Vec<_>>();
        [sets, with].concat()
    });
    all.into_iter().filter(move |set| set.is_subset(of))
}
