//! The vendor's time as far as it is known: this machine's clock, and by how much the vendor's differs from it.
//!
//! A dynamic password counts for a short while around the vendor's own time. "动态密码已过期" on a fresh one says that the
//! two clocks differ, and the answer's `Date` header says by how much.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};

use heyan_core::{Clock, ProviderId, Timestamp};
use jiff::SignedDuration;
use jiff::fmt::rfc2822::DateTimeParser;

/// A difference that explains nothing, in seconds: `Date` is a whole second, and an answer is a while under way.
const TOO_SMALL: u64 = 5;

/// A clock and its known difference from the vendor's, shared by all questions.
#[derive(Debug)]
pub(crate) struct VendorClock {
    clock: Arc<dyn Clock>,
    /// In seconds; to be added to this machine's time.
    offset: AtomicI64,
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
        Self { clock, offset: AtomicI64::new(0) }
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
        let offset = self.offset.load(Ordering::Relaxed);
        // Beyond the calendar's ends the difference cannot be meant.
        let vendor = machine.checked_add(SignedDuration::from_secs(offset)).unwrap_or(machine);
        Reading { machine, vendor, offset }
    }

    /// Now, as the vendor has just answered with this `Date`.
    pub(crate) fn now(&self, date: Option<&str>) -> Now {
        let Reading { machine, vendor: known, .. } = self.read();
        Now { machine, vendor: date.and_then(parse).unwrap_or(known), known }
    }

    /// Sets the clock by the `Date` of an answer that refused a password made at `asked`. Whether that explains the
    /// refusal, so that asking again is of use.
    pub(crate) fn correct(&self, asked: &Reading, date: Option<&str>, provider: &ProviderId) -> bool {
        let difference = |date: Timestamp| date.as_second().saturating_sub(self.clock.now().as_second());
        let Some(offset) =
            date.and_then(parse).map(difference).filter(|o| o.abs_diff(asked.offset) > TOO_SMALL)
        else {
            // What was corrected before did not help; nobody else may have set it since.
            let _ = self.offset.compare_exchange(asked.offset, 0, Ordering::Relaxed, Ordering::Relaxed);
            return false;
        };
        // Of many who find out at the same time one tells.
        let before = self.offset.swap(offset, Ordering::Relaxed);
        if offset.abs_diff(before) > TOO_SMALL {
            tracing::warn!(
                target: "heyan::clock",
                provider = %provider,
                offset_s = offset,
                "the vendor's clock differs from this machine's; heyan now allows for it, but set this machine's clock \
                 right (NTP)"
            );
        }
        true
    }
}

/// Reads a `Date` header (RFC 9110, section 5.6.7).
fn parse(date: &str) -> Option<Timestamp> {
    static PARSER: DateTimeParser = DateTimeParser::new();
    PARSER.parse_timestamp(date).ok()
}
