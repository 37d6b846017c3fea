//! What a fake says when it is asked.

use heyan_core::{Billing, ErrorKind, Factor, Stage, Verdict};

/// One scripted answer.
#[derive(Clone, Debug)]
pub struct Answer(pub(crate) Script);

#[derive(Clone, Debug)]
pub(crate) enum Script {
    /// These verdicts.
    Verdicts { verdicts: Vec<(Factor, Verdict)>, billing: Billing },
    /// This failure.
    Failure { kind: ErrorKind, stage: Stage, billing: Billing },
    /// A scan is under way.
    Scan,
    /// No answer until the deadline.
    Silence,
}

impl Answer {
    /// These verdicts, billed.
    pub fn verdicts(verdicts: impl IntoIterator<Item = (Factor, Verdict)>) -> Self {
        Self(Script::Verdicts { verdicts: verdicts.into_iter().collect(), billing: Billing::Billed })
    }

    /// A match on each of these factors, billed.
    pub fn matching(factors: impl IntoIterator<Item = Factor>) -> Self {
        Self::verdicts(factors.into_iter().map(|factor| (factor, Verdict::Match)))
    }

    /// A failure, billed as its stage says.
    pub fn fails(kind: ErrorKind, stage: Stage) -> Self {
        Self(Script::Failure { kind, stage, billing: stage.billing() })
    }

    /// A scan that is started, or still under way where one is asked after.
    pub fn scan() -> Self {
        Self(Script::Scan)
    }

    /// No answer until the deadline.
    pub fn silence() -> Self {
        Self(Script::Silence)
    }

    /// The same with another billing.
    #[must_use]
    pub fn with_billing(mut self, as_told: Billing) -> Self {
        match &mut self.0 {
            Script::Verdicts { billing, .. } | Script::Failure { billing, .. } => *billing = as_told,
            Script::Scan | Script::Silence => {}
        }
        self
    }
}
