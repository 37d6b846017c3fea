//! The result of a verification: findings, decision, reason, advice and the trail.

mod json;

use std::fmt;

use super::advice::advise_on;
use super::reason::of_scan;
use crate::json::Word;
use crate::{
    Advice, AnySession, Attempt, Decision, FactorSet, Findings, Reason, Session, Step, VerificationId,
    VerifyError, VerifyRequest, advise, decide, explain,
};

/// The result of a verification, for programs and for the audit. Its JSON is stable: `schema` 1.
///
/// Holds no name, ID number, mobile number, image or key, and no vendor's own text.
///
/// In a result of a newer version, unknown fields are ignored. Unknown words are written back as they were; until then
/// they count as what says least: [`Decision::Undetermined`], [`Reason::Unknown`], [`Advice::ManualReview`].
#[derive(Clone, Debug, PartialEq)]
pub struct Verification {
    id: VerificationId,
    reference: Option<Box<str>>,
    decision: Word<Decision>,
    reason: Word<Reason>,
    advice: Word<Advice>,
    satisfied: Option<Satisfied>,
    findings: Findings,
    cost_fen: Option<u64>,
    attempts: Vec<Attempt>,
    session: Option<Box<AnySession>>,
}

/// An alternative of a requirement, with the names of its factors if this version does not know them all.
#[derive(Clone, PartialEq)]
struct Satisfied {
    set: FactorSet,
    carried: Option<Vec<Box<str>>>,
}

impl Verification {
    /// The result of these findings and this trail.
    pub fn new(request: &VerifyRequest, findings: Findings, attempts: Vec<Attempt>) -> Self {
        let requirement = request.requirement();
        let (decision, satisfied) = decide(&findings, requirement);
        Self {
            id: request.id(),
            reference: request.reference().map(Into::into),
            decision: decision.into(),
            reason: explain(&findings, requirement, &attempts).into(),
            advice: advise(&findings, requirement, &attempts).into(),
            satisfied: satisfied.map(|set| Satisfied { set, carried: None }),
            findings,
            cost_fen: attempts.iter().filter_map(Attempt::cost_fen).reduce(u64::saturating_add),
            attempts,
            session: None,
        }
    }

    /// The result of a scan that was asked after: what was known `before` it, joined with what it `found`, which is
    /// nothing where the link ended unused.
    pub fn after_scan(
        request: &VerifyRequest,
        before: Findings,
        found: Findings,
        attempts: Vec<Attempt>,
    ) -> Self {
        let scan = of_scan(found.iter().map(|(factor, finding)| (factor, finding.verdict)));
        let result = Self::new(request, before.join(found), attempts);
        match scan {
            // Joined, the findings no longer tell what the scan itself said.
            Some(reason) if result.decision() == Decision::Undetermined => {
                let advice = advise_on(reason, &result.findings, request.requirement(), &result.attempts);
                Self { reason: reason.into(), advice: advice.into(), ..result }
            }
            _ => result,
        }
    }

    /// The result so far, where the person has yet to scan their face.
    pub fn pending(request: &VerifyRequest, session: Session) -> Self {
        let attempts = session.attempts().to_vec();
        Self::awaiting(request, session.into(), attempts)
    }

    /// The result to keep where nobody answered: undetermined, with the error's trail. Where a query failed the scan is
    /// still open, so the result is pending; where it is over, what was found before it is kept.
    pub fn unanswered(request: &VerifyRequest, error: &VerifyError) -> Self {
        let attempts = error.attempts().to_vec();
        if let Some(session) = error.session() {
            return Self::awaiting(request, session.clone(), attempts);
        }
        let before = error.queried_session().and_then(AnySession::open);
        let found = before.map(|session| session.findings().clone()).unwrap_or_default();
        let result = Self::new(request, found, attempts);
        Self { id: before.and_then(Session::verification).unwrap_or(result.id), ..result }
    }

    /// Nothing of a sealed session is believed.
    fn awaiting(request: &VerifyRequest, session: AnySession, attempts: Vec<Attempt>) -> Self {
        let open = session.open();
        let found = open.map(|session| session.findings().clone()).unwrap_or_default();
        let so_far = Self::new(request, found, attempts);
        Self {
            id: open.and_then(Session::verification).unwrap_or(so_far.id),
            decision: Decision::Pending.into(),
            reason: Reason::AwaitingScan.into(),
            advice: Advice::HostedScan.into(),
            satisfied: None,
            session: Some(Box::new(session)),
            ..so_far
        }
    }

    /// The same answer for another request, which asks the same: nobody is asked, so nothing is billed again. Where both
    /// ask after one scan it is one verification, which keeps its id and what the scan cost.
    #[must_use]
    pub fn reused_for(self, request: &VerifyRequest) -> Self {
        let reference = request.reference().map(Into::into);
        let attempts = self.attempts.into_iter().map(|attempt| attempt.reused_for(request)).collect();
        match request.step() {
            Step::Query => Self { reference, attempts, ..self },
            Step::Ask => Self { id: request.id(), reference, cost_fen: None, attempts, ..self },
        }
    }

    /// The verification's id.
    pub fn id(&self) -> VerificationId {
        self.id
    }

    /// The caller's own reference.
    pub fn reference(&self) -> Option<&str> {
        self.reference.as_deref()
    }

    /// What the findings come to.
    pub fn decision(&self) -> Decision {
        self.decision.meant
    }

    /// Why.
    pub fn reason(&self) -> Reason {
        self.reason.meant
    }

    /// What to do next.
    pub fn advice(&self) -> Advice {
        self.advice.meant
    }

    /// The alternative of the requirement that was satisfied.
    pub fn satisfied(&self) -> Option<FactorSet> {
        self.satisfied.as_ref().map(|satisfied| satisfied.set)
    }

    /// The verdicts, factor by factor.
    pub fn findings(&self) -> &Findings {
        &self.findings
    }

    /// What it may have cost in all, in fen, where prices are known: maybe-billed attempts are counted.
    pub fn cost_fen(&self) -> Option<u64> {
        self.cost_fen
    }

    /// The trail: everybody asked or skipped, in order.
    pub fn attempts(&self) -> &[Attempt] {
        &self.attempts
    }

    /// The scan that is still open; sealed, if the result was read back from JSON.
    pub fn session(&self) -> Option<&AnySession> {
        self.session.as_deref()
    }

    /// Takes it apart, for a verifier that joins several answers.
    pub fn into_parts(self) -> (Findings, Vec<Attempt>) {
        (self.findings, self.attempts)
    }
}

impl Attempt {
    /// The same for whoever asks what was asked already: reused, but for the question that started a scan which both
    /// ask after.
    #[must_use]
    pub fn reused_for(self, request: &VerifyRequest) -> Self {
        if request.step() == Step::Query && self.step == Step::Ask { self } else { self.reused() }
    }
}

impl fmt::Debug for Satisfied {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.set.fmt(f)
    }
}
