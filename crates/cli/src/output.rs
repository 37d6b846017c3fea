//! Results go to standard output, everything else to standard error. A closed pipe is no bug.

use std::io::Write as _;

use serde::Serialize;

/// Prints text for people; colours are left out where they cannot be shown.
pub(crate) fn text(text: &str) {
    let _ = writeln!(anstream::stdout(), "{text}");
}

/// Prints one JSON value.
pub(crate) fn json(value: &impl Serialize) {
    if let Ok(json) = serde_json::to_string_pretty(value) {
        let _ = writeln!(std::io::stdout(), "{json}");
    }
}

/// Says something beside the result.
pub(crate) fn note(text: &str) {
    let _ = writeln!(anstream::stderr(), "{text}");
}
