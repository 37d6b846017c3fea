//! Sends a provider no more calls in a time than it takes.

use std::fmt;
use std::num::NonZeroU32;
use std::time::Duration;

use heyan_core::{Skip, SkipReason, Step};
use tokio::time::Instant;

use super::line::{CALLS_BEFORE_A_QUERY, Line, Slots, Wait};

/// The time that a rate counts by.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum Every {
    /// A second.
    Second,
    /// A minute.
    Minute,
    /// An hour.
    Hour,
}

/// The gate: one rate for billable calls and queries.
#[derive(Debug)]
pub(super) struct Rate {
    line: Line<Pace>,
    figure: String,
}

/// Permission to call in one slot. Dropped before the provider is called, it gives the slot back.
pub(super) struct Permit<'a> {
    rate: &'a Rate,
    run: u64,
    called: bool,
}

/// The slots, by the generic cell rate algorithm (ITU-T I.371, annex A): the next one is due a pace after the one before,
/// and some may go early.
#[derive(Debug)]
struct Pace {
    due: Instant,
    pace: Duration,
    early: Duration,
    /// The billable calls since the last query.
    calls: u32,
    /// How often the provider was idle. A slot can be given back only in the run in which it was taken: after that
    /// it counts for nothing.
    run: u64,
}

impl Rate {
    pub(super) fn new(calls: NonZeroU32, every: Every) -> Self {
        Self { line: Line::new(Pace::new(calls, every)), figure: format!("{calls}/{every}") }
    }

    /// Waits for a slot.
    pub(super) async fn enter(&self, step: Step, until: Option<Instant>) -> Result<Permit<'_>, Skip> {
        if self.line.acquire(step, until).await {
            Ok(Permit { rate: self, run: self.line.look(|pace| pace.run), called: false })
        } else {
            Err(Skip::new(SkipReason::Rate).with_detail(self.figure.clone()))
        }
    }
}

impl Permit<'_> {
    pub(super) fn called(mut self) {
        self.called = true;
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        if !self.called {
            self.rate.line.change(|pace| pace.give_back(self.run));
        }
    }
}

impl Pace {
    /// A tenth may go at once, and what that adds in one period is taken from the pace: so no period has more slots than
    /// `calls`, wherever it begins.
    fn new(calls: NonZeroU32, every: Every) -> Self {
        let at_once = 1 + (calls.get() - 1) / 10;
        let evenly = u64::from(calls.get() - at_once + 1);
        // Rounded up, since rounded down it would be one more in the end.
        let pace = Duration::from_nanos(every.nanoseconds().div_ceil(evenly));
        Self { due: Instant::now(), pace, early: pace * (at_once - 1), calls: 0, run: 0 }
    }

    fn give_back(&mut self, run: u64) {
        if self.run == run {
            self.due -= self.pace;
        }
    }
}

impl Slots for Pace {
    fn take(&mut self, step: Step, rivals: bool, now: Instant) -> Result<(), Wait> {
        let is_a_querys = self.calls >= CALLS_BEFORE_A_QUERY;
        if rivals && is_a_querys != (step == Step::Query) {
            return Err(Wait::ForOthers);
        }
        let ahead = self.due.saturating_duration_since(now);
        if ahead > self.early {
            return Err(Wait::Until(now + (ahead - self.early)));
        }
        if self.due < now {
            self.due = now;
            self.run += 1;
        }
        self.due += self.pace;
        self.calls = if step == Step::Query { 0 } else { self.calls.saturating_add(1) };
        Ok(())
    }

    fn earliest(&self, step: Step, ahead: usize, rivals: usize) -> Option<Instant> {
        let [ahead, rivals] = [ahead, rivals].map(|count| u32::try_from(count).unwrap_or(u32::MAX));
        let before = match step {
            // A query goes after every nine of them, if one waits.
            Step::Ask => {
                let calls = self.calls.min(CALLS_BEFORE_A_QUERY).saturating_add(ahead);
                ahead.saturating_add(rivals.min(calls / CALLS_BEFORE_A_QUERY))
            }
            Step::Query => {
                let calls = ahead.saturating_add(1).saturating_mul(CALLS_BEFORE_A_QUERY);
                ahead.saturating_add(rivals.min(calls.saturating_sub(self.calls)))
            }
        };
        self.due.checked_sub(self.early)?.checked_add(self.pace.saturating_mul(before))
    }
}

impl Every {
    fn nanoseconds(self) -> u64 {
        let seconds = match self {
            Self::Second => 1,
            Self::Minute => 60,
            Self::Hour => 3600,
        };
        seconds * 1_000_000_000
    }
}

impl fmt::Display for Every {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Second => "s",
            Self::Minute => "min",
            Self::Hour => "h",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Ten a second: one at once, and one every tenth of a second.
    fn pace() -> Pace {
        Pace::new(NonZeroU32::MIN.saturating_add(9), Every::Second)
    }

    #[test]
    fn a_slot_counts_for_nothing_once_the_provider_was_idle() {
        let mut pace = pace();
        let began = Instant::now();
        assert!(pace.take(Step::Ask, false, began).is_ok());
        let of_before = pace.run;
        let later = began + Duration::from_secs(60);
        assert!(pace.take(Step::Ask, false, later).is_ok());
        pace.give_back(of_before);
        assert!(pace.take(Step::Ask, false, later).is_err(), "no second one at the same moment");
        pace.give_back(pace.run);
        assert!(pace.take(Step::Ask, false, later).is_ok(), "the one that was given back");
    }
}
