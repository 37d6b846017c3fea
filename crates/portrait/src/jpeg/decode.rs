//! Decodes a JPEG at a fraction of its size: its blocks of 8 x 8 are never turned into more pixels than are wanted.

use jpeg_decoder::{ColorTransform, Decoder};

use super::header::{Header, Model};
use crate::raster::Raster;

/// The picture, with at least `longest` pixels on its longer side where it has them; `None` where it is damaged.
pub(crate) fn decode(bytes: &[u8], header: &Header, longest: u32) -> Option<Raster> {
    let mut decoder = Decoder::new(header.pieces.reader(bytes, GUARD));
    let scale = header.scale(longest);
    let (width, height) = header.scaled(scale);
    decoder.set_max_decoding_buffer_size(header.scaled_bytes(scale).max(1));
    // The decoder guesses otherwise than libjpeg where Adobe's note and the components' names disagree.
    decoder.set_color_transform(match header.model {
        Model::Grey => ColorTransform::Grayscale,
        Model::YCbCr => ColorTransform::YCbCr,
        Model::Rgb => ColorTransform::RGB,
        // Without a transformation it writes plane after plane.
        Model::Cmyk | Model::AdobeCmyk => ColorTransform::CMYK,
        Model::Ycck => ColorTransform::YCCK,
    });
    // It takes the scale at which one of the sides is large enough: the longer one is to decide.
    let (across, down) = if width >= height { (width, u32::MAX) } else { (u32::MAX, height) };
    let asked = |side| u16::try_from(side).unwrap_or(u16::MAX);
    let (width, height) = decoder.scale(asked(across), asked(down)).ok()?;
    let mut samples = decoder.decode().ok()?;
    if header.model == Model::Cmyk {
        // It takes all for Adobe's, in which 255 is no ink.
        samples.iter_mut().for_each(|ink| *ink = u8::MAX - *ink);
    }
    Raster::from_samples(u32::from(width), u32::from(height), header.kind, samples)
}

/// Escaped bytes of ones, which no Huffman code of a JPEG is made of (ITU-T T.81, C.2).
///
/// Where the data end before the picture does, decoders go on with zeros and fill it with grey. These stand at their end:
/// whoever still wants data there fails, and whoever has the whole picture skips them.
const GUARD: &[u8] = &[
    0xFF, 0, 0xFF, 0, 0xFF, 0, 0xFF, 0, 0xFF, 0, 0xFF, 0, 0xFF, 0, 0xFF, 0, 0xFF, 0, 0xFF, 0, 0xFF, 0, 0xFF,
    0, 0xFF, 0, 0xFF, 0, 0xFF, 0, 0xFF, 0, 0xFF, 0, 0xFF, 0, 0xFF, 0, 0xFF, 0, 0xFF, 0, 0xFF, 0, 0xFF, 0,
    0xFF, 0,
];
