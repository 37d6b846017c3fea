//! How coarsely a picture is kept: libjpeg's quality, on a scale that has no steps.

/// The factor for the quantisation tables, in percent: 100 is quality 50, 10 is quality 95, and at 0.5 every step
/// is 1.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub(crate) struct Coarseness(f64);

impl Coarseness {
    /// Every step of the tables is 1.
    pub(crate) const FINEST: Self = Self(0.5);
    /// Quality 1.
    pub(crate) const COARSEST: Self = Self(5_000.0);

    /// The nearest one that there is, by the logarithm of its percentage. The logarithm of a file's size falls nearly
    /// in proportion to it.
    pub(crate) fn from_logarithm(logarithm: f64) -> Self {
        Self(logarithm.exp().clamp(Self::FINEST.0, Self::COARSEST.0))
    }

    /// The one of a quality from 1 to 100 by libjpeg's rule, without rounding to whole ones.
    pub(crate) fn of_quality(quality: f64) -> Self {
        let percent = if quality < 50.0 { 5_000.0 / quality.max(1.0) } else { 200.0 - 2.0 * quality };
        Self(percent.clamp(Self::FINEST.0, Self::COARSEST.0))
    }

    pub(crate) fn logarithm(self) -> f64 {
        self.0.ln()
    }

    /// The quality by libjpeg's rule, of so many times this coarseness.
    #[cfg(feature = "mozjpeg")]
    pub(crate) fn quality(self, times: f64) -> f32 {
        let percent = self.0 * times;
        let quality = if percent > 100.0 { 5_000.0 / percent } else { 100.0 - percent / 2.0 };
        crate::number::narrowed(quality)
    }

    /// A table of quality 50 at this coarseness, its steps 1 to 255.
    ///
    /// They are rounded up and down by turns that differ from place to place: steps that are equal at quality 50 would
    /// else all change at once, and the file's size leap.
    #[cfg(not(feature = "mozjpeg"))]
    pub(crate) fn table(self, at_50: &[u16; 64]) -> [u16; 64] {
        // The golden section spreads the thresholds evenly, however few of them are looked at.
        let thresholds = std::iter::successors(Some(0.5_f64), |before| Some((before + 0.618_034).fract()));
        let mut steps = [1; 64];
        for ((step, at_50), threshold) in steps.iter_mut().zip(at_50).zip(thresholds) {
            let exact = f64::from(*at_50) * self.0 / 100.0 + (threshold - 0.5) / 2.0;
            *step = u16::from(crate::number::nearest_u8(exact).max(1));
        }
        steps
    }
}
