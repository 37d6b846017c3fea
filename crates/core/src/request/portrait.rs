//! A face photo, recognised by its content.

mod format;
mod base64;
mod whole;
mod ready;

pub use format::PortraitFormat;

use std::fmt;
use std::sync::{Arc, OnceLock};

use zeroize::Zeroizing;

use crate::{Field, InputError, PortraitBudget, Problem};
use whole::is_whole;

/// The most bytes taken: more than any phone's photo has.
const MAX_BYTES: usize = 32 * 1024 * 1024;

/// An image's bytes, shared behind an `Arc`. `Debug` redacts them, memory is zeroised on drop.
#[derive(Clone)]
pub struct Portrait {
    file: Arc<File>,
    format: PortraitFormat,
    blanks_for_plus: bool,
}

struct File {
    bytes: Zeroizing<Vec<u8>>,
    /// The longer side of a ready JPEG, in pixels, once a clone was asked. It holds for every budget.
    ready: OnceLock<Option<u16>>,
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

/// Equal bytes are the same portrait, however they came.
impl PartialEq for Portrait {
    fn eq(&self, other: &Self) -> bool {
        self.expose() == other.expose()
    }
}

impl Eq for Portrait {}

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
        let file = Arc::new(File { bytes, ready: OnceLock::new() });
        Ok(Self { file, format, blanks_for_plus: false })
    }

    /// Takes an image as base64. A `data:…;base64,` prefix, line breaks and blanks, the URL-safe alphabet and missing
    /// padding are accepted.
    ///
    /// A form that is not percent-encoded turns each `+` into a blank. Blanks at even distances wrap lines and are
    /// dropped. If the text without its blanks is no whole picture, or the blanks stand at odd distances, and with `+`
    /// in place of each blank it is a whole picture, that is taken, and [`Self::had_blanks_for_plus`] says so.
    ///
    /// # Errors
    /// As [`Portrait::from_bytes`], or text that is not base64. A text that is too long is not read.
    pub fn from_base64(text: &str) -> Result<Self, InputError> {
        let problem = |problem| InputError::new(Field::Portrait, problem);
        let payload = base64::payload(text).ok_or(problem(Problem::NotBase64))?;
        if base64::is_longer_than(payload, MAX_BYTES) {
            return Err(problem(Problem::TooManyBytes { limit: MAX_BYTES }));
        }
        let plain = base64::decode(payload, base64::Blanks::Dropped);
        let wraps_lines = base64::has_even_blanks(payload);
        if payload.contains(' ') && !(wraps_lines && plain.as_deref().is_some_and(is_whole)) {
            // The last blank may be a `+` too, or only a blank.
            for text in [payload, payload.trim_end()] {
                let restored = base64::decode(text.trim_start(), base64::Blanks::ForPlus);
                if let Some(restored) = restored.filter(|bytes| is_whole(bytes)) {
                    return Ok(Self { blanks_for_plus: true, ..Self::from_bytes(restored)? });
                }
            }
        }
        Self::from_bytes(plain.ok_or(problem(Problem::NotBase64))?)
    }

    /// Whether `+` was put in the place of the blanks of its base64 text; see [`Self::from_base64`].
    pub fn had_blanks_for_plus(&self) -> bool {
        self.blanks_for_plus
    }

    /// The plain bytes. Every use of them is a place to audit.
    pub fn expose(&self) -> &[u8] {
        &self.file.bytes
    }

    /// What the bytes were recognised as.
    pub fn format(&self) -> PortraitFormat {
        self.format
    }

    /// Whether it can be sent as it is to a provider with this budget: a baseline JPEG in one scan, upright, inside the
    /// budget, without metadata, the end marker last, and a scan no shorter than its blocks require.
    ///
    /// This walks over the markers and decodes nothing: a picture that is damaged inside its scan passes. The first call
    /// takes some microseconds; its answer is kept with the bytes, for all clones and every budget.
    pub fn is_ready_for(&self, budget: &PortraitBudget) -> bool {
        let bytes = self.expose();
        let longest = || *self.file.ready.get_or_init(|| ready::longest_side(bytes));
        budget.contains(bytes.len())
            && longest().is_some_and(|longest| u32::from(longest) <= budget.longest_side)
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
