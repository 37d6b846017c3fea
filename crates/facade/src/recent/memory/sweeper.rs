//! Lets go of what is over although nobody asks any more: personal data must not wait for the next answer.

use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::{Duration, Instant};

use heyan_core::Clock;
use tokio::runtime::Handle;
use tokio::task::AbortHandle;
use tokio::time::sleep;

use super::entries::Entries;

/// The entries, and the task that lets go of them.
#[derive(Default)]
pub(super) struct Swept {
    pub(super) entries: Entries,
    /// None while nothing is kept.
    sweeper: Option<Sweeper>,
}

/// The one task that sleeps until something is over. It ends when nothing is left, and with the memory.
struct Sweeper {
    wakes: Instant,
    task: AbortHandle,
}

impl Drop for Sweeper {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Swept {
    /// Sees to it that somebody wakes when something is over next. Without a runtime nobody does; what is over goes
    /// with the next answer then.
    pub(super) fn schedule(&mut self, memory: &Arc<Mutex<Self>>, clock: &Arc<dyn Clock>) {
        let Some(wakes) = self.entries.next_end() else { return };
        if self.sweeper.as_ref().is_some_and(|sweeper| sweeper.is_there_by(wakes)) {
            return;
        }
        if let Ok(runtime) = Handle::try_current() {
            let task = runtime.spawn(sweep(Arc::downgrade(memory), Arc::clone(clock))).abort_handle();
            self.sweeper = Some(Sweeper { wakes, task });
        }
    }
}

impl Sweeper {
    /// It may have gone with the runtime that it ran in.
    fn is_there_by(&self, end: Instant) -> bool {
        self.wakes <= end && !self.task.is_finished()
    }
}

/// While it sleeps it keeps nothing alive.
async fn sweep(memory: Weak<Mutex<Swept>>, clock: Arc<dyn Clock>) {
    // By the clock, whatever the timer says: where they differ, it sleeps once more.
    while let Some(left) = memory.upgrade().and_then(|memory| let_go(&memory, clock.monotonic())) {
        sleep(left).await;
    }
}

/// How long until something is over next; nothing where nobody need wait for it.
fn let_go(memory: &Mutex<Swept>, now: Instant) -> Option<Duration> {
    let mut swept = memory.lock().unwrap_or_else(PoisonError::into_inner);
    let gone = swept.entries.take_over(now);
    let next = swept.entries.next_end();
    match (next, swept.sweeper.as_mut()) {
        (Some(end), Some(sweeper)) => sweeper.wakes = end,
        _ => swept.sweeper = None,
    }
    drop(swept);
    drop(gone);
    next.map(|end| end.saturating_duration_since(now))
}
