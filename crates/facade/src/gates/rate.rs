//! Sends a provider no more questions in a time than it takes.

use std::fmt;
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use async_trait::async_trait;
use governor::clock::Clock;
use governor::middleware::NoOpMiddleware;
use governor::state::{InMemoryState, NotKeyed};
use governor::{Quota, RateLimiter};
use heyan_core::{
    Capability, Limit, Outcome, ProviderId, Skip, SkipReason, Verifier, VerifyError, VerifyRequest,
};
use tokio::time::{sleep_until, timeout_at};

use crate::deadline;
use crate::refusal::Refusals;

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
pub(crate) struct RateGate {
    inner: Arc<dyn Verifier>,
    limiter: RateLimiter<NotKeyed, InMemoryState, TokioClock, NoOpMiddleware<Instant>>,
    /// Whoever waits for its slot; the others wait behind it, in the order in which they came.
    first: tokio::sync::Mutex<()>,
    queue: Queue,
    pace: Duration,
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

impl RateGate {
    pub(super) fn new(
        inner: Arc<dyn Verifier>,
        questions: NonZeroU32,
        every: Every,
        refusals: Refusals,
    ) -> Self {
        let quota = quota(questions, every);
        let limiter = RateLimiter::direct_with_clock(quota, TokioClock);
        let (pace, figure) = (quota.replenish_interval(), format!("{questions}/{every}"));
        Self {
            inner,
            limiter,
            first: tokio::sync::Mutex::new(()),
            queue: Queue::default(),
            pace,
            figure,
            refusals,
        }
    }

    /// Waits for its slot; `false` where that comes after the deadline.
    async fn acquire(&self, deadline: Option<Instant>) -> bool {
        let position = self.queue.join(self.pace);
        if too_late(deadline, position.slot) {
            return false;
        }
        let first = self.first.lock();
        let _first = match deadline {
            Some(deadline) => match timeout_at(deadline.into(), first).await {
                Ok(first) => first,
                Err(_elapsed) => return false,
            },
            None => first.await,
        };
        drop(position);
        // A busy machine may wake it late, and then no slot is spent on it.
        while !deadline::has_passed(deadline) {
            let Err(early) = self.limiter.check() else { return true };
            // A little later than the slot itself, so that no rounding wakes it before.
            let wait = early.wait_time_from(TokioClock.now()) + Duration::from_millis(1);
            let slot = TokioClock.now() + wait;
            if too_late(deadline, Some(slot)) {
                return false;
            }
            let _told = self.queue.head(slot);
            sleep_until(slot.into()).await;
        }
        false
    }
}

fn too_late(deadline: Option<Instant>, slot: Option<Instant>) -> bool {
    deadline.zip(slot).is_some_and(|(deadline, slot)| deadline <= slot)
}

/// A tenth may go at once, and what that adds in one period is taken from the pace: so no period has more turns than
/// `questions`, wherever it begins.
fn quota(questions: NonZeroU32, every: Every) -> Quota {
    let at_once = NonZeroU32::MIN.saturating_add((questions.get() - 1) / 10);
    let evenly = u64::from(questions.get() - at_once.get() + 1);
    // Rounded up, since rounded down it would be one more in the end.
    let pace = Quota::with_period(Duration::from_nanos(every.nanoseconds().div_ceil(evenly)));
    pace.unwrap_or(Quota::per_second(NonZeroU32::MIN)).allow_burst(at_once)
}

impl Every {
    fn nanoseconds(self) -> u64 {
        let seconds = match self {
            Self::Second => 1,
            Self::Minute => 60,
            Self::Hour => 3600,
        };
        seconds * 1_000_000_000
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
impl Verifier for RateGate {
    fn id(&self) -> &ProviderId {
        self.inner.id()
    }

    fn capability(&self) -> &Capability {
        self.inner.capability()
    }

    async fn verify(&self, request: &VerifyRequest) -> Result<Outcome, VerifyError> {
        if self.acquire(request.deadline()).await {
            self.inner.as_ref().verify(request).await
        } else {
            let skip = Skip::new(SkipReason::Rate).with_detail(self.figure.clone());
            Err(self.refusals.refuse(request, Limit::Rate, skip))
        }
    }
}

/// The slot of whoever stands first, and how many stand behind.
#[derive(Debug, Default)]
struct Queue(Mutex<Line>);

#[derive(Debug, Default)]
struct Line {
    /// When the first one's slot comes, where it has to wait.
    first: Option<Instant>,
    behind: u32,
}

/// A position behind the first; dropped, it is given up.
struct Position<'a> {
    queue: &'a Queue,
    /// When its slot comes at the earliest; `None` where nobody waits.
    slot: Option<Instant>,
}

/// The first one's wait; dropped, it is over.
struct Head<'a>(&'a Queue);

impl Queue {
    /// Stands at the end, one pace behind whoever stands there.
    fn join(&self, pace: Duration) -> Position<'_> {
        let mut line = self.line();
        line.behind = line.behind.saturating_add(1);
        let wait = pace.saturating_mul(line.behind);
        let slot = line.first.and_then(|first| first.checked_add(wait));
        Position { queue: self, slot }
    }

    /// Stands first, and waits until then.
    fn head(&self, slot: Instant) -> Head<'_> {
        self.line().first = Some(slot);
        Head(self)
    }

    fn line(&self) -> MutexGuard<'_, Line> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Position<'_> {
    fn drop(&mut self) {
        let mut line = self.queue.line();
        line.behind = line.behind.saturating_sub(1);
    }
}

impl Drop for Head<'_> {
    fn drop(&mut self) {
        self.0.line().first = None;
    }
}
