//! The command line: reads arguments, runs one command, turns what came of it into an exit code.

mod args;
mod usage;
mod refusal;
mod exit;
mod bounded;
mod target;
mod config;
mod request;
mod verify;
mod plan;
mod scan;
mod countdown;
mod qr;
mod check;
mod portrait;
mod look;
mod whole_file;
mod fitting;
mod codes;
mod sandbox;
mod words;
mod table;
mod output;
mod interrupt;
mod logs;

use std::process::ExitCode;

use clap::Parser as _;

use args::{Arguments, Command};
use refusal::Refusal;
use words::Language;

fn main() -> ExitCode {
    std::panic::set_hook(Box::new(report_bug));
    let json = std::env::args_os().any(|argument| argument == "--json");
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return misunderstood(&error, json),
    };
    logs::to_standard_error(Language::of_arguments());
    match run(arguments.command) {
        Ok(code) => code,
        Err(refusal) => refusal.tell(json, Language::of_arguments()),
    }
}

/// The command line was not understood, or only help was asked for.
fn misunderstood(error: &clap::Error, json: bool) -> ExitCode {
    let help_instead =
        error.kind() == clap::error::ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand && !json;
    match usage::explain(error) {
        Some(says) if !help_instead => Refusal::usage(says).tell(json, Language::of_arguments()),
        mistake => {
            // Nothing is left to do where even this cannot be written.
            let _ = error.print();
            if mistake.is_some() { exit::USAGE.into() } else { ExitCode::SUCCESS }
        }
    }
}

fn run(command: Command) -> Result<ExitCode, Refusal> {
    let language = Language::of_arguments();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Refusal::bug(format!("no runtime could be started ({})", error.kind())))?;
    runtime.block_on(async {
        match command {
            Command::Verify(arguments) => verify::run(&arguments, language).await,
            Command::Plan(arguments) => plan::run(&arguments, language).await,
            Command::Check(arguments) => check::run(&arguments, language),
            Command::Portrait(arguments) => portrait::run(&arguments, language),
            Command::Codes(arguments) => Ok(codes::run(&arguments, language)),
            Command::Config(arguments) => config::run(&arguments, language),
            Command::Sandbox(arguments) => sandbox::run(&arguments, language).await,
        }
    })
}

/// A panic is a bug of heyan's. Its message could hold anything, so only its place is told.
fn report_bug(panic: &std::panic::PanicHookInfo<'_>) {
    let place = panic.location().map(ToString::to_string).unwrap_or_default();
    output::note(&format!("heyan: this is a bug, please report it: panic at {place}"));
    std::process::exit(exit::BUG.into());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_tells_its_place_and_nothing_else() {
        // The hook ends the process, so the test panics in a process of its own.
        const CHILD: &str = "HEYAN_TEST_PANIC";
        let planted = "张三 11010519491231002X 13800138000";
        if std::env::var_os(CHILD).is_some() {
            std::panic::set_hook(Box::new(report_bug));
            panic!("something about {planted}");
        }
        let child = std::process::Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "tests::a_panic_tells_its_place_and_nothing_else", "--nocapture"])
            .env(CHILD, "1")
            .env("RUST_BACKTRACE", "full")
            .output()
            .unwrap();
        let shown = String::from_utf8_lossy(&[child.stdout, child.stderr].concat()).into_owned();
        assert_eq!(child.status.code(), Some(exit::BUG.into()));
        assert!(shown.contains("this is a bug, please report it: panic at"), "{shown}");
        assert!(planted.split(' ').all(|value| !shown.contains(value)), "a planted value came out");
    }
}
