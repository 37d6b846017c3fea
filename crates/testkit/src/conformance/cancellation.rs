//! The future may be dropped at any await.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;

use super::subject::{PATIENCE, Subject, Violation, ask, ensure};
use crate::person;

/// More awaits than any verifier has on its way to an answer.
const MOST_AWAITS: u32 = 1000;

/// Dropped after its first poll, its second, and so on until it has come through: each time at most one question has
/// been asked, and the next one is answered as if nothing had been.
///
/// # Errors
/// What a drop broke.
pub async fn cancellation(subject: &dyn Subject) -> Result<(), Violation> {
    let check = "cancellation";
    let verifier = subject.verifier();
    let before = subject.invoice().len();
    let mut questions = 0;
    for awaits in 1..MOST_AWAITS {
        let request = person(awaits).request();
        questions += 1;
        let dropped = tokio::time::timeout(PATIENCE, within(awaits, verifier.verify(&request))).await;
        let Ok(outcome) = dropped else {
            return Err(Violation {
                check,
                what: "after a drop the next question waits for ever".to_owned(),
            });
        };
        if outcome.is_some() {
            // Whoever was dropped left nothing behind that holds others up.
            let next = ask(check, subject, &person(0).request()).await?;
            ensure(check, next.is_ok(), || "after a drop the next question is not answered".to_owned())?;
            let billed = subject.invoice().len().saturating_sub(before);
            return ensure(check, billed <= questions + 1, || {
                format!("{} questions, dropped at every await, were billed {billed} times", questions + 1)
            });
        }
    }
    Err(Violation { check, what: format!("no answer after {MOST_AWAITS} awaits") })
}

/// Polls the future so many times, then drops it.
async fn within<F: Future>(awaits: u32, future: F) -> Option<F::Output> {
    let mut future = pin!(future);
    let mut polls = 0;
    poll_fn(|context| {
        polls += 1;
        match future.as_mut().poll(context) {
            Poll::Ready(output) => Poll::Ready(Some(output)),
            Poll::Pending if polls >= awaits => Poll::Ready(None),
            Poll::Pending => Poll::Pending,
        }
    })
    .await
}
