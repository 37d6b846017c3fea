//! Hosted verifiers that break one rule of the contract of sessions each, and the check that says so.

use heyan_core::{
    AnySession, Attempt, Billing, Capability, ErrorKind, Factor, FactorSet, Failure, Findings, Method,
    Outcome, ProviderId, Stage, Step, Verdict, Verification, Verifier, VerifyError, VerifyRequest,
};
use heyan_testkit::conformance::{Subject, sealed_sessions, sessions};
use heyan_testkit::{Answer, FakeVerifier};

/// Which rule is broken.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Rule {
    None,
    StartingNothing,
    DenyingTheFee,
    LosingTheSession,
    HidingTheQuery,
    BillingQueries,
    NeverEnding,
    KnowingLessThanPromised,
    ChangingItsMind,
    TakingSealedForNew,
    BelievingSealed,
    AskingForSealed,
    TellingSealedAsAsk,
    FailingForSealed,
}

/// A fake of a hosted scan within a wrapper that breaks the rule.
#[derive(Debug)]
struct Forgetful {
    rule: Rule,
    fake: FakeVerifier,
    answered: std::sync::atomic::AtomicBool,
}

impl Forgetful {
    fn new(rule: Rule) -> Self {
        let settles = FactorSet::of([Factor::Identity, Factor::Face, Factor::Liveness]);
        let hosted = Capability::new([Method::verifying(settles).hosted()]);
        let fake = FakeVerifier::new(ProviderId::new("scan").unwrap(), hosted);
        Self { rule, fake, answered: Default::default() }
    }

    /// What is made of a session that nobody has opened.
    async fn sealed(&self, request: &VerifyRequest) -> Result<Outcome, VerifyError> {
        let error = |kind, step, stage: Stage| {
            let failure = Failure::new(kind, stage);
            let attempt = Attempt::failed(self.id().clone(), step, failure, Billing::NotBilled);
            Err(VerifyError::new(kind, vec![attempt]))
        };
        match self.rule {
            Rule::TakingSealedForNew => {
                // As one does that asks for an open session alone, and finds none.
                let anew = heyan_testkit::person(33);
                let anew = anew.bare().hosted(heyan_testkit::Person::hosted());
                let anew = anew.build(heyan_core::today_in_shanghai()).unwrap();
                self.fake.verify(&anew).await
            }
            Rule::BelievingSealed => Ok(self.found(request, Verdict::Match)),
            Rule::AskingForSealed => error(ErrorKind::SessionRefused, Step::Query, Stage::Answered),
            Rule::TellingSealedAsAsk => error(ErrorKind::SessionRefused, Step::Ask, Stage::NotSent),
            Rule::FailingForSealed => error(ErrorKind::Unsupported, Step::Query, Stage::NotSent),
            _ => self.fake.verify(request).await,
        }
    }

    fn found(&self, request: &VerifyRequest, verdict: Verdict) -> Outcome {
        let findings = Findings::default().with(Factor::Face, verdict, self.id());
        let attempt = Attempt::answered(self.id().clone(), Step::Query, Billing::NotBilled);
        Outcome::Answered(Verification::new(request, findings, vec![attempt]))
    }
}

#[async_trait::async_trait]
impl Verifier for Forgetful {
    fn id(&self) -> &ProviderId {
        Verifier::id(&self.fake)
    }

    fn capability(&self) -> &Capability {
        self.fake.capability()
    }

