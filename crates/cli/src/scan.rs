//! A hosted scan: its link for the person, and the wait for it.

use std::io::IsTerminal as _;
use std::time::Duration;

use backon::{BackoffBuilder as _, ExponentialBuilder};
use heyan::{ErrorKind, Facade, Outcome, Session, Verifier, VerifyError, VerifyRequest};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use tokio::time::{Instant, sleep_until};

use crate::words::Language;
use crate::{output, qr};

/// How long is waited where nothing is said.
pub(crate) const PATIENCE: Duration = Duration::from_secs(10 * 60);

/// The time before the first query, and between the later ones at most.
const FIRST: Duration = Duration::from_secs(1);
const LONGEST: Duration = Duration::from_secs(5);

/// How often the countdown moves.
const TICK: Duration = Duration::from_secs(1);

/// Shows the link as a QR code where there is a terminal for it.
pub(crate) fn show_code(session: &Session) {
    if let Some(code) = session.link().url().and_then(qr::for_terminal) {
        output::note(&code);
    }
}

/// Asks how the scan went until it is over, the time is up, or somebody presses Ctrl-C: a query costs nothing, and
/// the session stays open whatever comes of it.
pub(crate) async fn wait(
    facade: &Facade,
    request: &VerifyRequest,
    session: Session,
    patience: Duration,
    language: Language,
) -> Result<Outcome, VerifyError> {
    let end = Instant::now() + patience;
    let countdown = Countdown::start(end, language);
    let mut pauses = ExponentialBuilder::new()
        .with_min_delay(FIRST)
        .with_max_delay(LONGEST)
        .with_factor(1.5)
        .without_max_times()
        .build();
    let mut latest = Ok(Outcome::Pending(session.clone()));
    loop {
        let next = Instant::now() + pauses.next().unwrap_or(LONGEST);
        if next >= end || !countdown.until(next).await {
            return latest;
        }
        let result = facade.verify(&request.with_session(session.clone())).await;
        match &result {
            Ok(Outcome::Pending(_)) => {}
            Err(error) if error.session().is_some() && may_pass(error.kind()) => {
                countdown.say(&language.query_failed(error.kind()));
            }
            _ => return result,
        }
        latest = result;
    }
}

/// What may be otherwise a moment later; anything else needs somebody to act.
fn may_pass(kind: ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::Timeout
            | ErrorKind::Network
            | ErrorKind::RateLimited
            | ErrorKind::Unavailable
            | ErrorKind::VendorFault
            | ErrorKind::Protocol
    )
}

/// The time that is left, in a terminal; elsewhere one line at the start.
struct Countdown {
    bar: Option<ProgressBar>,
    end: Instant,
    language: Language,
}

impl Countdown {
    fn start(end: Instant, language: Language) -> Self {
        let left = end.saturating_duration_since(Instant::now());
        let bar = std::io::stderr().is_terminal().then(|| {
            let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
            bar.with_style(ProgressStyle::default_spinner())
        });
        if bar.is_none() {
            output::note(&language.waiting(left));
        }
        let countdown = Self { bar, end, language };
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

    /// Counts down; false where Ctrl-C was pressed meanwhile.
    async fn until(&self, moment: Instant) -> bool {
        while Instant::now() < moment {
            tokio::select! {
                () = sleep_until(moment.min(Instant::now() + TICK)) => self.tick(),
                _ = tokio::signal::ctrl_c() => return false,
            }
        }
        true
    }

    fn say(&self, text: &str) {
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
