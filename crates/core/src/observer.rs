//! Who hears of what happens. Observers learn nothing personal and can change nothing.

mod breaker_state;

pub use breaker_state::BreakerState;

use std::fmt;
use std::sync::Arc;

use crate::{
    Attempt, AttemptId, Decision, PortraitSize, PortraitWarning, ProviderId, Reason, Step, Verification,
    VerificationId, VerifyRequest,
};

/// Hears of every attempt *before* the provider is polled and after it ended, of every verification when it is over, and
/// of every breaker that opens or closes.
///
/// Called in the verifying task: keep it short, and never block. What an observer does not care about it leaves out.
pub trait Observer: fmt::Debug + Send + Sync + 'static {
    /// A provider is about to be called.
    fn attempt_started(&self, _event: &AttemptStarted<'_>) {}

    /// A portrait was made ready for a provider, or something about it is odd. The provider is asked after it.
    fn portrait_fitted(&self, _event: &PortraitFitted<'_>) {}

    /// An attempt is over: answered, pending, failed, skipped, or abandoned because the caller dropped the future.
    ///
    /// One that was skipped, or that failed before its provider was called, was never started. What was started once may
    /// end as several attempts, such as those of a chain within a chain, or of a query that was repeated with a corrected
    /// clock: they share one [`AttemptId`].
    fn attempt_ended(&self, _event: &AttemptEnded<'_>) {}

    /// A verification came to a result, or to an error. One whose future was dropped does not.
    fn verification_ended(&self, _event: &VerificationEnded<'_>) {}

    /// A provider's breaker opened, lets one question through, or closed.
    fn breaker_changed(&self, _event: &BreakerChanged<'_>) {}
}

impl<T: Observer + ?Sized> Observer for Arc<T> {
    fn attempt_started(&self, event: &AttemptStarted<'_>) {
        (**self).attempt_started(event);
    }

    fn portrait_fitted(&self, event: &PortraitFitted<'_>) {
        (**self).portrait_fitted(event);
    }

    fn attempt_ended(&self, event: &AttemptEnded<'_>) {
        (**self).attempt_ended(event);
    }

    fn verification_ended(&self, event: &VerificationEnded<'_>) {
        (**self).verification_ended(event);
    }

    fn breaker_changed(&self, event: &BreakerChanged<'_>) {
        (**self).breaker_changed(event);
    }
}

/// A provider is about to be called.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct AttemptStarted<'a> {
    /// The verification.
    pub id: VerificationId,
    /// The attempt; its end carries the same id.
    pub attempt_id: AttemptId,
    /// The caller's own reference.
    pub reference: Option<&'a str>,
    /// The caller's own record of the person's consent.
    pub consent_id: Option<&'a str>,
    /// The provider.
    pub provider: &'a ProviderId,
    /// A billable question, or a query of a session.
    pub step: Step,
}

/// A portrait was made ready for a provider, or something about it is odd.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct PortraitFitted<'a> {
    /// The verification.
    pub id: VerificationId,
    /// The caller's own reference.
    pub reference: Option<&'a str>,
    /// The caller's own record of the person's consent.
    pub consent_id: Option<&'a str>,
    /// The provider.
    pub provider: &'a ProviderId,
    /// The portrait as it was given.
    pub given: PortraitSize,
    /// The portrait as it is sent; equal where it is sent byte for byte.
    pub sent: PortraitSize,
    /// What is odd about it, where that was looked for.
    pub warnings: &'a [PortraitWarning],
}

/// An attempt is over.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct AttemptEnded<'a> {
    /// The verification.
    pub id: VerificationId,
    /// The caller's own reference.
    pub reference: Option<&'a str>,
    /// The caller's own record of the person's consent.
    pub consent_id: Option<&'a str>,
    /// The attempt: the id of its start, if it was started.
    pub attempt_id: AttemptId,
    /// How it ended.
    pub attempt: &'a Attempt,
}

/// A verification is over.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct VerificationEnded<'a> {
    /// The verification.
    pub id: VerificationId,
    /// The caller's own reference.
    pub reference: Option<&'a str>,
    /// The caller's own record of the person's consent.
    pub consent_id: Option<&'a str>,
    /// What it came to; where nobody answered, undetermined.
    pub decision: Decision,
    /// Why.
    pub reason: Reason,
    /// What it may have cost in all, in fen, where prices are known.
    pub cost_fen: Option<u64>,
}

/// A breaker is in another state than before.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct BreakerChanged<'a> {
    /// Whose breaker.
    pub provider: &'a ProviderId,
    /// Its state now.
    pub state: BreakerState,
}

impl<'a> AttemptStarted<'a> {
    /// The event for this request.
    pub fn new(
        request: &'a VerifyRequest,
        attempt_id: AttemptId,
        provider: &'a ProviderId,
        step: Step,
    ) -> Self {
        Self {
            id: request.id(),
            attempt_id,
            reference: request.reference(),
            consent_id: request.consent_id(),
            provider,
            step,
        }
    }
}

impl<'a> PortraitFitted<'a> {
    /// The event for this request.
    pub fn new(
        request: &'a VerifyRequest,
        provider: &'a ProviderId,
        given: PortraitSize,
        sent: PortraitSize,
        warnings: &'a [PortraitWarning],
    ) -> Self {
        Self {
            id: request.id(),
            reference: request.reference(),
            consent_id: request.consent_id(),
            provider,
            given,
            sent,
            warnings,
        }
    }
}

impl<'a> AttemptEnded<'a> {
    /// The event for this request.
    pub fn new(request: &'a VerifyRequest, attempt_id: AttemptId, attempt: &'a Attempt) -> Self {
        Self {
            id: request.id(),
            reference: request.reference(),
            consent_id: request.consent_id(),
            attempt_id,
            attempt,
        }
    }

    /// The same event, told of another verification: that of a reused attempt is not the request's.
    #[must_use]
    pub fn with_id(mut self, id: VerificationId) -> Self {
        self.id = id;
        self
    }
}

impl<'a> VerificationEnded<'a> {
    /// The event for this request, which came to `result`.
    pub fn new(request: &'a VerifyRequest, result: &Verification) -> Self {
        Self {
            id: result.id(),
            reference: request.reference(),
            consent_id: request.consent_id(),
            decision: result.decision(),
            reason: result.reason(),
            cost_fen: result.cost_fen(),
        }
    }
}

impl<'a> BreakerChanged<'a> {
    /// The event for this provider.
    pub fn new(provider: &'a ProviderId, state: BreakerState) -> Self {
        Self { provider, state }
    }
}
