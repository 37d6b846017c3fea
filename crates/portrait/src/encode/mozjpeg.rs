//! The encoder of the C library mozjpeg: trellis quantisation, and Huffman tables of the picture's own.

use mozjpeg::qtable::{MSSSIM_Chroma, MSSSIM_Luma};
use mozjpeg::{ColorSpace, Compress, ScanMode};

use super::Coarseness;
use crate::number::{float, size};
use crate::quality_search::{AIM, about};
use crate::raster::Raster;

/// What a file without trellis quantisation has of the size with it, as a rule.
const TRELLIS_SAVES: f64 = 0.875;

/// What a file has besides the picture's data, in bytes.
const HEADERS: f64 = 350.0;

/// Where to begin to look for a size: where a part of the picture, without trellis quantisation, has its part of it. That
/// takes a tenth of the time.
pub(crate) fn first_guess(picture: &Raster, room: usize) -> Coarseness {
    let usual = Coarseness::of_quality(68.0);
    let Some((sample, share)) = picture.sample() else { return usual };
    let wanted = HEADERS + (float(room) * AIM / TRELLIS_SAVES - HEADERS) * share;
    about(wanted, usual, |coarseness| write(&sample, coarseness, false)).unwrap_or(usual)
}

/// Encodes an RGB picture; `None` where a side is over 65,535.
pub(crate) fn encode(picture: &Raster, coarseness: Coarseness) -> Option<Vec<u8>> {
    write(picture, coarseness, true)
}

fn write(picture: &Raster, coarseness: Coarseness, trellis: bool) -> Option<Vec<u8>> {
    let mut encoder = Compress::new(ColorSpace::JCS_RGB);
    encoder.set_size(size(picture.width), size(picture.height));
    // These set everything else back, so they come first.
    if trellis {
        // Together they make one scan, and keep the trellis.
        encoder.set_scan_optimization_mode(ScanMode::AllComponentsTogether);
        encoder.set_optimize_scans(false);
    } else {
        encoder.set_fastest_defaults();
    }
    encoder.set_optimize_coding(true);
    encoder.set_chroma_sampling_pixel_sizes((2, 2), (2, 2));
    // These tables keep half a point of SSIMULACRA 2 more than the library's own choice, and never go over 255, which
    // would not be baseline.
    // Low frequencies are kept a little finer: steps that are equal in a table then do not all change at once.
    let (low, high) = (coarseness.quality(0.94), coarseness.quality(1.0));
    encoder.set_luma_qtable(&MSSSIM_Luma.scaled(low, high));
    encoder.set_chroma_qtable(&MSSSIM_Chroma.scaled(low, high));
    let mut started = encoder.start_compress(Vec::with_capacity(32 * 1024)).ok()?;
    started.write_scanlines(&picture.samples).ok()?;
    started.finish().ok()
}
