//! The limits of one provider, as they are configured.

use std::num::{NonZeroU32, NonZeroUsize};
use std::time::Duration;

use super::{Every, Period};

/// The limits of one provider; none where nothing is set. They keep questions back, and never send one twice.
#[derive(Clone, Copy, Debug, Default)]
pub struct Limits {
    pub(super) breaker: Option<(NonZeroU32, Duration)>,
    pub(super) rate: Option<(NonZeroU32, Every)>,
    pub(super) concurrency: Option<NonZeroUsize>,
    pub(super) budget: Option<(u64, Period)>,
}

impl Limits {
    /// No limit.
    pub fn new() -> Self {
        Self::default()
    }

    /// After so many failures in a row that count against its health, the provider is left alone for `cool_down`; then
    /// one question is let through, and what comes of it decides. Some failures, such as a refused key, count for all
    /// of them at once: [`fallback::TABLE`](crate::fallback::TABLE) says which.
    #[must_use]
    pub fn with_breaker(mut self, failures: NonZeroU32, cool_down: Duration) -> Self {
        self.breaker = Some((failures, cool_down));
        self
    }

    /// Gives questions and queries no more than so many turns in any such time: a tenth of them at once, the others evenly
    /// spread. Whoever comes too early waits, first come, first served, as long as the deadline allows it. A question
    /// that then waits for a [place](Self::with_concurrency) leaves later than its turn, so after a stall as many as there
    /// are places may leave at once.
    #[must_use]
    pub fn with_rate(mut self, questions: NonZeroU32, every: Every) -> Self {
        self.rate = Some((questions, every));
        self
    }

    /// Has no more than so many questions and queries under way. The others wait, until their deadlines.
    #[must_use]
    pub fn with_concurrency(mut self, questions: NonZeroUsize) -> Self {
        self.concurrency = Some(questions);
        self
    }

    /// Spends no more than so many fen in each period, what may have been billed counted in. The provider must have a
    /// [price](heyan_core::Capability::price_fen). It counts what this process spends, from when it starts.
    #[must_use]
    pub fn with_budget(mut self, fen: u64, period: Period) -> Self {
        self.budget = Some((fen, period));
        self
    }

    pub(crate) fn has_budget(&self) -> bool {
        self.budget.is_some()
    }
}
