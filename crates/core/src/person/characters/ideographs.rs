//! Han characters that were typed as something else: radicals and variation sequences.

use super::lookup::{contains, value};
use super::tables::han::RADICALS;
use super::tables::variations::{VS1, VS2, VS3};

/// The blocks of radicals.
const RADICAL_BLOCKS: &[(char, char)] =
    &[('\u{2E80}', '\u{2E99}'), ('\u{2E9B}', '\u{2EF3}'), ('\u{2F00}', '\u{2FD5}')];

/// The unified ideograph of a radical, which fonts draw alike and registers do not find.
///
/// A radical of the supplement whose ideograph a Kangxi radical has too is a component, `⺈` and not `刀`: it has none.
pub(crate) fn unified_ideograph(radical: char) -> Option<char> {
    matches!(radical, '\u{2E80}'..='\u{2FDF}').then(|| value(RADICALS, radical)).flatten()
}

/// A radical that stays one.
pub(crate) fn is_bare_radical(c: char) -> bool {
    contains(RADICAL_BLOCKS, c) && unified_ideograph(c).is_none()
}

/// The compatibility ideograph that a standardized variation sequence is: U+8C48 U+FE00 is U+F900.
pub(crate) fn compatibility_ideograph(base: char, selector: char) -> Option<char> {
    let bases = match selector {
        '\u{FE00}' => VS1,
        '\u{FE01}' => VS2,
        '\u{FE02}' => VS3,
        _ => return None,
    };
    value(bases, base)
}
