//! What whoever asks is told where the one who asked for them never tells.

use heyan_core::{Attempt, ErrorKind, Failure, ProviderId, Stage, VerifyError, VerifyRequest};

use crate::trail;

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
    let (step, billing) = (trail::step(request), failure.stage.billing());
    let attempt = Attempt::failed(id.clone(), step, failure, billing).with_meaning(meaning);
    let error = VerifyError::new(failure.kind, vec![attempt]);
    match request.session() {
        // A query that fails leaves the scan open.
        Some(session) => error.with_session(session.clone()),
        None => error,
    }
}
