//! What a caller gets who made no call: the result of an earlier one, which is not billed again, or why there is none.

use heyan_core::{Attempt, ErrorKind, Failure, Outcome, ProviderId, Stage, VerifyError, VerifyRequest};

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

/// Whoever asked panicked, or the runtime dropped them: nobody knows how far the question got.
pub(super) fn lost(id: &ProviderId, request: &VerifyRequest) -> VerifyError {
    failed(
        id,
        request,
        Failure::new(ErrorKind::Protocol, Stage::MaybeSent),
        "the question was lost on its way",
    )
}

/// The deadline of whoever waits for the answer to another's question: their own was never sent.
pub(super) fn too_late(id: &ProviderId, request: &VerifyRequest) -> VerifyError {
    let failure = Failure::new(ErrorKind::Timeout, Stage::NotSent);
    failed(id, request, failure, "the same question, asked before, was not answered by the deadline")
}

/// Nobody knows what came of a question that nothing was heard of for so long.
pub(super) fn given_up(id: &ProviderId, request: &VerifyRequest) -> VerifyError {
    let failure = Failure::new(ErrorKind::Timeout, Stage::MaybeSent);
    failed(id, request, failure, "nothing was heard of the question for a day")
}

fn failed(id: &ProviderId, request: &VerifyRequest, failure: Failure, meaning: &'static str) -> VerifyError {
    let (step, billing) = (request.step(), failure.stage.billing());
    let attempt = Attempt::failed(id.clone(), step, failure, billing).with_meaning(meaning);
    let error = VerifyError::new(failure.kind, vec![attempt]);
    match request.any_session() {
        // A query that fails leaves the scan open.
        Some(session) => error.with_session(session.clone()),
        None => error,
    }
}
