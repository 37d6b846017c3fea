//! The classes of answers that a provider can give, and the lists of them that are gone through.

use heyan::{Billing, ErrorKind, Stage, Verdict};

use crate::model::{AFTER, Bits};

/// One answer of a script. `told` is the billing that stands in the provider's own attempt; without it the provider
/// keeps no trail.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Answer {
    /// A verdict on each of the four factors, or none.
    Verdicts { on: [Option<Verdict>; 4], told: Option<Billing> },
    /// The person has yet to scan their face.
    Pending { told: Option<Billing> },
    /// No answer.
    Fails { kind: ErrorKind, stage: Stage, told: Option<Billing> },
    /// It never answers, and keeps no deadline.
    Silent,
}

const BILLED: Option<Billing> = Some(Billing::Billed);
const MAYBE: Option<Billing> = Some(Billing::MaybeBilled);
const NOT_BILLED: Option<Billing> = Some(Billing::NotBilled);

/// What a verifier's own attempt can say about the fee: nothing where it keeps no trail.
const TOLD: [Option<Billing>; 4] = [BILLED, MAYBE, NOT_BILLED, None];

/// What can be told about one factor.
const VERDICTS: [Option<Verdict>; 5] = [
    None,
    Some(Verdict::Indeterminate),
    Some(Verdict::NoRecord),
    Some(Verdict::Match),
    Some(Verdict::Mismatch),
];

/// Open, match and mismatch: what a decision can tell apart.
const DECISIVE: [Option<Verdict>; 3] = [VERDICTS[1], VERDICTS[3], VERDICTS[4]];

impl Answer {
    pub(crate) fn matched(&self) -> Bits {
        self.bits(Verdict::Match)
    }

    pub(crate) fn mismatched(&self) -> Bits {
        self.bits(Verdict::Mismatch)
    }

    fn bits(&self, verdict: Verdict) -> Bits {
        let Self::Verdicts { on, .. } = self else { return 0 };
        let bit = |(place, said): (usize, &Option<Verdict>)| u8::from(*said == Some(verdict)) << place;
        on.iter().enumerate().map(bit).sum()
    }

    /// What the trail of an ask must say about the fee: what the provider says, and "maybe" if it says nothing, unless it
    /// has refused.
    pub(crate) fn owed(&self) -> Billing {
        match self {
            Self::Fails { kind: ErrorKind::Refused { .. }, told: None, .. } => Billing::NotBilled,
            Self::Verdicts { told, .. } | Self::Pending { told } | Self::Fails { told, .. } => {
                told.unwrap_or(Billing::MaybeBilled)
            }
            Self::Silent => Billing::MaybeBilled,
        }
    }
}

/// What a provider that settles these factors can say about them.
fn verdicts(settles: Bits, each: &[Option<Verdict>]) -> Vec<[Option<Verdict>; 4]> {
    (0..4).filter(|factor| settles >> factor & 1 == 1).fold(vec![[None; 4]], |lists, factor| {
        let with = |list: &[Option<Verdict>; 4], verdict| {
            let mut list = *list;
            list[factor] = verdict;
            list
        };
        lists.iter().flat_map(|list| each.iter().map(move |verdict| with(list, *verdict))).collect()
    })
}

/// Every failure that can be told: each kind at each stage, with each billing that an attempt at this stage can have,
/// and each kind without a trail.
pub(crate) fn every_failure() -> impl Iterator<Item = Answer> {
    let told = |stage| match stage {
        Stage::NotSent => &[NOT_BILLED][..],
        _ => &[BILLED, MAYBE, NOT_BILLED],
    };
    AFTER.into_iter().flat_map(move |(kind, _)| {
        // Whoever refuses has sent nothing, and needs no trail to say so.
        let refuses = matches!(kind, ErrorKind::Refused { .. });
        let stage = if refuses { Stage::NotSent } else { Stage::MaybeSent };
        let without_trail = Answer::Fails { kind, stage, told: None };
        [Stage::NotSent, Stage::MaybeSent, Stage::Answered]
            .into_iter()
            .flat_map(move |stage| {
                told(stage).iter().map(move |told| Answer::Fails { kind, stage, told: *told })
            })
            .chain([without_trail])
    })
}

/// Every answer of a provider that settles these factors.
pub(crate) fn every(settles: Bits) -> Vec<Answer> {
    let verdicts = verdicts(settles, &VERDICTS).into_iter();
    let verdicts = verdicts.flat_map(|on| TOLD.map(|told| Answer::Verdicts { on, told }));
    verdicts.chain(TOLD.map(|told| Answer::Pending { told })).chain(every_failure()).collect()
}

/// Every pattern of verdicts, and otherwise what is representative.
pub(crate) fn every_verdict(settles: Bits) -> Vec<Answer> {
    let verdicts = verdicts(settles, &VERDICTS).into_iter();
    verdicts.map(|on| Answer::Verdicts { on, told: BILLED }).chain(others()).collect()
}

/// One answer for each way in which a chain can go on: every pattern of open, match and mismatch, one scan, and one
/// failure for each pair of what the table says and what was billed.
pub(crate) fn representative(settles: Bits) -> Vec<Answer> {
    let verdicts = verdicts(settles, &DECISIVE).into_iter();
    verdicts.map(|on| Answer::Verdicts { on, told: BILLED }).chain(others()).collect()
}

/// The same with three patterns of verdicts alone: all open, all match, and the last factor does not match.
pub(crate) fn few(settles: Bits) -> Vec<Answer> {
    let all = |verdict| Answer::Verdicts { on: verdicts(settles, &[verdict])[0], told: BILLED };
    let mut last = verdicts(settles, &DECISIVE[1..2])[0];
    if let Some(factor) = last.iter().rposition(Option::is_some) {
        last[factor] = Some(Verdict::Mismatch);
    }
    let last = Answer::Verdicts { on: last, told: BILLED };
    [all(DECISIVE[0]), all(DECISIVE[1]), last].into_iter().chain(others()).collect()
}

/// [`few`], with every failure and every scan.
pub(crate) fn few_with_every_failure(settles: Bits) -> Vec<Answer> {
    let mut answers = few(settles);
    answers.retain(|answer| matches!(answer, Answer::Verdicts { .. }));
    answers.into_iter().chain(TOLD.map(|told| Answer::Pending { told })).chain(every_failure()).collect()
}

fn others() -> impl Iterator<Item = Answer> {
    let fails = |kind, told| Answer::Fails { kind, stage: Stage::Answered, told };
    let failures = [ErrorKind::Unavailable, ErrorKind::InvalidRequest].into_iter();
    let failures = failures.flat_map(move |kind| [BILLED, MAYBE, NOT_BILLED].map(|told| fails(kind, told)));
    [Answer::Pending { told: MAYBE }].into_iter().chain(failures)
}

/// What can come of asking after a scan: it costs nothing, whatever is said about that.
pub(crate) fn every_query(settles: Bits, all_verdicts: bool) -> Vec<Answer> {
    let each: &[_] = if all_verdicts { &VERDICTS } else { &DECISIVE };
    let kept = verdicts(settles, each).into_iter().map(|on| Answer::Verdicts { on, told: NOT_BILLED });
    let unused = Answer::Verdicts { on: [None; 4], told: None };
    let pending = [NOT_BILLED, None].map(|told| Answer::Pending { told });
    kept.chain([unused]).chain(pending).chain(every_failure()).collect()
}
