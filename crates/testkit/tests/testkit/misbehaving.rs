//! A verifier that breaks one rule of the contract, by choice.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use heyan_core::{
    Attempt, Billing, Capability, ErrorKind, Factor, FactorSet, Failure, Findings, Method, Outcome,
    ProviderId, Stage, Step, Verdict, Verification, Verifier, VerifyError, VerifyRequest,
};
use heyan_testkit::conformance::Subject;
use heyan_testkit::{FakeVerifier, Planted};

use crate::fake::fake;

/// Which rule is broken.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Rule {
    ChangingCapability,
    CredentialInDebug,
    NameInError,
    DenyingABill,
    InventingABill,
    AskingTwice,
    AskingAfterTheDeadline,
    KeepingNoDeadline,
    DenyingAfterTheDeadline,
    LateByItsOwnTimeOut,
    OverclaimingAfterTheDeadline,
    AskingTwiceOpenly,
    ErringAlways,
    StuckAfterADrop,
    WaitingForEverAfterADrop,
    BillingWhatIsDropped,
    HoldingNothing,
    OneAtATime,
    AnsweringForAnother,
    AskingWithoutEvidence,
    SettlingMoreThanPromised,
    SettlingLessThanPromised,
    PromisingNothing,
}

pub(crate) const CREDENTIAL: &str = "planted-credential";

/// A fake within a wrapper that breaks the rule.
pub(crate) struct Misbehaving {
    rule: Rule,
    fake: FakeVerifier,
    other: Capability,
    flips: AtomicBool,
    in_flight: tokio::sync::Mutex<()>,
    stuck: AtomicBool,
    asked: AtomicU32,
}

impl Misbehaving {
    pub(crate) fn new(rule: Rule) -> Self {
        let other = match rule {
            Rule::PromisingNothing => Capability::default(),
            // Promised without the evidence that it takes.
            _ => Capability::new([Method::verifying(FactorSet::of([Factor::Identity]))]),
        };
        Self {
            rule,
            fake: fake(),
            other,
            flips: AtomicBool::new(false),
            in_flight: tokio::sync::Mutex::new(()),
            stuck: AtomicBool::new(false),
            asked: AtomicU32::new(0),
        }
    }

    fn id(&self) -> ProviderId {
        Verifier::id(&self.fake).clone()
    }

    fn error(&self, billing: Billing, stage: Stage) -> VerifyError {
        let failure = Failure::new(ErrorKind::Timeout, stage);
        VerifyError::new(failure.kind, vec![Attempt::failed(self.id(), Step::Ask, failure, billing)])
    }

    fn answer(&self, request: &VerifyRequest, billing: Billing, order_id: &str) -> Outcome {
        let findings = Findings::default().with(Factor::Identity, Verdict::Match, &self.id()).with(
            Factor::Liveness,
            Verdict::Match,
            &self.id(),
        );
        let attempt = Attempt::answered(self.id(), Step::Ask, billing).with_order_id(order_id);
        Outcome::Answered(Verification::new(request, findings, vec![attempt]))
    }
}

impl std::fmt::Debug for Misbehaving {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let shown = if self.rule == Rule::CredentialInDebug { CREDENTIAL } else { "" };
        write!(f, "Misbehaving({shown})")
    }
}

#[derive(Debug, thiserror::Error)]
#[error("asked about {0}")]
struct Leak(String);

#[async_trait::async_trait]
impl Verifier for Misbehaving {
    fn id(&self) -> &ProviderId {
        Verifier::id(&self.fake)
    }

    fn capability(&self) -> &Capability {
        match self.rule {
            Rule::PromisingNothing => &self.other,
            Rule::ChangingCapability if self.flips.fetch_xor(true, Ordering::SeqCst) => &self.other,
            _ => self.fake.capability(),
        }
    }

