//! Leaves a provider alone that has failed several times in a row, or that will not answer until somebody acts.

use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use async_trait::async_trait;
use heyan_core::{
    BreakerState, Capability, Clock, Limit, Outcome, ProviderId, Skip, SkipReason, Step, Verifier,
    VerifyError, VerifyRequest,
};

use crate::fallback::{self, Health};
use crate::refusal::Refusals;

/// A verifier behind a breaker. Queries pass by it: they are free, and an open scan must not be lost because no new one
/// can be started. For the same reason they say nothing of the provider's health.
#[derive(Debug)]
pub(crate) struct BreakerGate {
    inner: Arc<dyn Verifier>,
    breaker: Arc<CircuitBreaker>,
}

/// The breaker's state, and what changes it.
#[derive(Debug)]
pub(crate) struct CircuitBreaker {
    failures: NonZeroU32,
    cool_down: Duration,
    clock: Arc<dyn Clock>,
    refusals: Refusals,
    state: Mutex<Current>,
    /// What the observers heard last. Locked before `state`, never the other way round.
    told: Mutex<BreakerState>,
}

/// The state, and how often it has changed its name: what was asked before such a change decides nothing after it.
#[derive(Clone, Copy, Debug)]
struct Current {
    state: State,
    changes: u64,
}

#[derive(Clone, Copy, Debug)]
enum State {
    /// So many failures in a row.
    Closed {
        failures: u32,
    },
    Open {
        since: Instant,
    },
    /// One question may pass, or is under way.
    HalfOpen {
        probing: bool,
    },
}

impl State {
    fn name(self) -> BreakerState {
        match self {
            Self::Closed { .. } => BreakerState::Closed,
            Self::Open { .. } => BreakerState::Open,
            Self::HalfOpen { .. } => BreakerState::HalfOpen,
        }
    }
}

/// A question that was let through. Where it is the one that decides and is dropped, the next one may try.
struct Permit<'a> {
    breaker: &'a CircuitBreaker,
    decides: bool,
    changes: u64,
}

impl BreakerGate {
    pub(crate) fn new(inner: Arc<dyn Verifier>, breaker: Arc<CircuitBreaker>) -> Self {
        Self { inner, breaker }
    }
}

#[async_trait]
impl Verifier for BreakerGate {
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
        let Some(permit) = self.breaker.enter() else {
            return Err(self.breaker.refusals.refuse(request, Limit::Breaker, self.breaker.skip()));
        };
        let result = self.inner.as_ref().verify(request).await;
        permit.ended(&result);
        result
    }
}

impl CircuitBreaker {
    pub(super) fn new(
        failures: NonZeroU32,
        cool_down: Duration,
        clock: Arc<dyn Clock>,
        refusals: Refusals,
    ) -> Self {
        let current = Current { state: State::Closed { failures: 0 }, changes: 0 };
        let (state, told) = (Mutex::new(current), Mutex::new(BreakerState::Closed));
        Self { failures, cool_down, clock, refusals, state, told }
    }

    /// Its state at this moment; one that has cooled down is half open.
    pub(crate) fn state(&self) -> BreakerState {
        match self.lock().state {
            State::Open { since } if self.has_cooled(since) => BreakerState::HalfOpen,
            state => state.name(),
        }
    }

    /// Whether a question would pass at this moment.
    pub(crate) fn permits(&self) -> bool {
        match self.lock().state {
            State::Closed { .. } => true,
            State::Open { since } => self.has_cooled(since),
            State::HalfOpen { probing } => !probing,
        }
    }

    /// What the trail says of a question that did not pass.
    pub(crate) fn skip(&self) -> Skip {
        Skip::new(SkipReason::BreakerOpen).with_detail(format!("{:?}", self.cool_down))
    }

    fn enter(&self) -> Option<Permit<'_>> {
        let mut decides = false;
        let mut passes = true;
        let changes = self.change(|Current { state, .. }| match state {
            State::Closed { .. } => state,
            State::Open { since } if self.has_cooled(since) => {
                decides = true;
                State::HalfOpen { probing: true }
            }
            State::HalfOpen { probing: false } => {
                decides = true;
                State::HalfOpen { probing: true }
            }
            State::Open { .. } | State::HalfOpen { probing: true } => {
                passes = false;
                state
            }
        });
        passes.then_some(Permit { breaker: self, decides, changes })
    }

    fn has_cooled(&self, since: Instant) -> bool {
        self.clock.monotonic().saturating_duration_since(since) >= self.cool_down
    }

    /// Changes the state, and tells where its name is another one now. The observers are told one after the other, and may
    /// look at the state meanwhile; of changes that overtake each other the last one is told last. Gives how often it has
    /// changed by then.
    fn change(&self, new: impl FnOnce(Current) -> State) -> u64 {
        let mut current = self.lock();
        let before = current.state.name();
        current.state = new(*current);
        let changed = before != current.state.name();
        current.changes += u64::from(changed);
        let changes = current.changes;
        drop(current);
        if changed {
            let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
            let now = self.lock().state.name();
            if std::mem::replace(&mut *told, now) != now {
                self.refusals.observers.breaker_changed(&self.refusals.provider, now);
            }
        }
        changes
    }

    fn lock(&self) -> MutexGuard<'_, Current> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Permit<'_> {
    fn ended(mut self, result: &Result<Outcome, VerifyError>) {
        let decides = std::mem::take(&mut self.decides);
        let health = result.as_ref().err().map(fallback::health);
        let (breaker, limit) = (self.breaker, self.breaker.failures.get());
        let open = || State::Open { since: breaker.clock.monotonic() };
        let asked_at = self.changes;
        breaker.change(|Current { state, changes }| match (state, health) {
            // What was asked before it opened or closed, and ends late, decides nothing.
            (unchanged, _) if changes != asked_at => unchanged,
            (State::HalfOpen { .. }, None) if decides => State::Closed { failures: 0 },
            (State::HalfOpen { .. }, Some(Health::Neutral)) if decides => State::HalfOpen { probing: false },
            (State::HalfOpen { .. }, Some(_)) if decides => open(),
            (State::Closed { .. }, None) => State::Closed { failures: 0 },
            (State::Closed { .. }, Some(Health::OpensAtOnce)) => open(),
            (State::Closed { failures }, Some(Health::Counts)) => match failures.saturating_add(1) {
                failures if failures >= limit => open(),
                failures => State::Closed { failures },
            },
            (unchanged, _) => unchanged,
        });
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        if self.decides {
            self.breaker.change(|_| State::HalfOpen { probing: false });
        }
    }
}
