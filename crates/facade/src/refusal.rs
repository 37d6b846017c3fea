//! A gate's refusal: the call never left, and the trail says `skipped`.

use heyan_core::{Attempt, ErrorKind, Limit, ProviderId, Skip, VerifyError, VerifyRequest};

use crate::observe::Observers;
use crate::trail;

/// Says no in a provider's name.
#[derive(Debug)]
pub(crate) struct Refusals {
    pub(crate) provider: ProviderId,
    pub(crate) observers: Observers,
}

impl Refusals {
    /// A limit kept the question back: it never left, so nobody can bill it, and the trail says `skipped`.
    pub(crate) fn refuse(&self, request: &VerifyRequest, by: Limit, skip: Skip) -> VerifyError {
        let attempt = Attempt::skipped(self.provider.clone(), trail::step(request), skip);
        self.observers.attempt_ended(request, &attempt);
        VerifyError::new(ErrorKind::Refused { by }, vec![attempt])
    }
}
