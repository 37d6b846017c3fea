//! A clock that stands still with tokio's, so that a test can turn it.

use std::time::Instant;

use heyan_core::{Clock, Timestamp};

/// Goes as tokio's clock goes: in a test with paused time, as far as that is advanced.
///
/// ```
/// # use std::time::Duration;
/// # use heyan_core::Clock;
/// # use heyan_testkit::TokioClock;
/// # #[tokio::main(flavor = "current_thread", start_paused = true)]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let clock = TokioClock::starting_at("2026-01-01T15:59:59Z".parse()?);
/// tokio::time::advance(Duration::from_secs(1)).await;
/// assert_eq!(clock.now(), "2026-01-01T16:00:00Z".parse()?, "midnight in Shanghai");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug)]
pub struct TokioClock {
    started: tokio::time::Instant,
    wall: Timestamp,
}

impl TokioClock {
    /// A clock whose wall clock shows this moment now.
    pub fn starting_at(wall: Timestamp) -> Self {
        Self { started: tokio::time::Instant::now(), wall }
    }
}

impl Clock for TokioClock {
    fn now(&self) -> Timestamp {
        self.wall.checked_add(self.started.elapsed()).unwrap_or(self.wall)
    }

    fn monotonic(&self) -> Instant {
        tokio::time::Instant::now().into_std()
    }
}
