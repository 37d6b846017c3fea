//! The encoder in pure Rust.

use jpeg_encoder::{ChromaSubsamplingMethod, ColorType, Encoder, QuantizationTableType, SamplingFactor};

use super::Coarseness;
use crate::number::float;
use crate::quality_search::{AIM, about};
use crate::raster::Raster;

/// What a file has besides the picture's data, in bytes: its tables, above all.
const HEADERS: f64 = 625.0;

// Of the tables that are in use, these keep most of a face in 20,000 bytes: 2.8 points of SSIMULACRA 2 more than those of
// ITU-T T.81, annex K.

/// How coarsely lightness is kept at quality 50, row by row: mozjpeg's table tuned for PSNR-HVS (its `jcparam.c`).
#[rustfmt::skip]
const LIGHTNESS: [u16; 64] = [
    9, 10, 12, 14, 27, 32, 51, 62,
    11, 12, 14, 19, 27, 44, 59, 73,
    12, 14, 18, 25, 42, 59, 79, 78,
    17, 18, 25, 42, 61, 92, 87, 92,
    23, 28, 42, 75, 79, 112, 112, 99,
    40, 42, 59, 84, 88, 124, 132, 111,
    42, 64, 78, 95, 105, 126, 125, 99,
    70, 75, 100, 102, 116, 100, 107, 98,
];

/// The same for colour.
#[rustfmt::skip]
const COLOUR: [u16; 64] = [
    9, 10, 17, 19, 62, 89, 91, 97,
    12, 13, 18, 29, 84, 91, 88, 98,
    14, 19, 29, 93, 95, 95, 98, 97,
    20, 26, 84, 88, 95, 95, 98, 94,
    26, 86, 91, 93, 97, 99, 98, 99,
    99, 100, 98, 99, 99, 99, 99, 99,
    99, 99, 99, 99, 99, 99, 99, 99,
    97, 97, 99, 99, 99, 99, 97, 99,
];

/// Where to begin to look for a size: where a part of the picture has its part of it, which takes a third of the time.
pub(crate) fn first_guess(picture: &Raster, room: usize) -> Coarseness {
    let usual = Coarseness::of_quality(57.0);
    let Some((sample, share)) = picture.sample() else { return usual };
    let wanted = HEADERS + (float(room) * AIM - HEADERS) * share;
    about(wanted, usual, |coarseness| encode(&sample, coarseness)).unwrap_or(usual)
}

/// Encodes an RGB picture; `None` where a side is over 65,535.
pub(crate) fn encode(picture: &Raster, coarseness: Coarseness) -> Option<Vec<u8>> {
    let mut file = Vec::with_capacity(32 * 1024);
    // The quality counts for nothing where the tables are given.
    let mut encoder = Encoder::new(&mut file, 100);
    encoder.set_sampling_factor(SamplingFactor::R_4_2_0);
    encoder.set_chroma_subsampling_method(ChromaSubsamplingMethod::Average);
    // With Huffman tables of the picture's own this encoder writes three scans, which some programs cannot read.
    encoder.set_optimized_huffman_tables(false);
    let table = |at_50| QuantizationTableType::Custom(Box::new(coarseness.table(at_50)));
    encoder.set_quantization_tables(table(&LIGHTNESS), table(&COLOUR));
    let (width, height) = (u16::try_from(picture.width).ok()?, u16::try_from(picture.height).ok()?);
    encoder.encode(&picture.samples, width, height, ColorType::Rgb).ok()?;
    Some(file)
}
