//! What may keep a call back, each gate a verifier around a verifier, and the order in which a call meets them.

mod limits;
mod breaker;
mod rate;
mod concurrency;
mod budget;

use std::sync::Arc;

use heyan_core::Verifier;

use crate::ask::Ask;
use crate::context::Context;
use crate::refusal::Refusals;
use breaker::{BreakerGate, CircuitBreaker};
use budget::{Budget, BudgetGate};
use concurrency::{ConcurrencyGate, Permits};
use rate::RateGate;

pub use budget::Period;
pub use limits::Limits;
pub use rate::Every;

/// A provider within its limits, and where to read how it fares.
#[derive(Debug)]
pub(crate) struct Gated {
    pub(crate) verifier: Arc<dyn Verifier>,
    pub(crate) breaker: Option<Arc<CircuitBreaker>>,
    pub(crate) in_flight: Option<Arc<Permits>>,
    pub(crate) budget: Option<Arc<Budget>>,
}

/// Puts the limits around a provider. A question meets them in this order: breaker, rate, concurrency, budget. So a
/// provider that is left alone takes no place, and what is reserved in the budget is about to be asked.
///
/// Each asks the next one `as_ref`: an `Arc` of a verifier is a verifier too, and would put a second future on the heap.
pub(crate) fn around(provider: Arc<dyn Verifier>, limits: &Limits, context: &Context) -> Gated {
    let id = provider.id().clone();
    let price = provider.capability().price_fen().unwrap_or_default();
    let refusals = || Refusals { provider: id.clone(), observers: context.observers.clone() };
    let breaker = limits.breaker.map(|(failures, cool_down)| {
        Arc::new(CircuitBreaker::new(failures, cool_down, Arc::clone(&context.clock), refusals()))
    });
    let in_flight = limits.concurrency.map(|permits| Arc::new(Permits::new(permits)));
    let budget = limits
        .budget
        .map(|(ceiling, period)| Arc::new(Budget::new(price, ceiling, period, Arc::clone(&context.clock))));

    // From the inside out.
    let mut verifier: Arc<dyn Verifier> = Arc::new(Ask::new(provider, context, refusals()));
    if let Some(budget) = &budget {
        verifier = Arc::new(BudgetGate::new(verifier, Arc::clone(budget), refusals()));
    }
    if let Some(permits) = &in_flight {
        verifier = Arc::new(ConcurrencyGate::new(verifier, Arc::clone(permits), refusals()));
    }
    if let Some((questions, every)) = limits.rate {
        verifier = Arc::new(RateGate::new(verifier, questions, every, refusals()));
    }
    if let Some(breaker) = &breaker {
        verifier = Arc::new(BreakerGate::new(verifier, Arc::clone(breaker)));
    }
    Gated { verifier, breaker, in_flight, budget }
}
