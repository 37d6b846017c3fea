//! A gate at which a question waits, so that a test needs no sleep to be in the middle of it.

use std::sync::Arc;

use tokio::sync::Semaphore;

/// Holds one question back until it is opened or dropped.
#[derive(Debug)]
pub struct Gate {
    reached: Arc<Semaphore>,
    opened: Arc<Semaphore>,
}

/// The question's side of a gate.
#[derive(Clone, Debug)]
pub(crate) struct Waiting {
    reached: Arc<Semaphore>,
    opened: Arc<Semaphore>,
}

impl Gate {
    pub(crate) fn new() -> (Self, Waiting) {
        let (reached, opened) = (Arc::new(Semaphore::new(0)), Arc::new(Semaphore::new(0)));
        let waiting = Waiting { reached: Arc::clone(&reached), opened: Arc::clone(&opened) };
        (Self { reached, opened }, waiting)
    }

    /// Waits until a question stands at the gate.
    pub async fn reached(&self) {
        // A semaphore that nobody closes always gives a permit in the end.
        let _ = self.reached.acquire().await;
    }

    /// Lets it pass.
    pub fn open(self) {}
}

impl Drop for Gate {
    fn drop(&mut self) {
        self.opened.add_permits(1);
    }
}

impl Waiting {
    pub(crate) async fn pass(&self) {
        self.reached.add_permits(1);
        let _ = self.opened.acquire().await;
    }
}
