//! What people and programs put around the digits of a number.

use zeroize::Zeroizing;

use super::ignorable::{is_blank, is_ignorable};
use super::lookup::contains;
use super::separators::is_dot;
use super::tables::marks::{BRACKETS, DASHES, QUOTES};
use super::width::half_width;

/// The characters that are typed or read for the letter X: Latin, Greek, Cyrillic and Coptic letters, the Roman ten,
/// crosses.
#[rustfmt::skip]
const LOOK_LIKE_X: &[char] = &[
    'X', 'x', '\u{D7}', '\u{3A7}', '\u{3C7}', '\u{425}', '\u{445}', '\u{166D}', '\u{2169}', '\u{2179}', '\u{24CD}',
    '\u{24E7}', '\u{2573}', '\u{2613}', '\u{2715}', '\u{2716}', '\u{274C}', '\u{2A2F}', '\u{2CAC}', '\u{2CAD}',
];

/// The number without ignorable characters, blanks, dashes, brackets and dots, and without quotation marks and
/// apostrophes at its ends. Full-width characters become ASCII.
pub(crate) fn bare_number(text: &str) -> Zeroizing<String> {
    let mut number = Zeroizing::new(String::with_capacity(text.len()));
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            number.push(c);
        } else if is_dot(c) || contains(QUOTES, c) {
            // At the beginning they go; whether they are at the end is known there.
            if !number.is_empty() {
                number.push(if is_dot(c) { '.' } else { '\'' });
            }
        } else if !(is_ignorable(c) || is_blank(c) || contains(DASHES, c) || contains(BRACKETS, c)) {
            number.push(plain(c));
        }
    }
    // A list or a spreadsheet leaves these behind.
    while number.ends_with(['\'', '.', ',', ';', '、']) {
        number.pop();
    }
    if let Some(value) = number.strip_prefix('=') {
        number = Zeroizing::new(value.trim_start_matches('\'').to_owned());
    }
    if !is_decimal(&number) {
        number.retain(|c| c != '.');
    }
    number
}

/// A spreadsheet's number with decimals: without the dot it would have more digits than it means.
fn is_decimal(number: &str) -> bool {
    let parts = number.split_once('.');
    parts.is_some_and(|(_, decimals)| matches!(decimals, "0" | "00"))
}

/// Whether `c` looks like the check character X; the check digit tells whether that was right.
pub(crate) fn looks_like_x(c: char) -> bool {
    LOOK_LIKE_X.binary_search(&c).is_ok()
}

/// What is typed for characters that have a meaning around a number.
fn plain(c: char) -> char {
    match c {
        '\u{207A}' | '\u{2795}' | '\u{FE62}' => '+',
        '\u{2236}' | '\u{A789}' | '\u{FE13}' | '\u{FE55}' => ':',
        _ => half_width(c),
    }
}
