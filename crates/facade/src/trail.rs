//! What is read off a request, and off a result, for the trail.

use heyan_core::{
    Attempt, Billing, ErrorKind, Failure, Outcome, ProviderId, Stage, Step, VerifyError, VerifyRequest,
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

/// What a request asks for: an answer, which may cost, or how a scan went.
pub(crate) fn step(request: &VerifyRequest) -> Step {
    request.step()
}

/// The facade itself refuses. Its trail says that no provider was called, so that a facade around it does not take
/// silence for a fee.
pub(crate) fn unasked(facade: &ProviderId, kind: ErrorKind, step: Step) -> VerifyError {
    let failure = Failure::new(kind, Stage::NotSent);
    VerifyError::new(kind, vec![Attempt::failed(facade.clone(), step, failure, Billing::NotBilled)])
}
