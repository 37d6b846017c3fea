//! A verifier that answers by script and remembers who asked.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use async_trait::async_trait;
use heyan_core::{
    Attempt, Billing, Capability, ErrorKind, Failure, Findings, Outcome, ProviderId, Stage, Step,
    Verification, VerificationId, Verifier, VerifyError, VerifyRequest,
};
use tokio::time::timeout_at;

use crate::answer::{Answer, Script};
use crate::gate::{Gate, Waiting};

/// A verifier without a vendor. It keeps the whole contract of [`Verifier`], and an invoice of its own.
#[derive(Debug)]
pub struct FakeVerifier {
    id: ProviderId,
    capability: Capability,
    books: Mutex<Books>,
}

#[derive(Debug, Default)]
struct Books {
    script: VecDeque<Answer>,
    gates: VecDeque<Waiting>,
    calls: Vec<Call>,
    invoice: Vec<String>,
}

/// Somebody asked. Holds nothing personal.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Call {
    /// The verification.
    pub id: VerificationId,
    /// A question, or a query of a session.
    pub step: Step,
    /// Until when an answer was wanted.
    pub deadline: Option<Instant>,
}

impl FakeVerifier {
    /// A fake that can do this. Once its script is used up, everything that it can settle matches.
    pub fn new(id: ProviderId, capability: Capability) -> Self {
        Self { id, capability, books: Mutex::default() }
    }

    /// Says this next, after what is scripted already.
    #[must_use]
    pub fn then(self, answer: Answer) -> Self {
        self.script(answer);
        self
    }

    /// Says this next, after what is scripted already.
    pub fn script(&self, answer: Answer) {
        self.books().script.push_back(answer);
    }

    /// Holds the next question back, after it was asked and billed and before it is answered.
    pub fn hold(&self) -> Gate {
        let (gate, waiting) = Gate::new();
        self.books().gates.push_back(waiting);
        gate
    }

    /// Who asked so far.
    pub fn calls(&self) -> Vec<Call> {
        self.books().calls.clone()
    }

    /// The order ids of everything billed so far.
    pub fn invoice(&self) -> Vec<String> {
        self.books().invoice.clone()
    }

    fn books(&self) -> MutexGuard<'_, Books> {
        self.books.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes the next line of the script, bills it, and says whether to wait.
    fn take(&self, request: &VerifyRequest, step: Step) -> (Script, String, Option<Waiting>) {
        let mut books = self.books();
        books.calls.push(Call { id: request.id(), step, deadline: request.deadline() });
        let order_id = format!("FAKE-{}-{}", self.id, books.calls.len());
        let Answer(script) = books
            .script
            .pop_front()
            .unwrap_or_else(|| Answer::matching(self.capability.settles(request).iter()));
        let billed = match &script {
            Script::Verdicts { billing, .. } | Script::Failure { billing, .. } => *billing,
            // Whoever is not answered may well be billed.
            Script::Silence => Billing::MaybeBilled,
        };
        if billed != Billing::NotBilled {
            books.invoice.push(order_id.clone());
        }
        (script, order_id, books.gates.pop_front())
    }

    fn failure(&self, kind: ErrorKind, stage: Stage, billing: Billing, step: Step) -> VerifyError {
        let attempt = Attempt::failed(self.id.clone(), step, Failure::new(kind, stage), billing);
        VerifyError::new(kind, vec![attempt])
    }

    async fn answer(&self, request: &VerifyRequest, step: Step) -> Result<Outcome, VerifyError> {
        let (script, order_id, waiting) = self.take(request, step);
        if let Some(waiting) = waiting {
            waiting.pass().await;
        }
        match script {
            Script::Verdicts { verdicts, billing } => {
                let findings = verdicts.iter().fold(Findings::default(), |all, (factor, verdict)| {
                    all.with(*factor, *verdict, &self.id)
                });
                let attempt = Attempt::answered(self.id.clone(), step, billing).with_order_id(&order_id);
                Ok(Outcome::Answered(Verification::new(request, findings, vec![attempt])))
            }
            Script::Failure { kind, stage, billing } => Err(self.failure(kind, stage, billing, step)),
            Script::Silence => std::future::pending().await,
        }
    }
}

#[async_trait]
impl Verifier for FakeVerifier {
    fn id(&self) -> &ProviderId {
        &self.id
    }

    fn capability(&self) -> &Capability {
        &self.capability
    }

    async fn verify(&self, request: &VerifyRequest) -> Result<Outcome, VerifyError> {
        let step = if request.session().is_some() { Step::Query } else { Step::Ask };
        if self.capability.unserved(request).is_some() {
            return Err(self.failure(ErrorKind::Unsupported, Stage::NotSent, Billing::NotBilled, step));
        }
        let Some(deadline) = request.deadline() else {
            return self.answer(request, step).await;
        };
        let deadline = deadline.into();
        if deadline <= tokio::time::Instant::now() {
            return Err(self.failure(ErrorKind::Timeout, Stage::NotSent, Billing::NotBilled, step));
        }
        timeout_at(deadline, self.answer(request, step)).await.unwrap_or_else(|_elapsed| {
            Err(self.failure(ErrorKind::Timeout, Stage::MaybeSent, Billing::MaybeBilled, step))
        })
    }
}
