//! Lets go of what is over although nobody asks any more: personal data must not wait for the next answer.

use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::{Duration, Instant};

use heyan_core::Clock;
use tokio::runtime::Handle;
use tokio::task::AbortHandle;
use tokio::time::sleep;

use super::shelf::Shelf;

/// The one task that sleeps until something is over. It ends when nothing is left, and with the memory.
pub(super) struct Sweeper {
    wakes: Instant,
    task: AbortHandle,
}

impl Drop for Sweeper {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Sweeper {
    /// Sees to it that somebody wakes when something is over next. Without a runtime nobody does; what is over goes
    /// with the next answer then.
    pub(super) fn schedule(memory: &Arc<Mutex<Shelf>>, shelf: &mut Shelf, clock: &Arc<dyn Clock>) {
        let Some(wakes) = shelf.next_end() else { return };
        if shelf.sweeper.as_ref().is_some_and(|sweeper| sweeper.is_there_by(wakes)) {
            return;
        }
        if let Ok(runtime) = Handle::try_current() {
            let task = runtime.spawn(sweep(Arc::downgrade(memory), Arc::clone(clock))).abort_handle();
            shelf.sweeper = Some(Self { wakes, task });
        }
    }

    /// It may have gone with the runtime that it ran in.
    fn is_there_by(&self, end: Instant) -> bool {
        self.wakes <= end && !self.task.is_finished()
    }
}

/// While it sleeps it keeps nothing alive.
async fn sweep(memory: Weak<Mutex<Shelf>>, clock: Arc<dyn Clock>) {
    // By the clock, whatever the timer says: where they differ, it sleeps once more.
    while let Some(left) = memory.upgrade().and_then(|memory| let_go(&memory, clock.monotonic())) {
        sleep(left).await;
    }
}

/// How long until something is over next; nothing where nobody need wait for it.
fn let_go(memory: &Mutex<Shelf>, now: Instant) -> Option<Duration> {
    let mut shelf = memory.lock().unwrap_or_else(PoisonError::into_inner);
    let gone = shelf.take_over(now);
    let next = shelf.next_end();
    match (next, shelf.sweeper.as_mut()) {
        (Some(end), Some(sweeper)) => sweeper.wakes = end,
        _ => shelf.sweeper = None,
    }
    drop(shelf);
    drop(gone);
    next.map(|end| end.saturating_duration_since(now))
}
