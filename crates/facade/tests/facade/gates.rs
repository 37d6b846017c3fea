//! Gates of the user's own: asked before each call, and told exactly once how it ended.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use heyan::gates::{CallEnd, Gate, Intent, Limits, Period, Permit};
use heyan::{Billing, ErrorKind, Facade, Limit, Outcome, Skip, SkipReason, Stage, Step, Verifier};
use heyan_testkit::Answer;
use tokio::time::Instant;

use crate::limited::{NOON_IN_SHANGHAI, ask, at, fake, fake_that, request_within, seconds, settle, told};
use crate::people::{build, with_everything};
use crate::providers::{hosted_scan, id};

/// A gate that writes down what it is asked and told, and does what a test says.
#[derive(Clone, Debug, Default)]
struct Watched(Arc<State>);

#[derive(Debug, Default)]
struct State {
    is_shut: AtomicBool,
    never_enters: AtomicBool,
    never_ends: AtomicBool,
    panics_in_end: AtomicBool,
    panics: AtomicBool,
    heard: Mutex<Vec<String>>,
}

impl Watched {
    fn heard(&self) -> Vec<String> {
        std::mem::take(&mut *self.0.heard.lock().unwrap())
    }

    fn say(&self, what: String) {
        self.0.heard.lock().unwrap().push(what);
    }

    fn set(&self, what: fn(&State) -> &AtomicBool) {
        what(&self.0).store(true, Ordering::Relaxed);
    }

    fn is(&self, what: fn(&State) -> &AtomicBool) -> bool {
        what(&self.0).load(Ordering::Relaxed)
    }
}

#[async_trait::async_trait]
impl Gate for Watched {
    async fn enter(&self, intent: &Intent<'_>) -> Result<Box<dyn Permit>, Skip> {
        assert!(!self.is(|state| &state.panics), "a fault of its own");
        let (provider, step, price) = (intent.provider(), intent.step(), intent.price_fen());
        self.say(format!("{provider} {} for {price:?}", step.as_str()));
        if self.is(|state| &state.never_enters) {
            std::future::pending::<()>().await;
        }
        match self.closed() {
            Some(skip) if step == Step::Ask => Err(skip),
            _ => Ok(Box::new(Pass(self.clone()))),
        }
    }

    fn closed(&self) -> Option<Skip> {
        self.is(|state| &state.is_shut).then(|| Skip::by_gate("kill switch"))
    }
}

struct Pass(Watched);

#[async_trait::async_trait]
impl Permit for Pass {
    fn settle(&mut self, end: &CallEnd<'_>) {
        assert!(!self.0.is(|state| &state.panics), "a fault of its own");
        let billed: Vec<_> = end.attempts().iter().map(|attempt| attempt.billing().as_str()).collect();
        let how = match (end.was_called(), end.was_dropped(), end.error()) {
            (false, ..) => "not called".to_owned(),
            (_, true, _) => format!("dropped {billed:?} after {:?}", end.elapsed()),
            (_, _, Some(error)) => format!("{} {billed:?}", error.kind().as_str()),
            _ => format!("answered {billed:?}"),
        };
        self.0.say(how);
    }

    async fn end(&mut self, end: &CallEnd<'_>) {
        if self.0.is(|state| &state.never_ends) {
            std::future::pending::<()>().await;
        }
        assert!(!self.0.is(|state| &state.panics_in_end), "a fault of its own");
        self.settle(end);
    }
}

fn behind(gate: &Watched, fake: &Arc<heyan_testkit::FakeVerifier>) -> Arc<Facade> {
    Arc::new(at(NOON_IN_SHANGHAI).gate(gate.clone()).provider(Arc::clone(fake)).build().unwrap())
}

