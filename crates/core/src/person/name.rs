//! A real name as an ID card prints it.

use std::fmt;

use zeroize::Zeroizing;

use super::characters::{is_han, is_invisible, is_private_use};
use crate::{Field, InputError, Problem};

/// The most characters that a name has, counted as Unicode scalar values.
const MAX_CHARACTERS: usize = 50;

/// The separator of names such as 阿依古丽·买买提 on ID cards.
const SEPARATOR: char = '\u{00B7}';

/// A well-formed real name. `Debug` redacts it, memory is zeroised on drop.
#[derive(Clone, Eq, PartialEq)]
pub struct RealName(Zeroizing<String>);

impl RealName {
    /// Parses a name as people type it.
    ///
    /// Invisible marks go, outer white space goes, look-alikes of the separator `·` between Han characters become
    /// U+00B7. Nothing else changes: a compatibility character is another person's name.
    ///
    /// # Errors
    /// Empty, longer than 50 characters, or with a control character inside.
    pub fn parse(text: &str) -> Result<Self, InputError> {
        let refuse = |problem| Err(InputError::new(Field::Name, problem));
        // Reserved for the most that can come, so that no growth leaves a copy behind that nobody zeroises.
        let mut visible = Zeroizing::new(String::with_capacity(text.len()));
        visible.extend(text.chars().filter(|c| !is_invisible(*c)));
        let trimmed = visible.trim();
        if trimmed.is_empty() {
            return refuse(Problem::Empty);
        }
        if trimmed.chars().any(char::is_control) {
            return refuse(Problem::ControlCharacter);
        }
        if trimmed.chars().count() > MAX_CHARACTERS {
            return refuse(Problem::TooLong { limit: MAX_CHARACTERS });
        }
        Ok(Self(unify_separators(trimmed)))
    }

    /// The plain name. Every use of it is a place to audit.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// For people: the first character only, `张*`.
    pub fn masked(&self) -> String {
        let mut characters = self.0.chars();
        match (characters.next(), characters.next()) {
            (Some(first), Some(_)) => format!("{first}*"),
            _ => "*".to_owned(),
        }
    }

    /// Whether a private-use character is in it, which a vendor may spell otherwise.
    pub(crate) fn has_private_use(&self) -> bool {
        self.0.chars().any(is_private_use)
    }
}

impl fmt::Debug for RealName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RealName([redacted])")
    }
}

/// Maps look-alikes of the separator, but only between Han characters: the dot of `M. SMITH` stays.
fn unify_separators(name: &str) -> Zeroizing<String> {
    // Reserved as above: the separator takes no more bytes than any of its look-alikes.
    let mut unified = Zeroizing::new(String::with_capacity(name.len()));
    let mut before = None;
    let mut rest = name.chars().peekable();
    while let Some(c) = rest.next() {
        let between_han = before.is_some_and(is_han) && rest.peek().copied().is_some_and(is_han);
        unified.push(if between_han && looks_like_separator(c) { SEPARATOR } else { c });
        before = Some(c);
    }
    unified
}

fn looks_like_separator(c: char) -> bool {
    matches!(
        c,
        '\u{2022}' | '\u{2027}' | '\u{2219}' | '\u{22C5}' | '\u{30FB}' | '\u{FF65}' | '\u{FF0E}' | '\u{0387}'
    )
}