    async fn verify(&self, request: &VerifyRequest) -> Result<Outcome, VerifyError> {
        if let Some(AnySession::Sealed(_)) = request.any_session() {
            return self.sealed(request).await;
        }
        let result = self.fake.verify(request).await;
        match (self.rule, request.any_session().and_then(AnySession::open), result) {
            (Rule::StartingNothing, None, _) => Ok(self.found(request, Verdict::Match)),
            (Rule::DenyingTheFee, None, Ok(Outcome::Pending(session))) => {
                let free = Attempt::pending(self.id().clone(), Step::Ask, Billing::NotBilled);
                Ok(Outcome::Pending(session.with_attempts(vec![free])))
            }
            (Rule::LosingTheSession, Some(_), Err(error)) => {
                Err(VerifyError::new(error.kind(), error.attempts().to_vec()))
            }
            (Rule::HidingTheQuery, Some(session), Err(error)) => {
                let failure = Failure::new(error.kind(), Stage::MaybeSent);
                let ask = Attempt::failed(self.id().clone(), Step::Ask, failure, Billing::MaybeBilled);
                Err(VerifyError::new(error.kind(), vec![ask]).with_session(session.clone()))
            }
            (Rule::BillingQueries, Some(session), Ok(outcome)) => {
                // Starts another scan on the way.
                let anew = heyan_testkit::person(31);
                let again = anew.bare().hosted(heyan_testkit::Person::hosted());
                let again = again.build(heyan_core::today_in_shanghai()).unwrap();
                self.fake.verify(&again).await?;
                let _ = session;
                Ok(outcome)
            }
            (Rule::NeverEnding, Some(session), Ok(_)) => Ok(Outcome::Pending(session.clone())),
            (Rule::KnowingLessThanPromised, Some(_), Ok(_)) => Ok(self.found(request, Verdict::Match)),
            (Rule::ChangingItsMind, Some(_), Ok(Outcome::Answered(answer))) => {
                let first = !self.answered.swap(true, std::sync::atomic::Ordering::SeqCst);
                let (mut findings, trail) = answer.into_parts();
                if !first {
                    findings = findings.with(Factor::Face, Verdict::Mismatch, self.id());
                }
                Ok(Outcome::Answered(Verification::new(request, findings, trail)))
            }
            (_, _, result) => result,
        }
    }
}

impl Subject for Forgetful {
    fn verifier(&self) -> &dyn Verifier {
        self
    }

    fn invoice(&self) -> Vec<String> {
        self.fake.invoice()
    }

    fn hold(&self) -> Box<dyn Send> {
        Box::new(self.fake.hold())
    }

    fn query_faults(&self) -> usize {
        1
    }

    fn misbehave_in_query(&self, _: usize) {
        self.fake.script(Answer::fails(ErrorKind::Timeout, Stage::MaybeSent));
    }
}

#[tokio::test]
async fn sessions_finds() {
    sessions(&Forgetful::new(Rule::None)).await.unwrap();
    for (rule, what) in [
        (Rule::StartingNothing, "no scan is started"),
        (Rule::DenyingTheFee, "owns up to 0 questions"),
        (Rule::LosingTheSession, "loses the session"),
        (Rule::HidingTheQuery, "is not in the trail as a query"),
        (Rule::BillingQueries, "asking after a scan is billed"),
        (Rule::NeverEnding, "no answer after 10 queries"),
        (Rule::KnowingLessThanPromised, "and answers on face"),
        (Rule::ChangingItsMind, "has another answer"),
    ] {
        let violation = sessions(&Forgetful::new(rule)).await.unwrap_err();
        assert_eq!(violation.check(), "sessions");
        assert!(violation.to_string().contains(what), "{rule:?}: {violation}");
    }
}

#[tokio::test]
async fn sealed_sessions_finds() {
    sealed_sessions(&Forgetful::new(Rule::None)).await.unwrap();
    for (rule, what) in [
        (Rule::TakingSealedForNew, "is taken for a new request"),
        (Rule::BelievingSealed, "is believed"),
        (Rule::AskingForSealed, "after something was sent"),
        (Rule::TellingSealedAsAsk, "as a billable call"),
        (Rule::FailingForSealed, "an error of kind unsupported"),
    ] {
        let violation = sealed_sessions(&Forgetful::new(rule)).await.unwrap_err();
        assert_eq!(violation.check(), "sealed_sessions");
        assert!(violation.to_string().contains(what), "{rule:?}: {violation}");
    }
}
