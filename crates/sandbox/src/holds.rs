//! Requests that wait until a test lets them go on.

use std::convert::Infallible;
use std::sync::{Mutex, PoisonError};

use tokio::sync::oneshot::error::TryRecvError;
use tokio::sync::{oneshot, watch};

use crate::vendor::Vendor;

/// Holds one request of a vendor, between its work and its answer: see
/// [`Sandbox::hold`](crate::Sandbox::hold). Dropping the hold releases it.
#[derive(Debug)]
#[must_use = "a hold that is dropped holds nothing"]
pub struct Hold {
    reached: watch::Receiver<bool>,
    // Nothing is ever sent: that it is dropped says all.
    _holding: oneshot::Sender<Infallible>,
}

impl Hold {
    /// Resolves once a request waits here, so once the vendor has done its work and billed it; also if the
    /// sandbox is gone, since then none will ever come.
    pub async fn reached(&self) {
        let _ = self.reached.clone().wait_for(|reached| *reached).await;
    }

    /// Lets the request go on to its answer. If none has come yet, none is held.
    pub fn release(self) {}
}

/// The side of a hold on which the request waits.
pub(crate) struct Held {
    reached: watch::Sender<bool>,
    released: oneshot::Receiver<Infallible>,
}

impl Held {
    pub(crate) async fn wait(self) {
        self.reached.send_replace(true);
        let _ = self.released.await;
    }

    fn is_held(&mut self) -> bool {
        matches!(self.released.try_recv(), Err(TryRecvError::Empty))
    }
}

/// The holds of one sandbox that no request has reached, oldest first.
#[derive(Default)]
pub(crate) struct Holds(Mutex<Vec<(Vendor, Held)>>);

impl Holds {
    pub(crate) fn place(&self, vendor: Vendor) -> Hold {
        let (reached, is_reached) = watch::channel(false);
        let (holding, released) = oneshot::channel();
        let mut holds = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        holds.push((vendor, Held { reached, released }));
        Hold { reached: is_reached, _holding: holding }
    }

    /// The hold at which this request of the vendor waits. Holds that were opened before anybody came are gone.
    pub(crate) fn take(&self, vendor: Vendor) -> Option<Held> {
        let mut holds = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        holds.retain_mut(|(_, held)| held.is_held());
        let first = holds.iter().position(|(of, _)| *of == vendor)?;
        Some(holds.remove(first).1)
    }
}
