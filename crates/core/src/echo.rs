//! Whether a text of a vendor's is the vendor's own, or repeats what it was sent.
//!
//! Vendors have echoed what they were sent, once even the caller's key. So before a provider keeps a text of the
//! vendor's, be it an order id, a serial or a link, it looks whether a value that was sent is in it: plain,
//! percent-encoded, in hex or in base64, which is how values travel.
//!
//! A scan that was paid for is lost with its serial or its link, so [`repeats`] finds *whole* values only, and short
//! ones only where chance does not put them. An order id is worth less than a doubt: [`shares`] finds parts, too.
//!
//! ```
//! use heyan_core::echo;
//!
//! assert!(echo::repeats("https://vendor.example/scan?who=%E5%BC%A0%E4%B8%89", "张三"));
//! assert!(!echo::repeats("kMARIAx0", "Maria") && echo::repeats("MARIA-0001", "Maria"));
//! assert!(!echo::repeats("JH19491231002", "11010519491231002X"));
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

/// The text as it is, percent-decoded once, and twice.
const VIEWS: usize = 3;

/// How many letters or digits random text does not hold by chance: 8 letters in any case stand in one of 10⁹ serials of
/// 64 characters. A shorter value is looked for as a word.
const LONG: usize = 8;

/// The same for bytes that are encoded, 12 digits in hex or at least 7 characters in base64; and outside ASCII, where
/// random text has nothing.
const LONG_ENCODED: usize = 6;
const LONG_BEYOND_ASCII: usize = 4;

/// Fewer bytes, encoded, are too few characters to tell a value by even as a word.
const SHORTEST_ENCODED: usize = 3;

/// Shorter pieces are in any longer text.
const SHORTEST_PIECE: usize = 4;

/// Whether the whole value is in the text: plain in any case, percent-encoded up to twice, as hex or base64. An empty
/// value never is.
pub fn repeats(text: &str, value: &str) -> bool {
    if value.is_empty() {
        return false;
    }
    let plain = Zeroizing::new(value.to_lowercase());
    let is_long = plain.len() >= if plain.is_ascii() { LONG } else { LONG_BEYOND_ASCII };
    let hex = hex(value);
    let holds = |view: &str| {
        let lower = view.to_lowercase();
        // A form writes a blank as "+".
        finds(&lower, &plain, is_long)
            || (lower.contains('+') && finds(&lower.replace('+', " "), &plain, is_long))
            || match value.len() {
                LONG_ENCODED.. => {
                    lower.contains(hex.as_str())
                        || base64(value).any(|encoded| view.contains(encoded.as_str()))
                }
                SHORTEST_ENCODED.. => {
                    is_word(&lower, &hex) || is_word(view, &Zeroizing::new(STANDARD_NO_PAD.encode(value)))
                }
                _ => false,
            }
    };
    let mut view = Cow::Borrowed(text);
    for _ in 0..VIEWS {
        if holds(&view) {
            return true;
        }
        if !view.contains('%') {
            break;
        }
        view = Cow::Owned(decoded(&view));
    }
    false
}

fn finds(text: &str, value: &str, is_long: bool) -> bool {
    if is_long { text.contains(value) } else { is_word(text, value) }
}

/// Whether a short value is in the text by itself: in an address as the value of a parameter, since hosts, paths and
/// names of parameters are words of the vendor's own; elsewhere with no letter or digit beside it.
fn is_word(text: &str, value: &str) -> bool {
    match text.split_once("://") {
        Some((_, address)) => parameters(address).any(|parameter| parameter == value),
        None => is_apart(text, value),
    }
}

/// The values of an address's query and fragment.
fn parameters(address: &str) -> impl Iterator<Item = &str> {
    let parts = address.split(['?', '#', '&', ';']).skip(1);
    parts.map(|part| part.split_once('=').map_or(part, |(_, value)| value.trim_end_matches('=')))
}

/// Random text has `-` and `_` (a UUID, the URL-safe base64), so these end a word only if that could hardly be chance:
/// four characters or more that are not all digits of hex.
fn is_apart(text: &str, value: &str) -> bool {
    let is_telling = value.len() >= 4 && !value.bytes().all(|b| b.is_ascii_hexdigit());
    let goes_on = |c: char| c.is_alphanumeric() || (!is_telling && matches!(c, '-' | '_'));
    text.match_indices(value).any(|(at, found)| {
        let (before, rest) = text.split_at(at);
        let after = rest.strip_prefix(found).unwrap_or_default();
        !before.ends_with(goes_on) && !after.starts_with(goes_on)
    })
}

/// Whether the identifier has a piece of the value in it, in any form, or is itself one. Stricter than [`repeats`]: for
/// what can be left out in doubt, such as an order id. An empty value shares nothing.
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
    (lower.len() >= SHORTEST_PIECE && plain.contains(lower.as_str()))
        || common(&lower, &plain, SHARED)
        || common(&lower, &hex(value), SHARED_HEX)
        || base64(value).any(|encoded| common(identifier, &encoded, SHARED_BASE64))
        || repeats(identifier, value)
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

/// As it is within a longer text, where it may begin at any of three places of a group: the characters that no
/// neighbour has a bit in.
fn base64(value: &str) -> impl Iterator<Item = Zeroizing<String>> {
    // How many characters the bytes in front have a bit in.
    let places = [("", 0), ("\0", 2), ("\0\0", 3)];
    places.into_iter().flat_map(move |(lead, taken)| {
        let within = Zeroizing::new(format!("{lead}{value}"));
        let bits = within.len().saturating_mul(8);
        let own = move |encoded: Zeroizing<String>| {
            encoded
                .get(taken..bits / 6)
                .map(|own| Zeroizing::new(own.to_owned()))
                .filter(|own| !own.is_empty())
        };
        let standard = Zeroizing::new(STANDARD_NO_PAD.encode(within.as_bytes()));
        // The two alphabets differ in two characters.
        let differs = standard.contains(['+', '/']);
        let url_safe = differs.then(|| Zeroizing::new(URL_SAFE_NO_PAD.encode(within.as_bytes())));
        [Some(standard), url_safe].into_iter().flatten().filter_map(own)
    })
}
