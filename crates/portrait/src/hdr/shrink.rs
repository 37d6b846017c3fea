//! Makes a picture of high dynamic range smaller while it is read, before its numbers become sRGB's: that is most of the
//! work.

use super::Hdr;
use crate::number::size;
use crate::opacity::on_white;
use crate::raster::{Kind, Raster};

/// Takes a picture's rows from the top and keeps the means of squares of pixels, in sRGB and on white.
pub(crate) struct HdrShrinker<'a> {
    hdr: &'a Hdr,
    /// Whether samples have 16 bits, and whether each pixel has its opacity behind it.
    wide: bool,
    opacity: bool,
    /// Pixels across and down that become one.
    factor: u32,
    /// The rows that came, and their width.
    rows: u32,
    width: u32,
    sums: Vec<u64>,
    shrunk: Raster,
}

impl<'a> HdrShrinker<'a> {
    /// For a picture of this size that is wanted with at least `longest` pixels on its longer side, where it has them.
    pub(crate) fn new(
        hdr: &'a Hdr,
        (wide, opacity): (bool, bool),
        (width, height): (u32, u32),
        kind: Kind,
        longest: u32,
    ) -> Self {
        let factor = (width.max(height) / longest.max(1)).max(1);
        let shrunk = Raster::new(width.div_ceil(factor), height.div_ceil(factor), kind);
        let sums = vec![0; size(shrunk.width) * (kind.channels() + usize::from(opacity))];
        Self { hdr, wide, opacity, factor, rows: 0, width, sums, shrunk }
    }

    fn samples(&self) -> usize {
        self.shrunk.kind.channels() + usize::from(self.opacity)
    }

    /// The next row.
    pub(crate) fn push(&mut self, row: &[u8]) {
        let (samples, bytes) = (self.samples(), if self.wide { 2 } else { 1 });
        let squares = row.chunks(size(self.factor) * samples * bytes);
        for (sums, square) in self.sums.chunks_exact_mut(samples).zip(squares) {
            for pixel in square.chunks_exact(samples * bytes) {
                for (sum, sample) in sums.iter_mut().zip(pixel.chunks_exact(bytes)) {
                    *sum += match *sample {
                        [high, low] => u64::from(u16::from_be_bytes([high, low])),
                        [eight] => u64::from(eight) * 257,
                        _ => 0,
                    };
                }
            }
        }
        self.rows += 1;
        if self.rows.is_multiple_of(self.factor) {
            self.finish_row(self.factor);
        }
    }

    /// The whole picture.
    pub(crate) fn finish(mut self) -> Raster {
        let rest = self.rows % self.factor;
        if rest != 0 {
            self.finish_row(rest);
        }
        self.shrunk
    }

    /// Writes the means of the last `rows` rows.
    fn finish_row(&mut self, rows: u32) {
        let (samples, kind) = (self.samples(), self.shrunk.kind);
        let mut means = Vec::with_capacity(self.sums.len() * 2);
        let mut left = self.width;
        for sums in self.sums.chunks_exact_mut(samples) {
            let count = u64::from(rows) * u64::from(left.min(self.factor)).max(1);
            left = left.saturating_sub(self.factor);
            for sum in sums {
                let mean = u16::try_from((*sum + count / 2) / count).unwrap_or(u16::MAX);
                means.extend(mean.to_be_bytes());
                *sum = 0;
            }
        }
        let (mut shown, mut opaque) = (Vec::new(), Vec::new());
        self.hdr.convert(&means, true, kind, self.opacity, &mut shown);
        if self.opacity {
            on_white(&shown, kind.channels(), &mut opaque);
            shown = opaque;
        }
        let row = size(self.rows.saturating_sub(1) / self.factor);
        if let Some(into) = self.shrunk.rows_mut().nth(row).filter(|into| into.len() == shown.len()) {
            into.copy_from_slice(&shown);
        }
    }
}
