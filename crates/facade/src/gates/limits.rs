//! The limits of one provider, as they are configured.

use std::num::{NonZeroU32, NonZeroUsize};
use std::sync::Arc;
use std::time::Duration;

use super::{Every, Gate, Period};

/// The limits of one provider; by default none, except that a call needs [some time](Self::with_min_time_left). They keep
/// calls back, and never send one twice.
///
/// A call meets them in this order: the breaker, fitting the portrait, the concurrency, gates of your own, the budget,
/// the rate. One that is kept back takes nothing from any of them.
#[derive(Clone, Debug, Default)]
pub struct Limits {
    pub(super) breaker: Option<(NonZeroU32, Duration)>,
    pub(super) rate: Option<(NonZeroU32, Every)>,
    pub(super) concurrency: Option<NonZeroUsize>,
    pub(super) budget: Option<(u64, Period)>,
    pub(super) gates: Vec<Arc<dyn Gate>>,
    pub(super) min_time_left: Option<Duration>,
    pub(super) slow_after: Option<Duration>,
}

impl Limits {
    /// No limit.
    pub fn new() -> Self {
        Self::default()
    }

    /// Leaves the provider alone for `cool_down` after this many failures in a row that count against its health. Then one
    /// call is let through, the probe, and what comes of it decides. Some failures, such as a refused key, open the
    /// breaker at once: [`fallback::TABLE`](crate::fallback::TABLE) says which.
    ///
    /// A call that its caller's deadline ended, or its caller dropped, counts only if it was
    /// [slow](Self::with_slow_after). A probe that is dropped always does.
    #[must_use]
    pub fn with_breaker(mut self, failures: NonZeroU32, cool_down: Duration) -> Self {
        self.breaker = Some((failures, cool_down));
        self
    }

    /// Allows this many calls and queries in any such time: a tenth of them at once, the others
    /// evenly spread. A call that comes too early waits for its slot, as long as the deadline allows it: billable calls
    /// first, but every tenth slot goes to a query if one waits.
    #[must_use]
    pub fn with_rate(mut self, calls: NonZeroU32, every: Every) -> Self {
        self.rate = Some((calls, every));
        self
    }

    /// Allows this many calls in flight. The others wait, until their deadlines. A provider that starts scans
    /// keeps one of them for queries and one for billable calls, if there are two or more.
    #[must_use]
    pub fn with_concurrency(mut self, calls: NonZeroUsize) -> Self {
        self.concurrency = Some(calls);
        self
    }

    /// Spends no more than so many fen in each period, what may have been billed counted in. The provider must have a
    /// [price](heyan_core::Capability::price_fen). It counts what this process spends, from when it starts.
    #[must_use]
    pub fn with_budget(mut self, fen: u64, period: Period) -> Self {
        self.budget = Some((fen, period));
        self
    }

    /// Adds a gate of your own. Gates are asked in the order in which they are added.
    #[must_use]
    pub fn with_gate(mut self, gate: impl Gate) -> Self {
        self.gates.push(Arc::new(gate));
        self
    }

    /// Sets the time that must be left until the deadline for a billable call to begin. Defaults to 2 s. With less, the
    /// provider is skipped (`deadline`): the call would probably be billed without an answer. It is never more than the
    /// provider's own [time-out](heyan_core::Capability::timeout), or half the time that the verification began with.
    #[must_use]
    pub fn with_min_time_left(mut self, time: Duration) -> Self {
        self.min_time_left = Some(time);
        self
    }

    /// Sets how long a call must have run to count as a failure if its caller's deadline ended it, or its caller dropped
    /// it. Defaults to half the provider's own [time-out](heyan_core::Capability::timeout), at most 5 s. Shorter ones say
    /// nothing about the provider.
    #[must_use]
    pub fn with_slow_after(mut self, time: Duration) -> Self {
        self.slow_after = Some(time);
        self
    }

    /// Adds the facade's gates, before those of the provider.
    pub(crate) fn with_gates_before(mut self, gates: &[Arc<dyn Gate>]) -> Self {
        self.gates = [gates, &self.gates].concat();
        self
    }

    pub(crate) fn has_budget(&self) -> bool {
        self.budget.is_some()
    }
}
