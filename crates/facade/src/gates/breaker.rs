//! Leaves a provider alone that has failed several times in a row, or that will not answer until somebody acts.

use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use heyan_core::{BreakerState, Clock, ErrorKind, ProviderId, Skip, SkipReason};

use super::CallEnd;
use crate::fallback::{self, Health};
use crate::observe::Observers;

/// The gate: its state, and what changes it. Queries pass it by: they are free, and an open scan must not be lost because
/// no new one can be started. For the same reason they say nothing about the provider's health.
#[derive(Debug)]
pub(super) struct Breaker {
    failures: NonZeroU32,
    cool_down: Duration,
    /// A call that the caller's time ended counts as a failure if it ran for so long.
    slow_after: Duration,
    clock: Arc<dyn Clock>,
    provider: ProviderId,
    observers: Observers,
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
    /// One call may pass, or is in flight.
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

/// Permission for one call. Dropped before the provider is called, it decides nothing.
pub(super) struct Permit<'a> {
    breaker: &'a Breaker,
    /// The call is the probe, on which the state depends.
    is_probe: bool,
    changes: u64,
}

impl Breaker {
    pub(super) fn new(
        (failures, cool_down, slow_after): (NonZeroU32, Duration, Duration),
        clock: Arc<dyn Clock>,
        provider: ProviderId,
        observers: Observers,
    ) -> Self {
        let current = Current { state: State::Closed { failures: 0 }, changes: 0 };
        let (state, told) = (Mutex::new(current), Mutex::new(BreakerState::Closed));
        Self { failures, cool_down, slow_after, clock, provider, observers, state, told }
    }

    /// Its state at this moment; one that has cooled down is half open.
    pub(super) fn state(&self) -> BreakerState {
        match self.lock().state {
            State::Open { since } if self.has_cooled(since) => BreakerState::HalfOpen,
            state => state.name(),
        }
    }

    /// Why a call would be refused at this moment.
    pub(super) fn closed(&self) -> Option<Skip> {
        let passes = match self.lock().state {
            State::Closed { .. } => true,
            State::Open { since } => self.has_cooled(since),
            State::HalfOpen { probing } => !probing,
        };
        (!passes).then(|| self.skip())
    }

    pub(super) fn enter(&self) -> Result<Permit<'_>, Skip> {
        let mut is_probe = false;
        let mut passes = true;
        let changes = self.change(|Current { state, .. }| match state {
            State::Closed { .. } => state,
            State::Open { since } if self.has_cooled(since) => {
                is_probe = true;
                State::HalfOpen { probing: true }
            }
            State::HalfOpen { probing: false } => {
                is_probe = true;
                State::HalfOpen { probing: true }
            }
            State::Open { .. } | State::HalfOpen { probing: true } => {
                passes = false;
                state
            }
        });
        if passes { Ok(Permit { breaker: self, is_probe, changes }) } else { Err(self.skip()) }
    }

    fn skip(&self) -> Skip {
        Skip::new(SkipReason::BreakerOpen).with_detail(format!("{:?}", self.cool_down))
    }

    /// What a call says about the provider's health; `None` if it was answered. A call that the caller's time ended says
    /// something only if it ran for long: a provider that hangs is ill, a caller in a hurry is not its fault. A probe
    /// that brings no answer opens the breaker again, however short it was: otherwise the next call would be a probe.
    fn health(&self, end: &CallEnd<'_>, is_probe: bool) -> Option<Health> {
        let counts = is_probe || end.elapsed() >= self.slow_after;
        let by_time = if counts { Health::Counts } else { Health::Neutral };
        match end.error() {
            None if end.was_dropped() => Some(by_time),
            None => None,
            Some(error) if error.kind() == ErrorKind::Timeout && end.is_cut_short() => {
                Some(match fallback::health(error) {
                    Health::Neutral => Health::Neutral,
                    _ => by_time,
                })
            }
            Some(error) => Some(fallback::health(error)),
        }
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
                self.observers.breaker_changed(&self.provider, now);
            }
        }
        changes
    }

    fn lock(&self) -> MutexGuard<'_, Current> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Permit<'_> {
    /// The call ended.
    pub(super) fn called(mut self, end: &CallEnd<'_>) {
        let is_probe = std::mem::take(&mut self.is_probe);
        let (breaker, asked_at) = (self.breaker, self.changes);
        let health = breaker.health(end, is_probe);
        let open = || State::Open { since: breaker.clock.monotonic() };
        breaker.change(|Current { state, changes }| match (state, health) {
            // What was called before it opened or closed, and ends late, decides nothing.
            (unchanged, _) if changes != asked_at => unchanged,
            (State::HalfOpen { .. }, None) if is_probe => State::Closed { failures: 0 },
            (State::HalfOpen { .. }, Some(Health::Neutral)) if is_probe => State::HalfOpen { probing: false },
            (State::HalfOpen { .. }, Some(_)) if is_probe => open(),
            (State::Closed { .. }, None) => State::Closed { failures: 0 },
            (State::Closed { .. }, Some(Health::OpensAtOnce)) => open(),
            (State::Closed { failures }, Some(Health::Counts)) => match failures.saturating_add(1) {
                failures if failures >= breaker.failures.get() => open(),
                failures => State::Closed { failures },
            },
            (unchanged, _) => unchanged,
        });
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        if self.is_probe {
            self.breaker.change(|_| State::HalfOpen { probing: false });
        }
    }
}
