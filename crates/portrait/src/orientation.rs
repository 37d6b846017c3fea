//! Which way is up: the EXIF tag, and turning a picture by it.

use exif::{In, Reader, Tag};

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
    /// Reads it from EXIF data (TIFF, without the `Exif` header). What cannot be read is upright: that is what every
    /// other program shows.
    pub(crate) fn from_exif(data: &[u8]) -> Self {
        let read = Reader::new().continue_on_error(true).read_raw(data.to_vec());
        let exif = read.or_else(|error| error.distill_partial_result(|_errors| ()));
        let field = exif.ok().and_then(|exif| {
            exif.get_field(Tag::Orientation, In::PRIMARY).and_then(|field| field.value.get_uint(0))
        });
        match field {
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
        let (last_x, last_y) = (size(width).saturating_sub(1), size(height).saturating_sub(1));
        for (y, row) in upright.rows_mut().enumerate() {
            for (x, pixel) in row.chunks_exact_mut(bytes).enumerate() {
                let (from_x, from_y) = match self {
                    Self::Upright => (x, y),
                    Self::Mirrored => (last_x - x, y),
                    Self::UpsideDown => (last_x - x, last_y - y),
                    Self::Flipped => (x, last_y - y),
                    Self::Transposed => (y, x),
                    Self::Left => (y, last_y - x),
                    Self::Transversed => (last_x - y, last_y - x),
                    Self::Right => (last_x - y, x),
                };
                if let Some(from) = picture.pixel(from_x, from_y) {
                    pixel.copy_from_slice(from);
                }
            }
        }
        upright
    }
}
