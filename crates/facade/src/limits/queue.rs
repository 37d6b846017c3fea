//! Who waits for a turn, so that whoever comes knows at once whether the wait would be in vain.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// The turn of whoever stands first, and how many stand behind.
#[derive(Debug, Default)]
pub(super) struct Queue(Mutex<Standing>);

#[derive(Debug, Default)]
struct Standing {
    /// When the first one's turn comes, where it has to wait.
    first: Option<Instant>,
    behind: u32,
}

/// A place behind the first; dropped, it is given up.
pub(super) struct Place<'a> {
    queue: &'a Queue,
    /// When its turn comes at the earliest; `None` where nobody waits.
    pub(super) turn: Option<Instant>,
}

/// The first one's wait; dropped, it is over.
pub(super) struct Head<'a>(&'a Queue);

impl Queue {
    /// Stands at the end, one pace behind whoever stands there.
    pub(super) fn join(&self, pace: Duration) -> Place<'_> {
        let mut standing = self.standing();
        standing.behind = standing.behind.saturating_add(1);
        let wait = pace.saturating_mul(standing.behind);
        let turn = standing.first.and_then(|first| first.checked_add(wait));
        Place { queue: self, turn }
    }

    /// Stands first, and waits until then.
    pub(super) fn head(&self, turn: Instant) -> Head<'_> {
        self.standing().first = Some(turn);
        Head(self)
    }

    fn standing(&self) -> MutexGuard<'_, Standing> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        let mut standing = self.queue.standing();
        standing.behind = standing.behind.saturating_sub(1);
    }
}

impl Drop for Head<'_> {
    fn drop(&mut self) {
        self.0.standing().first = None;
    }
}
