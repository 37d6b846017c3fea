//! One provider, called once: past its gates, announced before it is called, given up at the deadline, closed if dropped.

mod in_flight;
mod call;
mod own_attempts;

use std::sync::Arc;

use heyan_core::{
    Attempt, Billing, Capability, ErrorKind, Failure, Field, Outcome, ProviderId, Skip, Stage, Step,
    Verifier, VerifyError, VerifyRequest,
};
use tokio::time::timeout_at;

use call::Call;
use in_flight::InFlight;
use own_attempts::own_attempts;

use crate::contained::{Panicked, contained};
use crate::context::Context;
use crate::deadline::TimeLimit;
use crate::gates::{Gates, Intent, KeptBack};
use crate::portraits::Unfit;
use crate::refusal;

/// A provider behind its gates.
#[derive(Debug)]
pub(crate) struct Ask {
    pub(crate) id: ProviderId,
    pub(crate) capability: Capability,
    pub(crate) provider: Arc<dyn Verifier>,
    pub(crate) gates: Gates,
    pub(crate) context: Context,
}

impl Ask {
    /// Calls the provider, if its gates let the call pass.
    pub(crate) async fn call(
        &self,
        request: &VerifyRequest,
        time: &TimeLimit,
    ) -> Result<Outcome, VerifyError> {
        let step = request.step();
        let intent = Intent::new(request, &self.id, step, self.capability.price_fen());
        let passed = match self.gates.enter(request, &intent, time).await {
            Ok(passed) => passed,
            Err(KeptBack::Skip(skip)) => return Err(self.skipped(request, step, skip)),
            Err(KeptBack::Unfit(unfit)) => return Err(self.unfit(request, step, unfit)),
        };
        let request = passed.request.as_ref().unwrap_or(request);
        let call = self.begun(step);
        let in_flight = InFlight::start(&self.context.observers, request, call, passed.permits);
        let result = own_attempts(self.answer(request, &call).await, request, &call);
        in_flight.end(&result).await;
        result
    }

    fn begun(&self, step: Step) -> Call<'_> {
        let clock = self.context.clock.as_ref();
        let began = (clock.now(), clock.monotonic());
        Call { provider: &self.id, step, price_fen: self.capability.price_fen(), began, clock }
    }

    /// The deadline here is a backstop for verifiers that do not keep it themselves. One that panics has failed, and no
    /// more.
    async fn answer(&self, request: &VerifyRequest, call: &Call<'_>) -> Result<Outcome, VerifyError> {
        let answer = contained(|| self.provider.as_ref().verify(request));
        let answer = match request.deadline() {
            Some(deadline) => timeout_at(deadline.into(), answer).await,
            None => Ok(answer.await),
        };
        match answer {
            Ok(Ok(result)) => result,
            Ok(Err(Panicked)) => Err(call.lost(ErrorKind::Protocol, "the verifier panicked")),
            Err(_elapsed) => Err(call.lost(ErrorKind::Timeout, "no answer by the deadline")),
        }
    }

    /// A gate kept the call back: it never left, so no vendor can bill it.
    fn skipped(&self, request: &VerifyRequest, step: Step, skip: Skip) -> VerifyError {
        let by = refusal::limit(skip.reason);
        self.not_called(request, ErrorKind::Refused { by }, Attempt::skipped(self.id.clone(), step, skip))
    }

    /// Nothing that could be sent was made of the portrait.
    fn unfit(&self, request: &VerifyRequest, step: Step, unfit: Unfit) -> VerifyError {
        let kind = ErrorKind::InputRefused { field: Field::Portrait };
        let failure = Failure::new(kind, Stage::NotSent);
        let attempt = Attempt::failed(self.id.clone(), step, failure, Billing::NotBilled);
        let attempt = self.begun(step).described(attempt.with_meaning(unfit.meaning()));
        self.not_called(request, kind, attempt).with_source(unfit)
    }

    fn not_called(&self, request: &VerifyRequest, kind: ErrorKind, attempt: Attempt) -> VerifyError {
        let observers = &self.context.observers;
        observers.attempt_ended(request, observers.attempt_id(), &attempt);
        VerifyError::new(kind, vec![attempt])
    }
}
