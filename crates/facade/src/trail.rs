//! What is read off a request, and off a result, for the trail.

use heyan_core::{
    Attempt, Billing, ErrorKind, Failure, Outcome, ProviderId, Stage, Step, VerificationId, VerifyError,
};

/// The attempts of a result, whichever way it came out.
pub(crate) fn told(result: &Result<Outcome, VerifyError>) -> &[Attempt] {
    match result {
        Ok(Outcome::Answered(answer)) => answer.attempts(),
        Ok(Outcome::Pending(session)) => session.attempts(),
        Ok(_) => &[],
        Err(error) => error.attempts(),
    }
}

/// The verification that a result belongs to: after a scan, the one that started it. `None` if the result doesn't say.
pub(crate) fn verification(result: &Result<Outcome, VerifyError>) -> Option<VerificationId> {
    match result {
        Ok(Outcome::Answered(answer)) => Some(answer.id()),
        Ok(Outcome::Pending(session)) => session.verification(),
        Ok(_) => None,
        Err(error) => error.queried_session()?.open()?.verification(),
    }
}

/// The facade itself refuses. Its trail says that no provider was called, so that a facade around it does not take
/// silence for a fee.
pub(crate) fn unasked(facade: &ProviderId, kind: ErrorKind, step: Step) -> VerifyError {
    let failure = Failure::new(kind, Stage::NotSent);
    VerifyError::new(kind, vec![Attempt::failed(facade.clone(), step, failure, Billing::NotBilled)])
}
