//! What all providers of a facade share.

use std::pin::pin;
use std::sync::Arc;

use futures_util::future::{Either, select};
use heyan_core::{Clock, Skip, SkipReason};
use tokio::sync::watch;

use crate::observe::Observers;
use crate::portraits::Portraits;

/// What all providers of a facade share.
#[derive(Clone, Debug)]
pub(crate) struct Context {
    pub(crate) observers: Observers,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) portraits: Portraits,
    pub(crate) drain: Drain,
}

/// Whether the process drains: no call is begun any more that may cost.
#[derive(Clone, Debug)]
pub(crate) struct Drain(Arc<watch::Sender<bool>>);

impl Default for Drain {
    fn default() -> Self {
        Self(Arc::new(watch::Sender::new(false)))
    }
}

impl Drain {
    /// From now on.
    pub(crate) fn begin(&self) {
        self.0.send_replace(true);
    }

    /// The skip of every billable call while the process drains.
    pub(crate) fn skip(&self) -> Option<Skip> {
        self.0.borrow().then(|| Skip::new(SkipReason::Deadline))
    }

    /// What comes of `waiting`, or that the process drains meanwhile.
    pub(crate) async fn or<T>(&self, waiting: impl Future<Output = Result<T, Skip>>) -> Result<T, Skip> {
        let mut drains = self.0.subscribe();
        let drained = pin!(drains.wait_for(|drains| *drains));
        match select(pin!(waiting), drained).await {
            Either::Left((result, _)) => result,
            Either::Right(_) => Err(Skip::new(SkipReason::Deadline)),
        }
    }
}
