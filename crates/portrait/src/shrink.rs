//! Makes a picture smaller by a whole number while it is read, row by row, so that it is never in memory as a whole.

use crate::number::size;
use crate::raster::{Kind, Raster};

/// Takes a picture's rows from the top and keeps the means of squares of pixels.
pub(crate) struct Shrinker {
    /// Pixels across and down that become one.
    factor: u32,
    /// The rows that came, and their width in bytes.
    rows: u32,
    sums: Vec<u32>,
    width: u32,
    shrunk: Raster,
}

impl Shrinker {
    /// For a picture of this size that is wanted with at least `longest` pixels on its longer side, where it has them.
    pub(crate) fn new(width: u32, height: u32, kind: Kind, longest: u32) -> Self {
        let factor = (width.max(height) / longest.max(1)).max(1);
        let shrunk = Raster::new(width.div_ceil(factor), height.div_ceil(factor), kind);
        let sums = vec![0; size(shrunk.width) * kind.channels()];
        Self { factor, rows: 0, sums, width, shrunk }
    }

    /// The next row.
    pub(crate) fn push(&mut self, row: &[u8]) {
        let channels = self.shrunk.kind.channels();
        let squares = row.chunks(size(self.factor) * channels);
        for (sums, square) in self.sums.chunks_exact_mut(channels).zip(squares) {
            for pixel in square.chunks_exact(channels) {
                for (sum, sample) in sums.iter_mut().zip(pixel) {
                    *sum += u32::from(*sample);
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
        let channels = self.shrunk.kind.channels();
        let row = size((self.rows - 1) / self.factor);
        let (factor, width) = (self.factor, self.width);
        let Some(into) = self.shrunk.rows_mut().nth(row) else { return };
        let mut left = width;
        for (pixel, sums) in into.chunks_exact_mut(channels).zip(self.sums.chunks_exact_mut(channels)) {
            let count = rows * left.min(factor);
            left = left.saturating_sub(factor);
            for (sample, sum) in pixel.iter_mut().zip(sums) {
                let mean = (*sum + count / 2) / count.max(1);
                *sample = u8::try_from(mean).unwrap_or(u8::MAX);
                *sum = 0;
            }
        }
    }
}
