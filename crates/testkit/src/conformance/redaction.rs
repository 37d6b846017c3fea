//! Nothing personal and no credential comes out.

use std::error::Error;

use heyan_core::{Outcome, SessionKeys, VerifyError, VerifyRequest};

use super::subject::{Subject, Violation, ask, ensure, limited};
use crate::person;

/// Neither `Debug` of the verifier nor anything that it returns holds the person's data or a credential, on an
/// answer and on each fault.
///
/// # Errors
/// Where something came out.
pub async fn redaction(subject: &dyn Subject) -> Result<(), Violation> {
    let somebody = person(4711);
    let planted = somebody.planted().with(subject.credentials());
    let clean = |place: &str, shown: &str| {
        // The text itself must not be repeated here: it holds what was planted.
        ensure("redaction", !planted.is_in(shown), || format!("a planted value comes out of {place}"))
    };
    let verifier = subject.verifier();
    clean("the verifier's Debug", &format!("{verifier:?} {verifier:#?}"))?;
    for (place, request) in [("the answer", somebody.request()), ("a refusal", somebody.bare_request())] {
        clean(place, &everything(&request, &ask("redaction", subject, &request).await?))?;
    }
    for fault in 0..subject.faults() {
        subject.misbehave(fault);
        let request = limited(&somebody.request());
        let result = ask("redaction", subject, &request).await?;
        clean(&format!("what came of fault {fault}"), &everything(&request, &result))?;
    }
    Ok(())
}

fn everything(request: &VerifyRequest, result: &Result<Outcome, VerifyError>) -> String {
    match result {
        Ok(outcome) => {
            let json = match outcome {
                Outcome::Answered(answer) => serde_json::to_string(answer),
                // As it leaves the process.
                Outcome::Pending(session) => match SessionKeys::new([0; 32]) {
                    Ok(keys) => serde_json::to_string(&keys.seal(session.clone(), request)),
                    Err(_) => Ok(String::new()),
                },
                _ => Ok(String::new()),
            };
            format!("{outcome:?} {outcome:#?} {}", json.unwrap_or_default())
        }
        Err(error) => {
            let mut shown =
                format!("{error:?} {error:#?} {:?}", serde_json::to_string(error.attempts()).ok());
            let mut cause: Option<&dyn Error> = Some(error);
            while let Some(level) = cause {
                shown = format!("{shown} {level} {level:?}");
                cause = level.source();
            }
            shown
        }
    }
}
