//! What all providers of a facade share.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use heyan_core::{Clock, Skip, SkipReason};

use crate::observe::Observers;
use crate::portraits::Portraits;

/// What all providers of a facade share.
#[derive(Clone, Debug)]
pub(crate) struct Context {
    pub(crate) observers: Observers,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) portraits: Portraits,
    /// Set once no call may start any more that may cost.
    pub(crate) draining: Arc<AtomicBool>,
}

impl Context {
    /// The skip of every billable call while the process drains.
    pub(crate) fn drained(&self) -> Option<Skip> {
        self.draining.load(Ordering::Relaxed).then(|| Skip::new(SkipReason::Deadline))
    }
}
