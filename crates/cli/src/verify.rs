//! `heyan verify`: one person, one result.

use std::error::Error as _;
use std::process::ExitCode;

use heyan::{ErrorKind, Outcome, SessionProblem, Verification, Verifier, VerifyError, VerifyRequest};

use crate::refusal::Refusal;
use crate::request::Asked;
use crate::target::Target;
use crate::words::{Language, Oddity, Says};
use crate::{args, exit, output, request, scan, table};

pub(crate) async fn run(arguments: &args::Verify, language: Language) -> Result<ExitCode, Refusal> {
    let target = Target::choose(&arguments.target, language).await?;
    let result = ask(arguments, &target, language).await;
    let (simulated, passing) = (target.is_sandbox(), target.ends_with_the_command());
    target.stop().await;

    let Told { verification, code, started } = result?;
    if arguments.output.json {
        if simulated {
            output::note(language.sandbox_banner());
        }
        output::json(&verification);
    } else {
        output::text(&table::render(&verification, language, simulated));
        // Without its session, a scan that was paid for could not be asked after.
        if let Some(session) = verification.session().filter(|_| started && !passing) {
            output::note(language.keep_session());
            output::json_line(session);
        }
    }
    if passing && verification.session().is_some() {
        output::note(language.sandbox_ended());
    }
    Ok(code.into())
}

/// What came of it.
struct Told {
    verification: Verification,
    code: u8,
    /// Whether its scan, if there is one, was started here.
    started: bool,
}

/// Asks, waits for a scan where that is wanted, and makes a result of whatever came.
async fn ask(arguments: &args::Verify, target: &Target, language: Language) -> Result<Told, Refusal> {
    let Asked { request, session } = request::read(&arguments.person, &arguments.scan, target)?;
    let facade = target.facade()?;
    facade.admits(&request)?;
    let started = session.is_none();
    if started {
        warn(&request, &facade, language);
    }
    let asked = session.map_or(request.clone(), |session| request.with_session(session));
    let mut result = facade.verify(&asked).await;
    let patience = target.ends_with_the_command().then_some(scan::PATIENCE);
    if let (Ok(Outcome::Pending(session)), Some(patience)) = (&result, arguments.scan.wait.or(patience)) {
        let session = session.clone();
        output::note(&language.scan_link(&session));
        scan::show_code(&session);
        result = scan::wait(&facade, &request, session, patience, language).await;
    } else if let Ok(Outcome::Pending(session)) = &result
        && !arguments.output.json
    {
        scan::show_code(session);
    }
    let (verification, code) = match result {
        Ok(Outcome::Answered(verification)) => {
            let code = exit::of_decision(verification.decision());
            (verification, code)
        }
        Ok(Outcome::Pending(session)) => (Verification::pending(&asked, session), exit::PENDING),
        Ok(_) => return Err(Refusal::bug("an outcome that this version cannot show")),
        Err(error) if error.kind() == ErrorKind::SessionRefused => return Err(session_refused(&error)),
        Err(error) => {
            let unanswered = Verification::unanswered(&asked, &error);
            let code = exit::of_error(&error, &unanswered);
            (unanswered, code)
        }
    };
    Ok(Told { verification, code, started })
}

/// Nobody was asked.
fn session_refused(error: &VerifyError) -> Refusal {
    let problem = error.source().and_then(|source| source.downcast_ref::<SessionProblem>());
    Refusal::session(Says::Session(problem.copied().unwrap_or(SessionProblem::OtherProvider)))
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
