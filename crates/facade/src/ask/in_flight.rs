//! A call in flight: announced to the observers, and closed as abandoned if its future is dropped.

use heyan_core::{Attempt, AttemptId, AttemptStarted, Outcome, Stage, VerifyError, VerifyRequest};
use tokio::time::Instant;

use super::call::Call;
use crate::deadline;
use crate::gates::{CallEnd, Permits};
use crate::observe::Observers;
use crate::trail;

/// A call that the observers were told of, with its permits. Dropped before it ended, it is abandoned.
pub(crate) struct InFlight<'a> {
    observers: &'a Observers,
    request: &'a VerifyRequest,
    call: Call<'a>,
    id: AttemptId,
    permits: Option<Permits<'a>>,
}

impl<'a> InFlight<'a> {
    pub(crate) fn start(
        observers: &'a Observers,
        request: &'a VerifyRequest,
        call: Call<'a>,
        permits: Permits<'a>,
    ) -> Self {
        let id = observers.attempt_id();
        let event = AttemptStarted::new(request, id, call.provider, call.step);
        observers.each(|observer| observer.attempt_started(&event));
        Self { observers, request, call, id, permits: Some(permits) }
    }

    /// The provider came back.
    pub(crate) async fn end(mut self, result: &Result<Outcome, VerifyError>) {
        let permits = self.permits.take();
        for attempt in trail::told(result) {
            self.observers.attempt_ended(self.request, self.id, attempt);
        }
        let deadline = self.request.deadline().map(Instant::from);
        let end = CallEnd::returned(result, self.call.elapsed(), deadline::has_passed(deadline));
        if let Some(permits) = permits {
            permits.end(end, deadline).await;
        }
    }
}

impl Drop for InFlight<'_> {
    fn drop(&mut self) {
        if let Some(permits) = self.permits.take() {
            // The caller dropped the future while the provider was at work: how far the call got is not known.
            let attempt = Attempt::abandoned(self.call.provider.clone(), self.call.step, Stage::MaybeSent);
            let attempt = self.call.described(attempt);
            self.observers.attempt_ended(self.request, self.id, &attempt);
            permits.settle(CallEnd::dropped(&attempt, self.call.elapsed()));
        }
    }
}
