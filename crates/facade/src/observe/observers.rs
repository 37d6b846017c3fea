//! Tells every observer of every event.

use std::sync::Arc;

use heyan_core::{
    Attempt, AttemptEnded, AttemptId, BreakerChanged, BreakerState, Observer, Outcome, ProviderId,
    Verification, VerificationEnded, VerificationId, VerifyError, VerifyRequest,
};

use crate::contained::caught;

/// Everybody who is told.
#[derive(Clone, Debug, Default)]
pub(crate) struct Observers(Arc<[Arc<dyn Observer>]>);

impl Observers {
    pub(crate) fn new(observers: Vec<Arc<dyn Observer>>) -> Self {
        Self(observers.into())
    }

    /// A new id for an attempt.
    pub(crate) fn attempt_id(&self) -> AttemptId {
        // Random numbers take time, and these are for observers only.
        if self.0.is_empty() { AttemptId::nil() } else { AttemptId::random() }
    }

    /// An attempt is over.
    pub(crate) fn attempt_ended(&self, request: &VerifyRequest, id: AttemptId, attempt: &Attempt) {
        let event = AttemptEnded::new(request, id, attempt);
        self.each(|observer| observer.attempt_ended(&event));
    }

    /// An attempt of an earlier call is told again, as part of this verification.
    pub(crate) fn reused(
        &self,
        request: &VerifyRequest,
        verification: Option<VerificationId>,
        attempt: &Attempt,
    ) {
        let event = AttemptEnded::new(request, self.attempt_id(), attempt);
        let event = verification.into_iter().fold(event, AttemptEnded::with_id);
        self.each(|observer| observer.attempt_ended(&event));
    }

    /// A portrait was made ready, or is odd.
    #[cfg(feature = "portrait")]
    pub(crate) fn portrait_fitted(
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
    pub(crate) fn breaker_changed(&self, provider: &ProviderId, state: BreakerState) {
        let event = BreakerChanged::new(provider, state);
        self.each(|observer| observer.breaker_changed(&event));
    }

    /// A verification came to this.
    pub(crate) fn verification_ended(&self, request: &VerifyRequest, result: &Result<Outcome, VerifyError>) {
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
    pub(crate) fn each(&self, tell: impl Fn(&dyn Observer)) {
        for observer in &*self.0 {
            let _ = caught(|| tell(observer.as_ref()));
        }
    }
}
