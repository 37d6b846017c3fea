//! The vendor's time as far as it is known: this machine's clock, and by how much the vendor's differs from it.
//!
//! A dynamic password counts for a short while around the vendor's own time. "动态密码已过期" on a fresh one says that the
//! two clocks differ, and the answer's `Date` header says by how much. The header may be wrong, so a correction is tried
//! once; until a password is accepted again, later ones change the clock, but no query is repeated for them.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use heyan_core::{Clock, ProviderId, Timestamp};
use jiff::SignedDuration;
use jiff::fmt::rfc2822::DateTimeParser;

use crate::codes;

/// A difference that explains nothing, in seconds: `Date` is a whole second, and an answer is a while under way.
const TOO_SMALL: u64 = 5;

/// A clock and its known difference from the vendor's, shared by all calls.
#[derive(Debug)]
pub(crate) struct VendorClock {
    clock: Arc<dyn Clock>,
    known: Mutex<Known>,
}

#[derive(Debug, Default)]
struct Known {
    /// In seconds; to be added to this machine's time.
    offset: i64,
    trial: Trial,
    /// The log has been told that the clocks differ.
    warned: bool,
}

/// Whether passwords made with the offset are accepted.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum Trial {
    /// They were, or nothing was ever corrected.
    #[default]
    Passed,
    /// It is a correction that no password was made with yet, or none was answered.
    Open,
    /// A correction did not help, and no password has been accepted since.
    Failed,
}

/// The time at one moment.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reading {
    /// By this machine's clock, for the trail.
    pub(crate) machine: Timestamp,
    /// By the vendor's, as far as it is known.
    pub(crate) vendor: Timestamp,
    offset: i64,
}

/// One moment, by all that is known of both clocks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Now {
    /// By this machine's clock.
    pub(crate) machine: Timestamp,
    /// By the vendor's, as its answer says, else as far as it is known.
    pub(crate) vendor: Timestamp,
    /// By the vendor's, as far as it is known from this machine's.
    pub(crate) known: Timestamp,
}

impl VendorClock {
    pub(crate) fn new(clock: Arc<dyn Clock>) -> Self {
        Self { clock, known: Mutex::default() }
    }

    /// The machine's monotonic clock, for measuring.
    pub(crate) fn monotonic(&self) -> Instant {
        self.clock.monotonic()
    }

    pub(crate) fn since(&self, started: Instant) -> Duration {
        self.monotonic().saturating_duration_since(started)
    }

    pub(crate) fn read(&self) -> Reading {
        let machine = self.clock.now();
        let offset = self.known().offset;
        // Beyond the calendar's ends the difference cannot be meant.
        let vendor = machine.checked_add(SignedDuration::from_secs(offset)).unwrap_or(machine);
        Reading { machine, vendor, offset }
    }

    /// Now, as the vendor has just answered with this `Date`.
    pub(crate) fn now(&self, date: Option<&str>) -> Now {
        let Reading { machine, vendor: known, .. } = self.read();
        Now { machine, vendor: date.and_then(parse).unwrap_or(known), known }
    }

    /// Learns from the code that a password made at `asked` was answered with. Returns whether the clock was wrong and
    /// repeating the call is of use.
    pub(crate) fn learn(
        &self,
        asked: &Reading,
        code: Option<u32>,
        date: Option<&str>,
        provider: &ProviderId,
    ) -> bool {
        match code {
            Some(codes::SUCCESS) => {
                let mut known = self.known();
                if known.offset == asked.offset {
                    known.trial = Trial::Passed;
                }
                false
            }
            Some(codes::PASSWORD_EXPIRED) => self.correct(asked, date, provider),
            _ => false,
        }
    }

    /// Sets the clock by the `Date` of an answer that refused a password made at `asked`.
    fn correct(&self, asked: &Reading, date: Option<&str>, provider: &ProviderId) -> bool {
        let difference = |date: Timestamp| date.as_second().saturating_sub(self.clock.now().as_second());
        let told = date.and_then(parse).map(difference).filter(|o| o.abs_diff(asked.offset) > TOO_SMALL);
        let mut known = self.known();
        if known.offset != asked.offset {
            // Another call has set it in the meantime, which is worth one trial of this one, too.
            return told.is_some() && known.trial != Trial::Failed;
        }
        let had_passed = known.trial == Trial::Passed;
        let repeats = told.is_some() && had_passed;
        if repeats {
            known.trial = Trial::Open;
        } else if !had_passed || known.offset != 0 {
            known.trial = Trial::Failed;
        }
        // A refusal that the header does not explain: an offset that was right before may still be.
        known.offset = told.unwrap_or(if had_passed { known.offset } else { 0 });
        if told.is_some() && !std::mem::replace(&mut known.warned, true) {
            drop(known);
            tracing::warn!(
                target: "heyan::clock",
                provider = %provider,
                offset_s = told,
                "the vendor's clock differs from this machine's; heyan now allows for it, but set this machine's clock \
                 right (NTP)"
            );
        }
        repeats
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Reads a `Date` header (RFC 9110, section 5.6.7).
fn parse(date: &str) -> Option<Timestamp> {
    static PARSER: DateTimeParser = DateTimeParser::new();
    PARSER.parse_timestamp(date).ok()
}
