//! What a picture's numbers mean, and the same colours in sRGB.

use moxcms::{
    Chromaticity, CicpColorPrimaries, CicpProfile, ColorPrimaries, ColorProfile, DataColorSpace, Layout,
    MatrixCoefficients, ToneReprCurve, TransferCharacteristics, TransformOptions, XyY,
};
use zeroize::Zeroizing;

use crate::hdr::Hdr;
use crate::number::size;
use crate::raster::{Kind, Raster};

/// How far apart two of 256 steps may be and still look the same.
const ALIKE: u8 = 3;

/// The most bytes of a profile, and the most tags.
pub(crate) const PROFILE: usize = 3 * 1024 * 1024;
const TAGS: usize = 64;

/// What a picture's numbers mean, as far as its file says.
pub(crate) enum Colours {
    /// They are sRGB's, or nothing is said: every program takes them for sRGB then.
    Srgb,
    /// A profile tells.
    Profile(Profile),
    /// They tell of high dynamic range.
    Hdr(Box<Hdr>),
    /// This is said, and not understood: they are taken for sRGB, with a warning.
    Unknown(&'static str),
}

/// A colour profile.
pub(crate) struct Profile(Box<ColorProfile>);

/// Whatever cannot be read of a profile.
pub(crate) const BROKEN: &str = "its ICC profile cannot be read";

impl Colours {
    /// An ICC profile for pixels of this kind.
    pub(crate) fn from_icc(icc: &[u8], kind: Kind) -> Self {
        let readable = is_reasonable(icc).then(|| ColorProfile::new_from_slice(icc).ok()).flatten();
        let Some(profile) = readable else { return Self::Unknown(BROKEN) };
        // A profile's own curves cover the whole range, whatever it says beside them.
        let code_points = profile.cicp.map(|code_points| CicpProfile { full_range: true, ..code_points });
        if let Some(hdr) = code_points.and_then(Hdr::from_code_points).filter(|_| kind != Kind::Cmyk) {
            return Self::Hdr(Box::new(hdr));
        }
        let profile = Profile(Box::new(profile));
        if profile.0.color_space != space(kind).0 {
            return Self::Unknown("its ICC profile is for another kind of picture");
        }
        match profile.convert(kind, &vec![0; kind.channels()]) {
            Some(_) => Self::Profile(profile),
            None => Self::Unknown(BROKEN),
        }
    }

    /// Code points of ITU-T H.273, from a PNG's cICP chunk: primaries, transfer function, matrix, and whether the whole
    /// range is used.
    pub(crate) fn from_code_points(
        [primaries, transfer, matrix]: [u8; 3],
        full_range: bool,
        kind: Kind,
    ) -> Self {
        let unknown = Self::Unknown("its cICP chunk names a colour space that is not known");
        let (Ok(color_primaries), Ok(transfer_characteristics), 0) =
            (CicpColorPrimaries::try_from(primaries), TransferCharacteristics::try_from(transfer), matrix)
        else {
            return unknown;
        };
        let matrix_coefficients = MatrixCoefficients::Identity;
        let code_points =
            CicpProfile { color_primaries, transfer_characteristics, matrix_coefficients, full_range };
        if let Some(hdr) = Hdr::from_code_points(code_points) {
            return Self::Hdr(Box::new(hdr));
        }
        let named = ColorPrimaries::try_from(color_primaries).is_ok()
            && ToneReprCurve::try_from(transfer_characteristics).is_ok();
        if !named || !full_range {
            return unknown;
        }
        let profile = ColorProfile::new_from_cicp(code_points);
        match (kind, profile.red_trc.clone()) {
            // Whatever red, green and blue are, grey has the curve alone.
            (Kind::Grey, curve) => {
                let mut grey = ColorProfile::new_gray_with_gamma(2.2);
                grey.gray_trc = curve;
                Self::Profile(Profile(Box::new(grey)))
            }
            _ => Self::Profile(Profile(Box::new(profile))),
        }
    }

    /// A PNG's own figures: the exponent by which it was encoded (0.45455 as a rule), and where red, green, blue and
    /// white are.
    pub(crate) fn from_gamma(gamma: f32, [red, green, blue, white]: [(f32, f32); 4], kind: Kind) -> Self {
        if !(0.05..=5.0).contains(&gamma) {
            return Self::Unknown("its gamma is out of range");
        }
        if kind == Kind::Grey {
            return Self::Profile(Profile(Box::new(ColorProfile::new_gray_with_gamma(1.0 / gamma))));
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
        Self::Profile(Profile(Box::new(profile)))
    }

    /// What is said of them and not understood.
    pub(crate) fn unknown(&self) -> Option<&'static str> {
        match self {
            Self::Unknown(what) => Some(what),
            _ => None,
        }
    }

    /// Whether the picture looks the same to who takes it for sRGB.
    pub(crate) fn look_like_srgb(&self, kind: Kind) -> bool {
        match self {
            Self::Srgb | Self::Unknown(_) => true,
            Self::Profile(profile) => profile.looks_like_srgb(kind),
            Self::Hdr(_) => false,
        }
    }
}

/// The library's names for a kind of pixel.
fn space(kind: Kind) -> (DataColorSpace, Layout) {
    match kind {
        Kind::Grey => (DataColorSpace::Gray, Layout::Gray),
        Kind::Rgb => (DataColorSpace::Rgb, Layout::Rgb),
        // Its name for four channels.
        Kind::Cmyk => (DataColorSpace::Cmyk, Layout::Rgba),
    }
}

impl Profile {
    /// Whether colours by this profile look the same without it.
    fn looks_like_srgb(&self, kind: Kind) -> bool {
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
        let (_, layout) = space(kind);
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
pub(crate) fn to_srgb(picture: Raster, colours: &Colours) -> Option<Raster> {
    let (width, height, kind) = (picture.width, picture.height, picture.kind);
    let converted = match colours {
        Colours::Profile(profile) if !profile.looks_like_srgb(kind) => {
            profile.convert(kind, &picture.samples)
        }
        _ => None,
    };
    let mut samples = match (converted, kind) {
        (Some(samples), _) => samples,
        (None, Kind::Rgb) if !matches!(colours, Colours::Hdr(_)) => return Some(picture),
        (None, Kind::Rgb) => picture.samples.to_vec(),
        (None, Kind::Grey) => picture.samples.iter().flat_map(|grey| [*grey; 3]).collect(),
        (None, Kind::Cmyk) => picture.samples.chunks_exact(4).flat_map(without_profile).collect(),
    };
    if let Colours::Hdr(hdr) = colours {
        let numbers = Zeroizing::new(std::mem::take(&mut samples));
        hdr.convert(&numbers, false, Kind::Rgb, false, &mut samples);
    }
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
