//! Keys and passwords as people store them: what a vendor would refuse, told before it is asked.

/// Why a text cannot be a vendor's key, account or password. The text itself is never repeated.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum CredentialProblem {
    /// Nothing, or blanks alone.
    #[error("is empty; put it in")]
    Empty,
    /// Quotation marks around it.
    #[error("has quotation marks around it; take them off")]
    Quoted,
    /// `NAME=value`, a whole line of an environment file.
    #[error("has a name in front, as in NAME=value; keep the value alone")]
    Assignment,
    /// `$NAME` or `${NAME}`, which no shell has expanded.
    #[error("is the name of a variable, as in $NAME or ${{NAME}}, that was not expanded; put in its value")]
    Unexpanded,
    /// A character outside ASCII, which may be invisible.
    #[error("has a character outside ASCII, which may be invisible; copy it again")]
    NotAscii,
    /// A blank or a control character within.
    #[error("has a blank or a control character in it; copy it again")]
    Blank,
}

const QUOTES: [char; 11] = ['"', '\'', '`', '“', '”', '‘', '’', '「', '」', '＂', '＇'];

/// The credential, or the address, without the byte order mark and the blanks that files and variables leave around it.
pub fn trim_credential(text: &str) -> &str {
    text.trim_matches(|c: char| c == '\u{FEFF}' || c.is_whitespace())
}

/// Checks a vendor's credential that [`trim_credential`] has trimmed.
///
/// # Errors
/// What no vendor hands out: an empty text, quotation marks around it, a name in front, an unexpanded variable,
/// characters outside ASCII, blanks. A `=` at the end is fine: base64 ends so.
///
/// ```
/// use heyan_core::{CredentialProblem, check_credential};
///
/// assert_eq!(check_credential("9d2f0c5e=="), Ok(()));
/// assert_eq!(check_credential("JUHE_KEY=9d2f0c5e"), Err(CredentialProblem::Assignment));
/// ```
pub fn check_credential(text: &str) -> Result<(), CredentialProblem> {
    if text.is_empty() {
        Err(CredentialProblem::Empty)
    } else if text.starts_with(QUOTES) || text.ends_with(QUOTES) {
        Err(CredentialProblem::Quoted)
    } else if is_unexpanded(text) || text.strip_prefix('$').is_some_and(is_name) {
        Err(CredentialProblem::Unexpanded)
    } else if is_assignment(text, is_name) {
        Err(CredentialProblem::Assignment)
    } else if !text.is_ascii() {
        Err(CredentialProblem::NotAscii)
    } else if text.chars().any(|c| c.is_ascii_whitespace() || c.is_ascii_control()) {
        Err(CredentialProblem::Blank)
    } else {
        Ok(())
    }
}

/// Checks a secret of one's own, such as the key of sessions. It may be a phrase, so only what a file or a variable adds
/// by mistake is refused: a pair of quotation marks around it, `NAME=` in front, an unexpanded variable.
///
/// # Errors
/// One of these, characters outside ASCII, or an empty text.
pub fn check_passphrase(text: &str) -> Result<(), CredentialProblem> {
    let is_quoted = text.chars().count() > 1 && text.starts_with(QUOTES) && text.ends_with(QUOTES);
    if text.is_empty() {
        Err(CredentialProblem::Empty)
    } else if is_quoted {
        Err(CredentialProblem::Quoted)
    } else if is_unexpanded(text) || text.strip_prefix('$').is_some_and(is_variable) {
        Err(CredentialProblem::Unexpanded)
    } else if is_assignment(text, is_variable) {
        Err(CredentialProblem::Assignment)
    } else if !text.is_ascii() {
        Err(CredentialProblem::NotAscii)
    } else {
        Ok(())
    }
}

/// As shells, Windows and templates write a variable: `${NAME}`, `$(NAME)`, `%NAME%`, `{{ NAME }}`, `#{NAME}`.
fn is_unexpanded(text: &str) -> bool {
    let within =
        |open: &str, close: &str| text.len() > open.len() && text.starts_with(open) && text.ends_with(close);
    let percent = text.strip_prefix('%').and_then(|rest| rest.strip_suffix('%')).is_some_and(is_name);
    let braces = [("${", "}"), ("$(", ")"), ("#{", "}"), ("{{", "}}"), ("$env:", "")];
    percent || braces.into_iter().any(|(open, close)| within(open, close))
}

/// A name, `=` and something else than the padding of base64. `export` and `set` may stand in front.
fn is_assignment(text: &str, is_name: impl Fn(&str) -> bool) -> bool {
    let text = ["export ", "set "].iter().find_map(|word| text.strip_prefix(word)).unwrap_or(text);
    text.split_once('=')
        .is_some_and(|(name, value)| is_name(name.trim()) && !value.trim_matches('=').trim().is_empty())
}

/// A name as any configuration writes one.
fn is_name(text: &str) -> bool {
    let is_of_a_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-');
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') && text.chars().all(is_of_a_name)
}

/// The name of an environment variable, which is in capitals.
fn is_variable(text: &str) -> bool {
    let is_of_a_name = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    text.starts_with(|c: char| c.is_ascii_uppercase() || c == '_') && text.chars().all(is_of_a_name)
}
