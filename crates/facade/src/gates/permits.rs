//! The permits of one call, each told exactly once how it ended.

use std::time::Duration;

use tokio::time::{Instant, timeout_at};

use super::{CallEnd, Permit, breaker, budget, concurrency, rate};
use crate::contained::{caught, contained};

/// How long a permit of the user's may take to hear how the call ended: the answer must not wait for ever.
const PATIENCE: Duration = Duration::from_secs(1);

/// The permits of one call. Dropped, the provider was never called, and each of them costs nothing.
#[derive(Default)]
pub(crate) struct Permits<'a> {
    pub(super) breaker: Option<breaker::Permit<'a>>,
    pub(super) concurrency: Option<concurrency::Permit<'a>>,
    pub(super) own: Vec<Own>,
    pub(super) budget: Option<budget::Permit<'a>>,
    pub(super) rate: Option<rate::Permit<'a>>,
}

/// A permit of a user's own gate.
pub(super) struct Own(Option<Box<dyn Permit>>);

/// Permits of the user's, of which some have yet to hear how the call ended.
struct Ending<'a> {
    own: Vec<Own>,
    end: CallEnd<'a>,
}

impl Permits<'_> {
    /// The call ended. The caller waits for this before it gets the answer.
    pub(crate) async fn end(self, end: CallEnd<'_>, deadline: Option<Instant>) {
        let mut ending = self.settle_ours(end);
        let patience = Instant::now() + PATIENCE;
        let until = deadline.map_or(patience, |deadline| patience.min(deadline));
        for own in &mut ending.own {
            let Some(permit) = &mut own.0 else { continue };
            match timeout_at(until, contained(|| permit.end(&end))).await {
                Ok(Ok(())) => own.is_told(),
                // It took too long, or panicked half-way: it has not heard all of it.
                _ => own.settle(&end),
            }
        }
    }

    /// The call ended, and no one waits.
    pub(crate) fn settle(self, end: CallEnd<'_>) {
        drop(self.settle_ours(end));
    }

    /// Tells heyan's own gates.
    fn settle_ours(self, end: CallEnd<'_>) -> Ending<'_> {
        let Self { breaker, concurrency, own, budget, rate } = self;
        rate.into_iter().for_each(rate::Permit::called);
        budget.into_iter().for_each(|permit| permit.called(&end));
        drop(concurrency);
        breaker.into_iter().for_each(|permit| permit.called(&end));
        Ending { own, end }
    }
}

impl Own {
    pub(super) fn new(permit: Box<dyn Permit>) -> Self {
        Self(Some(permit))
    }

    fn settle(&mut self, end: &CallEnd<'_>) {
        if let Some(permit) = &mut self.0 {
            let _ = caught(|| permit.settle(end));
            self.is_told();
        }
    }

    /// It knows how the call ended, and can go.
    fn is_told(&mut self) {
        let permit = self.0.take();
        let _ = caught(|| drop(permit));
    }
}

/// The caller may leave while they are told.
impl Drop for Ending<'_> {
    fn drop(&mut self) {
        let end = self.end;
        self.own.iter_mut().for_each(|own| own.settle(&end));
    }
}

impl Drop for Own {
    fn drop(&mut self) {
        self.settle(&CallEnd::NOT_CALLED);
    }
}
