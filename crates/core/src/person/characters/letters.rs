//! Letters and the scripts that they belong to.

use super::lookup::{contains, in_range};
use super::tables::han::HAN;
use super::tables::marks::DOTS;
use super::tables::scripts::SCRIPTS;

/// What a letter or mark is written in.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Script {
    /// Chinese characters.
    Han,
    /// Another script, by its number in the table.
    Other(u8),
    /// A mark that takes the script of its letter.
    OfTheLetter,
}

/// The script of a letter or mark. Symbols, private-use characters and letters of no particular script have none.
pub(crate) fn script(c: char) -> Option<Script> {
    if is_ideograph(c) {
        return Some(Script::Han);
    }
    in_range(SCRIPTS, c).map(|number| if number == 0 { Script::OfTheLetter } else { Script::Other(number) })
}

/// A Han character of any block or extension, or a private-use one as old ID chips hold them.
pub(crate) fn is_han(c: char) -> bool {
    is_ideograph(c) || is_private_use(c)
}

/// A character whose meaning only the issuer of a document knows.
pub(crate) fn is_private_use(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{FFFFD}' | '\u{100000}'..='\u{10FFFD}')
}

/// What a name consists of: alphabetic characters, Han characters, private-use ones. A dot that Unicode calls a letter,
/// such as the Hangul araea, is none.
pub(crate) fn is_letter(c: char) -> bool {
    is_han(c) || (c.is_alphabetic() && !contains(DOTS, c))
}

/// A digit or number of any form, such as `①` and `Ⅲ`; not `〇`, which names have.
pub(crate) fn is_number(c: char) -> bool {
    c.is_numeric() && c != '\u{3007}'
}

/// An ideograph of the block that nearly every name is written in. No table has any of them.
pub(crate) fn is_common_ideograph(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}')
}

/// Planes 2 and 3 are set aside for ideographs: those of a later version of Unicode are known before the table is.
fn is_ideograph(c: char) -> bool {
    is_common_ideograph(c)
        || matches!(c, '\u{20000}'..='\u{2FFFD}' | '\u{30000}'..='\u{3FFFD}')
        || (c >= '\u{2E80}' && contains(HAN, c))
}
