//! A hosted scan: its link for the person, and the wait for it.

use std::io::IsTerminal as _;
use std::time::Duration;

use backon::{BackoffBuilder as _, ExponentialBuilder};
use heyan::{ErrorKind, Facade, Outcome, Session, Verifier, VerifyError, VerifyRequest};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use tokio::time::{Instant, sleep_until};

use crate::interrupt::Interrupt;
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

/// The scan that can be waited for: one that is under way, or one whose query failed for a while.
pub(crate) fn to_wait_for(result: &Result<Outcome, VerifyError>) -> Option<Session> {
    match result {
        Ok(Outcome::Pending(session)) => Some(session.clone()),
        // An answer that cannot be read may be some proxy's, and the next one readable.
        Err(error) if error.kind().may_pass() || error.kind() == ErrorKind::Protocol => {
            error.session().cloned()
        }
        _ => None,
    }
}

/// Asks how the scan went until it is over, the time is up, or somebody interrupts: a query costs nothing, and the
/// session stays open whatever comes of it. `latest` is what is known so far.
pub(crate) async fn wait(
    facade: &Facade,
    request: &VerifyRequest,
    mut latest: Result<Outcome, VerifyError>,
    patience: Duration,
    interrupt: &mut Interrupt,
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
    while let Some(session) = to_wait_for(&latest) {
        let now = Instant::now();
        if now >= end {
            break;
        }
        if let Err(error) = &latest {
            countdown.say(&language.query_failed(error.kind()));
        }
        // The last look is when the time is up, so that none of it is lost.
        let next = end.min(now + pauses.next().unwrap_or(LONGEST));
        let look = async {
            countdown.until(next).await;
            facade.verify(&request.with_session(session)).await
        };
        tokio::select! {
            result = look => latest = result,
            () = interrupt.wait() => break,
        }
    }
    latest
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

    async fn until(&self, moment: Instant) {
        while Instant::now() < moment {
            sleep_until(moment.min(Instant::now() + TICK)).await;
            self.tick();
        }
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
