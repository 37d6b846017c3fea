//! The limits of one provider, each a verifier around a verifier, and the order in which a question meets them.

mod breaker;
mod rate;
mod queue;
mod concurrency;
mod budget;

use std::num::{NonZeroU32, NonZeroUsize};
use std::sync::Arc;
use std::time::{Duration, Instant};

use heyan_core::{Attempt, ErrorKind, Limit, ProviderId, Skip, Verifier, VerifyError, VerifyRequest};

use crate::announce::Observers;
use crate::ask::Ask;
use crate::candidate::Surroundings;
use crate::trail;
use breaker::Breaker;
use budget::Budget;
use concurrency::Concurrency;
use rate::Rate;

pub use budget::Period;
pub use rate::Every;

pub(crate) use breaker::Switch;
pub(crate) use budget::Books;

/// The limits of one provider; none where nothing is set. They keep questions back, and never send one twice.
#[derive(Clone, Copy, Debug, Default)]
pub struct Limits {
    breaker: Option<(NonZeroU32, Duration)>,
    rate: Option<(NonZeroU32, Every)>,
    concurrency: Option<NonZeroUsize>,
    budget: Option<(u64, Period)>,
}

impl Limits {
    /// No limit.
    pub fn new() -> Self {
        Self::default()
    }

    /// After so many failures in a row that count against its health, the provider is left alone for `cool_down`; then
    /// one question is let through, and what comes of it decides. Some failures, such as a refused key, count for all
    /// of them at once: [`policy::TABLE`](crate::policy::TABLE) says which.
    #[must_use]
    pub fn breaker(mut self, failures: NonZeroU32, cool_down: Duration) -> Self {
        self.breaker = Some((failures, cool_down));
        self
    }

    /// Gives questions and queries no more than so many turns in any such time: a tenth of them at once, the others evenly
    /// spread. Whoever comes too early waits, first come, first served, as long as the deadline allows it. A question
    /// that then waits for a [place](Self::concurrency) leaves later than its turn, so after a stall as many as there
    /// are places may leave at once.
    #[must_use]
    pub fn rate(mut self, questions: NonZeroU32, every: Every) -> Self {
        self.rate = Some((questions, every));
        self
    }

    /// Has no more than so many questions and queries under way. The others wait, until their deadlines.
    #[must_use]
    pub fn concurrency(mut self, questions: NonZeroUsize) -> Self {
        self.concurrency = Some(questions);
        self
    }

    /// Spends no more than so many fen in each period, what may have been billed counted in. The provider must have a
    /// [price](heyan_core::Capability::price_fen). It counts what this process spends, from when it starts.
    #[must_use]
    pub fn budget(mut self, fen: u64, period: Period) -> Self {
        self.budget = Some((fen, period));
        self
    }

    pub(crate) fn has_budget(&self) -> bool {
        self.budget.is_some()
    }
}

/// A provider within its limits, and where to read how it fares.
#[derive(Debug)]
pub(crate) struct Limited {
    pub(crate) verifier: Arc<dyn Verifier>,
    pub(crate) breaker: Option<Arc<Switch>>,
    pub(crate) under_way: Option<Arc<concurrency::Places>>,
    pub(crate) budget: Option<Arc<Books>>,
}

/// Puts the limits around a provider. A question meets them in this order: breaker, rate, concurrency, budget. So a
/// provider that is left alone takes no place, and what is reserved in the budget is about to be asked.
///
/// Each asks the next one `as_ref`: an `Arc` of a verifier is a verifier too, and would put a second future on the heap.
pub(crate) fn around(provider: Arc<dyn Verifier>, limits: &Limits, around: &Surroundings) -> Limited {
    let id = provider.id().clone();
    let price = provider.capability().price_fen().unwrap_or_default();
    let refusals = || Refusals { provider: id.clone(), observers: around.observers.clone() };
    let breaker = limits.breaker.map(|(failures, cool_down)| {
        Arc::new(Switch::new(failures, cool_down, Arc::clone(&around.clock), refusals()))
    });
    let under_way = limits.concurrency.map(|places| Arc::new(concurrency::Places::new(places)));
    let budget = limits
        .budget
        .map(|(ceiling, period)| Arc::new(Books::new(price, ceiling, period, Arc::clone(&around.clock))));

    // From the inside out.
    let mut verifier: Arc<dyn Verifier> = Arc::new(Ask::new(provider, around, refusals()));
    if let Some(books) = &budget {
        verifier = Arc::new(Budget::new(verifier, Arc::clone(books), refusals()));
    }
    if let Some(places) = &under_way {
        verifier = Arc::new(Concurrency::new(verifier, Arc::clone(places), refusals()));
    }
    if let Some((questions, every)) = limits.rate {
        verifier = Arc::new(Rate::new(verifier, questions, every, refusals()));
    }
    if let Some(switch) = &breaker {
        verifier = Arc::new(Breaker::new(verifier, Arc::clone(switch)));
    }
    Limited { verifier, breaker, under_way, budget }
}

/// Whether it is too late to ask anybody.
fn has_passed(deadline: Option<Instant>) -> bool {
    deadline.is_some_and(|deadline| tokio::time::Instant::from(deadline) <= tokio::time::Instant::now())
}

/// Says no in a provider's name.
#[derive(Debug)]
pub(crate) struct Refusals {
    provider: ProviderId,
    observers: Observers,
}

impl Refusals {
    /// A limit kept the question back: it never left, so nobody can bill it, and the trail says `skipped`.
    pub(crate) fn refuse(&self, request: &VerifyRequest, by: Limit, skip: Skip) -> VerifyError {
        let attempt = Attempt::skipped(self.provider.clone(), trail::step(request), skip);
        self.observers.ended(request, &attempt);
        VerifyError::new(ErrorKind::Refused { by }, vec![attempt])
    }
}
