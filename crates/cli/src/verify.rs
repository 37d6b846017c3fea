//! `heyan verify`: one person, one result.

use std::process::ExitCode;

use heyan::{Outcome, Verification, Verifier, VerifyRequest};

use crate::args;
use crate::refusal::Refusal;
use crate::target::Target;
use crate::words::Language;
use crate::{exit, output, request, table};

pub(crate) async fn run(arguments: &args::Verify) -> Result<ExitCode, Refusal> {
    let language = arguments.lang.unwrap_or_else(Language::of_environment);
    let target = Target::choose(&arguments.target)?;
    let request = request::read(&arguments.person, &target)?;
    let sandbox = target.is_sandbox();
    let running = target.start().await?;
    running.facade.admits(&request)?;
    warn(&request, &running.facade);
    let result = running.facade.verify(&request).await;
    running.stop().await;

    let (verification, code) = match result {
        Ok(Outcome::Answered(verification)) => {
            let code = exit::of_decision(verification.decision());
            (verification, code)
        }
        Ok(_) => return Err(Refusal::bug("a hosted scan was started, which this version cannot show")),
        Err(error) => {
            let unanswered = Verification::unanswered(&request, &error);
            let code = exit::of_error(&error, &unanswered);
            (unanswered, code)
        }
    };
    if arguments.json {
        if sandbox {
            output::note(language.sandbox_banner());
        }
        output::json(&verification);
    } else {
        output::text(&table::render(&verification, language, sandbox));
    }
    Ok(code.into())
}

/// What is odd about the input, told before it costs.
fn warn(request: &VerifyRequest, verifier: &impl Verifier) {
    for warning in request.subject().warnings() {
        output::note(&format!("warning: {warning}"));
    }
    if let (Some(portrait), Some(budget)) = (request.portrait(), verifier.capability().portrait_budget()) {
        let size = budget.measure(portrait.expose().len());
        if size > *budget.bytes.end() {
            output::note(&format!(
                "warning: portrait: has {size} bytes where the vendor wants at most {}; it may answer that the face \
                 could not be checked, and bill that",
                budget.bytes.end()
            ));
        }
    }
}
