//! What is wrong with a command line, in one sentence that never repeats a value: it could be a person's.

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};

/// Says what is wrong; `None` for what is no mistake, such as `--help`.
pub(crate) fn explain(error: &Error) -> Option<String> {
    let told = |kind| error.get(kind).map(told);
    let argument = told(ContextKind::InvalidArg).unwrap_or_default();
    let sentence = match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => return None,
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand | ErrorKind::MissingSubcommand => {
            "a command is missing".to_owned()
        }
        ErrorKind::UnknownArgument if argument.starts_with('-') => {
            let suggestion = told(ContextKind::SuggestedArg).map(|flag| format!(" (did you mean {flag}?)"));
            format!("{argument} is not known{}", suggestion.unwrap_or_default())
        }
        ErrorKind::UnknownArgument => {
            "an argument is not known; a value stands behind its flag and a space".to_owned()
        }
        ErrorKind::InvalidSubcommand => "there is no such command".to_owned(),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => match told(ContextKind::ValidValue) {
            Some(valid) if !valid.is_empty() => format!("the value of {argument} must be one of {valid}"),
            _ => format!("the value of {argument} is missing or not well-formed"),
        },
        ErrorKind::ArgumentConflict => {
            let other = told(ContextKind::PriorArg).unwrap_or_default();
            match other == argument {
                true => format!("{argument} is given twice"),
                false => format!("{argument} cannot stand beside {other}"),
            }
        }
        ErrorKind::MissingRequiredArgument => format!("{argument} is missing"),
        ErrorKind::TooManyValues => format!("{argument} is given a value that it does not take"),
        ErrorKind::InvalidUtf8 => "an argument is not UTF-8".to_owned(),
        _ => "the arguments cannot be understood".to_owned(),
    };
    Some(format!("{sentence}; see heyan verify --help and heyan sandbox --help"))
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

/// A flag without the value that may hang on it; what is no flag by its form may be a value, and is not repeated.
fn flag_only(name: &str) -> String {
    let name = name.split(['=', ' ']).next().unwrap_or_default();
    let letters = name.trim_start_matches('-');
    let is_word = letters.len() <= 20 && letters.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
    if is_word { name.to_owned() } else { "an argument".to_owned() }
}
