//! One value serves all callers at the same time.

use futures_util::future::{Either, join_all, select};

use super::{PATIENCE, Subject, Violation, ensure};
use crate::person;

/// How many ask at the same time.
const CALLERS: u32 = 32;

/// Many ask at once: each is answered about their own request and asked about once, and nobody waits for one who is held.
///
/// # Errors
/// Who was not served.
pub async fn concurrent_use(subject: &dyn Subject) -> Result<(), Violation> {
    let check = "concurrent_use";
    let verifier = subject.verifier();
    let before = subject.invoice().len();
    let requests: Vec<_> = (0..CALLERS).map(|n| person(1000 + n).request()).collect();
    let results = join_all(requests.iter().map(|request| verifier.verify(request))).await;
    for (request, result) in requests.iter().zip(&results) {
        let answered = result.as_ref().ok().and_then(|outcome| outcome.answered());
        let own = answered.is_some_and(|answer| answer.id() == request.id());
        ensure(check, own, || {
            "of many who ask at once, somebody is not answered about their own request".to_owned()
        })?;
    }
    let billed = subject.invoice().len() - before;
    let asked = results.iter().map(|result| super::trail(result).len()).sum();
    ensure(check, billed <= asked, || format!("{asked} questions at once were billed {billed} times"))?;

    let held = subject.hold();
    let request = person(2000).request();
    let mut waiting = std::pin::pin!(verifier.verify(&request));
    let other = person(2001).request();
    let mut passing = std::pin::pin!(async {
        // The one who is held must have been asked first.
        while subject.invoice().len() <= before + billed {
            tokio::task::yield_now().await;
        }
        verifier.verify(&other).await
    });
    let first = tokio::time::timeout(PATIENCE, select(waiting.as_mut(), passing.as_mut())).await;
    let overtaken = matches!(first, Ok(Either::Right((Ok(_), _))));
    drop(held);
    let _ = waiting.await;
    ensure(check, overtaken, || "a question that is held up holds up the others".to_owned())
}
