//! How long a verification may take, and when too little of that is left.

use std::time::Duration;

use heyan_core::{Capability, VerifyRequest};
use tokio::time::Instant;

/// The time for a whole verification where none is set.
pub(crate) const DEFAULT: Duration = Duration::from_secs(30);

/// No verification takes longer, whatever is set; it also keeps clocks from overflowing.
pub(crate) const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

/// The time that must be left for a call by default: with less, it would probably be billed without an answer.
pub(crate) const MIN_TIME_LEFT: Duration = Duration::from_secs(2);

/// The time of one verification.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TimeLimit {
    deadline: Option<Instant>,
    /// What it began with.
    whole: Option<Duration>,
}

impl TimeLimit {
    /// The time that is left to this request, which begins now.
    pub(crate) fn of(request: &VerifyRequest) -> Self {
        let deadline = request.deadline().map(Instant::from);
        Self { deadline, whole: deadline.map(|deadline| deadline - Instant::now()) }
    }

    /// When a call must have begun: at the deadline, less the time that a call needs. No call needs more than half the
    /// time that the verification began with, or more than its provider takes.
    pub(crate) fn latest_start(&self, needed: Duration, provider: &Capability) -> Option<Instant> {
        let needed = provider.timeout().map_or(needed, |timeout| needed.min(timeout));
        let needed = self.whole.map_or(needed, |whole| needed.min(whole / 2));
        self.deadline.map(|deadline| deadline.checked_sub(needed).unwrap_or(deadline))
    }

    /// When all of it ends.
    pub(crate) fn deadline(&self) -> Option<Instant> {
        self.deadline
    }
}

/// Whether it is too late.
pub(crate) fn has_passed(moment: Option<Instant>) -> bool {
    moment.is_some_and(|moment| moment <= Instant::now())
}
