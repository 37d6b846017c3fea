//! Holds a call, so that a test needs no sleep to be in the middle of it.

use std::sync::Arc;

use tokio::sync::Semaphore;

/// Holds one call until it is released or dropped.
#[derive(Debug)]
pub struct Hold {
    reached: Arc<Semaphore>,
    released: Arc<Semaphore>,
}

/// The call's side of a hold.
#[derive(Clone, Debug)]
pub(crate) struct Held {
    reached: Arc<Semaphore>,
    released: Arc<Semaphore>,
}

impl Hold {
    pub(crate) fn new() -> (Self, Held) {
        let (reached, released) = (Arc::new(Semaphore::new(0)), Arc::new(Semaphore::new(0)));
        let held = Held { reached: Arc::clone(&reached), released: Arc::clone(&released) };
        (Self { reached, released }, held)
    }

    /// Waits until a call reaches the hold.
    pub async fn reached(&self) {
        // A semaphore that nobody closes always gives a permit in the end.
        let _ = self.reached.acquire().await;
    }

    /// Lets it pass.
    pub fn release(self) {}
}

impl Drop for Hold {
    fn drop(&mut self) {
        self.released.add_permits(1);
    }
}

impl Held {
    pub(crate) async fn pass(&self) {
        self.reached.add_permits(1);
        let _ = self.released.acquire().await;
    }
}
