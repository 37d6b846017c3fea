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
use tokio::sync::Mutex;
use tokio::time::{sleep_until, timeout_at};

use super::Refusals;

/// The time that a rate counts by.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
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
    /// Whoever waits for its turn; the others wait behind it, in the order in which they came.
    next: Mutex<()>,
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
        let limiter = RateLimiter::direct_with_clock(quota(questions, every), TokioClock);
        Self { inner, limiter, next: Mutex::new(()), figure: format!("{questions}/{every}"), refusals }
    }

    /// Waits for its turn; `false` where that comes after the deadline.
    async fn turn(&self, deadline: Option<Instant>) -> bool {
        let next = self.next.lock();
        let _first = match deadline {
            Some(deadline) => match timeout_at(deadline.into(), next).await {
                Ok(first) => first,
                Err(_elapsed) => return false,
            },
            None => next.await,
        };
        while let Err(early) = self.limiter.check() {
            // A little later than the turn itself, so that no rounding wakes it before.
            let wait = early.wait_time_from(TokioClock.now()) + Duration::from_millis(1);
            let turn = TokioClock.now() + wait;
            if deadline.is_some_and(|deadline| deadline <= turn) {
                return false;
            }
            sleep_until(turn.into()).await;
        }
        // A busy machine may have woken it late.
        !super::has_passed(deadline)
    }
}

/// A tenth may go at once, and what that adds in one period is taken from the pace: so no period has more than
/// `questions`, wherever it begins.
fn quota(questions: NonZeroU32, every: Every) -> Quota {
    let at_once = NonZeroU32::MIN.saturating_add((questions.get() - 1) / 10);
    let evenly = questions.get() - at_once.get() + 1;
    let pace = Quota::with_period(every.period() / evenly);
    // So many that the pace is no time at all.
    pace.unwrap_or(Quota::per_second(questions)).allow_burst(at_once)
}

impl Every {
    fn period(self) -> Duration {
        Duration::from_secs(match self {
            Self::Second => 1,
            Self::Minute => 60,
            Self::Hour => 3600,
        })
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
