//! The time that is left of a wait: counted down in a terminal; elsewhere one line at the start.

use std::io::IsTerminal as _;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use tokio::time::{Instant, sleep_until};

use crate::output;
use crate::words::Language;

/// How often it moves.
const TICK: Duration = Duration::from_secs(1);

/// The time that is left.
pub(crate) struct Countdown {
    bar: Option<ProgressBar>,
    end: Instant,
    language: Language,
}

impl Countdown {
    pub(crate) fn start(end: Instant, language: Language) -> Self {
        if std::io::stderr().is_terminal() {
            return Self::on(ProgressDrawTarget::stderr(), end, language);
        }
        output::note(&language.waiting(end.saturating_duration_since(Instant::now())));
        Self { bar: None, end, language }
    }

    fn on(terminal: ProgressDrawTarget, end: Instant, language: Language) -> Self {
        let bar = ProgressBar::with_draw_target(None, terminal).with_style(ProgressStyle::default_spinner());
        let countdown = Self { bar: Some(bar), end, language };
        countdown.tick();
        countdown
    }

    fn tick(&self) {
        if let Some(bar) = &self.bar {
            let left = self.end.saturating_duration_since(Instant::now());
            bar.set_message(self.language.waiting(left));
            bar.tick();
        }
    }

    /// Counts down until then.
    pub(crate) async fn until(&self, moment: Instant) {
        while Instant::now() < moment {
            sleep_until(moment.min(Instant::now() + TICK)).await;
            self.tick();
        }
    }

    /// Says something above it.
    pub(crate) fn say(&self, text: &str) {
        match &self.bar {
            Some(bar) => bar.suspend(|| output::note(text)),
            None => output::note(text),
        }
    }
}

impl Drop for Countdown {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use indicatif::InMemoryTerm;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn it_counts_down_on_one_line_and_leaves_none() {
        for (language, first, later) in [
            (Language::En, "awaiting the scan, 0:30 left", "awaiting the scan, 0:26 left"),
            (Language::Zh, "待本人刷脸，剩余 0:30", "待本人刷脸，剩余 0:26"),
        ] {
            // Chinese characters take two columns: a line that is taken for shorter than it is would wrap.
            let terminal = InMemoryTerm::new(6, 60);
            let target = ProgressDrawTarget::term_like(Box::new(terminal.clone()));
            let countdown = Countdown::on(target, Instant::now() + Duration::from_secs(30), language);
            assert!(terminal.contents().contains(first), "{}", terminal.contents());
            countdown.until(Instant::now() + Duration::from_secs(4)).await;
            countdown.bar.as_ref().unwrap().force_draw();
            let shown = terminal.contents();
            assert!(shown.contains(later) && shown.trim().lines().count() == 1, "{shown}");
            drop(countdown);
            assert_eq!(terminal.contents(), "");
        }
    }
}
