//! Whether a text of a vendor's is the vendor's own, or repeats what it was sent.
//!
//! Vendors have echoed what they were sent, once even the caller's key. So before a provider keeps a text of the
//! vendor's, be it an order id, a serial or a link, it looks whether anything that was sent stands in it: plain,
//! percent-encoded, in hex or in base64, which is how values travel.
//!
//! ```
//! use heyan_core::echo;
//!
//! assert!(echo::repeats("https://vendor.example/scan?who=%E5%BC%A0%E4%B8%89", "张三"));
//! assert!(echo::shares("JH19491231002", "11010519491231002X"));
//! assert!(!echo::shares("JH801240913170041JZU80", "11010519491231002X"));
//! ```

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use percent_encoding::percent_decode_str;
use zeroize::Zeroizing;

/// Fewer characters in common may be chance: a date, a counter. So many have 16 digits in hex, 11 characters in base64.
const SHARED: usize = 8;
const SHARED_HEX: usize = 16;
const SHARED_BASE64: usize = 11;

/// Shorter ones are too few characters to tell a value by, once they are encoded; in bytes.
const SHORTEST_ENCODED: usize = 6;

/// The text as it is, percent-decoded once, and twice.
const VIEWS: usize = 3;

/// Shorter ones stand in any longer text by chance, so they are looked for as words.
const SHORTEST_PART: usize = 4;

/// Whether the value stands in the text: plain in any case, percent-encoded up to twice, as hex or base64. An empty
/// value stands nowhere.
pub fn repeats(text: &str, value: &str) -> bool {
    if value.is_empty() {
        return false;
    }
    let plain = Zeroizing::new(value.to_lowercase());
    let hex = hex(value);
    let stands_in = |view: &str| {
        let lower = view.to_lowercase();
        // A form writes a blank as "+".
        let mentioned =
            mentions(&lower, &plain) || (lower.contains('+') && mentions(&lower.replace('+', " "), &plain));
        mentioned
            || (value.len() >= SHORTEST_ENCODED && lower.contains(hex.as_str()))
            || base64(value).any(|encoded| view.contains(encoded.as_str()))
    };
    let mut view = Cow::Borrowed(text);
    for _ in 0..VIEWS {
        if stands_in(&view) {
            return true;
        }
        if !view.contains('%') {
            break;
        }
        view = Cow::Owned(decoded(&view));
    }
    false
}

fn mentions(text: &str, value: &str) -> bool {
    if value.len() < SHORTEST_PART {
        return text.split(|c: char| !c.is_alphanumeric()).any(|word| word == value);
    }
    text.contains(value)
}

/// Whether the identifier has a piece of the value in it, in any form, or is itself one. Stricter than [`repeats`]: for
/// identifiers, which have no reason to have anything in common with a person. An empty value shares nothing.
pub fn shares(identifier: &str, value: &str) -> bool {
    if value.is_empty() {
        return false;
    }
    let lower = identifier.to_lowercase();
    let plain = Zeroizing::new(value.to_lowercase());
    let common = |own: &str, sent: &str, length: usize| {
        let mut pieces = sent.as_bytes().windows(length);
        pieces.any(|piece| own.as_bytes().windows(length).any(|part| part == piece))
    };
    (lower.len() >= SHORTEST_PART && plain.contains(lower.as_str()))
        || common(&lower, &plain, SHARED)
        || common(&lower, &hex(value), SHARED_HEX)
        || base64(value).any(|encoded| common(identifier, &encoded, SHARED_BASE64))
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

fn hex(text: &str) -> Zeroizing<String> {
    let digit = |nibble: u8| char::from_digit(u32::from(nibble), 16).unwrap_or_default();
    let mut hex = Zeroizing::new(String::with_capacity(2 * text.len()));
    for byte in text.bytes() {
        hex.push(digit(byte >> 4));
        hex.push(digit(byte & 0x0F));
    }
    hex
}

/// As it stands within a longer text, where it may begin at any of three places of a group.
fn base64(value: &str) -> impl Iterator<Item = Zeroizing<String>> {
    let alignments = (0..3).filter_map(|skipped| {
        let inner = value.as_bytes().get(skipped..)?;
        let whole = inner.get(..inner.len() - inner.len() % 3)?;
        (whole.len() >= SHORTEST_ENCODED).then_some(whole)
    });
    alignments.flat_map(|whole| {
        let standard = Zeroizing::new(STANDARD_NO_PAD.encode(whole));
        // The two alphabets differ in two characters.
        let differs = standard.contains(['+', '/']);
        let url_safe = differs.then(|| Zeroizing::new(URL_SAFE_NO_PAD.encode(whole)));
        std::iter::once(standard).chain(url_safe)
    })
}