    async fn verify(&self, request: &VerifyRequest) -> Result<Outcome, VerifyError> {
        let without_deadline = || async { self.fake.verify(&unlimited(request)).await };
        let passed =
            request.deadline().is_some_and(|deadline| deadline <= tokio::time::Instant::now().into_std());
        match self.rule {
            Rule::NameInError if request.subject().mobile().is_none() => {
                let leak = Leak(request.subject().name().expose().to_owned());
                Err(self.error(Billing::NotBilled, Stage::NotSent).with_source(leak))
            }
            Rule::DenyingABill => {
                self.fake.verify(request).await?;
                Ok(self.answer(request, Billing::NotBilled, "x"))
            }
            Rule::InventingABill => Ok(self.answer(request, Billing::Billed, "invented")),
            Rule::AskingTwice => {
                self.fake.verify(request).await?;
                self.fake.verify(request).await
            }
            Rule::AskingAfterTheDeadline if passed => without_deadline().await,
            Rule::KeepingNoDeadline if !passed => without_deadline().await,
            Rule::DenyingAfterTheDeadline if !passed && request.deadline().is_some() => {
                let _ = self.fake.verify(request).await;
                Err(self.error(Billing::NotBilled, Stage::NotSent))
            }
            Rule::StuckAfterADrop => {
                if self.stuck.swap(true, Ordering::SeqCst) {
                    return Err(self.error(Billing::NotBilled, Stage::NotSent));
                }
                tokio::task::yield_now().await;
                let result = self.fake.verify(request).await;
                self.stuck.store(false, Ordering::SeqCst);
                result
            }
            Rule::OneAtATime => {
                let _alone = self.in_flight.lock().await;
                self.fake.verify(request).await
            }
            Rule::AnsweringForAnother if self.asked.fetch_add(1, Ordering::SeqCst) > 0 => {
                self.fake.verify(request).await?;
                Ok(self.answer(&heyan_testkit::person(9).request(), Billing::Billed, "x"))
            }
            Rule::AskingWithoutEvidence if request.portrait().is_none() => {
                Ok(self.answer(request, Billing::NotBilled, "x"))
            }
            Rule::SettlingMoreThanPromised if !self.fake.capability().verifies(request).is_empty() => {
                Ok(self.answer(request, Billing::NotBilled, "x"))
            }
            Rule::SettlingLessThanPromised if !self.fake.capability().verifies(request).is_empty() => {
                let findings = Findings::default().with(Factor::Identity, Verdict::Match, &self.id());
                let attempt = Attempt::answered(self.id(), Step::Ask, Billing::NotBilled);
                Ok(Outcome::Answered(Verification::new(request, findings, vec![attempt])))
            }
            Rule::LateByItsOwnTimeOut if !passed && request.deadline().is_some() => {
                tokio::time::timeout(std::time::Duration::from_secs(10), without_deadline())
                    .await
                    .unwrap_or_else(|_| Err(self.error(Billing::MaybeBilled, Stage::MaybeSent)))
            }
            Rule::OverclaimingAfterTheDeadline if passed => {
                Err(self.error(Billing::MaybeBilled, Stage::MaybeSent))
            }
            Rule::AskingTwiceOpenly => {
                let mut trail = Vec::new();
                for _ in 0..2 {
                    let outcome = self.fake.verify(request).await?;
                    trail.extend(
                        outcome.answered().map(|answer| answer.attempts().to_vec()).unwrap_or_default(),
                    );
                }
                Ok(Outcome::Answered(Verification::new(request, Findings::default(), trail)))
            }
            Rule::ErringAlways => Err(self.error(Billing::NotBilled, Stage::NotSent)),
            Rule::WaitingForEverAfterADrop => {
                if self.stuck.swap(true, Ordering::SeqCst) {
                    std::future::pending::<()>().await;
                }
                tokio::task::yield_now().await;
                let result = self.fake.verify(request).await;
                self.stuck.store(false, Ordering::SeqCst);
                result
            }
            Rule::BillingWhatIsDropped => {
                // Asks thrice where it is dropped in the middle.
                let _ = self.fake.verify(request).await;
                let _ = self.fake.verify(request).await;
                tokio::task::yield_now().await;
                self.fake.verify(request).await
            }
            _ => self.fake.verify(request).await,
        }
    }
}

/// The same question without its deadline.
fn unlimited(request: &VerifyRequest) -> VerifyRequest {
    let far = tokio::time::Instant::now() + std::time::Duration::from_secs(3600);
    request.with_deadline(far.into_std())
}

impl Subject for Misbehaving {
    fn verifier(&self) -> &dyn Verifier {
        self
    }

    fn invoice(&self) -> Vec<String> {
        self.fake.invoice()
    }

    fn hold(&self) -> Box<dyn Send> {
        if self.rule == Rule::HoldingNothing {
            return Box::new(());
        }
        Box::new(self.fake.hold())
    }

    fn credentials(&self) -> Planted {
        Planted::new([CREDENTIAL])
    }
}
