//! Which way is up: the EXIF tag, and turning a picture by it.

use crate::number::size;
use crate::raster::Raster;

/// How a stored picture has to be turned to stand upright (EXIF 2.32, tag 274).
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) enum Orientation {
    /// 1: it is.
    #[default]
    Upright,
    /// 2: mirrored left to right.
    Mirrored,
    /// 3: turned by half.
    UpsideDown,
    /// 4: mirrored top to bottom.
    Flipped,
    /// 5: rows are columns.
    Transposed,
    /// 6: to be turned clockwise by a quarter.
    Left,
    /// 7: rows are columns, from the other corner.
    Transversed,
    /// 8: to be turned counterclockwise by a quarter.
    Right,
}

impl Orientation {
    /// Reads it from EXIF data (TIFF 6.0, without the `Exif` header): from the first directory, and from nothing else in
    /// it. What cannot be read is upright: that is what every other program shows.
    pub(crate) fn from_exif(data: &[u8]) -> Self {
        match tag(data) {
            Some(2) => Self::Mirrored,
            Some(3) => Self::UpsideDown,
            Some(4) => Self::Flipped,
            Some(5) => Self::Transposed,
            Some(6) => Self::Left,
            Some(7) => Self::Transversed,
            Some(8) => Self::Right,
            _ => Self::Upright,
        }
    }

    /// Whether rows become columns.
    pub(crate) fn swaps_sides(self) -> bool {
        matches!(self, Self::Transposed | Self::Left | Self::Transversed | Self::Right)
    }

    /// The picture upright.
    pub(crate) fn apply(self, picture: Raster) -> Raster {
        if self == Self::Upright {
            return picture;
        }
        let (width, height) = (picture.width, picture.height);
        let sides = if self.swaps_sides() { (height, width) } else { (width, height) };
        let mut upright = Raster::new(sides.0, sides.1, picture.kind);
        let bytes = picture.kind.channels();
        let (width, height) = (size(width), size(height));
        for (y, row) in upright.rows_mut().enumerate() {
            let (mut at, step) = self.walk(width, height, y);
            for pixel in row.chunks_exact_mut(bytes) {
                if let Some(from) = picture.samples.get(at * bytes..).and_then(|rest| rest.get(..bytes)) {
                    pixel.copy_from_slice(from);
                }
                at = at.wrapping_add(step);
            }
        }
        upright
    }

    /// Which pixels of a stored picture make this row of the upright one: the first, and how far on the next one is, which
    /// may be backwards.
    fn walk(self, width: usize, height: usize, row: usize) -> (usize, usize) {
        let (last_x, last_y) = (width.saturating_sub(1), height.saturating_sub(1));
        let back = |step: usize| 0_usize.wrapping_sub(step);
        match self {
            Self::Upright => (row * width, 1),
            Self::Mirrored => (row * width + last_x, back(1)),
            Self::UpsideDown => ((last_y - row) * width + last_x, back(1)),
            Self::Flipped => ((last_y - row) * width, 1),
            Self::Transposed => (row, width),
            Self::Left => (last_y * width + row, back(width)),
            Self::Transversed => (last_y * width + last_x - row, back(width)),
            Self::Right => (last_x - row, width),
        }
    }
}

/// The tag's number in the first directory of a TIFF structure, written as a short or as a long.
fn tag(data: &[u8]) -> Option<u32> {
    let is_little = match data.get(..4)? {
        b"II*\0" => true,
        b"MM\0*" => false,
        _ => return None,
    };
    let short = |at: usize| {
        let bytes = *data.get(at..)?.first_chunk::<2>()?;
        Some(if is_little { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) })
    };
    let long = |at: usize| {
        let bytes = *data.get(at..)?.first_chunk::<4>()?;
        Some(if is_little { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) })
    };
    let directory = size(long(4)?);
    let entries = usize::from(short(directory)?);
    let entry = (0..entries)
        .map_while(|n| directory.checked_add(2 + 12 * n).filter(|at| *at < data.len()))
        .find(|at| short(*at) == Some(0x0112))?;
    match short(entry + 2)? {
        3 => short(entry + 8).map(u32::from),
        4 => long(entry + 8),
        _ => None,
    }
}
