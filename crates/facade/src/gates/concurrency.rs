//! Has no more calls in flight at a provider than it takes.

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::time::Instant;

use async_trait::async_trait;
use heyan_core::{
    Capability, Limit, Outcome, ProviderId, Skip, SkipReason, Verifier, VerifyError, VerifyRequest,
};
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::time::timeout_at;

use crate::deadline;
use crate::refusal::Refusals;

/// A verifier with so many permits. Who comes first is served first.
#[derive(Debug)]
pub(crate) struct ConcurrencyGate {
    inner: Arc<dyn Verifier>,
    permits: Arc<Permits>,
    refusals: Refusals,
}

/// The permits, granted and free.
#[derive(Debug)]
pub(crate) struct Permits {
    all: usize,
    free: Semaphore,
}

impl Permits {
    pub(super) fn new(permits: NonZeroUsize) -> Self {
        let all = permits.get().min(Semaphore::MAX_PERMITS);
        Self { all, free: Semaphore::new(all) }
    }

    /// How many calls are in flight.
    pub(crate) fn in_flight(&self) -> usize {
        self.all.saturating_sub(self.free.available_permits())
    }

    /// Waits for a permit; `None` where none is free by the deadline, or the deadline has passed by the time that this is
    /// noticed: a busy machine may wake it late.
    async fn acquire(&self, deadline: Option<Instant>) -> Option<SemaphorePermit<'_>> {
        // Only those are free that nobody waits for.
        if let Ok(permit) = self.free.try_acquire() {
            return Some(permit);
        }
        let permit = self.free.acquire();
        let permit = match deadline {
            Some(deadline) => timeout_at(deadline.into(), permit).await.ok()?,
            None => permit.await,
        };
        permit.ok().filter(|_| !deadline::has_passed(deadline))
    }
}

impl ConcurrencyGate {
    pub(super) fn new(inner: Arc<dyn Verifier>, permits: Arc<Permits>, refusals: Refusals) -> Self {
        Self { inner, permits, refusals }
    }
}

#[async_trait]
impl Verifier for ConcurrencyGate {
    fn id(&self) -> &ProviderId {
        self.inner.id()
    }

    fn capability(&self) -> &Capability {
        self.inner.capability()
    }

    async fn verify(&self, request: &VerifyRequest) -> Result<Outcome, VerifyError> {
        let Some(_permit) = self.permits.acquire(request.deadline()).await else {
            let skip = Skip::new(SkipReason::Concurrency).with_detail(self.permits.all.to_string());
            return Err(self.refusals.refuse(request, Limit::Concurrency, skip));
        };
        self.inner.as_ref().verify(request).await
    }
}
