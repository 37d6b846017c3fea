//! The time: the real one, and the sandbox's own, which a test can move.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime};

/// How long it has been since the Unix epoch.
#[expect(clippy::disallowed_methods, reason = "the one place where the sandbox reads the wall clock")]
pub(crate) fn since_epoch() -> Duration {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default()
}

/// The clock of links: the real time and an offset, in milliseconds.
#[derive(Default)]
pub(crate) struct Clock {
    offset: AtomicI64,
}

impl Clock {
    /// Milliseconds since the Unix epoch, as far as links go.
    pub(crate) fn now(&self) -> i64 {
        milliseconds(since_epoch()).saturating_add(self.offset.load(Ordering::Relaxed))
    }

    pub(crate) fn advance(&self, by: Duration) {
        self.shift(milliseconds(by));
    }

    pub(crate) fn rewind(&self, by: Duration) {
        self.shift(-milliseconds(by));
    }

    fn shift(&self, by: i64) {
        let shifted = |offset: i64| Some(offset.saturating_add(by));
        // It fails only where the closure gives nothing.
        let _ = self.offset.fetch_update(Ordering::Relaxed, Ordering::Relaxed, shifted);
    }
}

/// A duration that no clock reaches counts as the longest one.
pub(crate) fn milliseconds(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::{Clock, milliseconds, since_epoch};
    use std::time::Duration;

    const HOUR: Duration = Duration::from_secs(3600);

    /// How far the clock is from the real one, in whole hours.
    fn hours(clock: &Clock) -> i64 {
        let apart = clock.now() - milliseconds(since_epoch());
        let half = milliseconds(HOUR / 2);
        (apart + half).div_euclid(2 * half)
    }

    #[test]
    fn it_is_moved_to_and_fro() {
        let clock = Clock::default();
        assert_eq!(hours(&clock), 0);
        clock.advance(3 * HOUR);
        assert_eq!(hours(&clock), 3);
        clock.rewind(5 * HOUR);
        assert_eq!(hours(&clock), -2);
    }

    #[test]
    fn it_stops_at_the_ends_of_time() {
        let clock = Clock::default();
        clock.advance(Duration::MAX);
        clock.advance(Duration::MAX);
        assert_eq!(clock.now(), i64::MAX);
        clock.rewind(Duration::MAX);
        assert_eq!(hours(&clock), 0);
    }
}
