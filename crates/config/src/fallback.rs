//! `policy` and `on_maybe_billed`: what follows on a failure, where it is not what the table says.

use heyan_core::{ErrorKind, Scope};

use crate::error::{ConfigError, Problems, safe_name};
use crate::section::Section;
use crate::setting::Setting;
use crate::values::one_of;
use heyan::fallback::{Next, Policy};

const WORDS: &[(&str, Next)] = &[("next", Next::Provider), ("stop", Next::Stop)];

/// Reads both, and leaves out what cannot be read.
pub(crate) fn read(section: &Section, problems: &mut Problems) -> Policy {
    let on_maybe_billed = section.required("on_maybe_billed", |setting| one_of(setting, WORDS), problems);
    let set = on_maybe_billed.into_iter().fold(Policy::new(), Policy::with_on_maybe_billed);
    let overrides = section.get("policy").map(|setting| overrides(setting, problems)).unwrap_or_default();
    overrides.into_iter().fold(set, |set, (kind, next)| set.with_rule(kind, next))
}

fn overrides(setting: &Setting, problems: &mut Problems) -> Vec<(ErrorKind, Next)> {
    let Some(entries) = setting.table() else {
        problems.add(setting.wrong("is not a table; write it like { rate_limited = \"stop\" }"));
        return Vec::new();
    };
    let read = entries.iter().filter_map(|(name, entry)| problems.note(one_override(name, entry)));
    read.flat_map(|(kind, next)| each_scope(kind).into_iter().map(move |kind| (kind, next))).collect()
}

fn one_override(name: &str, entry: &Setting) -> Result<(ErrorKind, Next), ConfigError> {
    let kind = ErrorKind::ALL.into_iter().find(|kind| kind.as_str() == name);
    let kind = kind.ok_or_else(|| unknown(name, entry))?;
    if !comes_for_a_question(kind) {
        return Err(entry.wrong(format!(
            "has {name}, which comes of asking after a scan, and then nobody else is asked in any case; take it out"
        )));
    }
    let next = one_of(entry, WORDS).map_err(|_| {
        entry.wrong(format!("{name} has something else than \"next\" or \"stop\"; write one of them"))
    })?;
    Ok((kind, next))
}

fn unknown(name: &str, entry: &Setting) -> ConfigError {
    let kinds: Vec<_> = ErrorKind::ALL
        .into_iter()
        .filter(|kind| comes_for_a_question(*kind))
        .map(ErrorKind::as_str)
        .collect();
    let what =
        safe_name(name).map_or("such kind of failure".to_owned(), |name| format!("kind of failure {name}"));
    entry.wrong(format!("there is no {what}; the kinds are {}", kinds.join(", ")))
}

fn comes_for_a_question(kind: ErrorKind) -> bool {
    !matches!(kind, ErrorKind::SessionNotFound | ErrorKind::SessionRefused)
}

/// Unrecognized codes have two rules, by what they are about; their kind in the file means both.
fn each_scope(kind: ErrorKind) -> Vec<ErrorKind> {
    match kind {
        ErrorKind::Unrecognized { .. } => {
            [Scope::System, Scope::Request].map(|scope| ErrorKind::Unrecognized { scope }).into()
        }
        kind => vec![kind],
    }
}
