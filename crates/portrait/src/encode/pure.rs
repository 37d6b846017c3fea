//! The encoder in pure Rust.

use jpeg_encoder::{ChromaSubsamplingMethod, ColorType, Encoder, QuantizationTableType, SamplingFactor};

use super::Coarseness;
use crate::raster::Raster;

/// How coarsely lightness is kept at quality 50 (ITU-T T.81, table K.1), row by row.
#[rustfmt::skip]
const LIGHTNESS: [u16; 64] = [
    16, 11, 10, 16, 24, 40, 51, 61,
    12, 12, 14, 19, 26, 58, 60, 55,
    14, 13, 16, 24, 40, 57, 69, 56,
    14, 17, 22, 29, 51, 87, 80, 62,
    18, 22, 37, 56, 68, 109, 103, 77,
    24, 35, 55, 64, 81, 104, 113, 92,
    49, 64, 78, 87, 103, 121, 120, 101,
    72, 92, 95, 98, 112, 100, 103, 99,
];

/// How coarsely colour is kept at quality 50 (ITU-T T.81, table K.2), row by row.
#[rustfmt::skip]
const COLOUR: [u16; 64] = [
    17, 18, 24, 47, 99, 99, 99, 99,
    18, 21, 26, 66, 99, 99, 99, 99,
    24, 26, 56, 99, 99, 99, 99, 99,
    47, 66, 99, 99, 99, 99, 99, 99,
    99, 99, 99, 99, 99, 99, 99, 99,
    99, 99, 99, 99, 99, 99, 99, 99,
    99, 99, 99, 99, 99, 99, 99, 99,
    99, 99, 99, 99, 99, 99, 99, 99,
];

/// Encodes an RGB picture; `None` where a side is over 65,535.
pub(crate) fn encode(picture: &Raster, coarseness: Coarseness) -> Option<Vec<u8>> {
    let mut file = Vec::with_capacity(32 * 1024);
    // The quality counts for nothing where the tables are given.
    let mut encoder = Encoder::new(&mut file, 100);
    encoder.set_sampling_factor(SamplingFactor::R_4_2_0);
    encoder.set_chroma_subsampling_method(ChromaSubsamplingMethod::Average);
    // With Huffman tables of the picture's own this encoder writes three scans, which some programs cannot read.
    encoder.set_optimized_huffman_tables(false);
    let table =
        |at_50: &[u16; 64]| QuantizationTableType::Custom(Box::new(at_50.map(|step| coarseness.step(step))));
    encoder.set_quantization_tables(table(&LIGHTNESS), table(&COLOUR));
    let (width, height) = (u16::try_from(picture.width).ok()?, u16::try_from(picture.height).ok()?);
    encoder.encode(&picture.samples, width, height, ColorType::Rgb).ok()?;
    Some(file)
}
