//! `heyan portrait`: fits a photo into a vendor's budget, for people who only want that.

use std::fs::{self, File};
use std::io::{self, ErrorKind, IsTerminal as _, Write as _};
use std::path::Path;
use std::process::ExitCode;

use heyan::portrait::Fitted;
use same_file::Handle;
use serde::Serialize;

use crate::bounded::{PORTRAIT_LIMIT, read_at_most};
use crate::look::{self, FromTo};
use crate::refusal::Refusal;
use crate::whole_file::{self, Unwritten};
use crate::words::{Language, RequestWarning, Says};
use crate::{args, output};

/// What was done, in JSON.
#[derive(Serialize)]
struct Document {
    schema: u32,
    #[serde(flatten)]
    portrait: FromTo,
    warnings: Vec<Note>,
}

/// A warning in JSON.
#[derive(Serialize)]
struct Note {
    code: &'static str,
    message: String,
}

pub(crate) fn run(arguments: &args::Portrait, language: Language) -> Result<ExitCode, Refusal> {
    let (from, to) = (arguments.input.as_path(), arguments.output.as_path());
    if is_dash(to) && arguments.shown.json {
        return Err(Refusal::usage(Says::OutBesideJson));
    }
    if is_dash(to) && io::stdout().is_terminal() {
        return Err(Refusal::usage(Says::OutIsTerminal));
    }
    if are_one_file(from, to) {
        return Err(Refusal::usage(Says::OutIsIn));
    }
    let photo = read(from)
        .map_err(|error| Refusal::field("portrait", Says::PhotoFile { error: error.to_string() }))?;
    let fitted = look::fit(&photo, &arguments.limits.budget())?;
    write(to, fitted.portrait.expose())?;
    if arguments.shown.json {
        output::json(&document(&fitted));
    } else {
        output::note(&language.fitted(&fitted));
        let warnings = fitted.warnings.iter().map(|warning| RequestWarning::Portrait(*warning));
        warnings.for_each(|warning| output::warning(&warning.text(language), language));
    }
    Ok(ExitCode::SUCCESS)
}

fn is_dash(path: &Path) -> bool {
    path == Path::new("-")
}

/// Whether the original would be lost. What is no ordinary file is not even opened for it: a pipe can be opened once.
fn are_one_file(from: &Path, to: &Path) -> bool {
    let ordinary = |path: &Path| fs::metadata(path).is_ok_and(|what| what.is_file());
    if is_dash(to) || !ordinary(to) {
        return false;
    }
    let handle = match is_dash(from) {
        true => Handle::stdin(),
        false if ordinary(from) => Handle::from_path(from),
        false => return false,
    };
    matches!((handle, Handle::from_path(to)), (Ok(from), Ok(to)) if from == to)
}

fn read(from: &Path) -> io::Result<Vec<u8>> {
    if is_dash(from) {
        return read_at_most(io::stdin(), PORTRAIT_LIMIT);
    }
    read_at_most(File::open(from)?, PORTRAIT_LIMIT)
}

fn write(to: &Path, portrait: &[u8]) -> Result<(), Refusal> {
    let unwritten = |error: io::Error| Says::PhotoUnwritten { error: error.to_string() };
    if is_dash(to) {
        let mut out = io::stdout().lock();
        return match out.write_all(portrait).and_then(|()| out.flush()) {
            // A reader that has gone away wants no more.
            Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Refusal::usage(unwritten(error))),
            _ => Ok(()),
        };
    }
    whole_file::write(to, portrait).map_err(|failure| {
        Refusal::usage(match failure {
            Unwritten::Terminal => Says::OutIsTerminal,
            Unwritten::Failed(error) => unwritten(error),
        })
    })
}

fn document(fitted: &Fitted) -> Document {
    let note = |warning: RequestWarning| Note { code: warning.code(), message: warning.text(Language::En) };
    Document {
        schema: 1,
        portrait: FromTo::of(fitted),
        warnings: fitted.warnings.iter().map(|warning| note(RequestWarning::Portrait(*warning))).collect(),
    }
}
