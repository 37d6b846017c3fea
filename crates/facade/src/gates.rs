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
use breaker::{Breaker, Switch};
use budget::{Books, Budget};
use concurrency::{Concurrency, Places};
use rate::Rate;

pub use budget::Period;
pub use limits::Limits;
pub use rate::Every;

/// A provider within its limits, and where to read how it fares.
#[derive(Debug)]
pub(crate) struct Gated {
    pub(crate) verifier: Arc<dyn Verifier>,
    pub(crate) breaker: Option<Arc<Switch>>,
    pub(crate) under_way: Option<Arc<Places>>,
    pub(crate) budget: Option<Arc<Books>>,
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
        Arc::new(Switch::new(failures, cool_down, Arc::clone(&context.clock), refusals()))
    });
    let under_way = limits.concurrency.map(|places| Arc::new(Places::new(places)));
    let budget = limits
        .budget
        .map(|(ceiling, period)| Arc::new(Books::new(price, ceiling, period, Arc::clone(&context.clock))));

    // From the inside out.
    let mut verifier: Arc<dyn Verifier> = Arc::new(Ask::new(provider, context, refusals()));
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
    Gated { verifier, breaker, under_way, budget }
}
