//! The attempts that stand in the trail for what was asked.

use std::time::Duration;

use heyan_core::{
    Attempt, Billing, ErrorKind, Failure, ProviderId, ScoreKind, Stage, Step, Timestamp, VerifyError,
};
use heyan_transport::Fault;

use crate::conclude::Conclusion;
use crate::decode::{Queried, Submitted};

/// Writes the attempts of one provider.
#[derive(Debug)]
pub(crate) struct Trail {
    pub(crate) id: ProviderId,
    pub(crate) price_fen: Option<u64>,
}

/// When a question was asked, and how long it took.
pub(crate) type Timing = (Timestamp, Duration);

impl Trail {
    /// Nobody was asked.
    pub(crate) fn unasked(&self, kind: ErrorKind, step: Step, meaning: &'static str) -> VerifyError {
        let attempt = self.failed(step, Failure::new(kind, Stage::NotSent), Billing::NotBilled, meaning);
        VerifyError::new(kind, vec![attempt])
    }

    /// No answer came that could be decoded.
    pub(crate) fn faulty(&self, fault: &Fault, step: Step, (asked_at, elapsed): Timing) -> Attempt {
        let failure = Failure::new(fault.kind(), fault.stage());
        self.failed(step, failure, fault.billing(), fault.cause().meaning()).with_timing(asked_at, elapsed)
    }

    /// Submit was answered.
    pub(crate) fn submitted(&self, submitted: &Submitted, (asked_at, elapsed): Timing) -> Attempt {
        let Submitted { billing, meaning, .. } = *submitted;
        let mut attempt = match submitted.answer {
            Ok(_) => self.priced(Attempt::pending(self.id.clone(), Step::Ask, billing).with_meaning(meaning)),
            Err(kind) => self.failed(Step::Ask, Failure::new(kind, Stage::Answered), billing, meaning),
        };
        if let Some(code) = submitted.vendor_code {
            attempt = attempt.with_vendor_code(&code.to_string());
        }
        if let Some(order_id) = &submitted.order_id {
            attempt = attempt.with_order_id(order_id);
        }
        attempt.with_timing(asked_at, elapsed)
    }

    /// GetResult was answered, and this is what it comes to.
    pub(crate) fn queried(
        &self,
        queried: &Queried,
        conclusion: Conclusion,
        (asked_at, elapsed): Timing,
    ) -> Attempt {
        let (id, step, billing) = (self.id.clone(), Step::Query, Billing::NotBilled);
        let mut attempt = match conclusion {
            Conclusion::Pending(meaning) => Attempt::pending(id, step, billing).with_meaning(meaning),
            Conclusion::Ended(_, meaning) => Attempt::answered(id, step, billing).with_meaning(meaning),
            Conclusion::Failed(kind, meaning) => {
                self.failed(step, Failure::new(kind, Stage::Answered), billing, meaning)
            }
        };
        if let Some(code) = queried.vendor_code() {
            attempt = attempt.with_vendor_code(&code);
        }
        if let Some(score) = queried.similarity {
            attempt = attempt.with_score(ScoreKind::Similarity, score);
        }
        if let Some(score) = queried.liveness {
            attempt = attempt.with_score(ScoreKind::Liveness, score);
        }
        attempt.with_timing(asked_at, elapsed)
    }

    fn failed(&self, step: Step, failure: Failure, billing: Billing, meaning: &'static str) -> Attempt {
        self.priced(Attempt::failed(self.id.clone(), step, failure, billing).with_meaning(meaning))
    }

    fn priced(&self, attempt: Attempt) -> Attempt {
        match self.price_fen {
            Some(fen) => attempt.with_price_fen(fen),
            None => attempt,
        }
    }
}
