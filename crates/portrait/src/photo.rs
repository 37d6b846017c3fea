//! A photo whose header is read and found within the limits, before a pixel is decoded.

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};

use heyan_core::{Portrait, PortraitFormat, PortraitSize, Problem};

use crate::colour::Colours;
use crate::orientation::Orientation;
use crate::raster::Raster;
use crate::{Budget, PortraitError, colour, jpeg, png, webp};

/// The most bytes taken, as many as [`Portrait`](crate::Portrait) takes.
const BYTES: usize = 32 * 1024 * 1024;

/// A photo, opened: its header is read, and its limits are kept. `Debug` shows nothing of it.
pub struct Photo<'a> {
    bytes: &'a [u8],
    header: Header,
}

enum Header {
    Jpeg(jpeg::Header),
    Png(png::Header),
    WebP(webp::Header),
}

impl<'a> Photo<'a> {
    /// Reads a file's header.
    ///
    /// # Errors
    /// Not a JPEG, PNG or WebP, over one of the [limits](crate::limits), truncated, or damaged in what is read of it
    /// here.
    pub fn open(bytes: &'a [u8]) -> Result<Self, PortraitError> {
        if bytes.is_empty() {
            return Err(PortraitError::Empty);
        }
        if bytes.len() > BYTES {
            return Err(PortraitError::Unusable(Problem::TooManyBytes { limit: BYTES }));
        }
        let format = PortraitFormat::of(bytes).map_err(PortraitError::Unusable)?;
        let header = unpanicked(format, || match format {
            PortraitFormat::Jpeg => jpeg::read(bytes).map(Header::Jpeg),
            PortraitFormat::Png => png::read(bytes).map(Header::Png),
            PortraitFormat::WebP => webp::read(bytes).map(Header::WebP),
            _ => Err(PortraitError::Unusable(Problem::NotAnImage)),
        })?;
        let photo = Self { bytes, header };
        if matches!(&photo.header, Header::Jpeg(header) if !header.is_ended) {
            // Whether the picture or only its end marker is missing, its data alone can tell.
            photo.decode(1, Some)?;
        }
        Ok(photo)
    }

    /// What it is, and how large once it stands upright.
    pub fn size(&self) -> PortraitSize {
        let (across, down) = self.stored_sides();
        let swapped = self.orientation().swaps_sides();
        let (width, height) = if swapped { (down, across) } else { (across, down) };
        PortraitSize { format: self.format(), width, height, bytes: self.bytes.len() }
    }

    /// The picture itself, if a provider with this budget gets it as it is: without metadata, bit for bit the same.
    pub(crate) fn as_it_is(&self, budget: &Budget) -> Option<Portrait> {
        let Header::Jpeg(header) = &self.header else { return None };
        if !header.is_plain || header.orientation != Orientation::Upright {
            return None;
        }
        let portrait = Portrait::from_bytes(header.pieces.written(self.bytes)).ok()?;
        portrait.is_ready_for(budget).then_some(portrait)
    }

    pub(crate) fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// The picture upright and in sRGB, with at least `longest` pixels on its longer side where it has them.
    /// `finish` gets it as it was stored, and makes it as small as it is wanted, before that costs time.
    pub(crate) fn decode(
        &self,
        longest: u32,
        finish: impl FnOnce(Raster) -> Option<Raster>,
    ) -> Result<Raster, PortraitError> {
        let damaged = || PortraitError::Damaged(self.format());
        unpanicked(self.format(), || {
            let decoded = match &self.header {
                Header::Jpeg(header) => jpeg::decode(self.bytes, header, longest).ok_or_else(|| {
                    if header.is_ended { damaged() } else { PortraitError::Truncated(self.format()) }
                }),
                Header::Png(header) => png::decode(self.bytes, header, longest),
                Header::WebP(header) => webp::decode(self.bytes, header, longest),
            }?;
            let colours = match &self.header {
                // Made of all their 16 bits while it was read.
                Header::Png(header) if header.is_hdr() => &Colours::Srgb,
                _ => self.colours(),
            };
            let wanted = finish(decoded).ok_or_else(damaged)?;
            let coloured = colour::to_srgb(wanted, colours).ok_or_else(damaged)?;
            Ok(self.orientation().apply(coloured))
        })
    }

    fn format(&self) -> PortraitFormat {
        match self.header {
            Header::Jpeg(_) => PortraitFormat::Jpeg,
            Header::Png(_) => PortraitFormat::Png,
            Header::WebP(_) => PortraitFormat::WebP,
        }
    }

    /// Pixels of the shorter side.
    pub(crate) fn shorter_side(&self) -> u32 {
        let (across, down) = self.stored_sides();
        across.min(down)
    }

    fn stored_sides(&self) -> (u32, u32) {
        match &self.header {
            Header::Jpeg(header) => (header.width, header.height),
            Header::Png(header) => (header.width, header.height),
            Header::WebP(header) => (header.width, header.height),
        }
    }

    pub(crate) fn colours(&self) -> &Colours {
        match &self.header {
            Header::Jpeg(header) => &header.colours,
            Header::Png(header) => &header.colours,
            Header::WebP(header) => &header.colours,
        }
    }

    fn orientation(&self) -> Orientation {
        match &self.header {
            Header::Jpeg(header) => header.orientation,
            Header::Png(header) => header.orientation,
            Header::WebP(header) => header.orientation,
        }
    }
}

/// Decoders read what strangers send. One that panics has found a damaged file, and no more.
fn unpanicked<T>(
    format: PortraitFormat,
    read: impl FnOnce() -> Result<T, PortraitError>,
) -> Result<T, PortraitError> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or(Err(PortraitError::Damaged(format)))
}

impl fmt::Debug for Photo<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Photo([redacted])")
    }
}
