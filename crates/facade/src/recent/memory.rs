//! Answers kept in the memory of this process: bounded in number and size, and gone when their period is over.

mod entries;
mod sweeper;

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use heyan_core::{Clock, Outcome, SystemClock, VerifyRequest};

use super::AnswerStore;
use super::question::{Question, is_same_session};
use entries::{Bounds, Kept};
use sweeper::Swept;

/// As much as is kept where nothing is set: 1,024 answers, and 64 MiB of portraits.
const BOUNDS: Bounds = Bounds { answers: 1024, portrait_bytes: 64 * 1024 * 1024 };

/// The store of one process: a handle, whose clones share what they keep.
///
/// **What it holds**, for each answer, is the question itself, which is the person's data with the portrait as it was
/// handed in, and the answer or the open session. What is over is let go at once, by a task that sleeps until then, and
/// portraits are zeroised, unless the caller still holds the request. All of it goes with the last handle. Where the
/// tokio runtime has ended, or there was none, what is over goes when the next answer comes.
#[derive(Clone)]
pub struct InMemory {
    clock: Arc<dyn Clock>,
    most: Bounds,
    swept: Arc<Mutex<Swept>>,
}

impl InMemory {
    /// Another clock, for tests.
    #[must_use]
    pub fn with_clock(mut self, clock: impl Clock) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// The most answers that are kept, 1,024 where nothing is set; the oldest goes first.
    #[must_use]
    pub fn with_capacity(mut self, answers: usize) -> Self {
        self.most.answers = answers;
        self
    }

    /// The most bytes of portraits that are kept, 64 MiB where nothing is set; the oldest answer goes first. The answer
    /// to a question whose portrait alone is larger is not kept. Two answers about the same portrait count it twice.
    #[must_use]
    pub fn with_portrait_bytes(mut self, bytes: usize) -> Self {
        self.most.portrait_bytes = bytes;
        self
    }

    fn swept(&self) -> MutexGuard<'_, Swept> {
        self.swept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for InMemory {
    fn default() -> Self {
        Self { clock: Arc::new(SystemClock), most: BOUNDS, swept: Arc::default() }
    }
}

#[async_trait]
impl AnswerStore for InMemory {
    async fn find(&self, question: &VerifyRequest) -> Option<Outcome> {
        let now = self.clock.monotonic();
        let swept = self.swept();
        let kept = swept.entries.find(&Question::of(question))?;
        kept.is_fresh(now).then(|| kept.answer.clone())
    }

    async fn keep(&self, question: &VerifyRequest, answer: &Outcome, period: Duration) {
        let now = self.clock.monotonic();
        let end = now.checked_add(period);
        let kept = Kept { question: Question::of(question), answer: answer.clone(), end };
        let mut swept = self.swept();
        let gone = swept.entries.put(kept, now, self.most);
        swept.schedule(&self.swept, &self.clock);
        drop(swept);
        drop(gone);
    }

    async fn forget(&self, question: &VerifyRequest) {
        let started = Question::that_started(question);
        let mut swept = self.swept();
        let is_over = match (swept.entries.find(&started).map(|kept| &kept.answer), question.any_session()) {
            // A newer scan of the same person stays.
            (Some(Outcome::Pending(open)), Some(over)) => is_same_session(&open.clone().into(), over),
            _ => false,
        };
        let gone = is_over.then(|| swept.entries.take(&started));
        drop(swept);
        drop(gone);
    }
}

/// How many, not what.
impl fmt::Debug for InMemory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kept = self.swept().entries.len();
        f.debug_struct("InMemory")
            .field("kept", &kept)
            .field("capacity", &self.most.answers)
            .finish_non_exhaustive()
    }
}
