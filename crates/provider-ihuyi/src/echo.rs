//! Whether a text of the vendor's is the vendor's own, or repeats what it was sent.
//!
//! Three texts of the vendor are kept: the serial, the link and the SDK's token. Vendors have echoed what they were
//! sent, and whatever stands in these gets into a session, an address bar and other people's logs.

use std::fmt::{self, Write as _};

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use heyan_core::is_loopback;
use percent_encoding::percent_decode_str;
use url::Url;
use zeroize::Zeroizing;

/// The most characters of a serial; the samples have 14.
const LONGEST_SERIAL: usize = 64;

/// The most characters of a link.
const LONGEST_LINK: usize = 2048;

/// The most characters of a token; the sample has 32.
const LONGEST_TOKEN: usize = 128;

/// Fewer characters in common may be chance: a date, a counter. So many have 16 digits in hex, 11 characters in base64.
const SHARED: usize = 8;
const SHARED_HEX: usize = 16;
const SHARED_BASE64: usize = 11;

/// Shorter ones stand in any longer text by chance, so they are looked for as words.
const SHORTEST_PART: usize = 4;

/// What must not come back: the person's data and the account's secrets, of which some texts are empty.
#[derive(Clone, Copy)]
pub struct Sent<'a> {
    /// The real name.
    pub name: &'a str,
    /// The ID number.
    pub id_number: &'a str,
    /// The mobile number, which ihuyi is not even sent.
    pub mobile: &'a str,
    /// The account's key.
    pub api_key: &'a str,
    /// The password that was sent.
    pub password: &'a str,
}

impl fmt::Debug for Sent<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sent([redacted])")
    }
}

impl Sent<'_> {
    /// Whether this is a serial of the vendor's own making: an identifier that shares nothing with what was sent.
    pub(crate) fn is_own_serial(&self, serial: &str) -> bool {
        is_serial(serial) && !self.values().any(|value| repeats(serial, value) || shares(serial, value))
    }

    /// Whether this is an address to send a person to: absolute, `https` (`http` to loopback, as a sandbox has it),
    /// without user name and password, and without anything that was sent.
    pub(crate) fn is_own_link(&self, link: &str) -> bool {
        // What RFC 3986 lets stand in an address; anything else would have to be written otherwise first.
        let allowed = |b: u8| b.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&b);
        let fit = link.len() <= LONGEST_LINK && link.bytes().all(allowed);
        let well_formed = Url::parse(link).is_ok_and(|url| {
            let safe = match url.scheme() {
                "https" => url.has_host(),
                "http" => is_loopback(link),
                _ => false,
            };
            safe && url.username().is_empty() && url.password().is_none()
        });
        fit && well_formed && !self.values().any(|value| repeats(link, value))
    }

    /// Whether this is a token of the vendor's own making.
    pub(crate) fn is_own_token(&self, token: &str) -> bool {
        let allowed = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.');
        (1..=LONGEST_TOKEN).contains(&token.len())
            && token.bytes().all(allowed)
            && !self.values().any(|value| repeats(token, value))
    }

    fn values(&self) -> impl Iterator<Item = &str> {
        [self.name, self.id_number, self.mobile, self.api_key, self.password]
            .into_iter()
            .filter(|value| !value.is_empty())
    }
}

/// Whether this looks like a serial.
pub(crate) fn is_serial(text: &str) -> bool {
    let allowed = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
    (1..=LONGEST_SERIAL).contains(&text.len()) && text.bytes().all(allowed)
}

/// Whether the value stands in the text: plain in any case, percent-encoded up to twice, as hex or base64.
fn repeats(text: &str, value: &str) -> bool {
    let once = decoded(text);
    let twice = decoded(&once);
    let plain = Zeroizing::new(value.to_lowercase());
    let hex = hex(value);
    [text, once.as_str(), twice.as_str()].iter().any(|view| {
        let lower = view.to_lowercase();
        // A form writes a blank as "+".
        mentions(&lower, &plain)
            || mentions(&lower.replace('+', " "), &plain)
            || lower.contains(hex.as_str())
            || base64(value).any(|encoded| view.contains(encoded.as_str()))
    })
}

fn mentions(text: &str, value: &str) -> bool {
    if value.len() < SHORTEST_PART {
        return text.split(|c: char| !c.is_alphanumeric()).any(|word| word == value);
    }
    text.contains(value)
}

/// Whether the serial has a piece of the value in it, in any form, or is itself one.
fn shares(serial: &str, value: &str) -> bool {
    let lower = serial.to_lowercase();
    let plain = Zeroizing::new(value.to_lowercase());
    let common = |own: &str, sent: &str, length: usize| {
        let mut pieces = sent.as_bytes().windows(length);
        pieces.any(|piece| own.as_bytes().windows(length).any(|part| part == piece))
    };
    (lower.len() >= SHORTEST_PART && plain.contains(lower.as_str()))
        || common(&lower, &plain, SHARED)
        || common(&lower, &hex(value), SHARED_HEX)
        || base64(value).any(|encoded| common(serial, &encoded, SHARED_BASE64))
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

fn hex(text: &str) -> Zeroizing<String> {
    let mut hex = Zeroizing::new(String::with_capacity(2 * text.len()));
    for byte in text.bytes() {
        // Writing into a text cannot fail.
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}

/// As it stands within a longer text, where it may begin at any of three places of a group. A few characters are too
/// few to tell a value by.
fn base64(value: &str) -> impl Iterator<Item = Zeroizing<String>> {
    let alignments = (0..3).filter_map(|skipped| {
        let inner = value.as_bytes().get(skipped..)?;
        let whole = inner.get(..inner.len() - inner.len() % 3)?;
        (whole.len() >= 6).then_some(whole)
    });
    alignments.flat_map(|whole| {
        [STANDARD_NO_PAD, URL_SAFE_NO_PAD].map(|engine| Zeroizing::new(engine.encode(whole)))
    })
}
