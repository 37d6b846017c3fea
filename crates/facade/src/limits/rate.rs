//! Sends a provider no more questions in a time than it takes.

use std::fmt;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::{Duration, Instant};

use async_trait::async_trait;
use governor::clock::Clock;
use governor::middleware::NoOpMiddleware;
use governor::state::{InMemoryState, NotKeyed};
use governor::{Quota, RateLimiter};
use heyan_core::{
    Capability, Limit, Outcome, ProviderId, Skip, SkipReason, Verifier, VerifyError, VerifyRequest,
};
use tokio::time::sleep_until;

use super::Refusals;

/// The time that a rate counts by.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Every {
    /// A second.
    Second,
    /// A minute.
    Minute,
    /// An hour.
    Hour,
}

/// A verifier that is asked, and queried, no faster than its rate.
#[derive(Debug)]
pub(crate) struct Rate {
    inner: Arc<dyn Verifier>,
    limiter: RateLimiter<NotKeyed, InMemoryState, TokioClock, NoOpMiddleware<Instant>>,
    figure: String,
    refusals: Refusals,
}

/// Tokio's clock, by which it also waits.
#[derive(Clone, Copy, Debug)]
struct TokioClock;

impl Clock for TokioClock {
    type Instant = Instant;

    fn now(&self) -> Instant {
        tokio::time::Instant::now().into_std()
    }
}

impl Rate {
    pub(super) fn new(
        inner: Arc<dyn Verifier>,
        questions: NonZeroU32,
        every: Every,
        refusals: Refusals,
    ) -> Self {
        let quota = match every {
            Every::Second => Quota::per_second(questions),
            Every::Minute => Quota::per_minute(questions),
            Every::Hour => Quota::per_hour(questions),
        };
        let limiter = RateLimiter::direct_with_clock(quota, TokioClock);
        Self { inner, limiter, figure: format!("{questions}/{every}"), refusals }
    }

    /// Waits for its turn; `false` where that comes after the deadline.
    async fn turn(&self, deadline: Option<Instant>) -> bool {
        while let Err(early) = self.limiter.check() {
            // A little later than the turn itself, so that no rounding wakes it before.
            let wait = early.wait_time_from(TokioClock.now()) + Duration::from_millis(1);
            let turn = TokioClock.now() + wait;
            if deadline.is_some_and(|deadline| deadline <= turn) {
                return false;
            }
            sleep_until(turn.into()).await;
        }
        true
    }
}

impl fmt::Display for Every {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Second => "s",
            Self::Minute => "min",
            Self::Hour => "h",
        })
    }
}

#[async_trait]
impl Verifier for Rate {
    fn id(&self) -> &ProviderId {
        self.inner.id()
    }

    fn capability(&self) -> &Capability {
        self.inner.capability()
    }

    async fn verify(&self, request: &VerifyRequest) -> Result<Outcome, VerifyError> {
        if self.turn(request.deadline()).await {
            self.inner.as_ref().verify(request).await
        } else {
            let skip = Skip::new(SkipReason::Rate).with_detail(self.figure.clone());
            Err(self.refusals.refuse(request, Limit::Rate, skip))
        }
    }
}
