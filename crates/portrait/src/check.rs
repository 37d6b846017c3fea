//! What can be told of a photo before anybody is paid. No face is looked for.

use heyan_core::PortraitWarning as Warning;

use crate::number::float;
use crate::raster::Raster;
use crate::resize::{resize, sides};
use crate::{Photo, PortraitError};

/// Fewer pixels on the shorter side hardly hold a face that a vendor can compare.
const SMALL: u32 = 200;
/// Fewer hold none.
const TOO_SMALL: u32 = 32;
/// A mean below it is a picture taken in the dark; of 255.
const DARK: f64 = 40.0;
/// A mean above it is an overexposed one; of 255. A passport photo on white has 170 to 210.
const BRIGHT: f64 = 225.0;
/// Brightness that deviates less from its mean, by its standard deviation, is a wall or a hand before the lens.
const UNIFORM: f64 = 10.0;
/// Less is a picture of nothing.
const BLANK: f64 = 1.5;
/// The side at which brightness is measured: noise is gone there, and a face is not.
const MEASURED: u32 = 128;

/// Looks at a photo before anybody is paid for comparing it: its size, and its brightness as a whole. No face is looked
/// for, and nothing is kept.
///
/// # Errors
/// What cannot be opened or decoded.
pub fn check(bytes: &[u8]) -> Result<Vec<Warning>, PortraitError> {
    Photo::open(bytes)?.check()
}

impl Photo<'_> {
    /// As [`check`](crate::check()), of an opened photo.
    ///
    /// # Errors
    /// What cannot be decoded.
    pub fn check(&self) -> Result<Vec<Warning>, PortraitError> {
        let measured = self.decode(MEASURED, Some)?;
        Ok(self.warnings(&measured))
    }

    /// What is odd about it, by a picture of it of any size.
    pub(crate) fn warnings(&self, picture: &Raster) -> Vec<Warning> {
        let colours = self.colours().unknown().map(|found| Warning::UnknownColours { found });
        seen(self.shorter_side(), picture).chain(colours).collect()
    }
}

/// What can be seen to be odd about a photo whose shorter side had this many pixels.
fn seen(shorter: u32, picture: &Raster) -> impl Iterator<Item = Warning> {
    let measured = resize(picture, sides(picture.width, picture.height, MEASURED));
    let (mean, deviation) = brightness(measured.as_ref().unwrap_or(picture));
    let (too_small, blank) = (shorter < TOO_SMALL, deviation < BLANK);
    let small = (shorter < SMALL).then_some(Warning::Small {
        side: shorter,
        limit: if too_small { TOO_SMALL } else { SMALL },
        hopeless: too_small,
    });
    let uniform = (deviation < UNIFORM).then_some(Warning::Uniform {
        deviation,
        limit: if blank { BLANK } else { UNIFORM },
        hopeless: blank,
    });
    let dark = (mean < DARK).then_some(Warning::Dark { mean, limit: DARK });
    let bright = (mean > BRIGHT).then_some(Warning::Bright { mean, limit: BRIGHT });
    [small, uniform, dark, bright].into_iter().flatten()
}

/// Mean and standard deviation of brightness (Y of ITU-R BT.601, as JPEG has it).
fn brightness(picture: &Raster) -> (f64, f64) {
    let pixels = picture.samples.chunks_exact(3);
    let count = float(pixels.len()).max(1.0);
    let (sum, squares) = pixels.fold((0.0, 0.0), |(sum, squares), pixel| {
        let brightness = match *pixel {
            [red, green, blue] => 0.299 * f64::from(red) + 0.587 * f64::from(green) + 0.114 * f64::from(blue),
            _ => 0.0,
        };
        (sum + brightness, squares + brightness * brightness)
    });
    let mean = sum / count;
    (mean, (squares / count - mean * mean).max(0.0).sqrt())
}
