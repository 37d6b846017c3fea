//! The call that is about to be made, as far as a gate may know it.

use std::time::Instant;

use heyan_core::{ProviderId, Step, VerificationId, VerifyRequest};

/// A call that is about to be made. It shows nothing personal.
#[derive(Clone, Copy, Debug)]
pub struct Intent<'a> {
    request: &'a VerifyRequest,
    provider: &'a ProviderId,
    step: Step,
    price_fen: Option<u64>,
}

impl<'a> Intent<'a> {
    pub(crate) fn new(
        request: &'a VerifyRequest,
        provider: &'a ProviderId,
        step: Step,
        price_fen: Option<u64>,
    ) -> Self {
        Self { request, provider, step, price_fen }
    }

    /// The provider.
    pub fn provider(&self) -> &'a ProviderId {
        self.provider
    }

    /// A billable call, or a query of a scan, which is free.
    pub fn step(&self) -> Step {
        self.step
    }

    /// What the call costs if it is billed, in fen, if that is known.
    pub fn price_fen(&self) -> Option<u64> {
        self.price_fen.filter(|_| self.step == Step::Ask)
    }

    /// The verification.
    pub fn id(&self) -> VerificationId {
        self.request.id()
    }

    /// The caller's own reference.
    pub fn reference(&self) -> Option<&'a str> {
        self.request.reference()
    }

    /// The caller's own record of the person's consent.
    pub fn consent_id(&self) -> Option<&'a str> {
        self.request.consent_id()
    }

    /// Until when an answer is wanted.
    pub fn deadline(&self) -> Option<Instant> {
        self.request.deadline()
    }
}
