//! One provider, asked once: announced before it is polled, given up at the deadline, closed where it is dropped.

use std::sync::Arc;

use async_trait::async_trait;
use heyan_core::{
    Attempt, Billing, Capability, ErrorKind, Failure, Outcome, ProviderId, Stage, Verifier, VerifyError,
    VerifyRequest,
};
use tokio::time::timeout_at;

use crate::announce::{Announced, Observers};
use crate::trail;

/// A provider as the chain asks it, within its limits: they have let the question pass.
#[derive(Debug)]
pub(crate) struct Ask {
    provider: Arc<dyn Verifier>,
    observers: Observers,
}

impl Ask {
    pub(crate) fn new(provider: Arc<dyn Verifier>, observers: &Observers) -> Self {
        Self { provider, observers: observers.clone() }
    }

    /// The deadline here is a backstop for verifiers that do not keep it themselves; nobody knows then how far the
    /// question got.
    async fn by_the_deadline(&self, request: &VerifyRequest) -> Result<Outcome, VerifyError> {
        let Some(deadline) = request.deadline() else { return self.provider.as_ref().verify(request).await };
        timeout_at(deadline.into(), self.provider.as_ref().verify(request)).await.unwrap_or_else(|_elapsed| {
            let failure = Failure::new(ErrorKind::Timeout, Stage::MaybeSent);
            let (provider, step) = (self.id().clone(), trail::step(request));
            let attempt = Attempt::failed(provider, step, failure, Billing::MaybeBilled);
            Err(VerifyError::new(failure.kind, vec![attempt.with_meaning("no answer by the deadline")]))
        })
    }
}

#[async_trait]
impl Verifier for Ask {
    fn id(&self) -> &ProviderId {
        self.provider.id()
    }

    fn capability(&self) -> &Capability {
        self.provider.capability()
    }

    async fn verify(&self, request: &VerifyRequest) -> Result<Outcome, VerifyError> {
        let step = trail::step(request);
        let announced = Announced::start(&self.observers, request, self.id(), step);
        let result = trail::of_this_step(self.by_the_deadline(request).await, request, self.id(), step);
        announced.end(trail::told(&result));
        result
    }
}
