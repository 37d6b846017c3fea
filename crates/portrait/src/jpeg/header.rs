//! What can be known of a JPEG without decoding it.

use heyan_core::PortraitFormat;

use super::coverage::Coverage;
use super::frame::{Frame, scale};
use super::huffman;
use super::pieces::Pieces;
use super::segments::{EOI, SOI, SOS, Segment, segments};
use crate::admit::admit;
use crate::colour::{Colours, PROFILE};
use crate::number::size;
use crate::orientation::Orientation;
use crate::raster::Kind;
use crate::{PortraitError, limits};

/// The most parts of a colour profile: they are numbered in one byte (ICC.1, annex B.4).
const ICC_PARTS: usize = 255;

/// The header of a JPEG that can be decoded within the limits.
pub(crate) struct Header {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) kind: Kind,
    pub(crate) orientation: Orientation,
    pub(crate) colours: Colours,
    /// Read from top to bottom in one scan.
    #[cfg(feature = "mozjpeg")]
    pub(super) is_sequential: bool,
    /// Rows of pixels in one row of its blocks.
    #[cfg(feature = "mozjpeg")]
    pub(super) unit_height: u32,
    /// Baseline, in one scan that has all components, up to the end marker: what every decoder reads.
    pub(crate) is_plain: bool,
    /// Whether the end marker stands behind the picture.
    pub(crate) is_ended: bool,
    /// How its components are to be taken.
    pub(crate) model: Model,
    /// What the picture is made of.
    pub(crate) pieces: Pieces,
}

/// What a JPEG's components are, by the rules of libjpeg, which all programs follow.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Model {
    Grey,
    YCbCr,
    Rgb,
    /// As it stands: 0 is no ink.
    Cmyk,
    /// As Adobe writes it: 255 is no ink.
    AdobeCmyk,
    Ycck,
}

impl Model {
    fn of(frame: &Frame, notes: &Notes<'_>) -> Self {
        let ids: Vec<u8> = frame.components.iter().map(|component| component.0).collect();
        match (ids.as_slice(), notes.adobe) {
            ([_], _) => Self::Grey,
            ([_, _, _, _], None) => Self::Cmyk,
            ([_, _, _, _], Some(2)) => Self::Ycck,
            ([_, _, _, _], Some(_)) => Self::AdobeCmyk,
            (_, _) if notes.jfif => Self::YCbCr,
            (_, Some(0)) => Self::Rgb,
            (_, Some(_)) => Self::YCbCr,
            (b"RGB", None) => Self::Rgb,
            _ => Self::YCbCr,
        }
    }
}

/// What the application segments say.
#[derive(Default)]
struct Notes<'a> {
    jfif: bool,
    adobe: Option<u8>,
    exif: Option<&'a [u8]>,
    icc: Vec<(u8, &'a [u8])>,
}

/// What a walk over the segments finds.
#[derive(Default)]
struct Walk<'a> {
    frame: Option<Frame>,
    coverage: Option<Coverage>,
    notes: Notes<'a>,
    pieces: Pieces,
    scans: usize,
    /// Whether the last scan has all components.
    joint: bool,
    /// Segments, and tables within them.
    counted: usize,
    /// Whether the scans have brought the whole picture: what follows is no part of it.
    complete: bool,
    ended: bool,
}

/// Reads the header of a file.
pub(crate) fn read(bytes: &[u8]) -> Result<Header, PortraitError> {
    let mut walk = Walk::default();
    for segment in segments(bytes) {
        walk.counted += 1;
        if walk.counted > limits::SEGMENTS {
            return Err(PortraitError::TooManySegments { limit: limits::SEGMENTS });
        }
        if segment.marker == EOI {
            walk.ended = true;
        }
        // Behind such a picture there may be anything, such as a film that holds bytes like those of a marker.
        if walk.complete && walk.frame.as_ref().is_none_or(|frame| !frame.is_progressive()) {
            break;
        }
        walk.read(segment)?;
    }
    walk.header()
}

impl<'a> Walk<'a> {
    fn read(&mut self, segment: Segment<'a>) -> Result<(), PortraitError> {
        let Segment { marker, payload, place } = segment;
        let is_picture = match marker {
            SOI | 0xDB | 0xDD => true,
            0xC4 if !self.complete => {
                self.counted += huffman::tables(payload).ok_or(damaged())?;
                true
            }
            // Every start of a frame; the others of the range are tables.
            0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF => {
                if self.frame.is_none() {
                    let frame = Frame::read(marker, payload).ok_or(damaged())?;
                    self.coverage = Some(Coverage::of(&frame));
                    self.frame = Some(frame);
                }
                true
            }
            SOS => {
                self.scans += 1;
                let components = self.frame.as_ref().map(|frame| frame.components.len());
                self.joint = payload.first().copied().map(usize::from) == components;
                true
            }
            0xE0..=0xEF if self.scans == 0 => self.notes.read(marker, payload),
            _ => false,
        };
        if is_picture && !self.complete {
            self.pieces.push(place);
        }
        if marker == SOS
            && let (Some(coverage), Some(frame)) = (&mut self.coverage, &self.frame)
        {
            coverage.add(frame, payload);
            self.complete |= coverage.is_complete();
        }
        Ok(())
    }

