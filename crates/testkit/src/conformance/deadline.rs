//! An answer or error comes no later than the deadline.

use std::time::Duration;

use tokio::time::{Instant, timeout};

use super::subject::{Subject, Violation, ask, ensure, owned_up, trail};
use crate::person;

/// How far off a deadline is in this check: time enough for the question to reach its vendor.
const SOON: Duration = Duration::from_millis(500);

/// How late an answer may be. On a busy machine a timer is late; a verifier that waits for its own time-out is later.
const LATE: Duration = Duration::from_secs(2);

/// A deadline that has passed asks nobody; one that passes while the vendor is silent ends the question, and what may
/// have been billed is owned up to.
///
/// # Errors
/// What is late, or denied.
pub async fn deadline(subject: &dyn Subject) -> Result<(), Violation> {
    let check = "deadline";
    let before = subject.invoice().len();
    let result = ask(check, subject, &person(24).request().with_deadline(Instant::now().into_std())).await?;
    let asked = subject.invoice().len() > before || result.is_ok();
    ensure(check, !asked, || "somebody is asked after the deadline has passed".to_owned())?;
    let billed = owned_up(&trail(&result));
    ensure(check, billed == 0, || "what was never asked is told as billed".to_owned())?;

    let held = subject.hold();
    let before = subject.invoice().len();
    let request = person(25).request().with_deadline((Instant::now() + SOON).into_std());
    let result = timeout(SOON + LATE, subject.verifier().verify(&request)).await;
    let billed = subject.invoice().len().saturating_sub(before);
    drop(held);
    let result =
        result.map_err(|_| Violation { check, what: "no answer comes by the deadline".to_owned() })?;
    let owned_up = owned_up(&trail(&result));
    ensure(check, billed <= owned_up, || {
        format!(
            "a question given up at the deadline is billed {billed} times, the trail owns up to {owned_up}"
        )
    })
}
