//! PNG files (ISO/IEC 15948, W3C PNG third edition).

mod chunks;

use std::io::{Cursor, ErrorKind};

use heyan_core::PortraitFormat;
use png::{BitDepth, ColorType, DecodeOptions, Decoder, DecodingError, Info, Limits, Transformations};
use zeroize::Zeroizing;

use chunks::Chunks;

use crate::admit::admit;
use crate::colour::Colours;
use crate::hdr::HdrShrinker;
use crate::opacity::on_white;
use crate::orientation::Orientation;
use crate::raster::{Kind, Raster};
use crate::shrink::Shrinker;
use crate::{PortraitError, limits};

/// The most bytes that the decoder takes for what is not pixels: profiles, texts, one row.
const DECODER: usize = 16 * 1024 * 1024;

/// What the tables of a picture of high dynamic range take, in bytes.
const HDR: u64 = 512 * 1024;

/// The header of a PNG that can be decoded within the limits.
pub(crate) struct Header {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) orientation: Orientation,
    pub(crate) colours: Colours,
    interlaced: bool,
    /// Whether the chunks of pixels are there to the last byte, checksums included.
    pixels_are_whole: bool,
}

impl Header {
    /// Whether it is of high dynamic range.
    pub(crate) fn is_hdr(&self) -> bool {
        matches!(self.colours, Colours::Hdr(_))
    }
}

/// Reads everything before the pixels.
pub(crate) fn read(bytes: &[u8]) -> Result<Header, PortraitError> {
    let mut decoder = decoder(bytes, false);
    // The sides alone, before anything is made room for.
    let info = decoder.read_header_info().map_err(refused)?;
    let (width, height, interlaced) = (info.width, info.height, info.interlaced);
    let channels = match info.color_type {
        ColorType::Grayscale => 1,
        ColorType::GrayscaleAlpha => 2,
        ColorType::Rgb => 3,
        ColorType::Rgba | ColorType::Indexed => 4,
    };
    let depth = if info.bit_depth == BitDepth::Sixteen { 2 } else { 1 };
    let pixels = u64::from(width) * u64::from(height);
    let row = u64::from(width) * channels * depth;
    // The rows of an interlaced picture come in seven passes, so all of it is kept.
    let whole = if interlaced { pixels * channels } else { 0 };
    admit(PortraitFormat::Png, (width, height), whole + 4 * row)?;
    if pixels * channels * depth > limits::PNG_PIXEL_BYTES {
        let (format, limit) = (PortraitFormat::Png, limits::PNG_PIXEL_BYTES / (channels * depth));
        return Err(PortraitError::TooManyPixels { format, width, height, limit });
    }
    let reader = decoder.read_info().map_err(refused)?;
    let info = reader.info();
    let orientation = info.exif_metadata.as_deref().map(Orientation::from_exif).unwrap_or_default();
    let chunks = Chunks::walk(bytes);
    let colours = colours(info, &chunks);
    if matches!(colours, Colours::Hdr(_)) {
        admit(PortraitFormat::Png, (width, height), (whole + 4 * row) * depth + HDR)?;
    }
    Ok(Header { width, height, orientation, colours, interlaced, pixels_are_whole: chunks.pixels_are_whole })
}

