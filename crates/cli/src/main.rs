//! The command line: reads arguments, runs one command, turns what came of it into an exit code.

mod args;
mod exit;
mod output;
mod refusal;
mod request;
mod request_json;
mod sandbox;
mod table;
mod target;
mod usage;
mod verify;
mod words;

use std::process::ExitCode;

use clap::Parser as _;

use args::{Arguments, Command};
use refusal::Refusal;

fn main() -> ExitCode {
    std::panic::set_hook(Box::new(report_bug));
    let json = std::env::args_os().any(|argument| argument == "--json");
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return misunderstood(&error, json),
    };
    match run(arguments.command) {
        Ok(code) => code,
        Err(refusal) => refusal.tell(json),
    }
}

/// The command line was not understood, or only help was asked for.
fn misunderstood(error: &clap::Error, json: bool) -> ExitCode {
    let help_instead =
        error.kind() == clap::error::ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand && !json;
    match usage::explain(error) {
        Some(message) if !help_instead => Refusal::usage(message).tell(json),
        mistake => {
            // Nothing is left to do where even this cannot be written.
            let _ = error.print();
            if mistake.is_some() { exit::USAGE.into() } else { ExitCode::SUCCESS }
        }
    }
}

fn run(command: Command) -> Result<ExitCode, Refusal> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Refusal::bug(format!("no runtime could be started ({})", error.kind())))?;
    runtime.block_on(async {
        match command {
            Command::Verify(arguments) => verify::run(&arguments).await,
            Command::Sandbox(arguments) => sandbox::run(&arguments).await,
        }
    })
}

/// A panic is a bug of heyan's. Its message could hold anything, so only its place is told.
fn report_bug(panic: &std::panic::PanicHookInfo<'_>) {
    let place = panic.location().map(ToString::to_string).unwrap_or_default();
    output::note(&format!("heyan: this is a bug, please report it: panic at {place}"));
    std::process::exit(exit::BUG.into());
}
