//! Order ids, in the shape of `JH801240913170041JZU80`.

use std::sync::atomic::{AtomicU64, Ordering};

/// Numbers the orders of one sandbox.
///
/// Juhe's twelve digits look like a time and the five characters after them like a random tail. Here the
/// digits count, so that equal runs give equal ids, and the tail shows where an id comes from.
#[derive(Default)]
pub(super) struct OrderIds(AtomicU64);

impl OrderIds {
    pub(super) fn next(&self) -> String {
        let before = self.0.fetch_add(1, Ordering::Relaxed);
        format!("JH801{:012}SaNdB", before + 1)
    }
}
