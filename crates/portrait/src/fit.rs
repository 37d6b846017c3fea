//! The whole way: from any photo to a portrait inside the budget.

use heyan_core::{BudgetUnit, Portrait, PortraitFormat, PortraitSize, PortraitWarning as Warning};

use crate::encode::{Coarseness, encode, first_guess};
use crate::quality_search::finest;
use crate::raster::Raster;
use crate::resize::{resize, sides};
use crate::{Budget, Photo, PortraitError, limits};

/// Below it a smaller picture looks better than a coarser one.
const POOREST: f64 = 15.0;
/// The longest side of a picture that is too small to be made smaller.
const SMALLEST: u32 = 48;

/// A photo as an upright baseline JPEG inside the budget: in the best quality that fits, in one interleaved scan with
/// 4:2:0, in sRGB, without metadata. It is never enlarged. A file that is one already comes back byte for byte; where it
/// has metadata, they go and the picture stays as it is.
///
/// # Errors
/// What cannot be opened or decoded, or a budget that has room for no picture.
pub fn fit(bytes: &[u8], budget: &Budget) -> Result<Portrait, PortraitError> {
    Photo::open(bytes)?.fit(budget).map(|fitted| fitted.portrait)
}

/// A portrait inside a budget.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Fitted {
    /// The JPEG.
    pub portrait: Portrait,
    /// What the photo was.
    pub given: PortraitSize,
    /// What the portrait is: the same, where it is the photo itself, byte for byte.
    pub sent: PortraitSize,
    /// Whether it is the photo itself, byte for byte.
    pub untouched: bool,
    /// What is odd about the photo.
    pub warnings: Vec<Warning>,
}

impl Photo<'_> {
    /// As [`fit`], of an opened photo.
    ///
    /// # Errors
    /// What cannot be decoded, or a budget that has room for no picture.
    pub fn fit(&self, budget: &Budget) -> Result<Fitted, PortraitError> {
        if let Some(portrait) = self.as_it_is(budget) {
            return self.untouched(portrait);
        }
        let room = room(budget);
        let mut longest = budget.longest_side.max(1);
        // Twice as many pixels make the sharpest picture; beyond what any vendor wants they would only take memory.
        let decoded_at = longest.saturating_mul(2).min(limits::DECODED_SIDE.max(longest));
        let decoded = self.decode(decoded_at, |stored| shrunk(&stored, longest))?;
        let warnings = self.warnings(&decoded);
        let mut smaller = None;
        loop {
            let picture = smaller.as_ref().unwrap_or(&decoded);
            let coarsest = Coarseness::of_quality(if longest > SMALLEST { POOREST } else { 1.0 });
            let first = first_guess(picture, room);
            if let Some(file) = finest(room, coarsest, first, |coarseness| encode(picture, coarseness)) {
                let (width, height, bytes) = (picture.width, picture.height, file.len());
                let sent = PortraitSize { format: PortraitFormat::Jpeg, width, height, bytes };
                return Ok(Fitted {
                    portrait: portrait(&file)?,
                    given: self.size(),
                    sent,
                    untouched: false,
                    warnings,
                });
            }
            if longest <= SMALLEST {
                return Err(PortraitError::BudgetTooSmall { limit: room });
            }
            longest = decoded.width.max(decoded.height).min(longest) * 4 / 5;
            smaller = shrunk(&decoded, longest.max(SMALLEST));
            longest = longest.max(SMALLEST);
        }
    }

    /// The picture itself. It is decoded all the same, since a damaged one would be paid for.
    fn untouched(&self, portrait: Portrait) -> Result<Fitted, PortraitError> {
        let warnings = self.check()?;
        let (given, untouched) = (self.size(), portrait.expose() == self.bytes());
        let sent = PortraitSize { bytes: portrait.expose().len(), ..given };
        Ok(Fitted { portrait, given, sent, untouched, warnings })
    }
}

fn portrait(bytes: &[u8]) -> Result<Portrait, PortraitError> {
    Portrait::from_bytes(bytes.to_vec()).map_err(|error| PortraitError::Unusable(error.problem()))
}

fn shrunk(picture: &Raster, longest: u32) -> Option<Raster> {
    resize(picture, sides(picture.width, picture.height, longest))
}

/// The budget's upper bound in bytes of the file.
fn room(budget: &Budget) -> usize {
    let most = *budget.bytes.end();
    match budget.unit {
        BudgetUnit::Base64 => most / 4 * 3,
        _ => most,
    }
}
