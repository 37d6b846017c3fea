//! An answer or error comes no later than the deadline.

use std::time::Duration;

use heyan_core::Billing;

use super::{PATIENCE, Subject, Violation, ensure, trail};
use crate::person;

/// How far off a deadline is in this check; only a verifier that keeps none takes longer.
const SOON: Duration = Duration::from_millis(50);

/// A deadline that has passed asks nobody; one that passes while the vendor is silent ends the question, and what may
/// have been billed is owned up to.
///
/// # Errors
/// What is late, or denied.
pub async fn deadline(subject: &dyn Subject) -> Result<(), Violation> {
    let check = "deadline";
    let before = subject.invoice().len();
    let now = tokio::time::Instant::now().into_std();
    let result = subject.verifier().verify(&person(24).request().with_deadline(now)).await;
    let asked = subject.invoice().len() > before || result.is_ok();
    ensure(check, !asked, || "somebody is asked after the deadline has passed".to_owned())?;
    let billed = trail(&result).iter().any(|attempt| attempt.billing() != Billing::NotBilled);
    ensure(check, !billed, || "what was never asked is told as billed".to_owned())?;

    let held = subject.hold();
    let before = subject.invoice().len();
    let deadline = tokio::time::Instant::now() + SOON;
    let request = person(25).request().with_deadline(deadline.into_std());
    let result = tokio::time::timeout(PATIENCE, subject.verifier().verify(&request)).await;
    let billed = subject.invoice().len() > before;
    drop(held);
    let result =
        result.map_err(|_| Violation { check, what: "no answer comes by the deadline".to_owned() })?;
    let owned_up = trail(&result).iter().any(|attempt| attempt.billing() != Billing::NotBilled);
    ensure(check, owned_up || !billed, || {
        "a question given up at the deadline is billed and not owned up to".to_owned()
    })
}
