//! One provider, asked once: announced before it is polled, given up at the deadline, closed where it is dropped.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Instant;

use async_trait::async_trait;
use futures_util::FutureExt as _;
use heyan_core::{
    Attempt, Billing, Capability, Clock, ErrorKind, Failure, Field, Limit, Outcome, ProviderId, Skip,
    SkipReason, Stage, Step, Timestamp, Verifier, VerifyError, VerifyRequest,
};
use tokio::time::timeout_at;

use crate::announce::Announced;
use crate::candidate::Surroundings;
use crate::limits::Refusals;
use crate::portraits::Unfit;
use crate::trail;

/// A provider as the chain asks it, within its limits: they have let the question pass.
#[derive(Debug)]
pub(crate) struct Ask {
    provider: Arc<dyn Verifier>,
    around: Surroundings,
    refusals: Refusals,
}

/// Why nobody is asked after all.
enum Unready {
    /// The time was up first.
    Late,
    Unfit(Unfit),
}

/// Who is asked, since when, and for how much: what is known of an attempt even where its provider says nothing.
#[derive(Clone, Copy)]
pub(crate) struct Asked<'a> {
    pub(crate) provider: &'a ProviderId,
    pub(crate) step: Step,
    price_fen: Option<u64>,
    began: (Timestamp, Instant),
    clock: &'a dyn Clock,
}

impl Asked<'_> {
    /// The attempt with what it may cost, when it began and how long it took.
    pub(crate) fn described(&self, attempt: Attempt) -> Attempt {
        let (asked_at, began) = self.began;
        let elapsed = self.clock.monotonic().saturating_duration_since(began);
        let priced = self.price_fen.into_iter().fold(attempt, Attempt::with_price);
        priced.with_timing(asked_at, elapsed)
    }

    /// Nobody knows how far the question got.
    fn lost(&self, kind: ErrorKind, meaning: &'static str) -> VerifyError {
        let failure = Failure::new(kind, Stage::MaybeSent);
        let attempt = Attempt::failed(self.provider.clone(), self.step, failure, Billing::MaybeBilled);
        VerifyError::new(kind, vec![self.described(attempt.with_meaning(meaning))])
    }
}

impl Ask {
    pub(crate) fn new(provider: Arc<dyn Verifier>, around: &Surroundings, refusals: Refusals) -> Self {
        Self { provider, around: around.clone(), refusals }
    }

    fn asked(&self, step: Step) -> Asked<'_> {
        let clock = self.around.clock.as_ref();
        let began = (clock.now(), clock.monotonic());
        let provider = self.provider.as_ref();
        Asked { provider: provider.id(), step, price_fen: provider.capability().price_fen(), began, clock }
    }

    /// The request with its portrait as the provider wants it, by the deadline; `None` where it is.
    async fn ready(&self, request: &VerifyRequest) -> Result<Option<VerifyRequest>, Unready> {
        let provider = (self.provider.id(), self.provider.capability());
        let ready = self.around.portraits.ready(request, provider, &self.around.observers);
        match request.deadline() {
            Some(deadline) => timeout_at(deadline.into(), ready).await.map_err(|_elapsed| Unready::Late)?,
            None => ready.await,
        }
        .map_err(Unready::Unfit)
    }

    /// Nothing that could be sent was made of the portrait: nobody is asked, and nobody can bill it.
    fn unasked(&self, request: &VerifyRequest, unfit: Unfit) -> VerifyError {
        let kind = ErrorKind::InputRefused { field: Field::Portrait };
        let asked = self.asked(trail::step(request));
        let announced = Announced::start(&self.around.observers, request, asked);
        let failure = Failure::new(kind, Stage::NotSent);
        let attempt = Attempt::failed(asked.provider.clone(), asked.step, failure, Billing::NotBilled);
        let trail = vec![asked.described(attempt.with_meaning(unfit.meaning()))];
        announced.end(&trail);
        VerifyError::new(kind, trail).with_source(unfit)
    }

    /// The deadline here is a backstop for verifiers that do not keep it themselves. One that panics has failed, and no
    /// more: what others were paid for must not be lost with it.
    async fn answer(&self, request: &VerifyRequest, asked: &Asked<'_>) -> Result<Outcome, VerifyError> {
        // Within a future, so that nothing of the verifier's runs outside.
        let answer = AssertUnwindSafe(async { self.provider.as_ref().verify(request).await }).catch_unwind();
        let answer = match request.deadline() {
            Some(deadline) => timeout_at(deadline.into(), answer).await,
            None => Ok(answer.await),
        };
        match answer {
            Ok(Ok(result)) => result,
            Ok(Err(_panic)) => Err(asked.lost(ErrorKind::Protocol, "the verifier panicked")),
            Err(_elapsed) => Err(asked.lost(ErrorKind::Timeout, "no answer by the deadline")),
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
        if let Some(skip) = self.around.stopped().filter(|_| step == Step::Ask) {
            return Err(self.refusals.refuse(request, Limit::Deadline, skip));
        }
        let asked = self.asked(step);
        let announced = Announced::start(&self.around.observers, request, asked);
        let result = trail::of_this_step(self.answer(request, &asked).await, request, &asked);
        announced.end(trail::told(&result));
        result
    }
}
