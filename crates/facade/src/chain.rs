//! The one loop: asks one provider after the other until the answer is certain or nobody is left.

use async_trait::async_trait;
use heyan_core::{
    Attempt, Capability, Decision, ErrorKind, Factor, Outcome, ProviderId, Skip, Step, Verification,
    Verifier, VerifyError, VerifyRequest, decide,
};

use crate::candidate::Candidate;
use crate::context::Context;
use crate::deadline::TimeLimit;
use crate::fallback::{Next, Policy};
use crate::scan::Scans;
use crate::select::{self, Known, Strategy};

/// What the loop goes by. It is asked by the facade, which has admitted the request and set its deadline.
#[derive(Debug)]
pub(crate) struct Chain {
    pub(crate) id: ProviderId,
    pub(crate) capability: Capability,
    pub(crate) candidates: Vec<Candidate>,
    pub(crate) strategy: Strategy,
    pub(crate) policy: Policy,
    pub(crate) scans: Scans,
    pub(crate) context: Context,
}

#[async_trait]
impl Verifier for Chain {
    fn id(&self) -> &ProviderId {
        &self.id
    }

    fn capability(&self) -> &Capability {
        &self.capability
    }

    async fn verify(&self, request: &VerifyRequest) -> Result<Outcome, VerifyError> {
        self.run(request).await
    }
}

impl Chain {
    /// As [`Verifier::verify`], without a future on the heap.
    pub(crate) async fn run(&self, request: &VerifyRequest) -> Result<Outcome, VerifyError> {
        let time = TimeLimit::of(request);
        match request.any_session() {
            Some(session) => self.scans.query(&self.candidates, request, session, &time).await,
            None => ask_in_turn(self, request, &time).await,
        }
    }

    /// The providers, in the order in which they are asked at this moment. They stand in the strategy's order already,
    /// but for one that draws lots.
    pub(crate) fn in_order(&self) -> Vec<&Candidate> {
        if !self.is_random() {
            return self.candidates.iter().collect();
        }
        let listed: Vec<_> = self.candidates.iter().map(|one| (one.id(), one.capability())).collect();
        let order = self.strategy.order(&listed, self.context.clock.now());
        order.into_iter().filter_map(|place| self.candidates.get(place)).collect()
    }

    pub(crate) fn is_random(&self) -> bool {
        matches!(self.strategy, Strategy::Weighted { .. })
    }
}

async fn ask_in_turn(
    chain: &Chain,
    request: &VerifyRequest,
    time: &TimeLimit,
) -> Result<Outcome, VerifyError> {
    let mut known = Known::default();
    let mut trail = Vec::with_capacity(chain.candidates.len());
    let (mut last, mut is_stopped) = (None, false);
    let order = chain.in_order();
    let mut rest = order.as_slice();
    while let [candidate, later @ ..] = rest {
        rest = later;
        let skip = not_worth_asking(request, &known, candidate, later);
        if let Some(skip) = skip.or_else(|| candidate.out_of_time(time)) {
            let attempt = Attempt::skipped(candidate.id().clone(), Step::Ask, skip);
            let observers = &chain.context.observers;
            observers.attempt_ended(request, observers.attempt_id(), &attempt);
            trail.push(attempt);
            continue;
        }
        match candidate.call(request, time).await {
            Ok(Outcome::Answered(answer)) => {
                let (found, attempts) = answer.into_parts();
                known.findings = known.findings.join(found);
                let asked_for = candidate.capability().verifies(request);
                known.answered.extend(candidate.capability().vendor().map(|vendor| (vendor, asked_for)));
                trail.extend(attempts);
                if decide(&known.findings, request.requirement()).0 != Decision::Undetermined {
                    break;
                }
            }
            Ok(Outcome::Pending(session)) => {
                trail.extend_from_slice(session.attempts());
                let session = session.with_provider(candidate.id().clone()).with_attempts(trail);
                let before = known.findings.join(session.findings().clone());
                return Ok(Outcome::Pending(chain.scans.sealed(request, session.with_findings(before))));
            }
            Ok(other) => return Ok(other),
            Err(error) => {
                trail.extend_from_slice(error.attempts());
                if let ErrorKind::InputRefused { .. } = error.kind() {
                    // That is an answer too: another account of this vendor refuses the same value.
                    let anything = Factor::ALL.into_iter().collect();
                    known.answered.extend(candidate.capability().vendor().map(|vendor| (vendor, anything)));
                }
                is_stopped = chain.policy.next(&error) == Next::Stop;
                last = Some(error);
                if is_stopped {
                    break;
                }
            }
        }
    }
    if known.findings.is_empty() {
        Err(unanswered(last, is_stopped, trail))
    } else {
        Ok(Outcome::Answered(Verification::new(request, known.findings, trail)))
    }
}

/// The rules of the planner. Of those who could be asked later, whoever would be kept back now does not count.
fn not_worth_asking(
    request: &VerifyRequest,
    known: &Known<'_>,
    candidate: &Candidate,
    later: &[&Candidate],
) -> Option<Skip> {
    let later = later.iter().filter(|later| later.closed().is_none()).map(|later| later.capability());
    let skip = select::skip(request, known, candidate.capability(), later)?;
    Some(candidate.reason_not_to_ask(skip))
}

/// Nobody answered: the failure that stopped the chain with the whole trail, or that everybody failed, for which the
/// last one's failure is the source.
fn unanswered(last: Option<VerifyError>, is_stopped: bool, trail: Vec<Attempt>) -> VerifyError {
    match last {
        Some(error) if is_stopped => error.with_attempts(trail),
        Some(error) => VerifyError::new(ErrorKind::Exhausted, trail).with_source(error),
        None => VerifyError::new(ErrorKind::Exhausted, trail),
    }
}
