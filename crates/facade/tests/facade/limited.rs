//! Fakes within limits, with time in the test's hand.

use std::num::{NonZeroU32, NonZeroUsize};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use heyan::gates::Limits;
use heyan::{
    Attempt, Builder, Capability, Facade, Outcome, SkipReason, Verifier, VerifyError, VerifyRequest,
};
use heyan_testkit::{FakeVerifier, TokioClock};
use tokio::time::Instant;

use crate::people::{build, with_everything};
use crate::providers::{id, photo_check, session_keys};

pub(crate) const NOON_IN_SHANGHAI: &str = "2026-01-01T04:00:00Z";

pub(crate) fn times(count: u32) -> NonZeroU32 {
    NonZeroU32::new(count).unwrap()
}

pub(crate) fn places(count: usize) -> NonZeroUsize {
    NonZeroUsize::new(count).unwrap()
}

pub(crate) const fn seconds(count: u64) -> Duration {
    Duration::from_secs(count)
}

/// A fake that checks photos for 0.80 yuan.
pub(crate) fn fake(name: &str) -> Arc<FakeVerifier> {
    fake_that(name, photo_check())
}

pub(crate) fn fake_that(name: &str, can: Capability) -> Arc<FakeVerifier> {
    Arc::new(FakeVerifier::new(id(name), can.with_price_fen(80)))
}

/// A facade in the making that goes by tokio's clock.
pub(crate) fn at(wall: &str) -> Builder {
    Facade::builder().clock(TokioClock::starting_at(wall.parse().unwrap())).session_key(session_keys())
}

/// A facade over one fake within limits.
pub(crate) fn within(limits: Limits, fake: &Arc<FakeVerifier>) -> Arc<Facade> {
    Arc::new(at(NOON_IN_SHANGHAI).provider_within(limits, Arc::clone(fake)).build().unwrap())
}

/// Everything that a vendor could want, to be answered within so many seconds.
pub(crate) fn request_within(limit: u64) -> VerifyRequest {
    build(with_everything()).with_deadline((Instant::now() + seconds(limit)).into_std())
}

pub(crate) async fn ask(facade: &Facade) -> Result<Outcome, VerifyError> {
    facade.verify(&request_within(10)).await
}

/// The trail in short: `a billed`, or `a rate 2/s` where a limit kept it back.
pub(crate) fn told(result: &Result<Outcome, VerifyError>) -> Vec<String> {
    let attempts = match result {
        Ok(Outcome::Answered(answer)) => answer.attempts(),
        Ok(Outcome::Pending(session)) => session.attempts(),
        Ok(_) => &[],
        Err(error) => error.attempts(),
    };
    attempts.iter().map(in_short).collect()
}

fn in_short(attempt: &Attempt) -> String {
    let provider = attempt.provider();
    match attempt.skip() {
        Some(skip) => format!("{provider} {} {}", skip.reason, skip.detail.as_deref().unwrap_or_default()),
        None => format!("{provider} {}", attempt.billing()),
    }
}

/// The reason for which the only provider was skipped.
pub(crate) fn skipped(result: &Result<Outcome, VerifyError>) -> Option<SkipReason> {
    result.as_ref().err().and_then(|error| error.attempts()[0].skip()).map(|skip| skip.reason)
}

/// Lets every task that can go on go on.
pub(crate) async fn settle() {
    for _ in 0..64 {
        tokio::task::yield_now().await;
    }
}

/// Looks at it once, as a machine does that is busy with something else afterwards.
pub(crate) fn poll_once<F: Future + ?Sized>(future: Pin<&mut F>) -> Poll<F::Output> {
    future.poll(&mut Context::from_waker(Waker::noop()))
}
