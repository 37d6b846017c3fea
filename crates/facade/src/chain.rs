//! The one loop: asks one provider after the other until the answer is certain or nobody is left.

use std::sync::atomic::Ordering;

use heyan_core::{
    Attempt, Billing, Decision, ErrorKind, Failure, Findings, Outcome, Skip, SkipReason, Stage, Step,
    Verification, Verifier, VerifyError, VerifyRequest, decide,
};
use tokio::time::{Instant, timeout_at};

use crate::announce::{Announced, ended};
use crate::policy::{self, Next};
use crate::{Facade, plan, resume, trail};

pub(crate) async fn run(facade: &Facade, request: &VerifyRequest) -> Result<Outcome, VerifyError> {
    let own = Instant::now() + facade.deadline;
    let deadline = request.deadline().map_or(own, |deadline| own.min(deadline.into()));
    let request = &request.with_deadline(deadline.into_std());
    if let Err(refused) = facade.admits(request) {
        let step = if request.session().is_some() { Step::Query } else { Step::Ask };
        return Err(unasked(facade, ErrorKind::InvalidRequest, step).with_source(refused));
    }
    match request.session() {
        Some(session) => resume::run(facade, request, session, deadline).await,
        None => ask_in_turn(facade, request, deadline).await,
    }
}

async fn ask_in_turn(
    facade: &Facade,
    request: &VerifyRequest,
    deadline: Instant,
) -> Result<Outcome, VerifyError> {
    let mut findings = Findings::default();
    let mut trail = Vec::with_capacity(facade.providers.len());
    let mut stopped_by = None;
    let mut providers = facade.providers.iter();
    while let Some(provider) = providers.next() {
        let later = providers.clone().map(|provider| provider.capability());
        let skip = plan::skip(request, &findings, provider.capability(), later)
            .or_else(|| no_time_left(facade, deadline));
        if let Some(skip) = skip {
            let attempt = Attempt::skipped(provider.id().clone(), Step::Ask, skip);
            ended(facade, request, &attempt);
            trail.push(attempt);
            continue;
        }
        match ask(facade, request, provider.as_ref(), Step::Ask, deadline).await {
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
                let session = session.through(provider.id().clone()).with_attempts(trail);
                let before = findings.join(session.findings().clone());
                return Ok(Outcome::Pending(resume::sealed(facade, request, session.with_findings(before))));
            }
            Ok(other) => return Ok(other),
            Err(error) => {
                trail.extend_from_slice(error.attempts());
                if policy::next(error.kind()) == Next::Stop {
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

/// The time is up, or the process is about to end.
fn no_time_left(facade: &Facade, deadline: Instant) -> Option<Skip> {
    let stopping = facade.stopping.load(Ordering::Relaxed);
    (stopping || deadline <= Instant::now()).then(|| Skip::new(SkipReason::Deadline))
}

/// The facade itself refuses. Its trail says that nobody was asked, so that a facade around it does not take silence
/// for a fee.
pub(crate) fn unasked(facade: &Facade, kind: ErrorKind, step: Step) -> VerifyError {
    let failure = Failure::new(kind, Stage::NotSent);
    VerifyError::new(kind, vec![Attempt::failed(facade.id().clone(), step, failure, Billing::NotBilled)])
}

/// Asks one provider, once. The deadline here is a backstop for verifiers that do not keep it themselves; nobody
/// knows then how far the question got.
pub(crate) async fn ask(
    facade: &Facade,
    request: &VerifyRequest,
    provider: &dyn Verifier,
    step: Step,
    deadline: Instant,
) -> Result<Outcome, VerifyError> {
    let announced = Announced::start(facade, request, provider.id(), step);
    let result = timeout_at(deadline, provider.verify(request)).await.unwrap_or_else(|_elapsed| {
        let failure = Failure::new(ErrorKind::Timeout, Stage::MaybeSent);
        let attempt = Attempt::failed(provider.id().clone(), step, failure, Billing::MaybeBilled);
        Err(VerifyError::new(failure.kind, vec![attempt.with_meaning("no answer by the deadline")]))
    });
    let result = trail::of_this_step(result, request, provider.id(), step);
    match &result {
        Ok(Outcome::Answered(answer)) => announced.end(answer.attempts()),
        Ok(Outcome::Pending(session)) => announced.end(session.attempts()),
        Ok(_) => announced.end(&[Attempt::answered(provider.id().clone(), step, Billing::MaybeBilled)]),
        Err(error) => announced.end(error.attempts()),
    }
    result
}

/// Nobody answered: the failure that stopped the chain with the whole trail, or that everybody failed.
fn unanswered(stopped_by: Option<VerifyError>, trail: Vec<Attempt>) -> VerifyError {
    match stopped_by {
        Some(error) => error.with_attempts(trail),
        None => VerifyError::new(ErrorKind::Exhausted, trail),
    }
}
