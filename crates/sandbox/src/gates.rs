//! Requests that wait until a test lets them go on.

use std::convert::Infallible;
use std::sync::{Mutex, PoisonError};

use tokio::sync::oneshot::error::TryRecvError;
use tokio::sync::{oneshot, watch};

use crate::vendor::Vendor;

/// Holds one request of a vendor, between its work and its answer: see
/// [`Sandbox::hold`](crate::Sandbox::hold). Dropping the gate opens it.
#[derive(Debug)]
#[must_use = "a gate that is dropped holds nothing"]
pub struct Gate {
    reached: watch::Receiver<bool>,
    // Nothing is ever sent: that it is dropped says all.
    _shut: oneshot::Sender<Infallible>,
}

impl Gate {
    /// Resolves once a request waits here, so once the vendor has done its work and billed it; also if the
    /// sandbox is gone, since then none will ever come.
    pub async fn reached(&self) {
        let _ = self.reached.clone().wait_for(|reached| *reached).await;
    }

    /// Lets the request go on to its answer. If none has come yet, none is held.
    pub fn open(self) {}
}

/// The side of a gate on which the request waits.
pub(crate) struct Held {
    reached: watch::Sender<bool>,
    opened: oneshot::Receiver<Infallible>,
}

impl Held {
    pub(crate) async fn wait(self) {
        self.reached.send_replace(true);
        let _ = self.opened.await;
    }

    fn is_shut(&mut self) -> bool {
        matches!(self.opened.try_recv(), Err(TryRecvError::Empty))
    }
}

/// The gates of one sandbox at which nobody has arrived, oldest first.
#[derive(Default)]
pub(crate) struct Gates(Mutex<Vec<(Vendor, Held)>>);

impl Gates {
    pub(crate) fn shut(&self, vendor: Vendor) -> Gate {
        let (reached, is_reached) = watch::channel(false);
        let (shut, opened) = oneshot::channel();
        let mut gates = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        gates.push((vendor, Held { reached, opened }));
        Gate { reached: is_reached, _shut: shut }
    }

    /// Where this request of the vendor has to wait. Gates that were opened before anybody came are gone.
    pub(crate) fn take(&self, vendor: Vendor) -> Option<Held> {
        let mut gates = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        gates.retain_mut(|(_, held)| held.is_shut());
        let first = gates.iter().position(|(of, _)| *of == vendor)?;
        Some(gates.remove(first).1)
    }
}
