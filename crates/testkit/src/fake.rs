//! A verifier that answers by script and remembers who asked.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use async_trait::async_trait;
use heyan_core::{
    Attempt, Billing, Capability, Clock, ErrorKind, Failure, Findings, Method, Outcome, ProviderId, Session,
    SessionLink, Stage, Step, SystemClock, Verification, VerificationId, Verifier, VerifyError,
    VerifyRequest,
};
use tokio::time::timeout_at;

use crate::answer::{Answer, Script};
use crate::hold::{Held, Hold};

/// How long the link of a scan lasts.
const LINK_LIFETIME: Duration = Duration::from_secs(30 * 60);

/// A verifier without a vendor. It keeps the whole contract of [`Verifier`], and an invoice of its own.
#[derive(Debug)]
pub struct FakeVerifier {
    id: ProviderId,
    capability: Capability,
    record: Mutex<Record>,
}

#[derive(Debug, Default)]
struct Record {
    script: VecDeque<Answer>,
    holds: VecDeque<Held>,
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
    /// A fake that can do this. Once its script is used up, everything that it can settle matches; where it takes a
    /// hosted scan for that, the scan is started first, and passed by the time it is asked after.
    pub fn new(id: ProviderId, capability: Capability) -> Self {
        Self { id, capability, record: Mutex::default() }
    }

    /// Says this next, after what is scripted already.
    #[must_use]
    pub fn then(self, answer: Answer) -> Self {
        self.script(answer);
        self
    }

    /// Says this next, after what is scripted already.
    pub fn script(&self, answer: Answer) {
        self.record().script.push_back(answer);
    }

    /// Holds the next question back, after it was asked and billed and before it is answered.
    pub fn hold(&self) -> Hold {
        let (hold, held) = Hold::new();
        self.record().holds.push_back(held);
        hold
    }

    /// Who asked so far.
    pub fn calls(&self) -> Vec<Call> {
        self.record().calls.clone()
    }

    /// The order ids of everything billed so far.
    pub fn invoice(&self) -> Vec<String> {
        self.record().invoice.clone()
    }

    fn record(&self) -> MutexGuard<'_, Record> {
        self.record.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes the next line of the script, bills it, and says whether to wait.
    fn take(&self, request: &VerifyRequest, step: Step) -> (Script, String, Option<Held>) {
        let mut record = self.record();
        record.calls.push(Call { id: request.id(), step, deadline: request.deadline() });
        let order_id = format!("FAKE-{}-{}", self.id, record.calls.len());
        let Answer(script) = record.script.pop_front().unwrap_or_else(|| self.unscripted(request, step));
        let billed = match &script {
            Script::Verdicts { billing, .. } | Script::Failure { billing, .. } => *billing,
            // Whoever is not answered may well be billed.
            Script::Scan | Script::Silence => Billing::MaybeBilled,
        };
        if billed != Billing::NotBilled && step == Step::Ask {
            record.invoice.push(order_id.clone());
        }
        (script, order_id, record.holds.pop_front())
    }

    fn unscripted(&self, request: &VerifyRequest, step: Step) -> Answer {
        let mut ways = self.capability.methods().iter();
        match step {
            Step::Ask if ways.all(Method::is_hosted) => Answer::scan(),
            Step::Ask => Answer::matching(self.capability.verifies(request).iter()),
            Step::Query => Answer::matching(ways.flat_map(|way| way.verifies().iter())),
        }
    }

    fn failure(
        &self,
        kind: ErrorKind,
        stage: Stage,
        billing: Billing,
        request: &VerifyRequest,
    ) -> VerifyError {
        let attempt = Attempt::failed(self.id.clone(), request.step(), Failure::new(kind, stage), billing);
        let attempt = self.priced(attempt);
        let error = VerifyError::new(kind, vec![attempt]);
        match request.any_session() {
            Some(session) if kind != ErrorKind::SessionNotFound => error.with_session(session.clone()),
            _ => error,
        }
    }

    /// The attempt with the price that the capability names.
    fn priced(&self, attempt: Attempt) -> Attempt {
        self.capability.price_fen().into_iter().fold(attempt, Attempt::with_price_fen)
    }

    /// A scan that is started, or the one that is asked after.
    fn scan(&self, request: &VerifyRequest, asked: Option<&Session>, order_id: &str) -> Session {
        let billing = Billing::MaybeBilled;
        let attempt =
            self.priced(Attempt::pending(self.id.clone(), request.step(), billing)).with_order_id(order_id);
        let session = asked.cloned().unwrap_or_else(|| {
            let link = SessionLink::Url("https://example.com/scan".into());
            let now = SystemClock.now();
            Session::new(self.id.clone(), order_id, link, now, now + LINK_LIFETIME)
        });
        session.with_attempts(vec![attempt])
    }

    async fn answer(&self, request: &VerifyRequest, asked: Option<&Session>) -> Result<Outcome, VerifyError> {
        let step = request.step();
        let (script, order_id, held) = self.take(request, step);
        if let Some(held) = held {
            held.pass().await;
        }
        match script {
            Script::Verdicts { verdicts, billing } => {
                let findings = verdicts.iter().fold(Findings::default(), |all, (factor, verdict)| {
                    all.with(*factor, *verdict, &self.id)
                });
                let attempt =
                    self.priced(Attempt::answered(self.id.clone(), step, billing)).with_order_id(&order_id);
                Ok(Outcome::Answered(Verification::new(request, findings, vec![attempt])))
            }
            Script::Failure { kind, stage, billing } => Err(self.failure(kind, stage, billing, request)),
            Script::Scan => Ok(Outcome::Pending(self.scan(request, asked, &order_id))),
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
        let refused = |problem| VerifyError::session_refused(self.id.clone(), problem);
        let asked = request.session().map_err(refused)?;
        if request.step() == Step::Ask && self.capability.unserved(request).is_some() {
            return Err(self.failure(ErrorKind::Unsupported, Stage::NotSent, Billing::NotBilled, request));
        }
        let Some(deadline) = request.deadline() else {
            return self.answer(request, asked).await;
        };
        let deadline = deadline.into();
        if deadline <= tokio::time::Instant::now() {
            return Err(self.failure(ErrorKind::Timeout, Stage::NotSent, Billing::NotBilled, request));
        }
        timeout_at(deadline, self.answer(request, asked)).await.unwrap_or_else(|_elapsed| {
            Err(self.failure(ErrorKind::Timeout, Stage::MaybeSent, Billing::MaybeBilled, request))
        })
    }
}
