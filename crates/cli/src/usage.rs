//! What is wrong with a command line, never repeating a value: it could be a person's.

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::words::Says;

/// Says what is wrong; `None` for what is no mistake, such as `--help`.
pub(crate) fn explain(error: &Error) -> Option<Says> {
    let told = |kind| error.get(kind).map(told);
    let argument = told(ContextKind::InvalidArg).unwrap_or_default();
    Some(match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => return None,
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand | ErrorKind::MissingSubcommand => {
            Says::CommandMissing
        }
        ErrorKind::UnknownArgument if argument.starts_with('-') => {
            // Not even the flag is repeated: it may be a name in Latin letters.
            Says::ArgumentUnknown { meant: told(ContextKind::SuggestedArg) }
        }
        ErrorKind::UnknownArgument => Says::ValueAlone,
        ErrorKind::InvalidSubcommand => Says::NoSuchCommand,
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => match told(ContextKind::ValidValue) {
            Some(valid) if !valid.is_empty() => Says::ValueOneOf { argument, valid },
            _ if argument == "--wait" => Says::WaitMalformed,
            _ if argument == "--bytes" => Says::BytesMalformed,
            _ => Says::ValueMalformed { argument },
        },
        ErrorKind::ArgumentConflict => match told(ContextKind::PriorArg).unwrap_or_default() {
            other if other == argument => Says::GivenTwice { argument },
            other => Says::Beside { argument, other },
        },
        ErrorKind::MissingRequiredArgument => Says::ArgumentMissing { argument },
        ErrorKind::TooManyValues => Says::ValueUnwanted { argument },
        ErrorKind::InvalidUtf8 => Says::NotUtf8,
        _ => Says::NotUnderstood,
    })
}

/// Names of flags and of possible values, as the parser knows them.
fn told(value: &ContextValue) -> String {
    match value {
        ContextValue::String(name) => flag_only(name),
        ContextValue::Strings(names) => {
            names.iter().map(|name| flag_only(name)).collect::<Vec<_>>().join(", ")
        }
        _ => String::new(),
    }
}

/// A flag without the value that may hang on it, or the name of a place, such as `<IN>`; what is neither by its form may
/// be a value, and is not repeated.
fn flag_only(name: &str) -> String {
    if let Some(place @ ("IN" | "OUT")) = name.strip_prefix('<').and_then(|name| name.strip_suffix('>')) {
        return place.to_owned();
    }
    let name = name.split(['=', ' ', '[']).next().unwrap_or_default();
    let letters = name.trim_start_matches('-');
    let is_word = letters.len() <= 20 && letters.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
    if is_word { name.to_owned() } else { String::new() }
}
