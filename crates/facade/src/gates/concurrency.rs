//! Has no more questions under way at a provider than it takes.

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

/// A verifier with so many places. Who comes first is served first.
#[derive(Debug)]
pub(crate) struct Concurrency {
    inner: Arc<dyn Verifier>,
    places: Arc<Places>,
    refusals: Refusals,
}

/// The places, taken and free.
#[derive(Debug)]
pub(crate) struct Places {
    all: usize,
    free: Semaphore,
}

impl Places {
    pub(super) fn new(places: NonZeroUsize) -> Self {
        let all = places.get().min(Semaphore::MAX_PERMITS);
        Self { all, free: Semaphore::new(all) }
    }

    /// How many are taken.
    pub(crate) fn taken(&self) -> usize {
        self.all.saturating_sub(self.free.available_permits())
    }

    /// Waits for a place; `None` where none is free by the deadline, or the deadline has passed by the time that this is
    /// noticed: a busy machine may wake it late.
    async fn take(&self, deadline: Option<Instant>) -> Option<SemaphorePermit<'_>> {
        // Only those are free that nobody waits for.
        if let Ok(place) = self.free.try_acquire() {
            return Some(place);
        }
        let place = self.free.acquire();
        let place = match deadline {
            Some(deadline) => timeout_at(deadline.into(), place).await.ok()?,
            None => place.await,
        };
        place.ok().filter(|_| !deadline::has_passed(deadline))
    }
}

impl Concurrency {
    pub(super) fn new(inner: Arc<dyn Verifier>, places: Arc<Places>, refusals: Refusals) -> Self {
        Self { inner, places, refusals }
    }
}

#[async_trait]
impl Verifier for Concurrency {
    fn id(&self) -> &ProviderId {
        self.inner.id()
    }

    fn capability(&self) -> &Capability {
        self.inner.capability()
    }

    async fn verify(&self, request: &VerifyRequest) -> Result<Outcome, VerifyError> {
        let Some(_place) = self.places.take(request.deadline()).await else {
            let skip = Skip::new(SkipReason::Concurrency).with_detail(self.places.all.to_string());
            return Err(self.refusals.refuse(request, Limit::Concurrency, skip));
        };
        self.inner.as_ref().verify(request).await
    }
}
