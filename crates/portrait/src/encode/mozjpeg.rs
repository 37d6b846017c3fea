//! The encoder of the C library mozjpeg: trellis quantisation, and Huffman tables of the picture's own.

use mozjpeg::{ColorSpace, Compress, ScanMode};

use super::Coarseness;
use crate::number::size;
use crate::raster::Raster;

/// Encodes an RGB picture; `None` where a side is over 65,535.
pub(crate) fn encode(picture: &Raster, coarseness: Coarseness) -> Option<Vec<u8>> {
    let mut encoder = Compress::new(ColorSpace::JCS_RGB);
    encoder.set_size(size(picture.width), size(picture.height));
    // These two set everything else back, so they come first. Together they make one scan, and keep the trellis.
    encoder.set_scan_optimization_mode(ScanMode::AllComponentsTogether);
    encoder.set_optimize_scans(false);
    encoder.set_optimize_coding(true);
    encoder.set_chroma_sampling_pixel_sizes((2, 2), (2, 2));
    encoder.set_quality(coarseness.quality());
    let mut started = encoder.start_compress(Vec::with_capacity(32 * 1024)).ok()?;
    started.write_scanlines(&picture.samples).ok()?;
    started.finish().ok()
}
