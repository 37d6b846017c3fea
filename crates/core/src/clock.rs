//! The only place where a clock of the standard library is read.

mod moment;

pub(crate) use moment::Moment;

use std::fmt;
use std::sync::Arc;
use std::time::Instant;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};

/// Shanghai's offset; China has kept no summer time since 1991.
const SHANGHAI: Offset = Offset::constant(8);

/// What time it is, injected so that tests can hold it still.
pub trait Clock: fmt::Debug + Send + Sync + 'static {
    /// The wall clock: for time stamps and today's date, never for measuring.
    fn now(&self) -> Timestamp;

    /// The monotonic clock: for deadlines and durations.
    fn monotonic(&self) -> Instant;
}

impl<T: Clock + ?Sized> Clock for Arc<T> {
    fn now(&self) -> Timestamp {
        (**self).now()
    }

    fn monotonic(&self) -> Instant {
        (**self).monotonic()
    }
}

/// The machine's own clocks.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the one place that reads the wall clock")]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    #[expect(clippy::disallowed_methods, reason = "this is the one place that reads the monotonic clock")]
    fn monotonic(&self) -> Instant {
        Instant::now()
    }
}

/// The calendar date in Shanghai at this moment, which decides whether a birth date lies in the future.
pub fn shanghai_date(moment: Timestamp) -> Date {
    TimeZone::fixed(SHANGHAI).to_datetime(moment).date()
}

/// The moment as a clock in Shanghai shows it: RFC 3339, with `+08:00`.
pub fn shanghai_time(moment: Timestamp) -> impl fmt::Display {
    moment.display_with_offset(SHANGHAI)
}

/// Today's date in Shanghai, by the machine's own clock.
pub fn today_in_shanghai() -> Date {
    shanghai_date(SystemClock.now())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_at_midnight_in_shanghai() {
        let date = |moment: &str| shanghai_date(moment.parse().unwrap()).to_string();
        assert_eq!(date("2025-12-31T15:59:59Z"), "2025-12-31");
        assert_eq!(date("2025-12-31T16:00:00Z"), "2026-01-01");
    }
}
