//! What is not seen: ignorable characters and blanks.

use super::letters::is_common_ideograph;
use super::lookup::contains;
use super::tables::ignorable::{IGNORABLE, VARIATION_SELECTORS};

/// Zero-width characters, direction marks, soft hyphens, variation selectors, Hangul fillers, tags: Unicode's property
/// Default_Ignorable_Code_Point. A paste carries them along unseen.
pub(crate) fn is_ignorable(c: char) -> bool {
    let is_common = c < '\u{AD}' || is_common_ideograph(c);
    !is_common && contains(IGNORABLE, c)
}

/// A selector of another form of the character before it. U+FE0E and U+FE0F are not meant: they choose between text
/// and emoji, and phones add them to anything.
pub(crate) fn is_variation_selector(c: char) -> bool {
    !matches!(c, '\u{FE0E}' | '\u{FE0F}') && contains(VARIATION_SELECTORS, c)
}

/// White space of every width, and the Braille cell without dots, which is drawn as a blank.
pub(crate) fn is_blank(c: char) -> bool {
    c.is_whitespace() || c == '\u{2800}'
}
