//! A scan that was started is asked after for nothing, and a query that fails loses nothing.

use heyan_core::{
    ErrorKind, FactorSet, Method, Outcome, Session, Step, Verification, VerifyError, VerifyRequest,
};

use super::subject::{Subject, Violation, ask, ensure, limited, owned_up, trail};
use crate::{Person, person};

const CHECK: &str = "sessions";

/// More queries than any vendor behind a subject needs until its scan is over.
const MOST_QUERIES: usize = 10;

/// With the permission for a hosted step and nothing else: a scan is started by one question that may be billed. Asking
/// after it costs nothing, also where the vendor misbehaves; a query that fails says so and leaves the session open; in
/// the end there is an answer on what was promised, and it stays.
///
/// A subject without a hosted way has nothing to show here.
///
/// # Errors
/// What a query cost, lost or changed.
pub async fn sessions(subject: &dyn Subject) -> Result<(), Violation> {
    let ways = subject.verifier().capability().methods();
    if !ways.iter().any(Method::is_hosted) {
        return Ok(());
    }
    let somebody = person(31);
    let request = somebody.build(somebody.bare().hosted(Person::hosted()));
    let started = ask(CHECK, subject, &request).await?;
    let asked = owned_up(&trail(&started));
    let Ok(Outcome::Pending(session)) = started else {
        return Err(Violation { check: CHECK, what: "no scan is started where one is permitted".to_owned() });
    };
    ensure(CHECK, asked == 1, || format!("a started scan owns up to {asked} questions, not to one"))?;

    let billed = subject.invoice();
    for fault in 0..subject.query_faults() {
        subject.misbehave_in_query(fault);
        let result = ask(CHECK, subject, &limited(&request.with_session(session.clone()))).await?;
        left_open(&result, fault)?;
    }
    let answer = final_answer(subject, &request, &session).await?;
    let settled: FactorSet = answer.findings().iter().map(|(factor, _)| factor).collect();
    let promised = subject.verifier().capability().verifies(&request);
    ensure(CHECK, settled == promised, || {
        format!("a scan that was passed promises {promised}, and answers on {settled}")
    })?;
    let again = final_answer(subject, &request, &session).await?;
    let same = again.findings() == answer.findings();
    ensure(CHECK, same, || "a scan that is asked after again has another answer".to_owned())?;
    ensure(CHECK, subject.invoice() == billed, || "asking after a scan is billed".to_owned())
}

/// A query's error carries the session, unless the vendor does not know it; and no query is told as a question.
fn left_open(result: &Result<Outcome, VerifyError>, fault: usize) -> Result<(), Violation> {
    let Err(error) = result else { return Ok(()) };
    let lost = error.session().is_none() && error.kind() != ErrorKind::SessionNotFound;
    ensure(CHECK, !lost, || format!("fault {fault} of a query loses the session"))?;
    let told = error.attempts().last().is_some_and(|attempt| attempt.step() == Step::Query);
    ensure(CHECK, told, || format!("fault {fault} of a query is not in the trail as a query"))
}

async fn final_answer(
    subject: &dyn Subject,
    request: &VerifyRequest,
    session: &Session,
) -> Result<Verification, Violation> {
    for _ in 0..MOST_QUERIES {
        match ask(CHECK, subject, &request.with_session(session.clone())).await? {
            Ok(Outcome::Answered(answer)) => return Ok(answer),
            Ok(_) => {}
            Err(error) => {
                let what = format!("a query gets an error of kind {}", error.kind().as_str());
                return Err(Violation { check: CHECK, what });
            }
        }
    }
    Err(Violation { check: CHECK, what: format!("no answer after {MOST_QUERIES} queries") })
}
