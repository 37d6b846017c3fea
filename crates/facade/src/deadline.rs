//! How long a verification may take.

use std::time::{Duration, Instant};

/// The time for a whole verification where none is set.
pub(crate) const DEFAULT: Duration = Duration::from_secs(30);

/// No verification takes longer, whatever is set; it also keeps clocks from overflowing.
pub(crate) const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

/// Whether it is too late to call any provider.
pub(crate) fn has_passed(deadline: Option<Instant>) -> bool {
    deadline.is_some_and(|deadline| tokio::time::Instant::from(deadline) <= tokio::time::Instant::now())
}
