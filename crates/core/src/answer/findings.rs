//! What is known about a person so far, factor by factor.

mod json;

use std::collections::BTreeMap;
use std::fmt;

use crate::json::Word;
use crate::{Factor, FactorSet, ProviderId, Verdict};

/// A verdict with the provider that gave it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Finding {
    /// The verdict.
    pub verdict: Verdict,
    /// Who gave it.
    pub provider: ProviderId,
}

/// The finding on each factor that was reported.
///
/// In JSON an object by factor. What a newer version found, on factors or in verdicts that this one does not know, is
/// kept and written back as it was; see [`Verdict::Unknown`].
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Findings {
    identity: Option<Noted>,
    mobile: Option<Noted>,
    face: Option<Noted>,
    liveness: Option<Noted>,
    /// Of a newer version, by the names of their factors.
    others: BTreeMap<Box<str>, Noted>,
}

/// A finding, with its verdict's own word if this version does not know it.
#[derive(Clone, Eq, PartialEq)]
struct Noted {
    finding: Finding,
    carried: Option<Box<str>>,
}

impl Findings {
    /// The same findings joined with one more.
    #[must_use]
    pub fn with(mut self, factor: Factor, verdict: Verdict, provider: &ProviderId) -> Self {
        self.note(factor, Noted::new(verdict.into(), provider.clone()));
        self
    }

    /// Joins two sets of findings: per factor the stronger verdict, and on a tie the finding that is here already.
    #[must_use]
    pub fn join(mut self, later: Findings) -> Self {
        let Findings { identity, mobile, face, liveness, others } = later;
        let later = [identity, mobile, face, liveness];
        for (factor, noted) in Factor::ALL.into_iter().zip(later) {
            if let Some(noted) = noted {
                self.note(factor, noted);
            }
        }
        for (name, noted) in others {
            self.note_other(name, noted);
        }
        self
    }

    /// The finding on `factor`, where one was reported.
    pub fn get(&self, factor: Factor) -> Option<&Finding> {
        self.noted(factor).map(|noted| &noted.finding)
    }

    /// The verdict on `factor`, where one was reported.
    pub fn verdict(&self, factor: Factor) -> Option<Verdict> {
        self.get(factor).map(|finding| finding.verdict)
    }

    /// The findings, in the order of [`Factor::ALL`].
    pub fn iter(&self) -> impl Iterator<Item = (Factor, &Finding)> {
        Factor::ALL.into_iter().filter_map(|factor| Some((factor, self.get(factor)?)))
    }

    /// The factors with this verdict.
    pub fn having(&self, verdict: Verdict) -> FactorSet {
        self.iter().filter(|(_, finding)| finding.verdict == verdict).map(|(factor, _)| factor).collect()
    }

    /// Whether nothing was reported.
    pub fn is_empty(&self) -> bool {
        self.iter().next().is_none() && self.others.is_empty()
    }

    /// Whether any factor has this verdict, be it one that only a newer version knows.
    pub(crate) fn has(&self, verdict: Verdict) -> bool {
        let others = self.others.values().map(|noted| &noted.finding);
        self.iter().map(|(_, finding)| finding).chain(others).any(|finding| finding.verdict == verdict)
    }

    fn noted(&self, factor: Factor) -> Option<&Noted> {
        match factor {
            Factor::Identity => self.identity.as_ref(),
            Factor::Mobile => self.mobile.as_ref(),
            Factor::Face => self.face.as_ref(),
            Factor::Liveness => self.liveness.as_ref(),
        }
    }

    fn note(&mut self, factor: Factor, noted: Noted) {
        let known = match factor {
            Factor::Identity => &mut self.identity,
            Factor::Mobile => &mut self.mobile,
            Factor::Face => &mut self.face,
            Factor::Liveness => &mut self.liveness,
        };
        if known.as_ref().is_none_or(|known| known.is_weaker_than(&noted)) {
            *known = Some(noted);
        }
    }

    fn note_other(&mut self, name: Box<str>, noted: Noted) {
        if self.others.get(&name).is_none_or(|known| known.is_weaker_than(&noted)) {
            self.others.insert(name, noted);
        }
    }
}

impl fmt::Debug for Noted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.finding.fmt(f)
    }
}

impl Noted {
    fn new(verdict: Word<Verdict>, provider: ProviderId) -> Self {
        Self { finding: Finding { verdict: verdict.meant, provider }, carried: verdict.carried }
    }

    fn is_weaker_than(&self, other: &Self) -> bool {
        self.finding.verdict < other.finding.verdict
    }
}
