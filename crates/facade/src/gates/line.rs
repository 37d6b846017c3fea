//! Two queues before one gate: billable calls in one, queries in the other, each first come, first served.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use heyan_core::Step;
use tokio::sync::Notify;
use tokio::time::{Instant, timeout_at};

/// The number of billable calls that go before a query, if both wait: every tenth slot is a query's.
pub(super) const CALLS_BEFORE_A_QUERY: u32 = 9;

/// What a gate hands out: who is first in one of the queues takes it.
pub(super) trait Slots {
    /// Takes a slot for the first in the queue of this step; `rivals` says whether anybody waits in the other one.
    fn take(&mut self, step: Step, rivals: bool, now: Instant) -> Result<(), Wait>;

    /// Returns the earliest time of a slot behind that many in both queues; `None` if it is not known.
    fn earliest(&self, step: Step, ahead: usize, rivals: usize) -> Option<Instant>;
}

/// Why there is no slot now.
#[derive(Clone, Copy, Debug)]
pub(super) enum Wait {
    /// There will be one at that moment.
    Until(Instant),
    /// Another call has to give one back, or to go first.
    ForOthers,
}

/// The slots, and who waits for them.
#[derive(Debug)]
pub(super) struct Line<T>(Mutex<Inner<T>>);

#[derive(Debug)]
struct Inner<T> {
    slots: T,
    asks: Queue,
    queries: Queue,
}

type Queue = VecDeque<Arc<Notify>>;

/// A place in a queue; dropped, it is given up.
struct Place<'a, T> {
    line: &'a Line<T>,
    step: Step,
    bell: Arc<Notify>,
}

impl<T: Slots> Line<T> {
    pub(super) fn new(slots: T) -> Self {
        Self(Mutex::new(Inner { slots, asks: Queue::new(), queries: Queue::new() }))
    }

    /// Waits for a slot; `false` if none comes in time.
    pub(super) async fn acquire(&self, step: Step, until: Option<Instant>) -> bool {
        let place = match self.join(step, until) {
            Joined::Served => return true,
            Joined::TooLate => return false,
            Joined::Waits(place) => place,
        };
        // A busy machine may wake it late, and then no slot is taken.
        while !is_late(until, Instant::now()) {
            let wait = match place.try_take() {
                Ok(()) => return true,
                Err(wait) => wait,
            };
            let bell = place.bell.notified();
            // Woken by the bell, or when there may be a slot, or when it is too late for one.
            let wake = match wait {
                Wait::Until(slot) if is_late(until, slot) => return false,
                Wait::Until(slot) => Some(slot),
                Wait::ForOthers => until,
            };
            match wake {
                Some(moment) => _ = timeout_at(moment, bell).await,
                None => bell.await,
            }
        }
        false
    }

    /// Changes the slots, such as by giving one back. The first of each queue looks again.
    pub(super) fn change<R>(&self, change: impl FnOnce(&mut T) -> R) -> R {
        let mut inner = self.inner();
        let result = change(&mut inner.slots);
        inner.ring();
        result
    }

    /// Looks at the slots.
    pub(super) fn look<R>(&self, look: impl FnOnce(&T) -> R) -> R {
        look(&self.inner().slots)
    }

    /// Takes a slot if no call waits for one, or joins the end of the queue.
    fn join(&self, step: Step, until: Option<Instant>) -> Joined<'_, T> {
        let (mut inner, now) = (self.inner(), Instant::now());
        let Inner { slots, asks, queries } = &mut *inner;
        let (own, others) = match step {
            Step::Ask => (asks, queries),
            Step::Query => (queries, asks),
        };
        let slot = if own.is_empty() {
            match slots.take(step, !others.is_empty(), now) {
                Ok(()) => return Joined::Served,
                Err(Wait::Until(slot)) => Some(slot),
                Err(Wait::ForOthers) => slots.earliest(step, 0, others.len()),
            }
        } else {
            slots.earliest(step, own.len(), others.len())
        };
        if is_late(until, now) || slot.is_some_and(|slot| is_late(until, slot)) {
            return Joined::TooLate;
        }
        let bell = Arc::new(Notify::new());
        own.push_back(Arc::clone(&bell));
        Joined::Waits(Place { line: self, step, bell })
    }

    fn inner(&self) -> MutexGuard<'_, Inner<T>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What becomes of a call that arrives.
enum Joined<'a, T> {
    Served,
    TooLate,
    Waits(Place<'a, T>),
}

impl<T: Slots> Place<'_, T> {
    fn try_take(&self) -> Result<(), Wait> {
        let mut inner = self.line.inner();
        let Inner { slots, asks, queries } = &mut *inner;
        let (own, others) = match self.step {
            Step::Ask => (asks, queries),
            Step::Query => (queries, asks),
        };
        let is_first = own.front().is_some_and(|first| Arc::ptr_eq(first, &self.bell));
        if !is_first {
            return Err(Wait::ForOthers);
        }
        slots.take(self.step, !others.is_empty(), Instant::now())
    }
}

impl<T> Drop for Place<'_, T> {
    fn drop(&mut self) {
        let mut inner = self.line.0.lock().unwrap_or_else(PoisonError::into_inner);
        let queue = match self.step {
            Step::Ask => &mut inner.asks,
            Step::Query => &mut inner.queries,
        };
        queue.retain(|bell| !Arc::ptr_eq(bell, &self.bell));
        inner.ring();
    }
}

impl<T> Inner<T> {
    /// Has the first of each queue look again.
    fn ring(&self) {
        self.asks.front().into_iter().chain(self.queries.front()).for_each(|bell| bell.notify_one());
    }
}

/// Whether it is too late at that moment.
fn is_late(until: Option<Instant>, moment: Instant) -> bool {
    until.is_some_and(|until| until <= moment)
}
