//! The result of a verification: findings, decision, reason, advice and the trail.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::advice::advise_on;
use super::reason::of_scan;
use crate::{
    Advice, Attempt, Decision, FactorSet, Findings, Reason, Session, Step, VerificationId, VerifyError,
    VerifyRequest, advise, decide, explain,
};

/// The result of a verification, for programs and for the audit. Its JSON is stable: `schema` 1.
///
/// Holds no name, ID number, mobile number, image or key, and no vendor's own text.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Verification {
    schema: Schema,
    id: VerificationId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reference: Option<Box<str>>,
    decision: Decision,
    reason: Reason,
    advice: Advice,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    satisfied: Option<FactorSet>,
    findings: Findings,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    cost_fen: Option<u64>,
    attempts: Vec<Attempt>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    session: Option<Session>,
}

impl Verification {
    /// The result of these findings and this trail.
    pub fn new(request: &VerifyRequest, findings: Findings, attempts: Vec<Attempt>) -> Self {
        let requirement = request.requirement();
        let (decision, satisfied) = decide(&findings, requirement);
        Self {
            schema: Schema,
            id: request.id(),
            reference: request.reference().map(Into::into),
            decision,
            reason: explain(&findings, requirement, &attempts),
            advice: advise(&findings, requirement, &attempts),
            satisfied,
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
            Some(reason) if result.decision == Decision::Undetermined => {
                let advice = advise_on(reason, &result.findings, request.requirement(), &result.attempts);
                Self { reason, advice, ..result }
            }
            _ => result,
        }
    }

    /// The result so far, where the person has yet to scan their face.
    pub fn pending(request: &VerifyRequest, session: Session) -> Self {
        let so_far = Self::new(request, session.findings().clone(), session.attempts().to_vec());
        Self {
            id: session.verification().unwrap_or(so_far.id),
            decision: Decision::Pending,
            reason: Reason::AwaitingScan,
            advice: Advice::HostedScan,
            satisfied: None,
            session: Some(session),
            ..so_far
        }
    }

    /// The result to keep where nobody answered: undetermined, with the error's trail. Where a query failed the scan is
    /// still open, so the result is pending; where it is over, what was found before it is kept.
    pub fn unanswered(request: &VerifyRequest, error: &VerifyError) -> Self {
        let attempts = error.attempts().to_vec();
        if let Some(open) = error.session() {
            return Self::pending(request, open.clone().with_attempts(attempts));
        }
        let before = error.queried_session();
        let found = before.map(|session| session.findings().clone()).unwrap_or_default();
        let result = Self::new(request, found, attempts);
        Self { id: before.and_then(Session::verification).unwrap_or(result.id), ..result }
    }

    /// The same answer for another request, which asks the same: nobody is asked, so nothing is billed again. Where both
    /// ask after one scan it is one verification, which keeps its id and what the scan cost.
    #[must_use]
    pub fn reused_for(self, request: &VerifyRequest) -> Self {
        let reference = request.reference().map(Into::into);
        let attempts = self.attempts.into_iter().map(|attempt| attempt.reused_for(request)).collect();
        match request.session() {
            Some(_) => Self { reference, attempts, ..self },
            None => Self { id: request.id(), reference, cost_fen: None, attempts, ..self },
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
        self.decision
    }

    /// Why.
    pub fn reason(&self) -> Reason {
        self.reason
    }

    /// What to do next.
    pub fn advice(&self) -> Advice {
        self.advice
    }

    /// The alternative of the requirement that was satisfied.
    pub fn satisfied(&self) -> Option<FactorSet> {
        self.satisfied
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

    /// The scan that is still open.
    pub fn session(&self) -> Option<&Session> {
        self.session.as_ref()
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
        if request.session().is_some() && self.step == Step::Ask { self } else { self.reused() }
    }
}

/// The version of the JSON form.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
struct Schema;

impl Schema {
    const VERSION: u32 = 1;
}

impl Serialize for Schema {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u32(Self::VERSION)
    }
}

impl<'de> Deserialize<'de> for Schema {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match u32::deserialize(deserializer)? {
            Self::VERSION => Ok(Self),
            other => {
                Err(serde::de::Error::custom(format_args!("schema {other} is not known, only schema 1")))
            }
        }
    }
}
