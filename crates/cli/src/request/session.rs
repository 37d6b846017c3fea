//! The session of a scan that was started earlier: a file, or standard input.

use std::fs::File;
use std::path::Path;

use heyan::{SealedSession, decode_text};
use serde_json::Value;

use crate::bounded::read_at_most;
use crate::refusal::Refusal;
use crate::words::Says;

use super::unique_keys;

/// A token and what stands beside it are a few kilobytes.
const LIMIT: u64 = 1024 * 1024;

/// Reads a session, or the whole result that it stands in.
pub(crate) fn read(file: &Path) -> Result<SealedSession, Refusal> {
    let text = if file == Path::new("-") {
        read_at_most(std::io::stdin(), LIMIT)
    } else {
        File::open(file).and_then(|file| read_at_most(file, LIMIT))
    };
    let text = text.map_err(|error| Refusal::session(Says::SessionFile { error: error.to_string() }))?;
    let text = decode_text(&text)
        .map_err(|error| Refusal::session(Says::Encoding(error)).with_problem(error.code()))?;
    let (value, twice) = unique_keys::parse(&text).map_err(|_| Refusal::session(Says::SessionNotJson))?;
    if let Some(path) = twice.into_iter().next() {
        return Err(Refusal::stands_twice(path));
    }
    match value.get("session") {
        None if value.get("decision").is_some() => Err(Refusal::session(Says::SessionOver)),
        within => of_json(within.unwrap_or(&value)),
    }
}

/// The session itself. The parser's message could quote the text, so heyan's own words are told.
pub(crate) fn of_json(value: &Value) -> Result<SealedSession, Refusal> {
    match value.get("token").map(Value::as_str) {
        Some(Some(token)) => {
            SealedSession::from_token(token).map_err(|problem| Refusal::session(Says::Session(problem)))?;
            let session = serde_json::from_value(value.clone());
            session.map_err(|_| Refusal::session(Says::Session(heyan::SessionProblem::Changed)))
        }
        _ => Err(Refusal::session(Says::SessionNotJson)),
    }
}
