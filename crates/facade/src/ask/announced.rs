//! An attempt that the observers were told of, and that ends as abandoned where its future is dropped.

use heyan_core::{Attempt, AttemptStarted, Stage, VerifyRequest};

use super::call::Call;
use crate::observe::Observers;

/// An attempt that the observers were told of and that has yet to end. Dropped before, it ends as abandoned.
pub(crate) struct Announced<'a> {
    observers: &'a Observers,
    request: &'a VerifyRequest,
    call: Call<'a>,
    open: bool,
}

impl<'a> Announced<'a> {
    pub(crate) fn start(observers: &'a Observers, request: &'a VerifyRequest, call: Call<'a>) -> Self {
        let event = AttemptStarted::new(request, call.provider, call.step);
        observers.each(|observer| observer.attempt_started(&event));
        Self { observers, request, call, open: true }
    }

    /// The provider came back, with these attempts.
    pub(crate) fn end(mut self, attempts: &[Attempt]) {
        self.open = false;
        attempts.iter().for_each(|attempt| self.observers.attempt_ended(self.request, attempt));
    }
}

impl Drop for Announced<'_> {
    fn drop(&mut self) {
        if self.open {
            // The caller dropped the future while the provider was at work: nobody knows how far the question got.
            let attempt = Attempt::abandoned(self.call.provider.clone(), self.call.step, Stage::MaybeSent);
            self.observers.attempt_ended(self.request, &self.call.described(attempt));
        }
    }
}
