//! Results go to standard output, everything else to standard error. A closed pipe is no bug.

use std::io::{ErrorKind, Write as _};

use anstyle::{AnsiColor, Style};
use serde::Serialize;

use crate::exit;
use crate::words::Language;

/// Prints text for people; colours are left out where they cannot be shown.
pub(crate) fn text(text: &str) {
    deliver(writeln!(anstream::stdout(), "{text}"), text);
}

/// Prints one JSON value.
pub(crate) fn json(value: &impl Serialize) {
    match serde_json::to_string_pretty(value) {
        Ok(json) => deliver(writeln!(std::io::stdout(), "{json}"), &json),
        Err(error) => deliver(Err(error.into()), ""),
    }
}

/// Prints one JSON value on a line of its own.
pub(crate) fn json_line(value: &impl Serialize) {
    match serde_json::to_string(value) {
        Ok(json) => deliver(writeln!(std::io::stdout(), "{json}"), &json),
        Err(error) => deliver(Err(error.into()), ""),
    }
}

/// Says something beside the result.
pub(crate) fn note(text: &str) {
    let _ = writeln!(anstream::stderr(), "{text}");
}

/// Says why nobody was asked.
pub(crate) fn error(text: &str, language: Language) {
    let red = Style::new().bold().fg_color(Some(AnsiColor::Red.into()));
    note(&format!("{red}{}{red:#}{text}", language.error()));
}

/// Says what is odd, though nobody is kept from asking.
pub(crate) fn warning(text: &str, language: Language) {
    let yellow = Style::new().bold().fg_color(Some(AnsiColor::Yellow.into()));
    note(&format!("{yellow}{}{yellow:#}{text}", language.warning_mark()));
}

/// A reader that has gone away wants no more. A full disk would lose an answer that was paid for, so it goes to
/// standard error, and nobody may take that for success.
fn deliver(written: std::io::Result<()>, result: &str) {
    if let Err(error) = written
        && error.kind() != ErrorKind::BrokenPipe
    {
        let language = Language::of_arguments();
        self::error(&language.unwritten(&error), language);
        note(result);
        std::process::exit(exit::BUG.into());
    }
}
