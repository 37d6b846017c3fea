//! One verification as it was seen from outside, and what its script says about any moment of it.

use std::fmt;
use std::time::Duration;

use heyan::{Attempt, Billing, Findings, Outcome, Step, Verdict, VerifyError};

use crate::answer::Answer;
use crate::model::{Bits, rank};
use crate::scripted::{Event, findings, id};
use crate::setting::Setting;

/// A verification that ended, or that was dropped while the provider after the script's end was asked.
pub(crate) struct Case<'a> {
    pub(crate) setting: &'a Setting,
    pub(crate) script: &'a [Answer],
    pub(crate) log: Vec<Event>,
    /// `None` where it was dropped.
    pub(crate) result: Option<Result<Outcome, VerifyError>>,
    pub(crate) took: Duration,
}

/// What the first answers of a script come to.
#[derive(Debug, Default)]
pub(crate) struct SoFar {
    pub(crate) matched: Bits,
    pub(crate) mismatched: Bits,
    pub(crate) pending: bool,
    /// The policy ends the chain.
    pub(crate) stopped: bool,
    /// Somebody was silent until the deadline.
    pub(crate) late: bool,
}

impl Case<'_> {
    /// Who was asked, in order.
    pub(crate) fn asked(&self) -> impl Iterator<Item = usize> {
        self.log.iter().filter_map(|event| match event {
            Event::Asked(place, _) => Some(*place),
            _ => None,
        })
    }

    /// What the observer was told of.
    pub(crate) fn told(&self) -> impl Iterator<Item = &Attempt> {
        self.log.iter().filter_map(|event| match event {
            Event::Ended(attempt) => Some(attempt),
            _ => None,
        })
    }

    /// The asks in the trail: neither skipped nor queries.
    pub(crate) fn asks_told(&self) -> impl Iterator<Item = &Attempt> {
        self.told().filter(|attempt| attempt.skip().is_none() && attempt.step() == Step::Ask)
    }

    /// What the first `count` answers come to.
    pub(crate) fn after(&self, count: usize) -> SoFar {
        self.script.iter().take(count).fold(SoFar::default(), |so_far, answer| SoFar {
            matched: so_far.matched | answer.matched(),
            mismatched: so_far.mismatched | answer.mismatched(),
            pending: so_far.pending || matches!(answer, Answer::Pending { .. }),
            stopped: so_far.stopped || self.stops(answer),
            late: so_far.late || *answer == Answer::Silent,
        })
    }

    /// What the answers come to of those who were asked before this place's turn.
    pub(crate) fn at_turn_of(&self, place: usize) -> SoFar {
        let turn = |of: usize| self.setting.order.iter().position(|place| *place == of);
        self.after(self.asked().filter(|asked| turn(*asked) < turn(place)).count())
    }

    /// Whether the policy ends the chain after this answer.
    pub(crate) fn stops(&self, answer: &Answer) -> bool {
        let goes_on = |kind, billing| self.setting.policy.goes_on(kind, billing);
        match answer {
            Answer::Fails { kind, .. } => !goes_on(*kind, answer.owed()),
            Answer::Silent => !goes_on(heyan::ErrorKind::Timeout, Billing::MaybeBilled),
            Answer::Verdicts { .. } | Answer::Pending { .. } => false,
        }
    }

    /// The findings of the whole script, joined: per factor the strongest verdict, of equal ones the first.
    pub(crate) fn joined(&self) -> Findings {
        let said = |factor: usize| {
            let verdicts = self.asked().zip(self.script).map(move |(place, answer)| match answer {
                Answer::Verdicts { on, .. } => (on[factor], place),
                _ => (None, place),
            });
            verdicts.fold((None, 0), |best, next| if rank(next.0) > rank(best.0) { next } else { best })
        };
        (0..4).fold(Findings::default(), |all, factor| {
            let (verdict, place): (Option<Verdict>, usize) = said(factor);
            let mut on = [None; 4];
            on[factor] = verdict;
            all.join(findings(&on, &id(place)))
        })
    }

    /// Fails the test where `check` finds something.
    pub(crate) fn uphold(&self, rules: &[Rule]) {
        for (invariant, holds) in rules {
            if let Err(why) = holds(self) {
                panic!("broken: {invariant}\n     because {why}\n{self:?}");
            }
        }
    }
}

/// An invariant in words, and what looks whether it holds in a case.
pub(crate) type Rule = (&'static str, fn(&Case<'_>) -> Result<(), String>);

/// `Err` with the reason where something does not hold.
pub(crate) fn ensure(holds: bool, why: impl FnOnce() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(why()) }
}

impl fmt::Debug for Case<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Setting { chain, policy, requirement, given, .. } = self.setting;
        writeln!(f, "       chain {chain:?}")?;
        writeln!(f, " requirement {} {:?}", requirement.0, requirement.1)?;
        writeln!(f, "       given {given:?}")?;
        writeln!(f, "      policy {policy:?}")?;
        self.script.iter().try_for_each(|answer| writeln!(f, "      script {answer:?}"))?;
        self.log.iter().try_for_each(|event| writeln!(f, "         log {event:?}"))?;
        writeln!(f, "        took {:?}", self.took)?;
        writeln!(f, "      result {:?}", self.result)
    }
}
