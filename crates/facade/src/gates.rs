//! What may keep a call back, and the one order in which a call meets it.

mod gate;
mod intent;
mod call_end;
mod limits;
mod permits;
mod line;
mod breaker;
mod concurrency;
mod budget;
mod rate;

use std::sync::Arc;
use std::time::Duration;

use heyan_core::{BreakerState, Capability, ProviderId, Skip, SkipReason, Step, VerifyRequest};
use tokio::time::{Instant, timeout_at};

use crate::contained::{Panicked, caught, contained};
use crate::context::Context;
use crate::deadline::{self, TimeLimit};
use crate::portraits::Unfit;
use breaker::Breaker;
use budget::Budget;
use concurrency::Concurrency;
use permits::Own;
use rate::Rate;

pub use budget::Period;
pub use call_end::CallEnd;
pub use gate::{Gate, Permit};
pub use intent::Intent;
pub use limits::Limits;
pub(crate) use permits::Permits;
pub use rate::Every;

/// The longest time after which a call without an answer counts as a failure by default.
const SLOW_AFTER: Duration = Duration::from_secs(5);

/// The gates before one provider.
#[derive(Debug)]
pub(crate) struct Gates {
    provider: ProviderId,
    capability: Capability,
    breaker: Option<Breaker>,
    concurrency: Option<Concurrency>,
    own: Vec<Arc<dyn Gate>>,
    budget: Option<Budget>,
    rate: Option<Rate>,
    min_time_left: Duration,
    context: Context,
}

/// All gates have let the call pass.
pub(crate) struct Passed<'a> {
    pub(crate) permits: Permits<'a>,
    /// The request with its portrait as the provider wants it; `None` if it is so already.
    pub(crate) request: Option<VerifyRequest>,
}

/// Why the provider is not called.
pub(crate) enum KeptBack {
    Skip(Skip),
    /// Nothing that could be sent was made of the portrait.
    Unfit(Unfit),
}

impl From<Skip> for KeptBack {
    fn from(skip: Skip) -> Self {
        Self::Skip(skip)
    }
}

impl Gates {
    pub(crate) fn new(
        provider: &ProviderId,
        capability: &Capability,
        limits: Limits,
        context: &Context,
    ) -> Self {
        let clock = || Arc::clone(&context.clock);
        let slow_after = limits.slow_after.unwrap_or_else(|| {
            capability.timeout().map_or(SLOW_AFTER, |timeout| SLOW_AFTER.min(timeout / 2))
        });
        Self {
            breaker: limits.breaker.map(|(failures, cool_down)| {
                let settings = (failures, cool_down, slow_after);
                Breaker::new(settings, clock(), provider.clone(), context.observers.clone())
            }),
            concurrency: limits.concurrency.map(|limit| Concurrency::new(limit, capability.is_hosted())),
            own: limits.gates,
            budget: limits.budget.map(|(ceiling, period)| {
                Budget::new(capability.price_fen().unwrap_or_default(), ceiling, period, clock())
            }),
            rate: limits.rate.map(|(calls, every)| Rate::new(calls, every)),
            min_time_left: limits.min_time_left.unwrap_or(deadline::MIN_TIME_LEFT),
            provider: provider.clone(),
            capability: capability.clone(),
            context: context.clone(),
        }
    }

