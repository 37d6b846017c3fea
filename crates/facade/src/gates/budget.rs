//! Spends no more at a provider in a day or an hour than was granted.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use async_trait::async_trait;
use heyan_core::{
    Attempt, Billing, Capability, Clock, Limit, Outcome, ProviderId, Skip, SkipReason, Step, Timestamp,
    Verifier, VerifyError, VerifyRequest,
};

use crate::refusal::Refusals;
use crate::trail;

/// The time that a budget is granted for, by the clock in Shanghai.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum Period {
    /// From one full hour to the next.
    Hour,
    /// From midnight to midnight.
    Day,
}

/// A verifier with a budget. Its price is reserved before the question and settled after: what the vendor does not
/// bill is given back, what it may have billed is not. Queries cost nothing.
#[derive(Debug)]
pub(crate) struct BudgetGate {
    inner: Arc<dyn Verifier>,
    budget: Arc<Budget>,
    refusals: Refusals,
}

/// What was granted, and what is spent of it.
#[derive(Debug)]
pub(crate) struct Budget {
    price: u64,
    ceiling: u64,
    period: Period,
    clock: Arc<dyn Clock>,
    spent: Mutex<Spending>,
}

/// What is spent in one period, that of its number.
#[derive(Clone, Copy, Debug)]
struct Spending {
    period: i64,
    began: Instant,
    fen: u64,
}

impl Period {
    /// Shanghai keeps its clocks eight hours ahead of UTC, all year.
    fn number(self, moment: Timestamp) -> i64 {
        let seconds = moment.as_second() + 8 * 3600;
        match self {
            Self::Hour => seconds.div_euclid(3600),
            Self::Day => seconds.div_euclid(24 * 3600),
        }
    }
}

impl Period {
    /// Longer than it can be by any clock: no two clocks differ by as much as one part in 24.
    fn longest(self) -> Duration {
        Duration::from_secs(match self {
            Self::Hour => 3600 + 150,
            Self::Day => 25 * 3600,
        })
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Hour => "hour",
            Self::Day => "day",
        })
    }
}

impl Budget {
    pub(super) fn new(price: u64, ceiling: u64, period: Period, clock: Arc<dyn Clock>) -> Self {
        let spent = Spending { period: period.number(clock.now()), began: clock.monotonic(), fen: 0 };
        Self { price, ceiling, period, clock, spent: Mutex::new(spent) }
    }

    /// What is spent in this period, in fen, with what is reserved for questions under way.
    pub(crate) fn spent(&self) -> u64 {
        self.current().fen
    }

    /// What was granted for each period, in fen.
    pub(crate) fn ceiling(&self) -> u64 {
        self.ceiling
    }

    /// Whether one more question is within it.
    pub(crate) fn has_room(&self) -> bool {
        self.spent().saturating_add(self.price) <= self.ceiling
    }

    /// What the trail says of a question for which no room is left.
    pub(crate) fn skip(&self) -> Skip {
        Skip::new(SkipReason::Budget).with_detail(self.to_string())
    }

    /// Reserves the price of one question, and tells in which period; `None` where it is not within the budget.
    fn reserve(&self) -> Option<Instant> {
        let mut spent = self.current();
        let sum = spent.fen.checked_add(self.price).filter(|sum| *sum <= self.ceiling)?;
        spent.fen = sum;
        Some(spent.began)
    }

    /// Puts what it cost in the place of what was reserved. A period that is over keeps what it had.
    fn settle(&self, reserved_in: Instant, cost: u64) {
        let mut spent = self.current();
        if spent.began == reserved_in {
            spent.fen = spent.fen.saturating_sub(self.price).saturating_add(cost);
        }
    }

    /// The budget of this period. A wall clock that is set back does not begin one anew, and one that was ahead for a
    /// moment does not keep it for ever: what is still to come by the wall clock is over after a little more than a
    /// period by the other.
    fn current(&self) -> MutexGuard<'_, Spending> {
        let (now, moment) = (self.period.number(self.clock.now()), self.clock.monotonic());
        let mut spent = self.spent.lock().unwrap_or_else(PoisonError::into_inner);
        let over = moment.saturating_duration_since(spent.began) >= self.period.longest();
        if now > spent.period || (now < spent.period && over) {
            *spent = Spending { period: now, began: moment, fen: 0 };
        }
        spent
    }

    /// What the attempts may have cost.
    fn cost(&self, attempts: &[Attempt]) -> u64 {
        let may_cost = attempts.iter().filter(|attempt| attempt.billing() != Billing::NotBilled);
        may_cost.map(|attempt| attempt.cost_fen().unwrap_or(self.price)).fold(0, u64::saturating_add)
    }
}

/// In yuan, as it is configured: `500.00/day`.
impl fmt::Display for Budget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:02}/{}", self.ceiling / 100, self.ceiling % 100, self.period)
    }
}

impl BudgetGate {
    pub(super) fn new(inner: Arc<dyn Verifier>, budget: Arc<Budget>, refusals: Refusals) -> Self {
        Self { inner, budget, refusals }
    }
}

#[async_trait]
impl Verifier for BudgetGate {
    fn id(&self) -> &ProviderId {
        self.inner.id()
    }

    fn capability(&self) -> &Capability {
        self.inner.capability()
    }

    async fn verify(&self, request: &VerifyRequest) -> Result<Outcome, VerifyError> {
        if request.step() == Step::Query {
            return self.inner.as_ref().verify(request).await;
        }
        let Some(reserved_in) = self.budget.reserve() else {
            return Err(self.refusals.refuse(request, Limit::Budget, self.budget.skip()));
        };
        // Dropped here, the question may be billed: what is reserved stays spent.
        let result = self.inner.as_ref().verify(request).await;
        self.budget.settle(reserved_in, self.budget.cost(trail::told(&result)));
        result
    }
}
