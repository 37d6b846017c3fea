//! A hosted scan: sealed when it starts, and asked after, at the provider that started it and nobody else.

use heyan_core::{
    ErrorKind, Outcome, Session, SessionProblem, Step, Verification, VerifyError, VerifyRequest,
};

use crate::chain::Chain;

/// The session with its token. A provider that starts scans without saying so in its capability may stand in a facade
/// without a key; what it started can then be asked after at the provider alone.
pub(crate) fn sealed(chain: &Chain, request: &VerifyRequest, session: Session) -> Session {
    match &chain.session_keys {
        Some(keys) => keys.seal(session, request),
        None => session,
    }
}

/// Asks how the scan went. Whatever comes of it, nobody else is asked: a query is free, may be repeated, and the person
/// may be in the middle of the scan.
///
/// The token stays as it was, so that it is as good in the next process, and a trail does not grow with each look.
pub(crate) async fn run(
    chain: &Chain,
    request: &VerifyRequest,
    session: &Session,
) -> Result<Outcome, VerifyError> {
    let opened = opened(chain, request, session).map_err(|problem| refused(chain, problem))?;
    let candidate = chain.candidates.iter().find(|candidate| candidate.id() == opened.provider());
    let candidate = candidate.ok_or_else(|| refused(chain, SessionProblem::OtherProvider))?;
    let query = request.with_session(opened.as_given());
    let trail = |attempts: &[_]| [opened.attempts(), attempts].concat();
    match candidate.verifier().verify(&query).await {
        Ok(Outcome::Answered(answer)) => {
            let (found, attempts) = answer.into_parts();
            let before = opened.findings().clone();
            Ok(Outcome::Answered(Verification::after_scan(&query, before, found, trail(&attempts))))
        }
        Ok(Outcome::Pending(still)) => {
            let trail = trail(still.attempts());
            Ok(Outcome::Pending(opened.with_attempts(trail)))
        }
        Ok(other) => Ok(other),
        Err(error) => {
            let trail = trail(error.attempts());
            let error = error.with_attempts(trail);
            Err(match error.kind() {
                ErrorKind::SessionNotFound | ErrorKind::SessionRefused => error.with_ended_session(opened),
                _ => error.with_session(opened),
            })
        }
    }
}

/// The error of a query that leaves the scan open and says nothing of its past, since it was never sent: with the trail
/// that its session holds, once it is certain that the session is this request's.
pub(crate) fn with_its_past(chain: &Chain, request: &VerifyRequest, error: VerifyError) -> VerifyError {
    // The question that started the scan stands in every trail that was told of it.
    let has_it = error.attempts().iter().any(|attempt| attempt.step() == Step::Ask);
    let is_open = error.session().is_some();
    let Some(session) = request.session().filter(|_| is_open && !has_it) else { return error };
    match opened(chain, request, session) {
        Ok(opened) => {
            let trail = [opened.attempts(), error.attempts()].concat();
            error.with_attempts(trail).with_session(opened)
        }
        Err(problem) => refused(chain, problem),
    }
}

fn opened(chain: &Chain, request: &VerifyRequest, session: &Session) -> Result<Session, SessionProblem> {
    let sealed_elsewhere =
        if session.token().is_some() { SessionProblem::OtherProvider } else { SessionProblem::NotSealed };
    let keys = chain.session_keys.as_ref().ok_or(sealed_elsewhere)?;
    keys.open(session, request, chain.around.clock.now(), chain.session_retention)
}

/// Nobody was asked.
fn refused(chain: &Chain, problem: SessionProblem) -> VerifyError {
    chain.unasked(ErrorKind::SessionRefused, Step::Query).with_source(problem)
}
