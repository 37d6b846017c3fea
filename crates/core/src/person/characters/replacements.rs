//! What stands for a character that was lost or hidden on the way. No name holds it.

use super::letters::is_common_ideograph;
use super::lookup::contains;
use super::tables::marks::{ASTERISKS, QUESTION_MARKS};
use super::width::half_width;

/// Whether `c` stands for another character: it replaces one that an encoding does not have, or masks one.
///
/// Masks are asterisks, crosses, and the large geometric shapes: `张○○` and `张××` are how papers hide a name, and a
/// square is a character that a font does not have. None is a letter of any script, so no name is refused for one.
pub(crate) fn is_replacement(c: char) -> bool {
    if is_common_ideograph(c) {
        return false;
    }
    let lost = matches!(c, '\u{FFFC}' | '\u{FFFD}' | '\u{3013}');
    lost || is_cross(c) || is_shape(c) || contains(QUESTION_MARKS, c) || contains(ASTERISKS, c)
}

/// Whether an HTML form that has another encoding wrote a character as `&#24352;`, or as a named entity.
pub(crate) fn has_entity(name: &str) -> bool {
    name.split(['&', '\u{FF06}']).skip(1).any(|rest| {
        let mut rest = rest.chars().map(half_width).peekable();
        let is_numbered = rest.next_if_eq(&'#').is_some();
        let mut is_word = false;
        while rest.next_if(char::is_ascii_alphanumeric).is_some() {
            is_word = true;
        }
        is_numbered || (is_word && rest.next() == Some(';'))
    })
}

fn is_cross(c: char) -> bool {
    matches!(
        c,
        '\u{D7}' | '\u{2573}' | '\u{2613}' | '\u{2715}'
            ..='\u{2718}' | '\u{274C}' | '\u{274E}' | '\u{2A09}' | '\u{2A2F}'
    )
}

/// Blocks, squares and circles; small ones are bullets.
fn is_shape(c: char) -> bool {
    matches!(c, '\u{2580}'..='\u{25A9}' | '\u{25B2}' | '\u{25B3}' | '\u{25BC}' | '\u{25BD}' | '\u{25C6}' | '\u{25C7}' | '\u{25CB}'..='\u{25D3}' | '\u{2605}' | '\u{2606}' | '\u{25EF}' | '\u{25FB}'..='\u{25FE}')
        || matches!(c, '\u{2610}' | '\u{26AA}' | '\u{26AB}' | '\u{2B1A}'..='\u{2B1C}' | '\u{2B24}')
        || matches!(c, '\u{2B55}' | '\u{2B58}' | '\u{FFED}' | '\u{FFEE}')
}
