//! One provider, asked once: announced before it is polled, given up at the deadline, closed where it is dropped.

mod announced;
mod call;
mod own_attempts;

use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use async_trait::async_trait;
use futures_util::FutureExt as _;
use heyan_core::{
    Attempt, Billing, Capability, ErrorKind, Failure, Field, Limit, Outcome, ProviderId, Skip, SkipReason,
    Stage, Step, Verifier, VerifyError, VerifyRequest,
};
use tokio::time::timeout_at;

use announced::Announced;
use call::Call;
use own_attempts::own_attempts;

use crate::context::Context;
use crate::portraits::Unfit;
use crate::refusal::Refusals;
use crate::trail;

/// A provider as the chain asks it, within its limits: they have let the question pass.
#[derive(Debug)]
pub(crate) struct Ask {
    provider: Arc<dyn Verifier>,
    context: Context,
    refusals: Refusals,
}

/// Why nobody is asked after all.
enum Unready {
    /// The time was up first.
    Late,
    Unfit(Unfit),
}

impl Ask {
    pub(crate) fn new(provider: Arc<dyn Verifier>, context: &Context, refusals: Refusals) -> Self {
        Self { provider, context: context.clone(), refusals }
    }

    fn call(&self, step: Step) -> Call<'_> {
        let clock = self.context.clock.as_ref();
        let began = (clock.now(), clock.monotonic());
        let provider = self.provider.as_ref();
        Call { provider: provider.id(), step, price_fen: provider.capability().price_fen(), began, clock }
    }

    /// The request with its portrait as the provider wants it, by the deadline; `None` if it is so already, which costs
    /// no time.
    async fn ready(&self, request: &VerifyRequest) -> Result<Option<VerifyRequest>, Unready> {
        let Some(budget) = self.context.portraits.budget(request, self.provider.capability()) else {
            return Ok(None);
        };
        let provider = (self.provider.id(), budget);
        let ready = self.context.portraits.ready(request, provider, &self.context.observers);
        match request.deadline() {
            Some(deadline) => timeout_at(deadline.into(), ready).await.map_err(|_elapsed| Unready::Late)?,
            None => ready.await,
        }
        .map_err(Unready::Unfit)
    }

    /// Nothing that could be sent was made of the portrait: nobody is asked, and nobody can bill it.
    fn unasked(&self, request: &VerifyRequest, unfit: Unfit) -> VerifyError {
        let kind = ErrorKind::InputRefused { field: Field::Portrait };
        let call = self.call(trail::step(request));
        let announced = Announced::start(&self.context.observers, request, call);
        let failure = Failure::new(kind, Stage::NotSent);
        let attempt = Attempt::failed(call.provider.clone(), call.step, failure, Billing::NotBilled);
        let trail = vec![call.described(attempt.with_meaning(unfit.meaning()))];
        announced.end(&trail);
        VerifyError::new(kind, trail).with_source(unfit)
    }

    /// The deadline here is a backstop for verifiers that do not keep it themselves. One that panics has failed, and no
    /// more: what others were paid for must not be lost with it.
    async fn answer(&self, request: &VerifyRequest, call: &Call<'_>) -> Result<Outcome, VerifyError> {
        // Within a future, so that nothing of the verifier's runs outside.
        let answer = AssertUnwindSafe(async { self.provider.as_ref().verify(request).await }).catch_unwind();
        let answer = match request.deadline() {
            Some(deadline) => timeout_at(deadline.into(), answer).await,
            None => Ok(answer.await),
        };
        match answer {
            Ok(Ok(result)) => result,
            Ok(Err(_panic)) => Err(call.lost(ErrorKind::Protocol, "the verifier panicked")),
            Err(_elapsed) => Err(call.lost(ErrorKind::Timeout, "no answer by the deadline")),
        }
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
        let ready = match self.ready(request).await {
            Ok(ready) => ready,
            Err(Unready::Late) => {
                let skip = Skip::new(SkipReason::Deadline);
                return Err(self.refusals.refuse(request, Limit::Deadline, skip));
            }
            Err(Unready::Unfit(unfit)) => return Err(self.unasked(request, unfit)),
        };
        let request = ready.as_ref().unwrap_or(request);
        let step = trail::step(request);
        // It may have waited for its turn meanwhile, and for its portrait.
        if let Some(skip) = self.context.drained().filter(|_| step == Step::Ask) {
            return Err(self.refusals.refuse(request, Limit::Deadline, skip));
        }
        let call = self.call(step);
        let announced = Announced::start(&self.context.observers, request, call);
        let result = own_attempts(self.answer(request, &call).await, request, &call);
        announced.end(trail::told(&result));
        result
    }
}
