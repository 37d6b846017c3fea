//! The limits together: in which order a question meets them, and that none of them breaks the contract.

use std::sync::Arc;

use heyan::gates::{Every, Limits, Period};
use heyan::{Facade, Verifier};
use heyan_testkit::conformance::{self, Subject};
use heyan_testkit::{Answer, FakeVerifier};
use tokio::task::JoinHandle;

use crate::limited::{ask, fake, fake_that, places, seconds, times, told, within};
use crate::providers::{hosted_scan, photo_check, session_keys};

/// Has one call in flight for as long as the hold is not released.
async fn in_flight(facade: &Arc<Facade>, a: &Arc<FakeVerifier>) -> (heyan_testkit::Hold, JoinHandle<()>) {
    let hold = a.hold();
    let task = tokio::spawn({
        let facade = Arc::clone(facade);
        async move { drop(facade.verify(&crate::limited::request_within(100)).await.unwrap()) }
    });
    hold.reached().await;
    (hold, task)
}

#[tokio::test(start_paused = true)]
async fn a_call_meets_breaker_concurrency_budget_and_rate_in_this_order() {
    let a = fake("a");
    let one_call = || Limits::new().with_concurrency(places(1));
    let one_slot = |limits: Limits| limits.with_rate(times(1), Every::Hour);

    let facade = within(one_call().with_budget(80, Period::Day), &a);
    let (hold, task) = in_flight(&facade, &a).await;
    assert_eq!(told(&ask(&facade).await), ["a concurrency 1"], "the concurrency comes before the budget");
    hold.release();
    task.await.unwrap();

    let facade = within(one_slot(Limits::new().with_budget(80, Period::Day)), &a);
    ask(&facade).await.unwrap();
    assert_eq!(told(&ask(&facade).await), ["a budget 0.80/day"], "the budget comes before the rate");

    let facade = within(one_slot(one_call()), &a);
    let (hold, task) = in_flight(&facade, &a).await;
    assert_eq!(told(&ask(&facade).await), ["a concurrency 1"], "the concurrency comes before the rate");
    hold.release();
    task.await.unwrap();
    assert_eq!(told(&ask(&facade).await), ["a rate 1/h"]);

    let all = one_slot(one_call()).with_breaker(times(1), seconds(3600)).with_budget(1000, Period::Day);
    let facade = within(all, &a);
    a.script(Answer::fails(heyan::ErrorKind::Forbidden, heyan::Stage::Answered));
    ask(&facade).await.unwrap_err();
    assert_eq!(told(&ask(&facade).await), ["a breaker_open 3600s"], "the breaker comes first");
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
            builder.provider_within(limits.clone(), Arc::clone(fake))
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
