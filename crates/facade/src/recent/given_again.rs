//! What somebody else was told, as it is told to whoever asked the same: nobody was asked for them, nothing is billed.

use heyan_core::{Attempt, Outcome, VerifyError, VerifyRequest};

pub(super) fn result(
    result: Result<Outcome, VerifyError>,
    request: &VerifyRequest,
) -> Result<Outcome, VerifyError> {
    match result {
        Ok(answer) => Ok(outcome(answer, request)),
        Err(error) => {
            let attempts = reused(error.attempts(), request);
            Err(error.with_attempts(attempts))
        }
    }
}

pub(super) fn outcome(outcome: Outcome, request: &VerifyRequest) -> Outcome {
    match outcome {
        Outcome::Answered(answer) => Outcome::Answered(answer.reused_for(request)),
        // The token stays as it is, and with it the fee that stands in it: the scan is one and the same.
        Outcome::Pending(session) => {
            let attempts = reused(session.attempts(), request);
            Outcome::Pending(session.with_attempts(attempts))
        }
        other => other,
    }
}

fn reused(attempts: &[Attempt], request: &VerifyRequest) -> Vec<Attempt> {
    attempts.iter().cloned().map(|attempt| attempt.reused_for(request)).collect()
}
