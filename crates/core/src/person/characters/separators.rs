//! The separator of names such as 阿依古丽·买买提, and what people type for it.

use zeroize::Zeroizing;

use super::ignorable::is_blank;
use super::letters::is_han;
use super::lookup::contains;
use super::tables::marks::DOTS;

/// The separator on ID cards.
pub(crate) const SEPARATOR: char = '\u{00B7}';

/// A mark of one dot, a full stop or a bullet, of any script, width and height.
pub(crate) fn is_dot(c: char) -> bool {
    c == '.' || (c >= SEPARATOR && contains(DOTS, c))
}

/// Maps dots between Han characters to the separator, and drops the blanks around them. The dot of `M. SMITH` stays.
pub(crate) fn unify_separators(name: &str) -> Zeroizing<String> {
    // Reserved for the most that can come, so that no growth leaves a copy behind that is not zeroised: a full stop of
    // one byte becomes a separator of two.
    let mut unified = Zeroizing::new(String::with_capacity(name.len().saturating_mul(2)));
    let mut rest = name.chars();
    while let Some(c) = rest.next() {
        let separated = is_dot(c).then(|| {
            let before = unified.trim_end_matches(is_blank);
            let after = rest.as_str().trim_start_matches(is_blank);
            separates(before, c, after).then_some((before.len(), after))
        });
        if let Some((end, after)) = separated.flatten() {
            unified.truncate(end);
            unified.push(SEPARATOR);
            rest = after.chars();
        } else {
            unified.push(c);
        }
    }
    unified
}

/// Whether a dot stands between Han characters. A large circle also masks them, as in `张●三`: it separates only parts of
/// two characters or more.
fn separates(before: &str, dot: char, after: &str) -> bool {
    let least = if matches!(dot, '\u{25CF}' | '\u{26AB}' | '\u{2B24}') { 2 } else { 1 };
    let han = |near: &mut dyn Iterator<Item = char>| near.take(least).filter(|c| is_han(*c)).count() == least;
    han(&mut before.chars().rev()) && han(&mut after.chars())
}
