//! A hosted scan: its link for the person, and the wait for it.

use std::time::Duration;

use backon::{BackoffBuilder as _, ExponentialBuilder};
use heyan::{AnySession, ErrorKind, Facade, Outcome, Verifier, VerifyError, VerifyRequest};
use tokio::time::Instant;

use crate::countdown::Countdown;
use crate::interrupt::Interrupt;
use crate::words::Language;
use crate::{output, qr};

/// How long is waited where nothing is said.
pub(crate) const PATIENCE: Duration = Duration::from_secs(10 * 60);

/// The time before the first query, and between the later ones at most.
const FIRST: Duration = Duration::from_secs(1);
const LONGEST: Duration = Duration::from_secs(5);

/// Shows the link as a QR code where there is a terminal for it.
pub(crate) fn show_code(session: &AnySession) {
    if let Some(code) = session.link().url().and_then(qr::for_terminal) {
        output::note(&code);
    }
}

/// The scan that can be waited for: one that is under way, or one whose query failed for a while.
pub(crate) fn to_wait_for(result: &Result<Outcome, VerifyError>) -> Option<AnySession> {
    match result {
        Ok(Outcome::Pending(session)) => Some(session.clone().into()),
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
