//! The trail and the vendor's invoice agree.

use heyan_core::{Attempt, Billing, Step};

use super::subject::{Subject, Violation, ask, ensure, limited, owned_up, trail};
use crate::person;

/// On an answer and on each fault: at most one question is asked of each provider, an attempt is never `not_billed` where
/// the invoice has an entry, and every `billed` attempt that names its order has its entry.
///
/// # Errors
/// What does not agree.
pub async fn billing_honesty(subject: &dyn Subject) -> Result<(), Violation> {
    honest(subject, "an answer").await?;
    for fault in 0..subject.faults() {
        subject.misbehave(fault);
        honest(subject, &format!("fault {fault}")).await?;
    }
    honest(subject, "an answer after all faults").await
}

async fn honest(subject: &dyn Subject, case: &str) -> Result<(), Violation> {
    let check = "billing_honesty";
    let before = subject.invoice();
    let result = ask(check, subject, &limited(&person(815).request())).await?;
    let entries: Vec<String> =
        subject.invoice().into_iter().filter(|entry| !before.contains(entry)).collect();

    let trail = trail(&result);
    let owned_up = owned_up(&trail);
    ensure(check, entries.len() <= owned_up, || {
        format!("after {case} the invoice has {} new entries, the trail owns up to {owned_up}", entries.len())
    })?;
    let asks: Vec<&Attempt> = trail.iter().filter(|attempt| attempt.step() == Step::Ask).collect();
    for (place, attempt) in asks.iter().enumerate() {
        let again = asks.iter().take(place).any(|earlier| earlier.provider() == attempt.provider());
        ensure(check, !again, || {
            format!("{} is asked twice in one trail, after {case}", attempt.provider())
        })?;
        if let (Billing::Billed, Some(order_id)) = (attempt.billing(), attempt.order_id()) {
            let listed = entries.iter().any(|entry| entry == order_id);
            ensure(check, listed, || format!("after {case} a billed order is not on the invoice"))?;
        }
    }
    Ok(())
}
