//! One value serves all callers at the same time.

use std::time::Duration;

use futures_util::future::{Either, join_all, select};
use heyan_core::Outcome;
use tokio::time::timeout;

use super::subject::{PATIENCE, Subject, Violation, ask, ensure, trail};
use crate::person;

/// How often the invoice is looked at while a question is on its way.
const BETWEEN_LOOKS: Duration = Duration::from_millis(1);

/// How many ask at the same time.
const CALLERS: u32 = 32;

/// Many ask at once: each is answered about their own request and asked about once, and nobody waits for one who is held.
///
/// # Errors
/// Who was not served.
pub async fn concurrent_use(subject: &dyn Subject) -> Result<(), Violation> {
    let check = "concurrent_use";
    let before = subject.invoice().len();
    let requests: Vec<_> = (0..CALLERS).map(|n| person(1000 + n).request()).collect();
    let asking = requests.iter().map(|request| ask(check, subject, request));
    let results = join_all(asking).await.into_iter().collect::<Result<Vec<_>, _>>()?;
    for (request, result) in requests.iter().zip(&results) {
        let own = match result {
            Ok(Outcome::Answered(answer)) => answer.id() == request.id(),
            Ok(_) => true,
            Err(_) => false,
        };
        ensure(check, own, || {
            "of many who ask at once, somebody is not answered about their own request".to_owned()
        })?;
    }
    let billed = subject.invoice().len() - before;
    let asked = results.iter().map(|result| trail(result).len()).sum();
    ensure(check, billed <= asked, || format!("{asked} questions at once were billed {billed} times"))?;
    nobody_waits_for_another(subject).await
}

async fn nobody_waits_for_another(subject: &dyn Subject) -> Result<(), Violation> {
    let check = "concurrent_use";
    let verifier = subject.verifier();
    let before = subject.invoice().len();
    let held = subject.hold();
    let (first, second) = (person(2000).request(), person(2001).request());
    let mut waiting = std::pin::pin!(verifier.verify(&first));
    let mut passing = std::pin::pin!(async {
        // The one who is held must have been asked first.
        while subject.invoice().len() <= before {
            tokio::time::sleep(BETWEEN_LOOKS).await;
        }
        verifier.verify(&second).await
    });
    let both = timeout(PATIENCE, select(waiting.as_mut(), passing.as_mut())).await;
    drop(held);
    match both {
        Ok(Either::Right((Ok(_), _))) => {}
        Ok(Either::Left(_)) => {
            let what =
                "a question that should be held is answered; does the subject's hold() work?".to_owned();
            return Err(Violation { check, what });
        }
        _ => {
            return Err(Violation {
                check,
                what: "a question that is held up holds up the others".to_owned(),
            });
        }
    }
    let first = timeout(PATIENCE, waiting).await;
    ensure(check, first.is_ok(), || "a question that was held up is never answered".to_owned())
}
