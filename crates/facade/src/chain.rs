//! The one loop: asks one provider after the other until the answer is certain or nobody is left.

use std::sync::atomic::Ordering;

use heyan_core::{
    Attempt, Billing, Decision, ErrorKind, Failure, Findings, Outcome, Skip, SkipReason, Stage, Step,
    Verification, VerifyError, VerifyRequest, decide,
};
use tokio::time::Instant;

use crate::candidate::Candidate;
use crate::policy::Next;
use crate::{Facade, plan, resume, trail};

pub(crate) async fn run(facade: &Facade, request: &VerifyRequest) -> Result<Outcome, VerifyError> {
    let own = Instant::now() + facade.deadline;
    let deadline = request.deadline().map_or(own, |deadline| own.min(deadline.into()));
    let request = &request.with_deadline(deadline.into_std());
    if let Err(refused) = facade.admits(request) {
        let kind = ErrorKind::InvalidRequest;
        return Err(unasked(facade, kind, trail::step(request)).with_source(refused));
    }
    match request.session() {
        Some(session) => resume::run(facade, request, session).await,
        None => ask_in_turn(facade, request, deadline).await,
    }
}

async fn ask_in_turn(
    facade: &Facade,
    request: &VerifyRequest,
    deadline: Instant,
) -> Result<Outcome, VerifyError> {
    let mut findings = Findings::default();
    let mut trail = Vec::with_capacity(facade.candidates.len());
    let mut stopped_by = None;
    let order = facade.in_order();
    let mut rest = order.as_slice();
    while let [candidate, later @ ..] = rest {
        rest = later;
        let skip = not_worth_asking(request, &findings, candidate, later);
        if let Some(skip) = skip.or_else(|| no_time_left(facade, deadline)) {
            let attempt = Attempt::skipped(candidate.id().clone(), Step::Ask, skip);
            facade.observers.ended(request, &attempt);
            trail.push(attempt);
            continue;
        }
        match candidate.verifier().verify(request).await {
            Ok(Outcome::Answered(answer)) => {
                let (found, attempts) = answer.into_parts();
                findings = findings.join(found);
                trail.extend(attempts);
                if decide(&findings, request.requirement()).0 != Decision::Undetermined {
                    break;
                }
            }
            Ok(Outcome::Pending(session)) => {
                trail.extend_from_slice(session.attempts());
                let session = session.through(candidate.id().clone()).with_attempts(trail);
                let before = findings.join(session.findings().clone());
                return Ok(Outcome::Pending(resume::sealed(facade, request, session.with_findings(before))));
            }
            Ok(other) => return Ok(other),
            Err(error) => {
                trail.extend_from_slice(error.attempts());
                if facade.policy.next(&error) == Next::Stop {
                    stopped_by = Some(error);
                    break;
                }
            }
        }
    }
    if findings.is_empty() {
        Err(unanswered(stopped_by, trail))
    } else {
        Ok(Outcome::Answered(Verification::new(request, findings, trail)))
    }
}

/// The rules of the planner. Of those who could be asked later, whoever would be kept back now does not count.
fn not_worth_asking(
    request: &VerifyRequest,
    findings: &Findings,
    candidate: &Candidate,
    later: &[&Candidate],
) -> Option<Skip> {
    let later = later.iter().filter(|later| later.shut().is_none()).map(|later| later.capability());
    let skip = plan::skip(request, findings, candidate.capability(), later)?;
    Some(candidate.reason_not_to_ask(skip))
}

/// The time is up, or the process is about to end.
fn no_time_left(facade: &Facade, deadline: Instant) -> Option<Skip> {
    let stopping = facade.stopping.load(Ordering::Relaxed);
    (stopping || deadline <= Instant::now()).then(|| Skip::new(SkipReason::Deadline))
}

/// The facade itself refuses. Its trail says that nobody was asked, so that a facade around it does not take silence
/// for a fee.
pub(crate) fn unasked(facade: &Facade, kind: ErrorKind, step: Step) -> VerifyError {
    let failure = Failure::new(kind, Stage::NotSent);
    VerifyError::new(kind, vec![Attempt::failed(facade.id.clone(), step, failure, Billing::NotBilled)])
}

/// Nobody answered: the failure that stopped the chain with the whole trail, or that everybody failed.
fn unanswered(stopped_by: Option<VerifyError>, trail: Vec<Attempt>) -> VerifyError {
    match stopped_by {
        Some(error) => error.with_attempts(trail),
        None => VerifyError::new(ErrorKind::Exhausted, trail),
    }
}
