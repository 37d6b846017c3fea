//! Answers kept in the memory of this process: a bounded number, the oldest go first.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use async_trait::async_trait;
use heyan_core::{Clock, Outcome, SystemClock, VerifyRequest};

use super::AnswerStore;
use super::question::{Question, is_same_session};

/// The most answers where nothing is set.
const CAPACITY: usize = 1024;

/// The store of one process: a handle, whose clones share what they keep.
///
/// It holds the questions themselves, portraits included, until their period has passed and the next answer comes; they
/// are zeroised then.
#[derive(Clone)]
pub struct InMemory {
    clock: Arc<dyn Clock>,
    capacity: usize,
    shelf: Arc<Mutex<Shelf>>,
}

/// What is kept, in the order in which it came.
#[derive(Default)]
struct Shelf {
    next: u64,
    places: HashMap<Question, u64>,
    kept: BTreeMap<u64, Kept>,
}

struct Kept {
    question: Question,
    answer: Outcome,
    since: Instant,
    period: Duration,
}

impl InMemory {
    /// Another clock, for tests.
    #[must_use]
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// The most answers that are kept, 1,024 where nothing is set.
    #[must_use]
    pub fn capacity(mut self, answers: usize) -> Self {
        self.capacity = answers;
        self
    }

    fn shelf(&self) -> MutexGuard<'_, Shelf> {
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for InMemory {
    fn default() -> Self {
        Self { clock: Arc::new(SystemClock), capacity: CAPACITY, shelf: Arc::default() }
    }
}

impl Shelf {
    fn find(&self, question: &Question) -> Option<&Kept> {
        self.kept.get(self.places.get(question)?)
    }

    fn put(&mut self, kept: Kept) {
        self.take(&kept.question);
        self.places.insert(kept.question.clone(), self.next);
        self.kept.insert(self.next, kept);
        self.next = self.next.wrapping_add(1);
    }

    fn take(&mut self, question: &Question) {
        if let Some(place) = self.places.remove(question) {
            self.kept.remove(&place);
        }
    }

    /// Drops what is over, and the oldest beyond the capacity.
    fn sweep(&mut self, now: Instant, capacity: usize) {
        while let Some(oldest) = self.kept.first_entry() {
            if oldest.get().is_fresh(now) && self.places.len() <= capacity {
                break;
            }
            let gone = oldest.remove();
            self.places.remove(&gone.question);
        }
    }
}

impl Kept {
    fn is_fresh(&self, now: Instant) -> bool {
        now.saturating_duration_since(self.since) < self.period
    }
}

#[async_trait]
impl AnswerStore for InMemory {
    async fn find(&self, question: &VerifyRequest) -> Option<Outcome> {
        let now = self.clock.monotonic();
        let shelf = self.shelf();
        let kept = shelf.find(&Question::of(question))?;
        kept.is_fresh(now).then(|| kept.answer.clone())
    }

    async fn keep(&self, question: &VerifyRequest, answer: &Outcome, period: Duration) {
        let now = self.clock.monotonic();
        let kept = Kept { question: Question::of(question), answer: answer.clone(), since: now, period };
        let mut shelf = self.shelf();
        shelf.put(kept);
        shelf.sweep(now, self.capacity);
    }

    async fn forget(&self, question: &VerifyRequest) {
        let started = Question::that_started(question);
        let mut shelf = self.shelf();
        let is_over = match (shelf.find(&started).map(|kept| &kept.answer), question.session()) {
            // A newer scan of the same person stays.
            (Some(Outcome::Pending(open)), Some(over)) => is_same_session(open, over),
            _ => false,
        };
        if is_over {
            shelf.take(&started);
        }
    }
}

/// How many, not what.
impl fmt::Debug for InMemory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kept = self.shelf().kept.len();
        f.debug_struct("InMemory")
            .field("kept", &kept)
            .field("capacity", &self.capacity)
            .finish_non_exhaustive()
    }
}
