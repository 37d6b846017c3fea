//! What a picture's numbers mean, and the same colours in sRGB.

use moxcms::{
    Chromaticity, CicpColorPrimaries, CicpProfile, ColorPrimaries, ColorProfile, DataColorSpace, Layout,
    MatrixCoefficients, ToneReprCurve, TransferCharacteristics, TransformOptions, XyY,
};

use crate::number::size;
use crate::raster::{Kind, Raster};

/// How far apart two of 256 steps may be and still look the same.
const ALIKE: u8 = 3;

/// The most bytes of a profile, and the most tags.
const PROFILE: usize = 3 * 1024 * 1024;
const TAGS: usize = 64;

/// A colour profile.
pub(crate) struct Profile(ColorProfile);

impl Profile {
    /// An ICC profile; `None` where it cannot be read. Every program then takes the picture for sRGB.
    pub(crate) fn from_icc(icc: &[u8]) -> Option<Self> {
        if !is_reasonable(icc) {
            return None;
        }
        ColorProfile::new_from_slice(icc).ok().map(Self)
    }

    /// Code points of ITU-T H.273, from a PNG's cICP chunk.
    pub(crate) fn from_code_points(primaries: u8, transfer: u8) -> Option<Self> {
        let code_points = CicpProfile {
            color_primaries: CicpColorPrimaries::try_from(primaries).ok()?,
            transfer_characteristics: TransferCharacteristics::try_from(transfer).ok()?,
            matrix_coefficients: MatrixCoefficients::Identity,
            full_range: true,
        };
        Some(Self(ColorProfile::new_from_cicp(code_points)))
    }

    /// A PNG's own figures: the exponent by which it was encoded (0.45455 as a rule), and where red, green, blue and
    /// white are.
    pub(crate) fn from_gamma(
        gamma: f32,
        [red, green, blue, white]: [(f32, f32); 4],
        kind: Kind,
    ) -> Option<Self> {
        if !(0.05..=5.0).contains(&gamma) {
            return None;
        }
        if kind == Kind::Grey {
            return Some(Self(ColorProfile::new_gray_with_gamma(1.0 / gamma)));
        }
        let at = |(x, y): (f32, f32)| Chromaticity::new(x, y);
        let white = XyY { x: f64::from(white.0), y: f64::from(white.1), yb: 1.0 };
        let mut profile = ColorProfile::new_srgb();
        profile
            .update_rgb_colorimetry(white, ColorPrimaries { red: at(red), green: at(green), blue: at(blue) });
        let curve = ToneReprCurve::Parametric(vec![1.0 / gamma]);
        profile.red_trc = Some(curve.clone());
        profile.green_trc = Some(curve.clone());
        profile.blue_trc = Some(curve);
        profile.cicp = None;
        Some(Self(profile))
    }

    /// Whether colours by this profile look the same without it.
    pub(crate) fn looks_like_srgb(&self, kind: Kind) -> bool {
        let steps = [0, 64, 128, 192, 255_u8];
        let (pixels, kind): (Vec<u8>, Kind) = match kind {
            Kind::Grey => (steps.to_vec(), kind),
            Kind::Rgb => {
                let pairs = steps.iter().flat_map(|r| steps.map(|g| (*r, g)));
                (pairs.flat_map(|(r, g)| steps.map(|b| [r, g, b])).flatten().collect(), kind)
            }
            Kind::Cmyk => return false,
        };
        let plain = match kind {
            Kind::Grey => pixels.iter().flat_map(|grey| [*grey; 3]).collect(),
            _ => pixels.clone(),
        };
        match self.convert(kind, &pixels) {
            Some(converted) => converted.iter().zip(&plain).all(|(a, b)| a.abs_diff(*b) <= ALIKE),
            // A profile that is not for such pixels changes nothing.
            None => true,
        }
    }

    /// The pixels in sRGB; `None` where the profile is not for such pixels.
    fn convert(&self, kind: Kind, samples: &[u8]) -> Option<Vec<u8>> {
        let (space, layout) = match kind {
            Kind::Grey => (DataColorSpace::Gray, Layout::Gray),
            Kind::Rgb => (DataColorSpace::Rgb, Layout::Rgb),
            // The library's name for four channels.
            Kind::Cmyk => (DataColorSpace::Cmyk, Layout::Rgba),
        };
        if self.0.color_space != space {
            return None;
        }
        let options = TransformOptions::default();
        let transform =
            self.0.create_transform_8bit(layout, &ColorProfile::new_srgb(), Layout::Rgb, options).ok()?;
        let mut converted = vec![0; samples.len() / kind.channels() * 3];
        transform.transform(samples, &mut converted).ok()?;
        Some(converted)
    }
}

/// Whether a profile is as small as those that are in use, printers' included, and does not name the same table again and
/// again: each would be read (ICC.1, 7.3).
fn is_reasonable(icc: &[u8]) -> bool {
    let long = |at: usize| icc.get(at..)?.first_chunk::<4>().map(|bytes| size(u32::from_be_bytes(*bytes)));
    let Some(tags) = long(128).filter(|tags| *tags <= TAGS && icc.len() <= PROFILE) else { return false };
    // A tag is its name, where it stands, and its length.
    let named = (0..tags).filter_map(|tag| long(132 + 12 * tag + 8)).fold(0, usize::saturating_add);
    named <= 2 * PROFILE
}

/// The picture in sRGB.
pub(crate) fn to_srgb(picture: Raster, profile: Option<&Profile>) -> Option<Raster> {
    let (width, height, kind) = (picture.width, picture.height, picture.kind);
    let profile = profile.filter(|profile| !profile.looks_like_srgb(kind));
    let converted = profile.and_then(|profile| profile.convert(kind, &picture.samples));
    let samples = match (converted, kind) {
        (Some(samples), _) => samples,
        (None, Kind::Rgb) => return Some(picture),
        (None, Kind::Grey) => picture.samples.iter().flat_map(|grey| [*grey; 3]).collect(),
        (None, Kind::Cmyk) => picture.samples.chunks_exact(4).flat_map(without_profile).collect(),
    };
    Raster::from_samples(width, height, Kind::Rgb, samples)
}

/// Ink on white paper, as programs show it that know no better.
fn without_profile(inks: &[u8]) -> [u8; 3] {
    let left = |ink: u8| u32::from(u8::MAX - ink);
    match *inks {
        [cyan, magenta, yellow, black] => [cyan, magenta, yellow].map(|ink| {
            let light = (left(ink) * left(black) + 127) / 255;
            u8::try_from(light).unwrap_or(u8::MAX)
        }),
        _ => [0; 3],
    }
}
