//! Base64 (RFC 4648) as it comes out of forms, mails and data URLs.

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use zeroize::Zeroizing;

/// What a blank stands for.
#[derive(Clone, Copy, Eq, PartialEq)]
pub(super) enum Blanks {
    /// For nothing, as a line break does.
    Dropped,
    /// For `+`, which a form has turned into a blank.
    ForPlus,
}

/// The text without the `data:…;base64,` of a data URL; `None` for a data URL in another encoding.
pub(super) fn payload(text: &str) -> Option<&str> {
    let text = text.trim_start_matches(|c: char| c == '\u{FEFF}' || c.is_whitespace());
    if !text.get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:")) {
        return Some(text);
    }
    let (head, payload) = text.split_once(',')?;
    let encoding = head.rsplit_once(';')?.1.trim();
    encoding.eq_ignore_ascii_case("base64").then_some(payload)
}

/// Whether blanks wrap lines: they stand beside line breaks, or at even distances. A lost `+` stands anywhere.
pub(super) fn has_even_blanks(text: &str) -> bool {
    let text = text.trim();
    let mut lines = text.split(' ').map(str::len);
    let first = lines.next().unwrap_or_default();
    let last = lines.next_back().unwrap_or(first);
    text.contains(['\n', '\r', '\t']) || (last <= first && lines.all(|length| length == first))
}

/// Whether the text stands for more than `bytes` bytes, or is mostly blank and far too long. Nothing is decoded.
pub(super) fn is_longer_than(text: &str, bytes: usize) -> bool {
    let most = bytes.div_ceil(3) * 4;
    let letters = || text.bytes().filter(|byte| !byte.is_ascii_whitespace()).take(most + 1).count();
    text.len() > 3 * most || (text.len() > most && letters() > most)
}

/// The bytes, if the text is base64 in either alphabet, with or without padding.
pub(super) fn decode(text: &str, blanks: Blanks) -> Option<Vec<u8>> {
    let mut standard = Zeroizing::new(Vec::with_capacity(text.len()));
    standard.extend(text.bytes().filter_map(|byte| match byte {
        b' ' if blanks == Blanks::ForPlus => Some(b'+'),
        b'-' => Some(b'+'),
        b'_' => Some(b'/'),
        blank if blank.is_ascii_whitespace() => None,
        other => Some(other),
    }));
    let tolerant = GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
    GeneralPurpose::new(&STANDARD, tolerant).decode(&*standard).ok()
}
