//! What is taken for a call is given back if the call is never made, wherever its future is dropped.

use std::num::NonZeroUsize;
use std::pin::Pin;
use std::sync::{Arc, Mutex};

use heyan::gates::{CallEnd, Every, Gate, Intent, Limits, Period, Permit};
use heyan::{
    AttemptEnded, AttemptId, AttemptStarted, Observer, Outcome, Skip, Status, Verifier, VerifyError,
    VerifyRequest,
};
use heyan_testkit::FakeVerifier;
use proptest::prelude::{ProptestConfig, any, prop};
use proptest::{prop_assert, prop_assert_eq, proptest};

use crate::limited::{NOON_IN_SHANGHAI, at, fake, poll_once, seconds, times};
use crate::people::{build, with_everything};

/// A gate that waits a few turns and counts what it is told.
#[derive(Clone, Debug, Default)]
struct Slow(Arc<Mutex<Counts>>);

#[derive(Debug, Default)]
struct Counts {
    permits: usize,
    not_called: usize,
    called: usize,
}

struct Counted(Slow);

#[async_trait::async_trait]
impl Gate for Slow {
    async fn enter(&self, _: &Intent<'_>) -> Result<Box<dyn Permit>, Skip> {
        for _ in 0..2 {
            tokio::task::yield_now().await;
        }
        self.0.lock().unwrap().permits += 1;
        Ok(Box::new(Counted(self.clone())))
    }

    fn closed(&self) -> Option<Skip> {
        None
    }
}

#[async_trait::async_trait]
impl Permit for Counted {
    fn settle(&mut self, end: &CallEnd<'_>) {
        let mut counts = self.0.0.lock().unwrap();
        *if end.was_called() { &mut counts.called } else { &mut counts.not_called } += 1;
    }

    async fn end(&mut self, end: &CallEnd<'_>) {
        tokio::task::yield_now().await;
        self.settle(end);
    }
}

/// A verifier whose call takes a few turns.
#[derive(Debug)]
struct Turns(Arc<FakeVerifier>);

#[async_trait::async_trait]
impl Verifier for Turns {
    fn id(&self) -> &heyan::ProviderId {
        self.0.id()
    }

    fn capability(&self) -> &heyan::Capability {
        self.0.capability()
    }

    async fn verify(&self, request: &VerifyRequest) -> Result<Outcome, VerifyError> {
        let result = self.0.verify(request).await;
        for _ in 0..2 {
            tokio::task::yield_now().await;
        }
        result
    }
}

/// The attempts that have begun and not ended.
#[derive(Clone, Debug, Default)]
struct Open(Arc<Mutex<(Vec<AttemptId>, usize)>>);

impl Observer for Open {
    fn attempt_started(&self, event: &AttemptStarted<'_>) {
        let mut heard = self.0.lock().unwrap();
        heard.0.push(event.attempt_id);
        heard.1 += 1;
    }

    fn attempt_ended(&self, event: &AttemptEnded<'_>) {
        let mut heard = self.0.lock().unwrap();
        let before = heard.0.len();
        heard.0.retain(|id| *id != event.attempt_id);
        let was_started = heard.0.len() < before;
        assert_eq!(was_started, !matches!(event.attempt.status(), Status::Skipped(_)));
    }
}

fn all_gates(gate: &Slow) -> Limits {
    Limits::new()
        .with_breaker(times(1000), seconds(30))
        .with_concurrency(NonZeroUsize::new(2).unwrap())
        .with_gate(gate.clone())
        .with_budget(80 * 1000, Period::Day)
        .with_rate(times(100), Every::Second)
}

