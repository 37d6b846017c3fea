//! What a JPEG's frame header says: its kind, its size, its components.

use crate::raster::Kind;
use crate::{PortraitError, limits};

/// Bytes of one block of 8 x 8 coefficients.
const BLOCK: u64 = 128;

/// What the frame's header says.
pub(super) struct Frame {
    pub(super) marker: u8,
    precision: u8,
    pub(super) height: u16,
    pub(super) width: u16,
    /// Identifier, and sampling factors across and down.
    pub(super) components: Vec<(u8, u8, u8)>,
}

impl Frame {
    pub(super) fn read(marker: u8, payload: &[u8]) -> Option<Self> {
        let (&[precision, a, b, c, d, count], components) = payload.split_first_chunk::<6>()?;
        let components: Vec<_> = components
            .chunks_exact(3)
            .take(usize::from(count))
            .map(|component| match *component {
                [id, factors, _] => (id, factors >> 4, factors & 15),
                _ => (0, 0, 0),
            })
            .collect();
        let (height, width) = (u16::from_be_bytes([a, b]), u16::from_be_bytes([c, d]));
        let factors = 1..=4;
        let sound = components.len() == usize::from(count)
            && components.iter().all(|(_, across, down)| factors.contains(across) && factors.contains(down));
        (sound && width > 0 && height > 0).then_some(Self { marker, precision, height, width, components })
    }

    /// Whether its picture comes piece by piece.
    pub(super) fn is_progressive(&self) -> bool {
        self.marker == 0xC2
    }

    /// What its pixels are once they are decoded.
    pub(super) fn kind(&self) -> Result<Kind, PortraitError> {
        match self.marker {
            0xC3 | 0xC7 | 0xCB | 0xCF => return Err(PortraitError::UnusualJpeg("lossless")),
            0xC5 | 0xC6 | 0xCD | 0xCE => return Err(PortraitError::UnusualJpeg("hierarchical")),
            0xC9 | 0xCA => return Err(PortraitError::UnusualJpeg("arithmetic-coded")),
            _ => {}
        }
        match (self.precision, self.components.len()) {
            (8, 1) => Ok(Kind::Grey),
            (8, 3) => Ok(Kind::Rgb),
            (8, 4) => Ok(Kind::Cmyk),
            (8, _) => Err(PortraitError::UnusualJpeg("of an unknown number of components")),
            _ => Err(PortraitError::UnusualJpeg("of 12 bits a sample")),
        }
    }

    /// What a decoder needs, in bytes: for a progressive one all coefficients, else the samples at the scale at which
    /// they are decoded, per component and once more together.
    pub(super) fn memory(&self) -> u64 {
        let (most_across, most_down) = self
            .components
            .iter()
            .fold((1, 1), |(across, down), component| (across.max(component.1), down.max(component.2)));
        let blocks = |side: u16, factor: u8, most: u8| {
            let units = u64::from(side).div_ceil(u64::from(most) * 8);
            units * u64::from(factor)
        };
        let all: u64 = self
            .components
            .iter()
            .map(|(_, across, down)| {
                blocks(self.width, *across, most_across) * blocks(self.height, *down, most_down)
            })
            .sum();
        let coefficients = if self.is_progressive() { all * BLOCK } else { 0 };
        // At worst a quarter of the blocks' 64 samples is kept where the picture is large, twice.
        let scale = scale(u32::from(self.width), u32::from(self.height), limits::DECODED_SIDE);
        let side = u64::from(8 / scale);
        let pixels = u64::from(self.width).div_ceil(u64::from(scale))
            * u64::from(self.height).div_ceil(u64::from(scale));
        let together = pixels * u64::try_from(self.components.len()).unwrap_or(4);
        coefficients + all * side * side + together
    }
}

/// The largest of the scales 1/8, 1/4, 1/2 and 1 (as its denominator) at which a picture still has `longest` pixels on
/// its longer side.
pub(super) fn scale(width: u32, height: u32, longest: u32) -> u32 {
    let longer = width.max(height);
    [8, 4, 2].into_iter().find(|scale| longer.div_ceil(*scale) >= longest).unwrap_or(1)
}
