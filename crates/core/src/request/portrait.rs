//! A face photo, recognised by its content.

use std::fmt;
use std::sync::Arc;

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use zeroize::Zeroizing;

use crate::{Field, InputError, Problem};

/// The most bytes taken: more than any phone's photo has.
const MAX_BYTES: usize = 32 * 1024 * 1024;

/// The major brands of HEIC files (ISO/IEC 23008-12, annex B).
const HEIC: &[&[u8]] = &[b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"];

/// An image's bytes, shared behind an `Arc`. `Debug` redacts them, memory is zeroised on drop.
#[derive(Clone, Eq, PartialEq)]
pub struct Portrait {
    bytes: Arc<Zeroizing<Vec<u8>>>,
    format: PortraitFormat,
}

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

/// What can be said of a portrait without saying whose it is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct PortraitSize {
    /// Its format.
    pub format: PortraitFormat,
    /// Pixels across, once it stands upright.
    pub width: u32,
    /// Pixels down, once it stands upright.
    pub height: u32,
    /// The file's bytes.
    pub bytes: usize,
}

impl Portrait {
    /// Takes an image's bytes. Only the first bytes are looked at, to recognise the format.
    ///
    /// # Errors
    /// Empty, larger than 32 MiB, or none of JPEG, PNG and WebP.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, InputError> {
        let bytes = Zeroizing::new(bytes);
        let problem = |problem| InputError::new(Field::Portrait, problem);
        if bytes.is_empty() {
            return Err(problem(Problem::Empty));
        }
        if bytes.len() > MAX_BYTES {
            return Err(problem(Problem::TooManyBytes { limit: MAX_BYTES }));
        }
        let format = PortraitFormat::of(&bytes).map_err(problem)?;
        Ok(Self { bytes: Arc::new(bytes), format })
    }

    /// Takes an image as base64. A `data:…;base64,` prefix, line breaks and blanks, the URL-safe alphabet and
    /// missing padding are accepted.
    ///
    /// # Errors
    /// As [`Portrait::from_bytes`], or text that is not base64.
    pub fn from_base64(text: &str) -> Result<Self, InputError> {
        let problem = |problem| InputError::new(Field::Portrait, problem);
        let payload = match text.trim_start().strip_prefix("data:") {
            Some(url) => url.split_once(";base64,").ok_or(problem(Problem::NotBase64))?.1,
            None => text,
        };
        let mut standard = Zeroizing::new(Vec::with_capacity(payload.len()));
        standard.extend(payload.bytes().filter(|b| !b.is_ascii_whitespace()).map(|b| match b {
            b'-' => b'+',
            b'_' => b'/',
            other => other,
        }));
        let tolerant = GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
        let bytes = GeneralPurpose::new(&STANDARD, tolerant)
            .decode(&*standard)
            .map_err(|_| problem(Problem::NotBase64))?;
        Self::from_bytes(bytes)
    }

    /// The plain bytes. Every use of them is a place to audit.
    pub fn expose(&self) -> &[u8] {
        &self.bytes
    }

    /// What the bytes were recognised as.
    pub fn format(&self) -> PortraitFormat {
        self.format
    }
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

impl fmt::Display for PortraitSize {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { format, width, height, bytes } = self;
        write!(f, "{format} of {width} x {height} pixels, {bytes} bytes")
    }
}

impl fmt::Debug for Portrait {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Portrait([redacted])")
    }
}
