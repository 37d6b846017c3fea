//! An hour of faults, drops and panics: in the end the facade's health is what the vendor's invoice says.

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use fastrand::Rng;
use heyan::gates::{Every, Limits, Period};
use heyan::{
    Billing, Capability, ErrorKind, Facade, Outcome, ProviderId, Stage, Verifier, VerifyError, VerifyRequest,
};
use heyan_testkit::{Answer, FakeVerifier};
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep};

use crate::limited::{NOON_IN_SHANGHAI, at, fake_that, seconds, times};
use crate::people::{build, with_everything};
use crate::providers::{hosted_scan, photo_check};

/// A fake that takes its time with the answer, and panics now and then instead of giving it.
#[derive(Debug)]
struct Unreliable {
    fake: Arc<FakeVerifier>,
    /// The calls that cost nothing, which nobody can know since their answers were lost.
    lost_for_free: Arc<AtomicU64>,
}

/// An answer that has yet to arrive.
struct OnItsWay<'a> {
    is_free: bool,
    lost_for_free: &'a AtomicU64,
}

impl Drop for OnItsWay<'_> {
    fn drop(&mut self) {
        self.lost_for_free.fetch_add(u64::from(self.is_free), Ordering::Relaxed);
    }
}

#[async_trait::async_trait]
impl Verifier for Unreliable {
    fn id(&self) -> &ProviderId {
        self.fake.id()
    }

    fn capability(&self) -> &Capability {
        self.fake.capability()
    }

    async fn verify(&self, request: &VerifyRequest) -> Result<Outcome, VerifyError> {
        let mut rng = Rng::with_seed(u64::try_from(self.fake.calls().len()).unwrap());
        let result = self.fake.verify(request).await;
        let is_free = result.as_ref().err().is_some_and(|error| error.billing() == Billing::NotBilled);
        let mut answer = OnItsWay { is_free, lost_for_free: &self.lost_for_free };
        sleep(Duration::from_millis(if rng.u8(..20) == 0 { 20_000 } else { rng.u64(..2000) })).await;
        assert!(rng.u8(..30) > 0, "a fault of its own");
        answer.is_free = false;
        result
    }
}

fn answer(rng: &mut Rng) -> Answer {
    let fails = Answer::fails;
    match rng.u8(..12) {
        0 => fails(ErrorKind::Network, Stage::NotSent),
        1 => fails(ErrorKind::Network, Stage::MaybeSent),
        2 => fails(ErrorKind::Unavailable, Stage::Answered),
        3 => fails(ErrorKind::VendorFault, Stage::Answered).with_billing(Billing::NotBilled),
        4 => Answer::silence(),
        5 => fails(ErrorKind::Timeout, Stage::MaybeSent),
        6 => Answer::verdicts([]),
        _ => Answer::matching([heyan::Factor::Identity, heyan::Factor::Face]),
    }
}

fn limits() -> Limits {
    Limits::new()
        .with_breaker(times(8), seconds(20))
        .with_concurrency(NonZeroUsize::new(6).unwrap())
        .with_rate(times(5), Every::Second)
        .with_budget(10_000_000, Period::Day)
}

#[tokio::test(start_paused = true)]
async fn health_is_what_the_invoice_says() {
    let fakes = [fake_that("photo", photo_check()), fake_that("scan", hosted_scan())];
    let lost_for_free: [Arc<AtomicU64>; 2] = Default::default();
    let builder = fakes.iter().zip(&lost_for_free).fold(at(NOON_IN_SHANGHAI), |builder, (fake, lost)| {
        let (fake, lost_for_free) = (Arc::clone(fake), Arc::clone(lost));
        builder.provider_within(limits(), Unreliable { fake, lost_for_free })
    });
    let facade: Arc<Facade> = Arc::new(builder.build().unwrap());
    let (mut rng, mut callers, began) = (Rng::with_seed(16), JoinSet::new(), Instant::now());
    let mut opened = 0;
    while began.elapsed() < seconds(3600) {
        for fake in &fakes {
            if rng.bool() {
                fake.script(answer(&mut rng));
            }
        }
        let (facade_, patience, limit) =
            (Arc::clone(&facade), Duration::from_millis(rng.u64(1..20_000)), rng.u64(1..40));
        callers.spawn(async move {
            let deadline = (Instant::now() + seconds(limit)).into_std();
            let request = build(with_everything()).with_deadline(deadline);
            let asking = facade_.verify(&request);
            // Some have left before that.
            let _ = tokio::time::timeout(patience, asking).await;
        });
        sleep(Duration::from_millis(rng.u64(..1200))).await;
        let health = facade.health();
        opened += usize::from(health.iter().any(|one| one.breaker == Some(heyan::BreakerState::Open)));
        assert!(health.iter().all(|one| one.in_flight <= Some(6)), "{health:?}");
    }
    while callers.join_next().await.is_some() {}

    for ((fake, lost), health) in fakes.iter().zip(&lost_for_free).zip(facade.health()) {
        assert_eq!(health.in_flight, Some(0));
        let spent = health.spent_fen.unwrap();
        let invoice = u64::try_from(fake.invoice().len()).unwrap();
        assert!(invoice > 500, "{invoice}");
        assert_eq!(spent, 80 * (invoice + lost.load(Ordering::Relaxed)));
    }
    assert!(opened > 0, "no breaker has opened");
}
