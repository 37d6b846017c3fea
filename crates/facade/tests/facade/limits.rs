//! The limits together: in which order a question meets them, and that none of them breaks the contract.

use std::sync::Arc;

use heyan::gates::{Every, Limits, Period};
use heyan::{Facade, Verifier};
use heyan_testkit::conformance::{self, Subject};
use heyan_testkit::{Answer, FakeVerifier};

use crate::limited::{ask, fake, fake_that, places, seconds, times, told, within};
use crate::providers::{hosted_scan, photo_check, session_keys};

#[tokio::test(start_paused = true)]
async fn a_question_meets_breaker_rate_concurrency_and_budget_in_this_order() {
    let no_budget = Limits::new().with_budget(0, Period::Day);
    let no_place = no_budget.with_concurrency(places(1));
    let no_turn = no_place.with_rate(times(1), Every::Hour);
    let all = no_turn.with_breaker(times(1), seconds(3600));

    let a = fake("a");
    assert_eq!(told(&ask(&within(no_budget, &a)).await), ["a budget 0.00/day"]);

    // Whoever waits for a place has reserved nothing.
    let facade = within(Limits::new().with_concurrency(places(1)).with_budget(100, Period::Day), &a);
    let gate = a.hold();
    let in_flight = tokio::spawn({
        let facade = Arc::clone(&facade);
        async move { facade.verify(&crate::limited::request_within(100)).await }
    });
    gate.reached().await;
    assert_eq!(told(&ask(&facade).await), ["a concurrency 1"], "its place comes before its budget");
    gate.release();
    in_flight.await.unwrap().unwrap();

    // Whoever has no turn waits for no place either.
    let facade = within(Limits::new().with_concurrency(places(1)).with_rate(times(1), Every::Hour), &a);
    let gate = a.hold();
    let in_flight = tokio::spawn({
        let facade = Arc::clone(&facade);
        async move { facade.verify(&crate::limited::request_within(100)).await }
    });
    gate.reached().await;
    assert_eq!(told(&ask(&facade).await), ["a rate 1/h"], "its turn comes before its place");
    gate.release();
    in_flight.await.unwrap().unwrap();

    // The only turn is used up, and then everything is shut.
    let facade = within(no_turn, &a);
    assert_eq!(told(&ask(&facade).await), ["a budget 0.00/day"]);
    assert_eq!(told(&ask(&facade).await), ["a rate 1/h"], "its turn comes before its budget");
    let facade = within(all.with_budget(1000, Period::Day), &a);
    a.script(Answer::fails(heyan::ErrorKind::Forbidden, heyan::Stage::Answered));
    ask(&facade).await.unwrap_err();
    assert_eq!(told(&ask(&facade).await), ["a breaker_open 3600s"], "the breaker comes before its turn");
}

#[tokio::test(start_paused = true)]
async fn what_a_limit_refuses_is_no_failure_of_the_provider() {
    let a = fake("a");
    let limits = Limits::new().with_breaker(times(1), seconds(30)).with_rate(times(1), Every::Hour);
    let facade = within(limits.with_budget(80, Period::Day), &a);
    ask(&facade).await.unwrap();
    for _ in 0..3 {
        let error = ask(&facade).await.unwrap_err();
        assert_eq!((error.stage(), error.billing()), (heyan::Stage::NotSent, heyan::Billing::NotBilled));
    }
    assert_eq!(facade.health()[0].breaker, Some(heyan::BreakerState::Closed));
    assert_eq!(a.calls().len(), 1);
}

/// A facade over fakes within limits that are wide enough for the suite.
struct Limited {
    facade: Facade,
    fakes: Vec<Arc<FakeVerifier>>,
}

impl Limited {
    fn new() -> Self {
        let limits = Limits::new()
            .with_breaker(times(1000), seconds(30))
            .with_rate(times(100_000), Every::Second)
            .with_concurrency(places(64))
            .with_budget(100_000_000, Period::Hour);
        let fakes = vec![fake("a"), fake_that("b", photo_check()), fake_that("scan", hosted_scan())];
        let builder = fakes.iter().fold(Facade::builder().session_key(session_keys()), |builder, fake| {
            builder.provider_within(limits, Arc::clone(fake))
        });
        Self { facade: builder.build().unwrap(), fakes }
    }
}

impl Subject for Limited {
    fn verifier(&self) -> &dyn Verifier {
        &self.facade
    }

    fn invoice(&self) -> Vec<String> {
        self.fakes.iter().flat_map(|fake| fake.invoice()).collect()
    }

    fn hold(&self) -> Box<dyn Send> {
        Box::new(self.fakes.iter().map(|fake| fake.hold()).collect::<Vec<_>>())
    }

    fn verifies_all_that_it_promises(&self) -> bool {
        false
    }

    fn faults(&self) -> usize {
        2
    }

    fn misbehave(&self, fault: usize) {
        let kinds = [heyan::ErrorKind::Timeout, heyan::ErrorKind::VendorFault];
        self.fakes[0].script(Answer::fails(kinds[fault], heyan::Stage::MaybeSent));
    }
}

#[tokio::test]
async fn a_facade_within_limits_keeps_the_contract() {
    conformance::all(&Limited::new()).await.unwrap();
}
