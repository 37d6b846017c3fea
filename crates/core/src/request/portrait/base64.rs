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

/// Whether the text stands for more than `bytes` bytes. Nothing is decoded.
pub(super) fn is_longer_than(text: &str, bytes: usize) -> bool {
    let most = bytes.div_ceil(3) * 4;
    text.len() > most && text.bytes().filter(|byte| !byte.is_ascii_whitespace()).take(most + 1).count() > most
}

/// The bytes, if the text is base64 in either alphabet, with or without padding.
pub(super) fn decode(text: &str, blanks: Blanks) -> Option<Vec<u8>> {
    let text = text.trim_ascii();
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