    fn header(self) -> Result<Header, PortraitError> {
        let Self { frame, notes, scans, .. } = self;
        if !self.ended && !self.complete {
            return Err(PortraitError::Truncated(PortraitFormat::Jpeg));
        }
        let frame = frame.filter(|_| scans > 0).ok_or(damaged())?;
        let (width, height) = (u32::from(frame.width), u32::from(frame.height));
        let kind = frame.kind()?;
        // Whole blocks are gone over, so a narrow picture counts as a wider one.
        let block = |side: u32| u64::from(side.next_multiple_of(16));
        let scanned = block(width) * block(height) * u64::try_from(scans).unwrap_or(u64::MAX);
        if scans > limits::SCANS || (scans > 1 && scanned > limits::SCANNED_PIXELS) {
            return Err(PortraitError::TooManyScans { width, height, scans });
        }
        admit(PortraitFormat::Jpeg, (width, height), frame.memory())?;
        let orientation = notes.exif.map(Orientation::from_exif).unwrap_or_default();
        let colours = notes.colours(kind);
        let model = Model::of(&frame, &notes);
        let is_plain = frame.marker == 0xC0
            && scans == 1
            && self.joint
            && self.ended
            && matches!(model, Model::Grey | Model::YCbCr)
            && colours.look_like_srgb(kind);
        Ok(Header {
            #[cfg(feature = "mozjpeg")]
            is_sequential: frame.marker <= 0xC1 && scans == 1 && self.joint,
            #[cfg(feature = "mozjpeg")]
            unit_height: frame.components.iter().map(|(_, _, down)| u32::from(*down) * 8).max().unwrap_or(8),
            width,
            height,
            kind,
            orientation,
            colours,
            is_plain,
            is_ended: self.ended,
            model,
            pieces: self.pieces,
        })
    }
}

fn damaged() -> PortraitError {
    PortraitError::Damaged(PortraitFormat::Jpeg)
}

impl<'a> Notes<'a> {
    /// Whether it says how the components are to be taken, which is part of the picture.
    fn read(&mut self, marker: u8, payload: &'a [u8]) -> bool {
        match marker {
            0xE0 if payload.starts_with(b"JFIF\0") => self.jfif = true,
            0xE1 if self.exif.is_none() => self.exif = payload.strip_prefix(b"Exif\0\0"),
            0xE2 if self.icc.len() < ICC_PARTS => {
                // Number and count of the part, then the part.
                let part = payload.strip_prefix(b"ICC_PROFILE\0").and_then(<[u8]>::split_first_chunk::<2>);
                self.icc.extend(part.map(|(place, data)| (place[0], data)));
            }
            0xEE if payload.starts_with(b"Adobe") => self.adobe = payload.get(11).copied(),
            _ => {}
        }
        (marker == 0xE0 && payload.starts_with(b"JFIF\0"))
            || (marker == 0xEE && payload.starts_with(b"Adobe"))
    }

    fn colours(&self, kind: Kind) -> Colours {
        if self.icc.is_empty() {
            return Colours::Srgb;
        }
        let mut parts: Vec<_> = self.icc.iter().collect();
        parts.sort_by_key(|(place, _)| *place);
        let whole: usize = parts.iter().map(|(_, data)| data.len()).sum();
        // What is too long is not read, so it need not be put together.
        let mut icc = Vec::with_capacity(whole.min(PROFILE + 1));
        parts.iter().take_while(|_| whole <= PROFILE).for_each(|(_, data)| icc.extend_from_slice(data));
        Colours::from_icc(&icc, kind)
    }
}

impl Header {
    /// The denominator of the scale at which to decode it for a picture of so many pixels on the longer side.
    pub(super) fn scale(&self, longest: u32) -> u32 {
        scale(self.width, self.height, longest)
    }

    /// The sides at that scale.
    pub(super) fn scaled(&self, scale: u32) -> (u32, u32) {
        (self.width.div_ceil(scale), self.height.div_ceil(scale))
    }

    /// How many bytes its pixels have at that scale.
    pub(super) fn scaled_bytes(&self, scale: u32) -> usize {
        let (width, height) = self.scaled(scale);
        size(width) * size(height) * self.kind.channels()
    }
}
