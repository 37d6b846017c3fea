//! Text files as editors and shells write them.

use std::borrow::Cow;

/// A text file in an encoding that heyan does not read, with the encoding that it probably has.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("is {likely}; save it as UTF-8")]
pub struct TextEncodingError {
    likely: LikelyEncoding,
}

/// The encoding that bytes probably have if they are not UTF-8.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum LikelyEncoding {
    /// GBK or GB18030, the encoding of Chinese Windows.
    Gb18030,
    /// UTF-16 without a byte order mark.
    Utf16WithoutMark,
    /// UTF-16 that is cut off or damaged.
    DamagedUtf16,
    /// UTF-32.
    Utf32,
    /// UTF-8 that is cut off or damaged.
    DamagedUtf8,
    /// A text with a NUL character, which no text has.
    Binary,
    /// No text at all, or a text in an encoding that cannot be told.
    Unknown,
}

impl TextEncodingError {
    /// The encoding that the file probably has.
    pub fn likely(self) -> LikelyEncoding {
        self.likely
    }

    /// The name of the problem in JSON.
    pub fn code(self) -> &'static str {
        "encoding"
    }
}

impl std::fmt::Display for LikelyEncoding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Gb18030 => "not UTF-8 but probably GBK or GB18030",
            Self::Utf16WithoutMark => "probably UTF-16 without a byte order mark",
            Self::DamagedUtf16 => "damaged UTF-16",
            Self::Utf32 => "UTF-32",
            Self::DamagedUtf8 => "damaged UTF-8",
            Self::Binary => "no text, since it has a NUL character",
            Self::Unknown => "not UTF-8, and perhaps no text at all",
        })
    }
}

/// Reads the bytes of a text file: UTF-8 with or without a byte order mark, or UTF-16 with one, as Windows PowerShell
/// writes it. The mark is not part of the text.
///
/// # Errors
/// Bytes in any other encoding, and text that holds a NUL.
///
/// ```
/// assert_eq!(heyan_core::decode_text(b"\xEF\xBB\xBF{}")?, "{}");
/// assert_eq!(heyan_core::decode_text(b"\xFF\xFE{\0}\0")?, "{}");
///
/// let error = heyan_core::decode_text(b"\xD5\xC5\xC8\xFD").unwrap_err();
/// assert_eq!(error.to_string(), "is not UTF-8 but probably GBK or GB18030; save it as UTF-8");
/// # Ok::<(), heyan_core::TextEncodingError>(())
/// ```
pub fn decode_text(bytes: &[u8]) -> Result<Cow<'_, str>, TextEncodingError> {
    let wrong = |likely| Err(TextEncodingError { likely });
    let text = match bytes {
        // The mark of UTF-32 begins with that of UTF-16.
        [0xFF, 0xFE, 0, 0, ..] | [0, 0, 0xFE, 0xFF, ..] => return wrong(LikelyEncoding::Utf32),
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes).map(Cow::Owned),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes).map(Cow::Owned),
        [0xEF, 0xBB, 0xBF, rest @ ..] => utf8(rest),
        _ => utf8(bytes),
    };
    match text {
        Ok(text) if text.contains('\0') => wrong(with_nuls(text.as_bytes())),
        Ok(text) => Ok(text),
        Err(likely) => wrong(likely),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, LikelyEncoding> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let units: Vec<u16> = pairs.iter().map(|pair| unit(*pair)).collect();
    let text = String::from_utf16(&units).ok().filter(|_| rest.is_empty());
    text.ok_or(LikelyEncoding::DamagedUtf16)
}

fn utf8(bytes: &[u8]) -> Result<Cow<'_, str>, LikelyEncoding> {
    std::str::from_utf8(bytes).map(Cow::Borrowed).map_err(|error| {
        // Characters of several bytes that stand before the damage are no coincidence; nor is one that lacks its end.
        let whole = bytes.get(..error.valid_up_to()).unwrap_or_default();
        if bytes.contains(&0) {
            with_nuls(bytes)
        } else if error.error_len().is_none() || !whole.is_ascii() {
            LikelyEncoding::DamagedUtf8
        } else if is_gb18030(bytes) {
            LikelyEncoding::Gb18030
        } else {
            LikelyEncoding::Unknown
        }
    })
}

/// In UTF-16 every ASCII character brings a NUL; without a mark, such a text may even be UTF-8.
fn with_nuls(bytes: &[u8]) -> LikelyEncoding {
    let nuls = bytes.iter().filter(|byte| **byte == 0).count();
    if nuls >= bytes.len() / 4 { LikelyEncoding::Utf16WithoutMark } else { LikelyEncoding::Binary }
}

/// Whether the bytes have the form of GB18030: one, two or four bytes a character.
fn is_gb18030(mut bytes: &[u8]) -> bool {
    loop {
        bytes = match bytes {
            [] => return true,
            [0..=0x7F, rest @ ..]
            | [0x81..=0xFE, 0x40..=0x7E | 0x80..=0xFE, rest @ ..]
            | [0x81..=0xFE, b'0'..=b'9', 0x81..=0xFE, b'0'..=b'9', rest @ ..] => rest,
            _ => return false,
        };
    }
}
