//! What a verifier or an observer of somebody else's does wrong costs nobody an answer, nor a fee in the trail.

use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::Poll;

use heyan::{
    Attempt, AttemptEnded, AttemptStarted, Billing, Capability, ErrorKind, Facade, Factor, Findings,
    Observer, Outcome, ProviderId, Stage, Step, Verdict, Verification, Verifier, VerifyError, VerifyRequest,
};
use heyan_testkit::Answer;
use tokio::time::advance;

use crate::limited::{NOON_IN_SHANGHAI, ask, at, fake, seconds, told};
use crate::people::{build, with_everything, with_photo};
use crate::providers::{id, photo_check, settling};

/// Panics when it is asked.
#[derive(Debug)]
struct Panicking(ProviderId, Capability);

#[async_trait::async_trait]
impl Verifier for Panicking {
    fn id(&self) -> &ProviderId {
        &self.0
    }

    fn capability(&self) -> &Capability {
        &self.1
    }

    async fn verify(&self, _: &VerifyRequest) -> Result<Outcome, VerifyError> {
        panic!("a fault of its own")
    }
}

#[tokio::test(start_paused = true)]
async fn a_verifier_that_panics_has_failed_and_what_was_paid_before_it_stays_in_the_trail() {
    let (a, c) = (fake("a"), fake("c"));
    a.script(Answer::verdicts([(Factor::Identity, Verdict::Match)]));
    let facade = at(NOON_IN_SHANGHAI)
        .provider(Arc::clone(&a))
        .provider(Panicking(id("b"), photo_check().with_price_fen(60)))
        .provider(Arc::clone(&c));
    let result = facade.build().unwrap().verify(&build(with_photo())).await;
    assert_eq!(told(&result), ["a billed", "b maybe_billed", "c billed"]);
    let answer = result.unwrap();
    let answer = answer.answered().unwrap();
    let failure = answer.attempts()[1].failure().unwrap();
    assert_eq!((failure.kind, failure.stage), (ErrorKind::Protocol, Stage::MaybeSent));
    assert_eq!(answer.cost_fen(), Some(80 + 60 + 80));
}

/// Panics before there is anything to wait for.
#[derive(Debug)]
struct Eager(ProviderId, Capability);

impl Verifier for Eager {
    fn id(&self) -> &ProviderId {
        &self.0
    }

    fn capability(&self) -> &Capability {
        &self.1
    }

    fn verify<'a, 'b, 'c>(
        &'a self,
        _: &'b VerifyRequest,
    ) -> Pin<Box<dyn Future<Output = Result<Outcome, VerifyError>> + Send + 'c>>
    where
        'a: 'c,
        'b: 'c,
        Self: 'c,
    {
        panic!("a fault of its own")
    }
}

#[tokio::test(start_paused = true)]
async fn so_has_one_that_panics_before_there_is_anything_to_wait_for() {
    let a = fake("a");
    let facade = at(NOON_IN_SHANGHAI).provider(Eager(id("b"), photo_check())).provider(Arc::clone(&a));
    assert_eq!(told(&ask(&facade.build().unwrap()).await), ["b maybe_billed", "a billed"]);
}

/// Panics over whatever it hears.
#[derive(Debug)]
struct Loud;

impl Observer for Loud {
    fn attempt_started(&self, _: &AttemptStarted<'_>) {
        panic!("a fault of its own")
    }

    fn attempt_ended(&self, _: &AttemptEnded<'_>) {
        panic!("a fault of its own")
    }
}

/// Keeps what it hears.
#[derive(Clone, Debug, Default)]
struct Kept(Arc<Mutex<Vec<Attempt>>>);

impl Observer for Kept {
    fn attempt_ended(&self, event: &AttemptEnded<'_>) {
        self.0.lock().unwrap().push(event.attempt.clone());
    }
}

#[tokio::test(start_paused = true)]
async fn an_observer_that_panics_changes_nothing_and_the_others_hear_all_the_same() {
    let kept = Kept::default();
    let facade =
        at(NOON_IN_SHANGHAI).provider(fake("a")).observer(Loud).observer(kept.clone()).build().unwrap();
    assert_eq!(told(&ask(&facade).await), ["a billed"]);
    assert_eq!(kept.0.lock().unwrap().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn what_is_dropped_given_up_or_told_without_a_trail_has_its_price_and_its_time() {
    let (kept, a) = (Kept::default(), fake("a"));
    let facade = at(NOON_IN_SHANGHAI).provider(Arc::clone(&a)).observer(kept.clone());
    let facade = Arc::new(facade.build().unwrap());
    let gate = a.hold();
    let dropped = tokio::spawn({
        let facade = Arc::clone(&facade);
        async move { ask(&facade).await }
    });
    gate.reached().await;
    advance(seconds(2)).await;
    dropped.abort();
    let _ = dropped.await;

    let mut silent = heyan::MockVerifier::named(id("silent"), settling([Factor::Identity]).with_price_fen(5));
    silent.expect_verify().times(1).returning(|_| Err(VerifyError::new(ErrorKind::Timeout, Vec::new())));
    let require = heyan::Requirement::any_of([heyan::FactorSet::of([Factor::Identity])]).unwrap();
    let without_trail = at(NOON_IN_SHANGHAI).provider(silent).observer(kept.clone()).build().unwrap();
    without_trail.verify(&build(with_everything().requirement(require))).await.unwrap_err();

    let kept = kept.0.lock().unwrap();
    for (attempt, fen, ms) in [(&kept[0], 80, 2000), (&kept[1], 5, 0)] {
        assert_eq!((attempt.billing(), attempt.cost_fen()), (Billing::MaybeBilled, Some(fen)), "{attempt:?}");
        assert_eq!(attempt.elapsed_ms(), Some(ms));
        assert!(attempt.asked_at().is_some());
    }
}

#[tokio::test(start_paused = true)]
async fn a_verifier_that_is_given_up_at_the_deadline_has_its_price_too() {
    #[derive(Debug)]
    struct Silent(ProviderId, Capability);
    #[async_trait::async_trait]
    impl Verifier for Silent {
        fn id(&self) -> &ProviderId {
            &self.0
        }
        fn capability(&self) -> &Capability {
            &self.1
        }
        async fn verify(&self, _: &VerifyRequest) -> Result<Outcome, VerifyError> {
            std::future::pending().await
        }
    }
    let facade: Facade =
        at(NOON_IN_SHANGHAI).provider(Silent(id("a"), photo_check().with_price_fen(80))).build().unwrap();
    let error = ask(&facade).await.unwrap_err();
    let attempt = &error.attempts()[0];
    assert_eq!((attempt.cost_fen(), attempt.elapsed_ms()), (Some(80), Some(10_000)));
}

/// Answers in a future that panics as it is dropped, or that panics when it is given up.
#[derive(Debug)]
struct PanicsInDrop {
    id: ProviderId,
    capability: Capability,
    answers: bool,
}

struct Bomb;

impl Drop for Bomb {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            panic!("a fault of its own");
        }
    }
}

