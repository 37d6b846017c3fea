//! `heyan verify`: one person, one result.

use std::process::ExitCode;

use heyan::{Outcome, Verification, Verifier, VerifyRequest};

use crate::args;
use crate::refusal::Refusal;
use crate::target::Target;
use crate::words::{Language, Oddity};
use crate::{exit, output, request, table};

pub(crate) async fn run(arguments: &args::Verify, language: Language) -> Result<ExitCode, Refusal> {
    let target = Target::choose(&arguments.target, language)?;
    let request = request::read(&arguments.person, &target)?;
    let sandbox = target.is_sandbox();
    let running = target.start().await?;
    running.facade.admits(&request)?;
    warn(&request, &running.facade, language);
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
    if arguments.output.json {
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
pub(crate) fn warn(request: &VerifyRequest, verifier: &impl Verifier, language: Language) {
    for warning in request.subject().warnings() {
        output::warning(&Oddity::Data(warning).text(language), language);
    }
    if let (Some(portrait), Some(budget)) = (request.portrait(), verifier.capability().portrait_budget()) {
        let (size, most) = (budget.measure(portrait.expose().len()), *budget.bytes.end());
        if size > most {
            output::warning(&Oddity::LargePortrait { size, most }.text(language), language);
        }
    }
}
