//! The attempts that one call adds to the trail: never none, and none twice.

use heyan_core::{
    Attempt, Billing, ErrorKind, Failure, Outcome, Stage, Step, Verification, VerifyError, VerifyRequest,
};

use super::call::Call;
use crate::trail;

/// The result with the attempts of this step alone.
///
/// A verifier that keeps no trail gets the attempt that is known of it: it was asked, so it may have billed. A facade
/// that is asked after a scan tells its whole trail; the questions in it stand in the session already.
pub(super) fn own_attempts(
    result: Result<Outcome, VerifyError>,
    request: &VerifyRequest,
    call: &Call<'_>,
) -> Result<Outcome, VerifyError> {
    let of_another = |attempt: &Attempt| call.step == Step::Query && attempt.step() == Step::Ask;
    let told = trail::told(&result);
    if !told.is_empty() && !told.iter().any(of_another) {
        return result;
    }
    let mut own: Vec<Attempt> = told.iter().filter(|attempt| !of_another(attempt)).cloned().collect();
    if own.is_empty() {
        own.push(call.described(presumed(&result, call)));
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

fn presumed(result: &Result<Outcome, VerifyError>, call: &Call<'_>) -> Attempt {
    let (provider, step, billing) = (call.provider.clone(), call.step, Billing::MaybeBilled);
    match result {
        Ok(Outcome::Pending(_)) => Attempt::pending(provider, step, billing),
        Ok(_) => Attempt::answered(provider, step, billing),
        // A verifier that refuses has not sent anything, by the meaning of the kind.
        Err(error) if matches!(error.kind(), ErrorKind::Refused { .. }) => {
            Attempt::failed(provider, step, Failure::new(error.kind(), Stage::NotSent), Billing::NotBilled)
        }
        Err(error) => Attempt::failed(provider, step, Failure::new(error.kind(), Stage::MaybeSent), billing),
    }
}