impl Verifier for PanicsInDrop {
    fn id(&self) -> &ProviderId {
        &self.id
    }

    fn capability(&self) -> &Capability {
        &self.capability
    }

    fn verify<'a, 'b, 'c>(
        &'a self,
        request: &'b VerifyRequest,
    ) -> Pin<Box<dyn Future<Output = Result<Outcome, VerifyError>> + Send + 'c>>
    where
        'a: 'c,
        'b: 'c,
        Self: 'c,
    {
        let (bomb, answers) = (Bomb, self.answers);
        let found = Findings::default().with(Factor::Identity, Verdict::Match, &self.id);
        let answer = Verification::new(
            request,
            found,
            vec![Attempt::answered(self.id.clone(), Step::Ask, Billing::Billed)],
        );
        let mut answer = Some(answer);
        Box::pin(std::future::poll_fn(move |_| {
            let _is_kept = &bomb;
            match answer.take().filter(|_| answers) {
                Some(answer) => Poll::Ready(Ok(Outcome::Answered(answer))),
                None => Poll::Pending,
            }
        }))
    }
}

#[tokio::test(start_paused = true)]
async fn a_future_that_panics_in_drop_loses_nobodys_answer() {
    let bomb = |answers| PanicsInDrop { id: id("bomb"), capability: photo_check(), answers };
    let (a, b) = (fake("a"), fake("b"));
    a.script(Answer::verdicts([(Factor::Mobile, Verdict::Match)]));
    let facade = at(NOON_IN_SHANGHAI).provider(a).provider(bomb(true)).provider(b).build().unwrap();
    assert_eq!(told(&ask(&facade).await), ["a billed", "bomb billed", "b billed"]);

    // Given up at the deadline.
    let a = fake("a");
    a.script(Answer::verdicts([(Factor::Mobile, Verdict::Match)]));
    let facade = at(NOON_IN_SHANGHAI).provider(a).provider(bomb(false)).build().unwrap();
    assert_eq!(told(&ask(&facade).await), ["a billed", "bomb maybe_billed"]);
}

/// Refuses by a limit of its own, and keeps no trail.
#[derive(Debug)]
struct Refusing(ProviderId, Capability);

#[async_trait::async_trait]
impl Verifier for Refusing {
    fn id(&self) -> &ProviderId {
        &self.0
    }

    fn capability(&self) -> &Capability {
        &self.1
    }

    async fn verify(&self, _: &VerifyRequest) -> Result<Outcome, VerifyError> {
        Err(VerifyError::new(ErrorKind::Refused { by: heyan::Limit::Rate }, Vec::new()))
    }
}

#[tokio::test(start_paused = true)]
async fn what_a_verifier_refuses_by_itself_was_not_sent_and_is_not_billed() {
    let refusing = Refusing(id("own"), photo_check().with_price_fen(80));
    let limits = heyan::gates::Limits::new().with_budget(80, heyan::gates::Period::Day);
    let facade = at(NOON_IN_SHANGHAI).provider_within(limits, refusing).build().unwrap();
    for _ in 0..3 {
        let error = ask(&facade).await.unwrap_err();
        assert_eq!((error.stage(), error.billing()), (Stage::NotSent, Billing::NotBilled));
    }
    assert_eq!(facade.health()[0].spent_fen, Some(0));
}

/// Panics with something that panics as it is dropped.
#[derive(Debug)]
struct PanicsWithABomb(ProviderId, Capability);

#[async_trait::async_trait]
impl Verifier for PanicsWithABomb {
    fn id(&self) -> &ProviderId {
        &self.0
    }

    fn capability(&self) -> &Capability {
        &self.1
    }

    async fn verify(&self, _: &VerifyRequest) -> Result<Outcome, VerifyError> {
        std::panic::panic_any(Bomb)
    }
}

#[tokio::test(start_paused = true)]
async fn a_panic_that_carries_another_one_loses_nobodys_answer_either() {
    let facade = at(NOON_IN_SHANGHAI).provider(PanicsWithABomb(id("b"), photo_check())).provider(fake("a"));
    assert_eq!(told(&ask(&facade.build().unwrap()).await), ["b maybe_billed", "a billed"]);
}
