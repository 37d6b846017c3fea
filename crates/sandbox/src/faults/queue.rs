//! The faults that are still to happen, in the order in which they were scripted.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use super::kind::{Fault, FaultKind};
use crate::vendor::Vendor;

/// The faults of one sandbox. Each vendor has an order of its own, so its first one is the first one of it.
#[derive(Default)]
pub(crate) struct FaultQueue(Mutex<VecDeque<Fault>>);

impl FaultQueue {
    pub(crate) fn script(&self, fault: Fault) {
        if fault.count() > 0 {
            self.with(|faults| faults.push_back(fault));
        }
    }

    pub(crate) fn scripted(&self) -> Vec<Fault> {
        self.with(|faults| faults.iter().copied().collect())
    }

    pub(crate) fn clear(&self) {
        self.with(VecDeque::clear);
    }

    /// What happens to this request of the vendor. A refusal is none of its business and stays, and what is
    /// behind it stays too, so that nothing happens out of order.
    pub(crate) fn take(&self, vendor: Vendor) -> Option<FaultKind> {
        self.with(|faults| {
            let first = faults.iter().position(|fault| fault.vendor() == vendor)?;
            take_at(faults, first, |kind| kind != FaultKind::Refuse)
        })
    }

    /// Whether this connection is refused: if that is the next thing to happen to any vendor, since nobody
    /// knows whose connection it is.
    pub(crate) fn take_refusal(&self) -> bool {
        self.with(|faults| {
            Vendor::ALL.iter().any(|&vendor| {
                let first = faults.iter().position(|fault| fault.vendor() == vendor);
                first.and_then(|first| take_at(faults, first, |kind| kind == FaultKind::Refuse)).is_some()
            })
        })
    }

    fn with<T>(&self, act: impl FnOnce(&mut VecDeque<Fault>) -> T) -> T {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Takes one of the fault at this place, if it is wanted, and removes it with the last one.
fn take_at(
    faults: &mut VecDeque<Fault>,
    place: usize,
    wanted: impl FnOnce(FaultKind) -> bool,
) -> Option<FaultKind> {
    let fault = faults.get_mut(place)?;
    let kind = fault.kind();
    if !wanted(kind) {
        return None;
    }
    *fault = fault.with_count(fault.count().saturating_sub(1));
    if fault.count() == 0 {
        faults.remove(place);
    }
    Some(kind)
}
