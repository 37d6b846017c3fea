//! How coarsely a picture is kept: libjpeg's quality, on a scale that has no steps.

/// The factor for the quantisation tables, in percent: 100 is quality 50, 10 is quality 95, 1 is as fine as it gets.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub(crate) struct Coarseness(f64);

impl Coarseness {
    /// Every step of the tables is 1.
    pub(crate) const FINEST: Self = Self(1.0);
    /// Quality 1.
    const COARSEST: f64 = 5_000.0;

    /// The nearest one that there is, by the logarithm of its percentage. The logarithm of a file's size falls nearly
    /// in proportion to it.
    pub(crate) fn from_logarithm(logarithm: f64) -> Self {
        Self(logarithm.exp().clamp(Self::FINEST.0, Self::COARSEST))
    }

    /// The one of a quality from 1 to 100 by libjpeg's rule, without rounding to whole ones.
    pub(crate) fn of_quality(quality: f64) -> Self {
        let percent = if quality < 50.0 { 5_000.0 / quality.max(1.0) } else { 200.0 - 2.0 * quality };
        Self(percent.clamp(Self::FINEST.0, Self::COARSEST))
    }

    pub(crate) fn logarithm(self) -> f64 {
        self.0.ln()
    }

    /// The quality by libjpeg's rule.
    #[cfg(feature = "mozjpeg")]
    #[expect(clippy::as_conversions, reason = "the standard library has no other way to the nearest f32")]
    pub(crate) fn quality(self) -> f32 {
        let quality = if self.0 > 100.0 { 5_000.0 / self.0 } else { 100.0 - self.0 / 2.0 };
        quality as f32
    }

    /// A step of a table of quality 50 at this coarseness, 1 to 255.
    #[cfg(not(feature = "mozjpeg"))]
    pub(crate) fn step(self, at_50: u16) -> u16 {
        u16::from(crate::number::nearest_u8(f64::from(at_50) * self.0 / 100.0).max(1))
    }
}
