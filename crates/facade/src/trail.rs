//! What one step adds to the trail: never nothing, and nothing twice.

use heyan_core::{Attempt, Billing, Failure, Outcome, Stage, Step, Verification, VerifyError, VerifyRequest};

use crate::ask::Asked;

/// The result with the attempts of this step alone.
///
/// A verifier that keeps no trail gets the attempt that is known of it: it was asked, so it may have billed. A facade
/// that is asked after a scan tells its whole trail; the questions in it stand in the session already.
pub(crate) fn of_this_step(
    result: Result<Outcome, VerifyError>,
    request: &VerifyRequest,
    asked: &Asked<'_>,
) -> Result<Outcome, VerifyError> {
    let of_another = |attempt: &Attempt| asked.step == Step::Query && attempt.step() == Step::Ask;
    let told = told(&result);
    if !told.is_empty() && !told.iter().any(of_another) {
        return result;
    }
    let mut own: Vec<Attempt> = told.iter().filter(|attempt| !of_another(attempt)).cloned().collect();
    if own.is_empty() {
        own.push(asked.described(presumed(&result, asked)));
    }
    match result {
        Ok(Outcome::Answered(answer)) => {
            Ok(Outcome::Answered(Verification::new(request, answer.into_parts().0, own)))
        }
        Ok(Outcome::Pending(session)) => Ok(Outcome::Pending(session.with_attempts(own))),
        Ok(other) => Ok(other),
        Err(error) => Err(error.with_attempts(own)),
    }
}

/// The attempts of a result, whichever way it came out.
pub(crate) fn told(result: &Result<Outcome, VerifyError>) -> &[Attempt] {
    match result {
        Ok(Outcome::Answered(answer)) => answer.attempts(),
        Ok(Outcome::Pending(session)) => session.attempts(),
        Ok(_) => &[],
        Err(error) => error.attempts(),
    }
}

/// What a request asks for: an answer, which may cost, or how a scan went.
pub(crate) fn step(request: &VerifyRequest) -> Step {
    if request.session().is_some() { Step::Query } else { Step::Ask }
}

fn presumed(result: &Result<Outcome, VerifyError>, asked: &Asked<'_>) -> Attempt {
    let (provider, step, billing) = (asked.provider.clone(), asked.step, Billing::MaybeBilled);
    match result {
        Ok(Outcome::Pending(_)) => Attempt::pending(provider, step, billing),
        Ok(_) => Attempt::answered(provider, step, billing),
        Err(error) => {
            let failure = Failure::new(error.kind(), Stage::MaybeSent);
            Attempt::failed(provider, step, failure, billing)
        }
    }
}
