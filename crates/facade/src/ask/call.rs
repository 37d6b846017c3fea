//! One call of a provider: what is known of its attempt even if the provider keeps no trail.

use std::time::{Duration, Instant};

use heyan_core::{
    Attempt, Billing, Clock, ErrorKind, Failure, ProviderId, Stage, Step, Timestamp, VerifyError,
};

/// Who is asked, since when, and for how much: what is known of an attempt even where its provider says nothing.
#[derive(Clone, Copy)]
pub(crate) struct Call<'a> {
    pub(crate) provider: &'a ProviderId,
    pub(crate) step: Step,
    pub(super) price_fen: Option<u64>,
    pub(super) began: (Timestamp, Instant),
    pub(super) clock: &'a dyn Clock,
}

impl Call<'_> {
    /// The attempt with what it may cost, when it began and how long it took.
    pub(super) fn described(&self, attempt: Attempt) -> Attempt {
        let priced = self.price_fen.into_iter().fold(attempt, Attempt::with_price_fen);
        priced.with_timing(self.began.0, self.elapsed())
    }

    /// How long it has taken until now.
    pub(super) fn elapsed(&self) -> Duration {
        self.clock.monotonic().saturating_duration_since(self.began.1)
    }

    /// Nobody knows how far the question got.
    pub(super) fn lost(&self, kind: ErrorKind, meaning: &'static str) -> VerifyError {
        let failure = Failure::new(kind, Stage::MaybeSent);
        let attempt = Attempt::failed(self.provider.clone(), self.step, failure, Billing::MaybeBilled);
        VerifyError::new(kind, vec![self.described(attempt.with_meaning(meaning))])
    }
}
