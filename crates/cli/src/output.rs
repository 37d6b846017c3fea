//! Results go to standard output, everything else to standard error. A closed pipe is no bug.

use std::io::{ErrorKind, Write as _};

use anstyle::{AnsiColor, Style};
use serde::Serialize;

use crate::exit;
use crate::words::Language;

/// Prints text for people; colours are left out where they cannot be shown.
pub(crate) fn text(text: &str) {
    deliver(writeln!(anstream::stdout(), "{text}"));
}

/// Prints one JSON value.
pub(crate) fn json(value: &impl Serialize) {
    deliver(
        serde_json::to_string_pretty(value)
            .map_err(Into::into)
            .and_then(|json| writeln!(std::io::stdout(), "{json}")),
    );
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

/// A reader that has gone away wants no more. A full disk loses an answer that was paid for, so nobody may take that
/// for success.
fn deliver(written: std::io::Result<()>) {
    match written {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            note(&format!("error: the result could not be written ({error})"));
            std::process::exit(exit::BUG.into());
        }
        _ => {}
    }
}
