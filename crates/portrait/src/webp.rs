//! WebP files (RFC 9649).

mod prefix_code;
mod lossless;

use std::io::Cursor;

use heyan_core::PortraitFormat;
use image_webp::WebPDecoder;
use zeroize::Zeroizing;

use crate::admit::admit;
use crate::colour::{BROKEN, Colours};
use crate::number::size;
use crate::opacity::on_white;
use crate::orientation::Orientation;
use crate::raster::{Kind, Raster};
use crate::shrink::Shrinker;
use crate::{PortraitError, limits};

/// The most bytes of a profile or of EXIF data.
const METADATA: usize = 4 * 1024 * 1024;

/// The header of a WebP that can be decoded within the limits.
pub(crate) struct Header {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) orientation: Orientation,
    pub(crate) colours: Colours,
}

/// Reads everything but the pixels.
pub(crate) fn read(bytes: &[u8]) -> Result<Header, PortraitError> {
    // The length that the file says it has, counted from the ninth byte.
    let length = bytes.get(4..8).and_then(<[u8]>::first_chunk::<4>).map(|length| u32::from_le_bytes(*length));
    let missing = |length: u32| usize::try_from(length).is_ok_and(|length| length > bytes.len() - 8);
    if length.is_none_or(missing) {
        return Err(PortraitError::Truncated(PortraitFormat::WebP));
    }
    let mut decoder = decoder(bytes).ok_or(damaged())?;
    if decoder.is_animated() {
        return Err(PortraitError::Animated);
    }
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    // In bytes per pixel, as the decoder has them at the same time. Lossy: two planes of a quarter and one of lightness
    // beside the pixels, another picture for opacity, and twice the file, which it copies. Lossless: the pixels, and a
    // second time with opacity if that is not wanted.
    let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    let (numerator, denominator, copies) = match (decoder.is_lossy(), decoder.has_alpha()) {
        (true, false) => (9, 2, length.saturating_mul(2)),
        (true, true) => (21, 2, length.saturating_mul(2)),
        (false, false) => (7, 1, 0),
        (false, true) => (5, 1, 0),
    };
    let known = (pixels * numerator / denominator).saturating_add(copies);
    admit(PortraitFormat::WebP, (width, height), known)?;
    if decoder.is_lossy() && length.saturating_add(pixels * 3 / 10) > limits::WEBP_BYTES {
        return Err(PortraitError::TooMuchDetail { width, height, bytes: bytes.len() });
    }
    // The decoder makes room for the picture that it finds, and only then compares it with the canvas.
    if pictures(bytes).any(|sides| sides != (width, height)) {
        return Err(damaged());
    }
    let tables = tables(bytes, (width, height)).ok_or(damaged())?;
    admit(PortraitFormat::WebP, (width, height), known.saturating_add(tables))?;
    let exif = decoder.exif_metadata().ok().flatten();
    let icc = decoder.icc_profile();
    let orientation =
        exif.as_deref().map(|exif| Orientation::from_exif(exif.strip_prefix(b"Exif\0\0").unwrap_or(exif)));
    let colours = match icc {
        Ok(icc) => icc.map_or(Colours::Srgb, |icc| Colours::from_icc(&icc, Kind::Rgb)),
        // Over the limit.
        Err(_) => Colours::Unknown(BROKEN),
    };
    Ok(Header { width, height, orientation: orientation.unwrap_or_default(), colours })
}

/// The picture, with at least `longest` pixels on its longer side where it has them, on white where it is transparent.
pub(crate) fn decode(bytes: &[u8], header: &Header, longest: u32) -> Result<Raster, PortraitError> {
    let mut decoder = decoder(bytes).ok_or(damaged())?;
    let mut whole = Zeroizing::new(vec![0; decoder.output_buffer_size().ok_or(damaged())?]);
    decoder.read_image(&mut whole).map_err(|_| damaged())?;
    let channels = Kind::Rgb.channels() + usize::from(decoder.has_alpha());
    let mut shrinker = Shrinker::new(header.width, header.height, Kind::Rgb, longest);
    let row_bytes = whole.len() / size(header.height).max(1);
    let mut opaque = Vec::new();
    for row in whole.chunks_exact(row_bytes.max(1)) {
        if channels == Kind::Rgb.channels() {
            shrinker.push(row);
        } else {
            opaque.clear();
            on_white(row, Kind::Rgb.channels(), &mut opaque);
            shrinker.push(&opaque);
        }
    }
    Ok(shrinker.finish())
}

/// The most bytes that the decoder takes for one picture's tables: those of a picture, and those of its opacity, stand
/// there one after the other. `None` if the data are damaged before the pixels.
fn tables(bytes: &[u8], sides: (u32, u32)) -> Option<u64> {
    // The decoder keeps the first of each name, and reading a thousand that it ignores would take seconds.
    let first = |wanted: &[u8; 4]| chunks(bytes).find(|(name, _)| *name == wanted).map(|(_, data)| data);
    let picture = first(b"VP8L").map(|data| (data, false));
    let opacity = match first(b"ALPH") {
        // The lowest two bits tell how it is compressed (RFC 9649, 2.7.1.2).
        Some([how, data @ ..]) if how & 3 == 1 => Some((data, true)),
        _ => None,
    };
    picture
        .into_iter()
        .chain(opacity)
        .map(|(data, is_opacity)| lossless::memory(data, sides, is_opacity, limits::MEMORY))
        .try_fold(0, |most, memory| Some(memory?.max(most)))
}

/// The sides that each picture's own header gives: lossy (RFC 6386, 9.1) or lossless (RFC 9649, 3.4).
fn pictures(bytes: &[u8]) -> impl Iterator<Item = (u32, u32)> {
    chunks(bytes).filter_map(|(name, payload)| match (name, payload) {
        (b"VP8 ", [_, _, _, 0x9D, 0x01, 0x2A, a, b, c, d, ..]) => {
            let side = |low, high| u32::from(u16::from_le_bytes([low, high]) & 0x3FFF);
            Some((side(*a, *b), side(*c, *d)))
        }
        (b"VP8L", [0x2F, a, b, c, d, ..]) => {
            let bits = u32::from_le_bytes([*a, *b, *c, *d]);
            Some(((bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1))
        }
        _ => None,
    })
}

/// The chunks of a file: their names and what is in them.
fn chunks(bytes: &[u8]) -> impl Iterator<Item = (&[u8; 4], &[u8])> {
    let mut rest = bytes.get(12..).unwrap_or_default();
    std::iter::from_fn(move || {
        let (name, after) = rest.split_first_chunk::<4>()?;
        let (length, after) = after.split_first_chunk::<4>()?;
        let length = size(u32::from_le_bytes(*length));
        let payload = after.get(..length).unwrap_or(after);
        // Padded to an even length.
        rest = after.get(length.saturating_add(length % 2)..).unwrap_or_default();
        Some((name, payload))
    })
}

fn decoder(bytes: &[u8]) -> Option<WebPDecoder<Cursor<&[u8]>>> {
    let mut decoder = WebPDecoder::new(Cursor::new(bytes)).ok()?;
    decoder.set_memory_limit(METADATA);
    Some(decoder)
}

fn damaged() -> PortraitError {
    PortraitError::Damaged(PortraitFormat::WebP)
}
