//! Tells the observers of every attempt, dropped ones included.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use crate::ask::Asked;
use heyan_core::{
    Attempt, AttemptEnded, AttemptStarted, BreakerChanged, BreakerState, Observer, Outcome, ProviderId,
    Stage, Verification, VerificationEnded, VerifyError, VerifyRequest,
};

/// Everybody who is told.
#[derive(Clone, Debug, Default)]
pub(crate) struct Observers(Arc<[Arc<dyn Observer>]>);

impl Observers {
    pub(crate) fn new(observers: Vec<Arc<dyn Observer>>) -> Self {
        Self(observers.into())
    }

    /// An attempt is over.
    pub(crate) fn ended(&self, request: &VerifyRequest, attempt: &Attempt) {
        let event = AttemptEnded::new(request, attempt);
        self.each(|observer| observer.attempt_ended(&event));
    }

    /// A portrait was made ready, or is odd.
    #[cfg(feature = "portrait")]
    pub(crate) fn fitted(
        &self,
        request: &VerifyRequest,
        provider: &ProviderId,
        (given, sent): (heyan_core::PortraitSize, heyan_core::PortraitSize),
        warnings: &[heyan_core::PortraitWarning],
    ) {
        let event = heyan_core::PortraitFitted::new(request, provider, given, sent, warnings);
        self.each(|observer| observer.portrait_fitted(&event));
    }

    /// A breaker is in another state than before.
    pub(crate) fn breaker(&self, provider: &ProviderId, state: BreakerState) {
        let event = BreakerChanged::new(provider, state);
        self.each(|observer| observer.breaker_changed(&event));
    }

    /// A verification came to this.
    pub(crate) fn over(&self, request: &VerifyRequest, result: &Result<Outcome, VerifyError>) {
        if self.0.is_empty() {
            return;
        }
        let result = match result {
            Ok(Outcome::Answered(answer)) => answer,
            Ok(Outcome::Pending(session)) => &Verification::pending(request, session.clone()),
            Ok(_) => return,
            Err(error) => &Verification::unanswered(request, error),
        };
        let event = VerificationEnded::new(request, result);
        self.each(|observer| observer.verification_ended(&event));
    }

    /// Tells each of them. One that panics changes nothing: the others still hear, and an answer that was paid for is not
    /// lost.
    fn each(&self, tell: impl Fn(&dyn Observer)) {
        for observer in &*self.0 {
            let _ = catch_unwind(AssertUnwindSafe(|| tell(observer.as_ref())));
        }
    }
}

/// An attempt that the observers were told of and that has yet to end. Dropped before, it ends as abandoned.
pub(crate) struct Announced<'a> {
    observers: &'a Observers,
    request: &'a VerifyRequest,
    asked: Asked<'a>,
    open: bool,
}

impl<'a> Announced<'a> {
    pub(crate) fn start(observers: &'a Observers, request: &'a VerifyRequest, asked: Asked<'a>) -> Self {
        let event = AttemptStarted::new(request, asked.provider, asked.step);
        observers.each(|observer| observer.attempt_started(&event));
        Self { observers, request, asked, open: true }
    }

    /// The provider came back, with these attempts.
    pub(crate) fn end(mut self, attempts: &[Attempt]) {
        self.open = false;
        attempts.iter().for_each(|attempt| self.observers.ended(self.request, attempt));
    }
}

impl Drop for Announced<'_> {
    fn drop(&mut self) {
        if self.open {
            // The caller dropped the future while the provider was at work: nobody knows how far the question got.
            let attempt = Attempt::abandoned(self.asked.provider.clone(), self.asked.step, Stage::MaybeSent);
            self.observers.ended(self.request, &self.asked.described(attempt));
        }
    }
}
