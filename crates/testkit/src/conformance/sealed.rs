//! A session that anybody could have written is refused, and starts nothing.

use std::time::Duration;

use heyan_core::{
    Clock as _, ErrorKind, SealedSession, Session, SessionKeys, SessionLink, Stage, Step, SystemClock,
    VerifyRequest,
};

use super::subject::{Subject, Violation, ask, ensure};
use crate::person;

const CHECK: &str = "sealed_sessions";

/// A key that no subject accepts.
const KEY: &[u8] = b"a key of the conformance suite alone";

/// A request carries a sealed session that is made up: for the request's own person, and for another one. The
/// verifier refuses it: a facade because it was signed with another key, any other verifier because it was not opened.
/// It doesn't query that scan, which could be another person's, and it doesn't take the request for a new one.
///
/// # Errors
/// What the verifier made of it.
pub async fn sealed_sessions(subject: &dyn Subject) -> Result<(), Violation> {
    let asked = person(33).request();
    for sealed_for in [&asked, &person(34).request()] {
        let billed = subject.invoice();
        let request = asked.with_session(made_up(subject, sealed_for)?);
        let result = ask(CHECK, subject, &request).await?;
        ensure(CHECK, subject.invoice() == billed, || {
            "a sealed session is taken for a new request".to_owned()
        })?;
        let Err(error) = result else {
            return Err(Violation { check: CHECK, what: "a sealed session is believed".to_owned() });
        };
        let kind = error.kind();
        ensure(CHECK, kind == ErrorKind::SessionRefused, || {
            format!("a sealed session gets an error of kind {}", kind.as_str())
        })?;
        let unsent = error.stage() == Stage::NotSent;
        ensure(CHECK, unsent, || "a sealed session is refused after something was sent".to_owned())?;
        let as_query = error.attempts().iter().all(|attempt| attempt.step() == Step::Query);
        ensure(CHECK, as_query, || "a refused session is in the trail as a billable call".to_owned())?;
    }
    Ok(())
}

fn made_up(subject: &dyn Subject, sealed_for: &VerifyRequest) -> Result<SealedSession, Violation> {
    let problem = || Violation { check: CHECK, what: "no session could be made up".to_owned() };
    let now = SystemClock.now();
    let link = SessionLink::Url("https://example.com/scan".into());
    let provider = subject.verifier().id().clone();
    let session = Session::new(provider, "FAKE-1", link, now, now + Duration::from_secs(1800));
    let keys = SessionKeys::new(KEY).map_err(|_| problem())?;
    keys.seal(session, sealed_for).sealed().ok_or_else(problem)
}