type Asking<'a> = Pin<Box<dyn Future<Output = Result<Outcome, VerifyError>> + Send + 'a>>;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    /// Callers who come and leave at any moment: what is spent is what was called, and nothing stays taken.
    #[test]
    fn whoever_leaves_wherever_what_is_held_is_what_was_called(
        steps in prop::collection::vec((0_usize..6, 0_u8..12, any::<bool>()), 1..120),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
        runtime.block_on(async {
            let (a, gate, open) = (fake("a"), Slow::default(), Open::default());
            let limited = at(NOON_IN_SHANGHAI).provider_within(all_gates(&gate), Turns(Arc::clone(&a)));
            let facade = limited.observer(open.clone()).build().unwrap();
            let request = build(with_everything());
            let mut callers: [Option<Asking<'_>>; 6] = Default::default();
            for (caller, what, advances) in steps {
                match what {
                    0 => callers[caller] = None,
                    _ => {
                        let asking = callers[caller].get_or_insert_with(|| facade.verify(&request));
                        if poll_once(asking.as_mut()).is_ready() {
                            callers[caller] = None;
                        }
                    }
                }
                if advances {
                    tokio::time::advance(std::time::Duration::from_millis(7)).await;
                }
                let calls = a.calls().len();
                let waiting = facade.health()[0].spent_fen.unwrap() - 80 * u64::try_from(calls).unwrap();
                prop_assert!(waiting <= 80 * 2, "held for those who wait for their slot: {waiting}");
            }
            drop(callers);
            let health = &facade.health()[0];
            let calls = a.calls().len();
            prop_assert_eq!(health.spent_fen, Some(80 * u64::try_from(calls).unwrap()));
            prop_assert_eq!(health.in_flight, Some(0));
            let (still_open, started) = &*open.0.lock().unwrap();
            prop_assert_eq!(started, &calls);
            prop_assert!(still_open.is_empty());
            let Counts { permits, not_called, called } = *gate.0.lock().unwrap();
            prop_assert_eq!((called, called + not_called), (calls, permits));
            Ok(())
        })?;
    }
}

/// A big photo takes a while to fit, and callers leave meanwhile.
#[cfg(feature = "portrait")]
#[tokio::test]
async fn who_leaves_while_the_portrait_is_fitted_has_spent_nothing() {
    use heyan::{Portrait, PortraitBudget};

    let heard = Open::default();
    let can = crate::providers::photo_check().with_portrait_budget(PortraitBudget::default());
    let a = crate::limited::fake_that("a", can);
    let limits = Limits::new().with_budget(160, Period::Day).with_rate(times(1), Every::Hour);
    let facade = at(NOON_IN_SHANGHAI).provider_within(limits, Arc::clone(&a)).observer(heard.clone());
    let facade = facade.build().unwrap();
    let request = build(with_everything().portrait(Portrait::from_bytes(photo()).unwrap()));
    for _ in 0..2 {
        let mut asking = facade.verify(&request);
        assert!(poll_once(asking.as_mut()).is_pending());
    }
    assert_eq!(facade.health()[0].spent_fen, Some(0));
    assert_eq!(heard.0.lock().unwrap().1, 0, "nobody was told of a call");
    facade.verify(&request).await.unwrap();
    assert_eq!((a.calls().len(), facade.health()[0].spent_fen), (1, Some(80)));
}

/// It takes no slot of the rate from anybody either.
#[cfg(feature = "portrait")]
#[tokio::test]
async fn a_broken_photo_takes_no_slot() {
    use heyan::{Portrait, PortraitBudget};

    let can = crate::providers::photo_check().with_portrait_budget(PortraitBudget::default());
    let a = crate::limited::fake_that("a", can);
    let limits = Limits::new().with_rate(times(1), Every::Hour);
    let facade = at(NOON_IN_SHANGHAI).provider_within(limits, Arc::clone(&a)).build().unwrap();
    let mut broken = photo();
    broken.truncate(broken.len() / 2);
    broken.extend([0xFF, 0xD9]);
    let broken = build(with_everything().portrait(Portrait::from_bytes(broken).unwrap()));
    for _ in 0..3 {
        let error = facade.verify(&broken).await.unwrap_err();
        let kind = error.attempts()[0].failure().unwrap().kind;
        assert_eq!(kind, heyan::ErrorKind::InputRefused { field: heyan::Field::Portrait });
    }
    let whole = build(with_everything().portrait(Portrait::from_bytes(photo()).unwrap()));
    facade.verify(&whole).await.unwrap();
}

#[cfg(feature = "portrait")]
fn photo() -> Vec<u8> {
    let mut pixels = vec![0; 1200 * 1600 * 3];
    fastrand::Rng::with_seed(16).fill(&mut pixels);
    let mut jpeg = Vec::new();
    let encoder = jpeg_encoder::Encoder::new(&mut jpeg, 90);
    encoder.encode(&pixels, 1200, 1600, jpeg_encoder::ColorType::Rgb).unwrap();
    jpeg
}
