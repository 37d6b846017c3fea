//! Results go to standard output, everything else to standard error. A closed pipe is no bug.

use std::io::{ErrorKind, Write as _};

use anstyle::{AnsiColor, Style};
use heyan::AnySession;
use serde::Serialize;

use crate::exit;
use crate::words::Language;

/// Prints text for people; colours are left out where they cannot be shown.
pub(crate) fn text(text: &str) {
    deliver(text, None);
}

/// Prints one JSON value.
pub(crate) fn json(value: &impl Serialize) {
    deliver(&pretty(value), None);
}

/// Prints a result, in which a scan may be open that was paid for: its session is not lost, whatever happens to standard
/// output.
pub(crate) fn result(shown: &str, open: Option<&AnySession>) {
    deliver(shown, open);
}

/// JSON over several lines.
pub(crate) fn pretty(value: &impl Serialize) -> String {
    serde_json::to_string_pretty(value).unwrap_or_else(|error| error.to_string())
}

/// JSON on one line.
pub(crate) fn line(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_else(|error| error.to_string())
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

/// A reader that has gone away wants no more, but for the session of an open scan. A full disk would lose an answer that
/// was paid for, so it goes to standard error, and nobody may take that for success.
fn deliver(shown: &str, open: Option<&AnySession>) {
    let mut out = anstream::stdout();
    let Err(error) = writeln!(out, "{shown}").and_then(|()| out.flush()) else { return };
    let language = Language::of_arguments();
    if error.kind() != ErrorKind::BrokenPipe {
        self::error(&language.unwritten(&error), language);
        note(shown);
        std::process::exit(exit::BUG.into());
    }
    if let Some(session) = open {
        note(language.keep_session());
        note(&line(session));
    }
}
