//! Tells the observers of every attempt, dropped ones included.

use heyan_core::{Attempt, AttemptEnded, AttemptStarted, ProviderId, Stage, Step, VerifyRequest};

use crate::Facade;

/// An attempt that the observers were told of and that has yet to end. Dropped before, it ends as abandoned.
pub(crate) struct Announced<'a> {
    facade: &'a Facade,
    request: &'a VerifyRequest,
    provider: &'a ProviderId,
    step: Step,
    open: bool,
}

impl<'a> Announced<'a> {
    pub(crate) fn start(
        facade: &'a Facade,
        request: &'a VerifyRequest,
        provider: &'a ProviderId,
        step: Step,
    ) -> Self {
        let event = AttemptStarted::new(request, provider, step);
        facade.observers.iter().for_each(|observer| observer.attempt_started(&event));
        Self { facade, request, provider, step, open: true }
    }

    /// The provider came back, with these attempts.
    pub(crate) fn end(mut self, attempts: &[Attempt]) {
        self.open = false;
        attempts.iter().for_each(|attempt| ended(self.facade, self.request, attempt));
    }
}

impl Drop for Announced<'_> {
    fn drop(&mut self) {
        if self.open {
            // The caller dropped the future while the provider was at work: nobody knows how far the question got.
            ended(
                self.facade,
                self.request,
                &Attempt::abandoned(self.provider.clone(), self.step, Stage::MaybeSent),
            );
        }
    }
}

/// An attempt is over; a skipped one was never announced.
pub(crate) fn ended(facade: &Facade, request: &VerifyRequest, attempt: &Attempt) {
    let event = AttemptEnded::new(request, attempt);
    facade.observers.iter().for_each(|observer| observer.attempt_ended(&event));
}
