//! Who hears of every attempt. Observers learn nothing personal and can change nothing.

use std::fmt;

use crate::{Attempt, ProviderId, Step, VerificationId, VerifyRequest};

/// Hears of every attempt *before* the provider is polled, and after it ended.
///
/// Called in the verifying task: keep it short, and never block.
pub trait Observer: fmt::Debug + Send + Sync + 'static {
    /// A provider is about to be asked.
    fn attempt_started(&self, event: &AttemptStarted<'_>);

    /// An attempt is over; what was started once may end as several, such as the attempts of a chain within a chain, or
    /// of a query that was repeated with a corrected clock. Answered, pending, failed, skipped, or abandoned because the caller dropped the future.
    fn attempt_ended(&self, event: &AttemptEnded<'_>);
}

/// A provider is about to be asked.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct AttemptStarted<'a> {
    /// The verification.
    pub id: VerificationId,
    /// The caller's own reference.
    pub reference: Option<&'a str>,
    /// The caller's own record of the person's consent.
    pub consent_id: Option<&'a str>,
    /// The provider.
    pub provider: &'a ProviderId,
    /// A billable question, or a query of a session.
    pub step: Step,
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
    /// How it ended.
    pub attempt: &'a Attempt,
}

impl<'a> AttemptStarted<'a> {
    /// The event for this request.
    pub fn new(request: &'a VerifyRequest, provider: &'a ProviderId, step: Step) -> Self {
        Self {
            id: request.id(),
            reference: request.reference(),
            consent_id: request.consent_id(),
            provider,
            step,
        }
    }
}

impl<'a> AttemptEnded<'a> {
    /// The event for this request.
    pub fn new(request: &'a VerifyRequest, attempt: &'a Attempt) -> Self {
        Self { id: request.id(), reference: request.reference(), consent_id: request.consent_id(), attempt }
    }
}
