//! A hosted scan: sealed when it starts, and queried at the provider that started it, and at no other.

use std::sync::Arc;
use std::time::Duration;

use heyan_core::{
    AnySession, Clock, ErrorKind, Outcome, ProviderId, Session, SessionKeys, SessionProblem, Step,
    Verification, VerifyError, VerifyRequest,
};

use crate::candidate::Candidate;
use crate::deadline::TimeLimit;

/// What a facade needs to start scans and to query them.
#[derive(Debug)]
pub(crate) struct Scans {
    /// The facade's own id, under which it refuses a session.
    pub(crate) facade: ProviderId,
    pub(crate) keys: Option<SessionKeys>,
    pub(crate) retention: Duration,
    pub(crate) clock: Arc<dyn Clock>,
}

impl Scans {
    /// The session with its token. A provider that starts scans without saying so in its capability may stand in a
    /// facade without a key; what it started can then be queried at the provider alone.
    pub(crate) fn sealed(&self, request: &VerifyRequest, session: Session) -> Session {
        match &self.keys {
            Some(keys) => keys.seal(session, request),
            None => session,
        }
    }

    /// Queries the scan. Whatever comes of it, no other provider is called: a query is free, may be repeated, and the
    /// person may be in the middle of the scan.
    ///
    /// The token stays as it was, so that it is as good in the next process, and a trail does not grow with each query.
    pub(crate) async fn query(
        &self,
        candidates: &[Candidate],
        request: &VerifyRequest,
        session: &AnySession,
        time: &TimeLimit,
    ) -> Result<Outcome, VerifyError> {
        let opened = self.opened(request, session).map_err(|problem| self.refused(problem))?;
        let candidate = candidates.iter().find(|candidate| candidate.id() == opened.provider());
        let candidate = candidate.ok_or_else(|| self.refused(SessionProblem::OtherProvider))?;
        let query = request.with_session(opened.as_given());
        let trail = |attempts: &[_]| [opened.attempts(), attempts].concat();
        match candidate.call(&query, time).await {
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
                    ErrorKind::SessionNotFound | ErrorKind::SessionRefused => {
                        error.with_ended_session(opened)
                    }
                    _ => error.with_session(opened),
                })
            }
        }
    }

    /// The error of a query that leaves the scan open and says nothing of its past, since it was never sent: with the
    /// trail that its session holds, once it is certain that the session is this request's.
    pub(crate) fn with_its_past(&self, request: &VerifyRequest, error: VerifyError) -> VerifyError {
        // The call that started the scan stands in every trail that was told of it.
        let has_it = error.attempts().iter().any(|attempt| attempt.step() == Step::Ask);
        let is_open = error.session().is_some();
        let Some(session) = request.any_session().filter(|_| is_open && !has_it) else { return error };
        match self.opened(request, session) {
            Ok(opened) => {
                let trail = [opened.attempts(), error.attempts()].concat();
                error.with_attempts(trail).with_session(opened)
            }
            Err(problem) => self.refused(problem),
        }
    }

    /// What the token says, also of a session that is open: only the token binds it to the person.
    fn opened(&self, request: &VerifyRequest, session: &AnySession) -> Result<Session, SessionProblem> {
        let sealed = session.sealed().ok_or(SessionProblem::NotSealed)?;
        let keys = self.keys.as_ref().ok_or(SessionProblem::OtherProvider)?;
        keys.open(&sealed, request, self.clock.now(), self.retention)
    }

    /// No provider was called.
    fn refused(&self, problem: SessionProblem) -> VerifyError {
        VerifyError::session_refused(self.facade.clone(), problem)
    }
}
