//! The trait: a verifier of one's own, behind every pointer, and the conveniences on top.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use async_trait::async_trait;
use heyan_core::{
    Attempt, Billing, Capability, Clock, Decision, ErrorKind, Evidence, Factor, FactorSet, Failure, Findings,
    Method, Outcome, ProviderId, Stage, Step, SystemClock, Verdict, Verification, Verifier, VerifierExt,
    VerifyError, VerifyRequest,
};

use crate::support::{builder, finish, mobile, provider, request, session, today};

/// A register of one's own, written with public constructors only; it remembers the deadlines it was given.
#[derive(Debug)]
struct Register {
    id: ProviderId,
    capability: Capability,
    deadlines: Mutex<Vec<Option<Instant>>>,
}

impl Register {
    fn new() -> Self {
        let way = Method::verifying(FactorSet::of([Factor::Mobile])).requiring(Evidence::Mobile);
        Self { id: provider("register"), capability: Capability::new([way]), deadlines: Mutex::default() }
    }

    fn deadline(&self) -> Option<Instant> {
        self.deadlines.lock().unwrap().last().copied().unwrap()
    }
}

#[async_trait]
impl Verifier for Register {
    fn id(&self) -> &ProviderId {
        &self.id
    }

    fn capability(&self) -> &Capability {
        &self.capability
    }

    async fn verify(&self, request: &VerifyRequest) -> Result<Outcome, VerifyError> {
        self.deadlines.lock().unwrap().push(request.deadline());
        if request.subject().mobile().is_none() {
            let failure = Failure::new(ErrorKind::InvalidRequest, Stage::NotSent);
            let attempt = Attempt::failed(self.id.clone(), Step::Ask, failure, failure.stage.billing());
            return Err(VerifyError::new(failure.kind, vec![attempt]));
        }
        if request.hosted().is_some() {
            return Ok(Outcome::Pending(session()));
        }
        let findings = Findings::default().with(Factor::Mobile, Verdict::Mismatch, &self.id);
        let attempt = Attempt::answered(self.id.clone(), Step::Ask, Billing::NotBilled);
        Ok(Outcome::Answered(Verification::new(request, findings, vec![attempt])))
    }
}

fn with_mobile() -> VerifyRequest {
    builder().mobile(mobile()).build(today()).unwrap()
}

/// Asks through the trait alone, as a chain would.
fn ask<V: Verifier + ?Sized>(verifier: &V) {
    assert_eq!(verifier.id(), &provider("register"));
    assert_eq!(verifier.capability(), &Register::new().capability);
    let request = with_mobile();
    let outcome = finish(verifier.verify(&request)).unwrap();
    let answer = outcome.answered().unwrap();
    assert_eq!((answer.id(), answer.decision()), (request.id(), Decision::Rejected));
}

#[test]
fn a_verifier_of_ones_own_answers_refuses_and_waits() {
    let register = Register::new();
    ask(&register);
    let error = finish(register.verify(&request())).unwrap_err();
    assert_eq!(
        (error.kind(), error.stage(), error.billing()),
        (ErrorKind::InvalidRequest, Stage::NotSent, Billing::NotBilled)
    );
    let hosted = heyan_core::Hosted::sdk("https://example.com/news").unwrap();
    let scan = builder().mobile(mobile()).hosted(hosted).build(today()).unwrap();
    assert_eq!(finish(register.verify(&scan)).unwrap(), Outcome::Pending(session()));
}

#[test]
fn every_pointer_to_a_verifier_is_a_verifier() {
    let register = Arc::new(Register::new());
    ask(&register);
    ask::<dyn Verifier>(&register);
    ask(&Box::new(Register::new()));
    let boxed: Box<dyn Verifier> = Box::new(Register::new());
    ask(&boxed);
    let nested: Arc<dyn Verifier> = Arc::new(Box::new(Arc::clone(&register)));
    ask(&nested);
    assert!(std::ptr::eq(nested.id(), register.id()), "it delegates to the value inside");
    assert!(std::ptr::eq(nested.capability(), register.capability()));
    assert_eq!(register.deadlines.lock().unwrap().len(), 3);
}

#[test]
fn a_shared_verifier_is_the_same_verifier() {
    let shared = Register::new().into_shared();
    ask(&shared);
    ask(&Arc::clone(&shared).into_shared());
}

#[test]
fn the_sooner_of_limit_and_deadline_counts() {
    let register = Register::new();
    let hour = Duration::from_secs(3600);
    let base = SystemClock.monotonic();

    let sooner = with_mobile().with_deadline(base);
    finish(register.verify_within(&sooner, hour)).unwrap();
    assert_eq!(register.deadline(), Some(base), "the request's own deadline is sooner");

    let later = with_mobile().with_deadline(base + 24 * hour);
    finish(register.verify_within(&later, hour)).unwrap();
    let within = register.deadline().unwrap();
    assert!(base + hour <= within && within < base + 24 * hour, "the limit is sooner");

    finish(register.verify_within(&with_mobile(), hour)).unwrap();
    assert!(register.deadline().unwrap() >= base + hour, "there is only the limit");
}

#[test]
fn a_limit_beyond_the_clock_leaves_the_request_as_it_is() {
    let register = Register::new();
    finish(register.verify_within(&with_mobile(), Duration::MAX)).unwrap();
    assert_eq!(register.deadline(), None);
    let deadline = SystemClock.monotonic();
    finish(register.verify_within(&with_mobile().with_deadline(deadline), Duration::MAX)).unwrap();
    assert_eq!(register.deadline(), Some(deadline));
}

#[test]
fn a_limit_keeps_the_question() {
    let request = with_mobile();
    let outcome = finish(Register::new().verify_within(&request, Duration::ZERO)).unwrap();
    assert_eq!(outcome.answered().map(Verification::id), Some(request.id()));
}

#[test]
fn a_verifier_serves_a_request_when_it_can_settle_something() {
    let shared: Arc<dyn Verifier> = Register::new().into_shared();
    assert!(!shared.serves(&request()));
    assert!(shared.serves(&with_mobile()));
}
