//! What can be known of a JPEG without decoding it.

use heyan_core::PortraitFormat;

use super::frame::{Frame, scale};
use super::segments::{EOI, SOS, segments};
use crate::admit::admit;
use crate::colour::Profile;
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
    pub(crate) profile: Option<Profile>,
    /// Read from top to bottom in one scan.
    #[cfg(feature = "mozjpeg")]
    pub(super) is_sequential: bool,
    /// Rows of pixels in one row of its blocks.
    #[cfg(feature = "mozjpeg")]
    pub(super) unit_height: u32,
    /// Baseline, in one scan that has all components: what every decoder reads.
    pub(crate) is_plain: bool,
    /// How its components are to be taken.
    pub(crate) model: Model,
    /// Where the data of its last scan end.
    pub(super) data_end: usize,
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

/// Reads the header of a whole file.
pub(crate) fn read(bytes: &[u8]) -> Result<Header, PortraitError> {
    let mut frame: Option<Frame> = None;
    let mut notes = Notes::default();
    let (mut scans, mut joint, mut ended, mut data_end) = (0_usize, false, false, 0);
    for segment in segments(bytes) {
        match segment.marker {
            // Every start of a frame; the others of the range are tables.
            marker @ (0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF) if frame.is_none() => {
                frame = Some(Frame::read(marker, segment.payload).ok_or(damaged())?);
            }
            SOS => {
                scans += 1;
                data_end = segment.place.end;
                let components = frame.as_ref().map(|frame| frame.components.len());
                joint = segment.payload.first().copied().map(usize::from) == components;
            }
            marker @ 0xE0..=0xEF if scans == 0 => notes.read(marker, segment.payload),
            EOI => ended = true,
            _ => {}
        }
    }
    if !ended {
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
    let profile = notes.profile();
    let model = Model::of(&frame, &notes);
    let is_plain = frame.marker == 0xC0
        && scans == 1
        && joint
        && matches!(model, Model::Grey | Model::YCbCr)
        && profile.as_ref().is_none_or(|profile| profile.looks_like_srgb(kind));
    Ok(Header {
        #[cfg(feature = "mozjpeg")]
        is_sequential: frame.marker <= 0xC1 && scans == 1 && joint,
        #[cfg(feature = "mozjpeg")]
        unit_height: frame.components.iter().map(|(_, _, down)| u32::from(*down) * 8).max().unwrap_or(8),
        width,
        height,
        kind,
        orientation,
        profile,
        is_plain,
        model,
        data_end,
    })
}

fn damaged() -> PortraitError {
    PortraitError::Damaged(PortraitFormat::Jpeg)
}

impl<'a> Notes<'a> {
    fn read(&mut self, marker: u8, payload: &'a [u8]) {
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
    }

    fn profile(&self) -> Option<Profile> {
        if self.icc.is_empty() {
            return None;
        }
        let mut parts: Vec<_> = self.icc.iter().collect();
        parts.sort_by_key(|(place, _)| *place);
        let whole = parts.iter().map(|(_, data)| data.len()).sum();
        let mut icc = Vec::with_capacity(whole);
        parts.iter().for_each(|(_, data)| icc.extend_from_slice(data));
        Profile::from_icc(&icc)
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
