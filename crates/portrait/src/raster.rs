//! A decoded picture.

use zeroize::Zeroizing;

use crate::number::{float, size};

/// What a pixel's bytes are.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Kind {
    /// One: lightness.
    Grey,
    /// Three: red, green, blue.
    Rgb,
    /// Four: cyan, magenta, yellow, black; 0 is no ink.
    Cmyk,
}

impl Kind {
    /// Bytes per pixel.
    pub(crate) fn channels(self) -> usize {
        match self {
            Self::Grey => 1,
            Self::Rgb => 3,
            Self::Cmyk => 4,
        }
    }
}

/// Rows of a band: as many as an encoder with 4:2:0 takes at a time.
const BAND: usize = 16;

/// One band of so many is in a sample.
const EVERY: usize = 3;

/// Pixels, row by row from the top, without gaps. Neither side is 0. Zeroised on drop.
pub(crate) struct Raster {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) kind: Kind,
    pub(crate) samples: Zeroizing<Vec<u8>>,
}

impl Raster {
    /// A black one (without ink, where it is CMYK).
    pub(crate) fn new(width: u32, height: u32, kind: Kind) -> Self {
        let samples = vec![0; size(width) * size(height) * kind.channels()];
        Self { width, height, kind, samples: Zeroizing::new(samples) }
    }

    /// A picture from its bytes; `None` where their number is not that of the pixels, or there are none.
    pub(crate) fn from_samples(width: u32, height: u32, kind: Kind, samples: Vec<u8>) -> Option<Self> {
        let samples = Zeroizing::new(samples);
        let fits = samples.len() == size(width) * size(height) * kind.channels() && !samples.is_empty();
        fits.then_some(Self { width, height, kind, samples })
    }

    /// Bytes per row; never 0.
    fn row_bytes(&self) -> usize {
        size(self.width).max(1) * self.kind.channels()
    }

    pub(crate) fn rows_mut(&mut self) -> impl Iterator<Item = &mut [u8]> {
        let bytes = self.row_bytes();
        self.samples.chunks_exact_mut(bytes)
    }

    /// Bands of rows from top to bottom, and the share of the picture that they are; `None` where it is too small for
    /// some to stand for all.
    pub(crate) fn sample(&self) -> Option<(Self, f64)> {
        let bands = || self.samples.chunks(self.row_bytes() * BAND);
        if bands().count() < 4 * EVERY {
            return None;
        }
        let samples: Vec<u8> = bands().skip(EVERY / 2).step_by(EVERY).flatten().copied().collect();
        let share = float(samples.len()) / float(self.samples.len());
        let height = u32::try_from(samples.len() / self.row_bytes()).ok()?;
        Self::from_samples(self.width, height, self.kind, samples).map(|sample| (sample, share))
    }
}
