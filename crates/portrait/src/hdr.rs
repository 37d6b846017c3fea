//! Pictures of high dynamic range as a screen of standard range shows them.
//!
//! Their numbers say how bright a pixel is by one of two curves of ITU-R BT.2100: PQ, or HLG. A photo's white, such as
//! paper, is then far below the brightest that can be said: at 203 cd/m² (ITU-R BT.2408, 2.2). Here it becomes white; what
//! is brighter becomes white too, and everything else keeps its brightness.

mod shrink;

pub(crate) use shrink::HdrShrinker;

use moxcms::{CicpColorPrimaries, CicpProfile, ColorProfile, MatrixCoefficients, TransferCharacteristics};

use crate::number::{index, narrowed};
use crate::raster::Kind;

/// A diffuse white, in cd/m² (ITU-R BT.2408, 2.2).
const WHITE: f64 = 203.0;
/// The brightest that PQ can say, in cd/m² (ITU-R BT.2100, table 4).
const PQ_PEAK: f64 = 10_000.0;
/// The brightest of the screen for which HLG's system gamma is 1.2, in cd/m² (ITU-R BT.2100, table 5, note 5f).
const HLG_PEAK: f64 = 1_000.0;
/// How much each of red, green and blue adds to brightness (ITU-R BT.2100, table 5).
const BRIGHTNESS: [f32; 3] = [0.2627, 0.6780, 0.0593];

/// Steps of the tables for numbers from 0 to 1.
const STEPS: u16 = 8_192;

/// One of the two curves.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Curve {
    Pq,
    Hlg,
}

/// What the numbers of a picture of high dynamic range mean.
pub(crate) struct Hdr {
    /// For each number of 16 bits: of PQ the light on the screen, in parts of white; of HLG the light of the scene.
    light: Vec<f32>,
    /// Of HLG: by how much the screen's light is more than the scene's, by the scene's brightness.
    gain: Option<Vec<f32>>,
    /// From the picture's red, green and blue to those of sRGB.
    matrix: [[f32; 3]; 3],
    /// sRGB's numbers of 8 bits, by the light.
    encoded: Vec<u8>,
}

impl Hdr {
    /// A picture by code points of ITU-T H.273; `None` unless they tell of high dynamic range.
    pub(crate) fn from_code_points(code_points: CicpProfile) -> Option<Self> {
        let curve = match code_points.transfer_characteristics {
            TransferCharacteristics::Smpte2084 => Curve::Pq,
            TransferCharacteristics::Hlg => Curve::Hlg,
            _ => return None,
        };
        if matches!(
            code_points.color_primaries,
            CicpColorPrimaries::Reserved | CicpColorPrimaries::Unspecified
        ) {
            return None;
        }
        let linear = CicpProfile {
            transfer_characteristics: TransferCharacteristics::Linear,
            matrix_coefficients: MatrixCoefficients::Identity,
            full_range: true,
            ..code_points
        };
        let matrix = ColorProfile::new_from_cicp(linear).transform_matrix(&ColorProfile::new_srgb());
        let numbers = (0..=u16::MAX).map(|number| signal(number, code_points.full_range));
        let light = |signal| match curve {
            Curve::Pq => pq(signal) * PQ_PEAK / WHITE,
            Curve::Hlg => hlg(signal),
        };
        let steps = || (0..=STEPS).map(|step| f64::from(step) / f64::from(STEPS));
        let gain = |brightness: f64| narrowed(brightness.powf(0.2) * HLG_PEAK / WHITE);
        Some(Self {
            light: numbers.map(|signal| narrowed(light(signal))).collect(),
            gain: (curve == Curve::Hlg).then(|| steps().map(gain).collect()),
            matrix: matrix.v.map(|row| row.map(narrowed)),
            encoded: steps().map(srgb).collect(),
        })
    }

    /// Pixels in sRGB, each with its opacity behind it if `opacity` says so: from samples of 16 bits, or of 8.
    pub(crate) fn convert(&self, row: &[u8], wide: bool, kind: Kind, opacity: bool, into: &mut Vec<u8>) {
        let bytes = if wide { 2 } else { 1 };
        let colours = kind.channels() * bytes;
        for pixel in row.chunks_exact(colours + if opacity { bytes } else { 0 }) {
            let (colour, opacity) = pixel.split_at_checked(colours).unwrap_or_default();
            let mut light = [0.0; 3];
            for (light, sample) in light.iter_mut().zip(colour.chunks_exact(bytes)) {
                let number = match *sample {
                    [high, low] => u16::from_be_bytes([high, low]),
                    [eight] => u16::from_be_bytes([eight, eight]),
                    _ => 0,
                };
                *light = self.light.get(usize::from(number)).copied().unwrap_or_default();
            }
            match kind {
                Kind::Grey => into.push(self.encode(self.shown([light[0]; 3])[0])),
                _ => into.extend(self.in_srgb(self.shown(light)).map(|light| self.encode(light))),
            }
            // Of 16 bits the upper eight.
            into.extend(opacity.first());
        }
    }

