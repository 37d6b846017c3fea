//! What is known about a person so far, factor by factor.

use serde::{Deserialize, Serialize};

use crate::{Factor, FactorSet, ProviderId, Verdict};

/// A verdict with the provider that gave it.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Finding {
    /// The verdict.
    pub verdict: Verdict,
    /// Who gave it.
    pub provider: ProviderId,
}

/// The finding on each factor that was reported.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Findings {
    #[serde(skip_serializing_if = "Option::is_none")]
    identity: Option<Finding>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mobile: Option<Finding>,
    #[serde(skip_serializing_if = "Option::is_none")]
    face: Option<Finding>,
    #[serde(skip_serializing_if = "Option::is_none")]
    liveness: Option<Finding>,
}

impl Findings {
    /// The same findings joined with one more.
    #[must_use]
    pub fn with(mut self, factor: Factor, verdict: Verdict, provider: &ProviderId) -> Self {
        self.add(factor, Finding { verdict, provider: provider.clone() });
        self
    }

    /// Joins two sets of findings: per factor the stronger verdict, and on a tie the finding that is here already.
    #[must_use]
    pub fn join(mut self, later: Findings) -> Self {
        let Findings { identity, mobile, face, liveness } = later;
        let later = [identity, mobile, face, liveness];
        for (factor, finding) in Factor::ALL.into_iter().zip(later) {
            if let Some(finding) = finding {
                self.add(factor, finding);
            }
        }
        self
    }

    /// The finding on `factor`, where one was reported.
    pub fn get(&self, factor: Factor) -> Option<&Finding> {
        match factor {
            Factor::Identity => self.identity.as_ref(),
            Factor::Mobile => self.mobile.as_ref(),
            Factor::Face => self.face.as_ref(),
            Factor::Liveness => self.liveness.as_ref(),
        }
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
        self.iter().next().is_none()
    }

    fn add(&mut self, factor: Factor, finding: Finding) {
        let known = match factor {
            Factor::Identity => &mut self.identity,
            Factor::Mobile => &mut self.mobile,
            Factor::Face => &mut self.face,
            Factor::Liveness => &mut self.liveness,
        };
        if known.as_ref().is_none_or(|known| known.verdict < finding.verdict) {
            *known = Some(finding);
        }
    }
}
