//! What kind of picture bytes are, by their first few.

use std::fmt;

use crate::Problem;

/// The major brands of HEIC files (ISO/IEC 23008-12, annex B).
const HEIC: &[&[u8]] = &[b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"];

/// The formats of a portrait.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum PortraitFormat {
    /// JPEG (ISO/IEC 10918-1).
    Jpeg,
    /// PNG (ISO/IEC 15948).
    Png,
    /// WebP (RFC 9649).
    WebP,
}

impl PortraitFormat {
    /// What these bytes are by their first few.
    ///
    /// # Errors
    /// None of JPEG, PNG and WebP: which one else, where it is known.
    pub fn of(bytes: &[u8]) -> Result<Self, Problem> {
        let four_cc = |at: usize| bytes.get(at..at + 4);
        let other = |found| Err(Problem::ImageFormat { found });
        if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
            Ok(Self::Jpeg)
        } else if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            Ok(Self::Png)
        } else if four_cc(0) == Some(b"RIFF") && four_cc(8) == Some(b"WEBP") {
            Ok(Self::WebP)
        } else if bytes.starts_with(b"GIF8") {
            other("a GIF")
        } else if four_cc(4) == Some(b"ftyp") {
            match four_cc(8) {
                Some(b"avif" | b"avis") => other("an AVIF image"),
                Some(brand) if HEIC.contains(&brand) => Err(Problem::Heic),
                _ => other("a film or a kind of picture that is not known"),
            }
        } else if bytes.starts_with(b"\0\0\0\x0CjP  ") {
            other("a JPEG 2000")
        } else if bytes.starts_with(&[0xFF, 0x0A]) || bytes.starts_with(b"\0\0\0\x0CJXL ") {
            other("a JPEG XL")
        } else if bytes.starts_with(b"%PDF") {
            other("a PDF")
        } else if bytes.starts_with(b"<svg") {
            other("an SVG")
        } else if bytes.starts_with(b"BM") {
            other("a BMP")
        } else if bytes.starts_with(b"II*\0") || bytes.starts_with(b"MM\0*") {
            other("a TIFF")
        } else {
            Err(Problem::NotAnImage)
        }
    }
}

impl fmt::Display for PortraitFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Jpeg => "JPEG",
            Self::Png => "PNG",
            Self::WebP => "WebP",
        })
    }
}