    /// Lets a call pass, or keeps it back.
    ///
    /// The order: the breaker comes first, since a call that it refuses must take nothing. Fitting the portrait may take
    /// long, so it comes before the concurrency. A user's gate comes late, so that it also decides about a call that
    /// waited. Money and a slot come last, and go back if time is up by then. Dropped anywhere, the call gives all back.
    pub(crate) async fn enter<'a>(
        &'a self,
        request: &VerifyRequest,
        intent: &Intent<'_>,
        time: &TimeLimit,
    ) -> Result<Passed<'a>, KeptBack> {
        let step = intent.step();
        // When the portrait must be ready and the slot must come, so that it is of use.
        let until = self.until(step, time);
        let mut permits = Permits::default();
        if step == Step::Ask {
            permits.breaker = self.breaker.as_ref().map(Breaker::enter).transpose()?;
        }
        let request = self.portrait(request, step, until).await?;
        if let Some(concurrency) = &self.concurrency {
            permits.concurrency = Some(self.waited(step, concurrency.enter(step, time.deadline())).await?);
        }
        for gate in &self.own {
            permits.own.push(self.waited(step, enter_own(gate.as_ref(), intent, time.deadline())).await?);
        }
        if step == Step::Ask {
            permits.budget = self.budget.as_ref().map(Budget::enter).transpose()?;
        }
        if let Some(rate) = &self.rate {
            permits.rate = Some(self.waited(step, rate.enter(step, until)).await?);
        }
        match self.out_of_time(step, time) {
            Some(skip) => Err(skip.into()),
            None => Ok(Passed { permits, request }),
        }
    }

    /// Why a billable call would be kept back at this moment, however long it waited; `None` if it would not.
    pub(crate) fn closed(&self) -> Option<Skip> {
        let breaker = || self.breaker.as_ref().and_then(Breaker::closed);
        let own = || self.own.iter().find_map(|gate| closed_own(gate.as_ref()));
        let budget = || self.budget.as_ref().and_then(Budget::closed);
        breaker().or_else(own).or_else(budget)
    }

    /// That too little time is left for a call, or that the process drains.
    pub(crate) fn out_of_time(&self, step: Step, time: &TimeLimit) -> Option<Skip> {
        let drains = self.context.drain.skip().filter(|_| step == Step::Ask);
        let is_late = deadline::has_passed(self.until(step, time));
        drains.or_else(|| is_late.then(|| Skip::new(SkipReason::Deadline)))
    }

    pub(crate) fn breaker(&self) -> Option<BreakerState> {
        self.breaker.as_ref().map(Breaker::state)
    }

    pub(crate) fn in_flight(&self) -> Option<usize> {
        self.concurrency.as_ref().map(Concurrency::in_flight)
    }

    /// What is spent, and of how much.
    pub(crate) fn budget(&self) -> Option<(u64, u64)> {
        self.budget.as_ref().map(|budget| (budget.spent(), budget.ceiling()))
    }

    /// When the call must have begun. A query costs nothing, so it may begin in the last moment.
    fn until(&self, step: Step, time: &TimeLimit) -> Option<Instant> {
        match step {
            Step::Ask => time.latest_start(self.min_time_left, &self.capability),
            Step::Query => time.deadline(),
        }
    }

    /// A billable call stops waiting as soon as the process drains.
    async fn waited<T>(&self, step: Step, waiting: impl Future<Output = Result<T, Skip>>) -> Result<T, Skip> {
        match step {
            Step::Ask => self.context.drain.or(waiting).await,
            Step::Query => waiting.await,
        }
    }

    async fn portrait(
        &self,
        request: &VerifyRequest,
        step: Step,
        until: Option<Instant>,
    ) -> Result<Option<VerifyRequest>, KeptBack> {
        let Context { portraits, observers, .. } = &self.context;
        // One that is ready costs no time.
        let Some(budget) = portraits.budget(request, &self.capability) else { return Ok(None) };
        let ready = portraits.ready(request, (&self.provider, budget), observers);
        let ready = async {
            match until {
                Some(until) => {
                    timeout_at(until, ready).await.map_err(|_elapsed| Skip::new(SkipReason::Deadline))
                }
                None => Ok(ready.await),
            }
        };
        self.waited(step, ready).await?.map_err(KeptBack::Unfit)
    }
}

/// A gate that panics refuses.
async fn enter_own(gate: &dyn Gate, intent: &Intent<'_>, until: Option<Instant>) -> Result<Own, Skip> {
    let entering = contained(|| gate.enter(intent));
    let entered = match until {
        Some(until) => {
            timeout_at(until, entering).await.map_err(|_elapsed| Skip::new(SkipReason::Deadline))?
        }
        None => entering.await,
    };
    entered.unwrap_or_else(|Panicked| Err(Skip::by_gate("panicked"))).map(Own::new).map_err(by_gate)
}

fn closed_own(gate: &dyn Gate) -> Option<Skip> {
    caught(|| gate.closed()).unwrap_or_else(|Panicked| Some(Skip::by_gate("panicked"))).map(by_gate)
}

/// A gate of the user's speaks for itself only: any other reason would say something of the request, or of our limits.
fn by_gate(skip: Skip) -> Skip {
    skip.detail.into_iter().fold(Skip::new(SkipReason::Gate), Skip::with_detail)
}
