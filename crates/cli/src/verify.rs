//! `heyan verify`: one person, one result.

use std::error::Error as _;
use std::io::IsTerminal as _;
use std::pin::pin;
use std::process::ExitCode;

use heyan::{
    ErrorKind, Facade, Outcome, SessionProblem, Step, Verification, Verifier, VerifyError, VerifyRequest,
};

use crate::interrupt::Interrupt;
use crate::refusal::Refusal;
use crate::request::Asked;
use crate::target::Target;
use crate::words::{Language, RequestWarning, Says};
use crate::{args, exit, output, request, scan, table};

pub(crate) async fn run(arguments: &args::Verify, language: Language) -> Result<ExitCode, Refusal> {
    let target = Target::choose(&arguments.target, language).await?;
    let result = ask(arguments, &target, language).await;
    let (simulated, passing) = (target.is_sandbox(), target.ends_with_the_command());
    target.stop().await;

    let Told { verification, code, started } = result?;
    // Without its session, a scan that was paid for could not be asked after.
    let open = verification.session().filter(|_| started && !passing);
    if arguments.output.json {
        if simulated {
            output::note(language.sandbox_banner());
        }
        output::result(&output::pretty(&verification), open);
    } else {
        let mut shown = table::render(&verification, language, simulated);
        if let Some(session) = open {
            output::note(language.keep_session());
            shown = format!("{shown}\n{}", output::line(session));
        }
        output::result(&shown, open);
    }
    match verification.session() {
        Some(_) if passing => output::note(language.sandbox_ended()),
        Some(_) if !started => output::note(language.still_open()),
        _ => {}
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
    let facade = target.facade(language)?;
    facade.admits(&request)?;
    let started = session.is_none();
    if started {
        warn(&request, language);
    }
    let asked = session.map_or(request.clone(), |session| request.with_session(session));
    let mut interrupt = Interrupt::of_any_kind().await;
    let mut result = ask_to_the_end(&facade, &asked, &mut interrupt, language).await;
    let patience = target.ends_with_the_command().then_some(scan::PATIENCE);
    let open = scan::to_wait_for(&result);
    if let (Some(session), Some(patience), false) =
        (&open, arguments.scan.wait.or(patience), interrupt.came())
    {
        if target.is_sandbox() {
            output::note(language.sandbox_banner());
        }
        if started && !target.ends_with_the_command() && std::io::stderr().is_terminal() {
            // While it waits, anything may happen to this process. A log is no place for a session, a terminal is.
            output::note(language.keep_session());
            output::note(&output::line(session));
        }
        output::note(&language.scan_link(session));
        scan::show_code(session);
        result = scan::wait(&facade, &request, result, patience, &mut interrupt, language).await;
    } else if let (Some(session), false) = (&open, arguments.output.json) {
        scan::show_code(session);
    }
    let answered = |verification: Verification| {
        let code = exit::of_decision(verification.decision());
        (verification, code)
    };
    let (verification, code) = match result {
        Ok(Outcome::Answered(verification)) => answered(verification),
        Ok(Outcome::Pending(session)) => answered(Verification::pending(&asked, session)),
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

/// What was sent may be paid for, so an interruption waits for the answer, which comes by the deadline, and nobody else
/// is asked. Whoever insists is let go; so is whoever only looks after a scan, which costs nothing and stays open.
async fn ask_to_the_end(
    facade: &Facade,
    request: &VerifyRequest,
    interrupt: &mut Interrupt,
    language: Language,
) -> Result<Outcome, VerifyError> {
    let mut asking = pin!(facade.verify(request));
    tokio::select! {
        result = &mut asking => return result,
        () = interrupt.wait() => facade.drain(),
    }
    if request.step() == Step::Query {
        output::note(language.still_open());
        std::process::exit(exit::INTERRUPTED.into());
    }
    let mut again = Interrupt::of_the_keyboard().await;
    output::note(language.finishing());
    tokio::select! {
        result = &mut asking => result,
        () = again.wait() => std::process::exit(exit::INTERRUPTED.into()),
    }
}

/// Nobody was asked.
fn session_refused(error: &VerifyError) -> Refusal {
    let problem = error.source().and_then(|source| source.downcast_ref::<SessionProblem>());
    Refusal::session(Says::Session(problem.copied().unwrap_or(SessionProblem::OtherProvider)))
}

/// Warns before it costs. The facade's observer tells what is doubtful in the picture itself.
fn warn(request: &VerifyRequest, language: Language) {
    for warning in request.warnings() {
        output::warning(&RequestWarning::Data(warning).text(language), language);
    }
}
