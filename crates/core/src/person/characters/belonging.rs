//! Which characters belong in a name, and which are on no list.

use super::letters::{Script, is_han, is_letter, is_private_use, script};
use super::separators::{SEPARATOR, is_dot};

/// Whether a name can hold `c` where it is: `before` and `after` are the nearest characters that are not blank.
///
/// Letters of a script belong, and so do their marks, the separator between two letters, and the marks that Latin names
/// have, away from Han characters. Full-width letters do not: registers do not hold them.
pub(crate) fn belongs(before: Option<char>, c: char, after: Option<char>) -> bool {
    if is_private_use(c) {
        return true;
    }
    match (script(c), c) {
        (_, '\u{FF00}'..='\u{FFEF}') => false,
        (Some(Script::OfTheLetter), _) => before.and_then(script).is_some_and(|script| script != Script::Han),
        (Some(_), _) => !is_dot(c),
        (None, SEPARATOR) => before.is_some_and(is_letter) && after.is_some_and(is_letter),
        (None, _) => is_latin_mark(c) && !before.is_some_and(is_han) && !after.is_some_and(is_han),
    }
}

/// The marks of names such as `O'NEIL, JEAN-PAUL A.`
fn is_latin_mark(c: char) -> bool {
    matches!(
        c,
        '.' | ',' | '\'' | '-' | '\u{2BB}' | '\u{2BC}' | '\u{2010}' | '\u{2011}' | '\u{2018}' | '\u{2019}'
    )
}