#[tokio::test(start_paused = true)]
async fn a_gate_is_asked_before_each_call_and_told_how_it_ended() {
    let (a, gate) = (fake("a"), Watched::default());
    let facade = behind(&gate, &a);
    ask(&facade).await.unwrap();
    assert_eq!(gate.heard(), ["a ask for Some(80)", r#"answered ["billed"]"#]);
    a.script(Answer::fails(ErrorKind::Timeout, Stage::MaybeSent));
    ask(&facade).await.unwrap_err();
    assert_eq!(gate.heard()[1], r#"timeout ["maybe_billed"]"#);
}

#[tokio::test(start_paused = true)]
async fn what_a_gate_refuses_is_skipped_under_its_name_and_the_next_one_is_called() {
    let (a, b, gate) = (fake("a"), fake("b"), Watched::default());
    gate.set(|state| &state.is_shut);
    let limits = Limits::new().with_gate(gate.clone()).with_budget(80, Period::Day);
    let facade = at(NOON_IN_SHANGHAI).provider_within(limits, Arc::clone(&a)).provider(b).build().unwrap();
    assert_eq!(told(&ask(&facade).await), ["a gate kill switch", "b billed"]);
    assert_eq!((a.calls().len(), facade.health()[0].spent_fen), (0, Some(0)));
    // The plan knows it, too.
    let plan = facade.plan(&build(with_everything()));
    assert_eq!(plan.steps()[0].skip, Some(Skip::by_gate("kill switch")));
}

#[tokio::test(start_paused = true)]
async fn if_nobody_else_is_there_its_refusal_is_the_error() {
    let (a, gate) = (fake("a"), Watched::default());
    gate.set(|state| &state.is_shut);
    let error = ask(&behind(&gate, &a)).await.unwrap_err();
    assert_eq!((error.stage(), error.billing()), (Stage::NotSent, Billing::NotBilled));
    let source = std::error::Error::source(&error).unwrap().downcast_ref::<heyan::VerifyError>().unwrap();
    assert_eq!(source.kind(), ErrorKind::Refused { by: Limit::Gate });
}

/// It is for each gate to say whether a query may pass: here it may, though no new scan can be started.
#[tokio::test(start_paused = true)]
async fn a_gate_sees_queries_too() {
    let (scan, gate) = (fake_that("scan", hosted_scan()), Watched::default());
    let facade = behind(&gate, &scan);
    let Ok(Outcome::Pending(session)) = ask(&facade).await else { panic!("a scan") };
    gate.heard();
    gate.set(|state| &state.is_shut);
    facade.verify(&request_within(10).with_session(session)).await.unwrap();
    assert_eq!(gate.heard(), ["scan query for None", r#"answered ["not_billed"]"#]);
}

#[tokio::test(start_paused = true)]
async fn a_permit_hears_that_its_call_was_dropped() {
    let (a, gate) = (fake("a"), Watched::default());
    let facade = behind(&gate, &a);
    let hold = a.hold();
    let task = tokio::spawn({
        let facade = Arc::clone(&facade);
        async move { ask(&facade).await }
    });
    hold.reached().await;
    tokio::time::advance(seconds(3)).await;
    task.abort();
    let _ = task.await;
    assert_eq!(gate.heard()[1..], [r#"dropped ["maybe_billed"] after 3s"#]);
}

#[tokio::test(start_paused = true)]
async fn a_permit_hears_that_its_provider_was_never_called() {
    let (a, gate) = (fake("a"), Watched::default());
    let limits = Limits::new().with_gate(gate.clone()).with_budget(0, Period::Day);
    let facade = at(NOON_IN_SHANGHAI).provider_within(limits, Arc::clone(&a)).build().unwrap();
    ask(&facade).await.unwrap_err();
    assert_eq!(gate.heard(), ["a ask for Some(80)", "not called"]);
}

#[tokio::test(start_paused = true)]
async fn a_gate_that_waits_for_ever_is_given_up_at_the_deadline_or_when_the_process_drains() {
    let (a, gate) = (fake("a"), Watched::default());
    gate.set(|state| &state.never_enters);
    let facade = behind(&gate, &a);
    let started = Instant::now();
    assert_eq!(told(&ask(&facade).await), ["a deadline "]);
    assert_eq!(started.elapsed(), seconds(10));

    let task = tokio::spawn({
        let facade = Arc::clone(&facade);
        async move { ask(&facade).await }
    });
    settle().await;
    facade.drain();
    assert_eq!(told(&task.await.unwrap()), ["a deadline "]);
    assert_eq!(started.elapsed(), seconds(10), "at once");
    assert!(a.calls().is_empty());
}

#[tokio::test(start_paused = true)]
async fn an_answer_waits_a_second_for_a_permit_and_no_longer() {
    let (a, gate) = (fake("a"), Watched::default());
    gate.set(|state| &state.never_ends);
    let started = Instant::now();
    assert_eq!(told(&ask(&behind(&gate, &a)).await), ["a billed"]);
    assert_eq!(started.elapsed(), seconds(1));
    assert_eq!(gate.heard()[1..], [r#"answered ["billed"]"#], "it hears of it all the same");
    // And never past the deadline.
    let request =
        build(with_everything()).with_deadline((Instant::now() + Duration::from_millis(400)).into_std());
    assert_eq!(told(&behind(&gate, &a).verify(&request).await), ["a billed"]);
    assert_eq!(started.elapsed(), Duration::from_millis(1400));
}

#[tokio::test(start_paused = true)]
async fn a_gate_that_panics_refuses_and_a_permit_that_panics_costs_no_answer() {
    let (a, gate) = (fake("a"), Watched::default());
    gate.set(|state| &state.panics);
    assert_eq!(told(&ask(&behind(&gate, &a)).await), ["a gate panicked"]);

    let (b, late) = (fake("b"), Watched::default());
    let facade = behind(&late, &b);
    let hold = b.hold();
    let task = tokio::spawn(async move { ask(&facade).await });
    hold.reached().await;
    late.set(|state| &state.panics);
    hold.release();
    assert_eq!(told(&task.await.unwrap()), ["b billed"]);
}

#[tokio::test(start_paused = true)]
async fn gates_are_asked_in_the_order_in_which_they_were_added_the_facades_first() {
    let (first, second, a) = (Watched::default(), Watched::default(), fake("a"));
    second.set(|state| &state.is_shut);
    let limits = Limits::new().with_gate(second.clone());
    let facade = at(NOON_IN_SHANGHAI).gate(first.clone()).provider_within(limits, a).build().unwrap();
    let error = ask(&facade).await.unwrap_err();
    assert_eq!(error.attempts()[0].skip().map(|skip| skip.reason), Some(SkipReason::Gate));
    assert_eq!(first.heard(), ["a ask for Some(80)", "not called"]);
    assert_eq!(error.attempts()[0].provider(), &id("a"));
}

/// What is told again is told under the verification that it belongs to.
#[derive(Clone, Debug, Default)]
struct Reused(Arc<Mutex<Vec<heyan::VerificationId>>>);

impl heyan::Observer for Reused {
    fn attempt_ended(&self, event: &heyan::AttemptEnded<'_>) {
        if event.attempt.is_reused() {
            self.0.lock().unwrap().push(event.id);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_reused_query_is_told_under_the_id_of_its_verification() {
    let (scan, reused) = (fake_that("scan", hosted_scan()), Reused::default());
    let facade = at(NOON_IN_SHANGHAI).provider(scan).recent_answers(seconds(60)).observer(reused.clone());
    let facade = facade.build().unwrap();
    let asked = request_within(10);
    let Ok(Outcome::Pending(session)) = facade.verify(&asked).await else { panic!("a scan") };
    for _ in 0..2 {
        let query = request_within(10).with_session(session.sealed().unwrap());
        assert!(facade.verify(&query).await.unwrap().answered().is_some());
    }
    let told = reused.0.lock().unwrap().clone();
    assert!(!told.is_empty() && told.iter().all(|id| *id == asked.id()), "{told:?}");
}

#[tokio::test(start_paused = true)]
async fn a_permit_that_panics_half_way_hears_how_it_ended_all_the_same() {
    let (a, gate) = (fake("a"), Watched::default());
    gate.set(|state| &state.panics_in_end);
    ask(&behind(&gate, &a)).await.unwrap();
    assert_eq!(gate.heard()[1..], [r#"answered ["billed"]"#]);
}

/// Refuses as if the request lacked something.
#[derive(Debug)]
struct Mistaken;

#[async_trait::async_trait]
impl Gate for Mistaken {
    async fn enter(&self, _: &Intent<'_>) -> Result<Box<dyn Permit>, Skip> {
        Err(Skip::new(SkipReason::MissingEvidence).with_detail("my rule"))
    }

    fn closed(&self) -> Option<Skip> {
        None
    }
}

#[tokio::test(start_paused = true)]
async fn a_gate_speaks_for_itself_alone() {
    let facade = at(NOON_IN_SHANGHAI).gate(Mistaken).provider(fake("a")).build().unwrap();
    assert_eq!(told(&ask(&facade).await), ["a gate my rule"]);
}
