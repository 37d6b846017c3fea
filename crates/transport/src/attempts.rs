//! The attempts of one provider, written in one place.

use std::time::Duration;

use heyan_core::{Attempt, Billing, ErrorKind, Failure, ProviderId, Stage, Step, Timestamp, VerifyError};

use crate::fault::Fault;

/// Writes the attempts of one provider.
#[derive(Clone, Debug)]
pub struct Attempts {
    provider: ProviderId,
    price_fen: Option<u64>,
}

/// A call that has ended, of which nothing is left to do but to write its attempt.
#[derive(Clone, Copy, Debug)]
pub struct Call<'a> {
    attempts: &'a Attempts,
    step: Step,
    asked_at: Timestamp,
    elapsed: Duration,
}

impl Attempts {
    /// The attempts of this provider, whose billed calls cost so much if a price is known.
    pub fn new(provider: ProviderId, price_fen: Option<u64>) -> Self {
        Self { provider, price_fen }
    }

    /// The provider.
    pub fn provider(&self) -> &ProviderId {
        &self.provider
    }

    /// The error of a request that cannot be sent: nothing left, so nothing is billed.
    pub fn unsent(&self, kind: ErrorKind, step: Step, meaning: &'static str) -> VerifyError {
        let failure = Failure::new(kind, Stage::NotSent);
        let attempt = Attempt::failed(self.provider.clone(), step, failure, Billing::NotBilled);
        VerifyError::new(kind, vec![attempt.with_meaning(meaning)])
    }

    /// A call that has ended, when it began, and how long it took.
    pub fn call(&self, step: Step, asked_at: Timestamp, elapsed: Duration) -> Call<'_> {
        Call { attempts: self, step, asked_at, elapsed }
    }
}

impl Call<'_> {
    /// The attempt of an answer.
    pub fn answered(&self, billing: Billing, meaning: &'static str) -> Attempt {
        self.written(Attempt::answered(self.provider(), self.step, billing), meaning)
    }

    /// The attempt of an answer after which the person has yet to scan their face.
    pub fn pending(&self, billing: Billing, meaning: &'static str) -> Attempt {
        self.written(Attempt::pending(self.provider(), self.step, billing), meaning)
    }

    /// The attempt of an answer that is a failure.
    pub fn failed(&self, kind: ErrorKind, billing: Billing, meaning: &'static str) -> Attempt {
        let failure = Failure::new(kind, Stage::Answered);
        self.written(Attempt::failed(self.provider(), self.step, failure, billing), meaning)
    }

    /// The error of a call without an answer, with its one attempt and the fault as its source.
    pub fn error(&self, fault: Fault) -> VerifyError {
        let failure = Failure::new(fault.kind(), fault.stage());
        let attempt = Attempt::failed(self.provider(), self.step, failure, fault.billing());
        let attempt = self.written(attempt, fault.cause().meaning());
        VerifyError::new(fault.kind(), vec![attempt]).with_source(fault)
    }

    fn provider(&self) -> ProviderId {
        self.attempts.provider.clone()
    }

    fn written(&self, attempt: Attempt, meaning: &'static str) -> Attempt {
        let attempt = attempt.with_meaning(meaning).with_timing(self.asked_at, self.elapsed);
        self.attempts.price_fen.into_iter().fold(attempt, Attempt::with_price_fen)
    }
}