/// The picture, with at least `longest` pixels on its longer side where it has them, on white where it is transparent.
pub(crate) fn decode(bytes: &[u8], header: &Header, longest: u32) -> Result<Raster, PortraitError> {
    let mut reader = decoder(bytes, header.is_hdr()).read_info().map_err(refused)?;
    let (colour, depth) = reader.output_color_type();
    let (kind, transparent) = match colour {
        ColorType::Grayscale => (Kind::Grey, false),
        ColorType::GrayscaleAlpha => (Kind::Grey, true),
        ColorType::Rgb => (Kind::Rgb, false),
        ColorType::Rgba => (Kind::Rgb, true),
        ColorType::Indexed => return Err(PortraitError::Damaged(PortraitFormat::Png)),
    };
    let sides = (header.width, header.height);
    let mut rows = match &header.colours {
        Colours::Hdr(hdr) => {
            let samples = (depth == BitDepth::Sixteen, transparent);
            Rows::Hdr(HdrShrinker::new(hdr, samples, sides, kind, longest))
        }
        _ => Rows::Plain(Shrinker::new(sides.0, sides.1, kind, longest), transparent.then_some(kind)),
    };
    let mut opaque = Vec::new();
    let mut push = |row: &[u8]| match &mut rows {
        Rows::Hdr(shrinker) => shrinker.push(row),
        Rows::Plain(shrinker, None) => shrinker.push(row),
        Rows::Plain(shrinker, Some(kind)) => {
            opaque.clear();
            on_white(row, kind.channels(), &mut opaque);
            shrinker.push(&opaque);
        }
    };
    if header.interlaced {
        let bytes = reader.output_buffer_size().unwrap_or_default();
        let mut whole = Zeroizing::new(vec![0; bytes]);
        let frame = reader.next_frame(&mut whole).map_err(refused)?;
        whole.chunks_exact(frame.line_size.max(1)).for_each(&mut push);
    } else {
        for _ in 0..header.height {
            let row = reader.next_row().map_err(refused)?;
            push(row.ok_or(PortraitError::Truncated(PortraitFormat::Png))?.data());
        }
    }
    // The checksum of the pixels stands behind them. What stands behind that says nothing of them.
    match reader.finish().map_err(refused) {
        Err(PortraitError::Truncated(_)) if header.pixels_are_whole => Ok(rows.finish()),
        finished => finished.map(|()| rows.finish()),
    }
}

/// What takes the rows.
enum Rows<'a> {
    Hdr(HdrShrinker<'a>),
    /// With the kind of the pixels before whose colours their opacity stands.
    Plain(Shrinker, Option<Kind>),
}

impl Rows<'_> {
    fn finish(self) -> Raster {
        match self {
            Self::Hdr(shrinker) => shrinker.finish(),
            Self::Plain(shrinker, _) => shrinker.finish(),
        }
    }
}

fn decoder(bytes: &[u8], wide: bool) -> Decoder<Cursor<&[u8]>> {
    let mut options = DecodeOptions::default();
    // The checksum of the pixels counts: by default only those of the chunks do.
    options.set_ignore_adler32(false);
    let mut decoder = Decoder::new_with_options(Cursor::new(bytes), options);
    decoder.set_limits(Limits { bytes: DECODER });
    let narrow = if wide { Transformations::IDENTITY } else { Transformations::STRIP_16 };
    decoder.set_transformations(Transformations::EXPAND | narrow);
    decoder.set_ignore_text_chunk(true);
    decoder
}

/// Of several ways in which a PNG says what its numbers mean, the first counts (W3C PNG third edition, 4.3).
fn colours(info: &Info<'_>, chunks: &Chunks) -> Colours {
    let kind = match info.color_type {
        ColorType::Grayscale | ColorType::GrayscaleAlpha => Kind::Grey,
        _ => Kind::Rgb,
    };
    if let Some(points) = &info.coding_independent_code_points {
        let numbers = [points.color_primaries, points.transfer_function, points.matrix_coefficients];
        return Colours::from_code_points(numbers, points.is_video_full_range_image, kind);
    }
    if let Some(icc) = &info.icc_profile {
        return Colours::from_icc(icc, kind);
    }
    // The decoder passes over chunks that it cannot read.
    if chunks.tell_of_colours {
        return Colours::Unknown("what it says of its colours cannot be read");
    }
    let gamma = match info.gama_chunk {
        Some(gamma) if info.srgb.is_none() => gamma.into_value(),
        _ => return Colours::Srgb,
    };
    let srgb = [(0.64, 0.33), (0.30, 0.60), (0.15, 0.06), (0.3127, 0.3290)];
    let primaries = info.chrm_chunk.map_or(srgb, |chromaticities| {
        [chromaticities.red, chromaticities.green, chromaticities.blue, chromaticities.white]
            .map(|(x, y)| (x.into_value(), y.into_value()))
    });
    Colours::from_gamma(gamma, primaries, kind)
}

fn refused(error: DecodingError) -> PortraitError {
    match error {
        DecodingError::IoError(error) if error.kind() == ErrorKind::UnexpectedEof => {
            PortraitError::Truncated(PortraitFormat::Png)
        }
        _ => PortraitError::Damaged(PortraitFormat::Png),
    }
}