    /// The light on the screen, in parts of white.
    fn shown(&self, light: [f32; 3]) -> [f32; 3] {
        let Some(gain) = &self.gain else { return light };
        let brightness = light.iter().zip(BRIGHTNESS).map(|(light, part)| light * part).sum();
        let gain = step(gain, brightness);
        light.map(|light| light * gain)
    }

    fn in_srgb(&self, light: [f32; 3]) -> [f32; 3] {
        self.matrix.map(|row| row.iter().zip(light).map(|(part, light)| part * light).sum())
    }

    fn encode(&self, light: f32) -> u8 {
        step(&self.encoded, light)
    }
}

/// The nearest entry of a table for numbers from 0 to 1.
fn step<T: Copy + Default>(table: &[T], number: f32) -> T {
    let at = index(number.clamp(0.0, 1.0) * f32::from(STEPS));
    table.get(at).copied().unwrap_or_default()
}

/// A number of 16 bits as a signal from 0 to 1 (ITU-R BT.2100, table 9).
fn signal(number: u16, full_range: bool) -> f64 {
    let number = f64::from(number);
    let signal = if full_range { number / 65_535.0 } else { (number - 16.0 * 256.0) / (219.0 * 256.0) };
    signal.clamp(0.0, 1.0)
}

/// The light of a PQ signal, in parts of its peak (ITU-R BT.2100, table 4).
fn pq(signal: f64) -> f64 {
    let (m1, m2) = (2_610.0 / 16_384.0, 2_523.0 / 4_096.0 * 128.0);
    let (c1, c2, c3) = (3_424.0 / 4_096.0, 2_413.0 / 4_096.0 * 32.0, 2_392.0 / 4_096.0 * 32.0);
    let power = signal.powf(1.0 / m2);
    ((power - c1).max(0.0) / (c2 - c3 * power)).powf(1.0 / m1)
}

/// The light of the scene of an HLG signal, from 0 to 1 (ITU-R BT.2100, table 5).
fn hlg(signal: f64) -> f64 {
    let (a, b, c) = (0.178_832_77, 0.284_668_92, 0.559_910_73);
    if signal <= 0.5 { signal * signal / 3.0 } else { (((signal - c) / a).exp() + b) / 12.0 }
}

/// sRGB's number of a light from 0 to 1 (IEC 61966-2-1).
fn srgb(light: f64) -> u8 {
    let signal = if light <= 0.003_130_8 { 12.92 * light } else { 1.055 * light.powf(1.0 / 2.4) - 0.055 };
    crate::number::nearest_u8(signal * 255.0)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;

    /// ITU-R BT.2408, table 1: a diffuse white is 58 % of PQ and 75 % of HLG, an 18 % grey card 38 % of both.
    #[test]
    fn the_levels_of_bt_2408_are_met() {
        let hlg_on_screen = |signal| hlg(signal).powf(1.2) * HLG_PEAK;
        for (signal, curve, candelas, within) in [
            (0.58, pq(0.58) * PQ_PEAK, 203.0, 3.0),
            (0.38, pq(0.38) * PQ_PEAK, 26.0, 1.0),
            (1.0, pq(1.0) * PQ_PEAK, 10_000.0, 0.1),
            (0.75, hlg_on_screen(0.75), 203.0, 1.0),
            (0.38, hlg_on_screen(0.38), 26.0, 1.0),
            (1.0, hlg_on_screen(1.0), 1_000.0, 0.1),
        ] {
            assert!((curve - candelas).abs() < within, "{signal}: {curve} cd/m2, not {candelas}");
        }
    }

    /// 64 to 940 of 1,023 are black and white in the narrow range (ITU-R BT.2100, table 9).
    #[test]
    fn the_narrow_range_begins_and_ends_within() {
        for (number, full, narrow) in [(0, 0.0, 0.0), (16 * 256, 0.0625, 0.0), (235 * 256, 0.918, 1.0)] {
            assert!(
                (signal(number, true) - full).abs() < 1e-3 && (signal(number, false) - narrow).abs() < 1e-9
            );
        }
    }
}
