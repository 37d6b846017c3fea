//! The picture at its final size.

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};

use crate::number::nearest_u32;
use crate::raster::{Kind, Raster};

/// The sides of a picture whose longer one is to have at most `longest` pixels. It is never enlarged.
pub(crate) fn sides(width: u32, height: u32, longest: u32) -> (u32, u32) {
    let longer = width.max(height);
    if longer <= longest {
        return (width, height);
    }
    let scaled = |side: u32| {
        let exact = f64::from(side) * f64::from(longest) / f64::from(longer.max(1));
        nearest_u32(exact).max(1)
    };
    (scaled(width), scaled(height))
}

/// Scales by Lanczos' filter with three lobes, which keeps edges sharp.
pub(crate) fn resize(picture: &Raster, (width, height): (u32, u32)) -> Option<Raster> {
    let pixels = match picture.kind {
        Kind::Grey => PixelType::U8,
        Kind::Rgb => PixelType::U8x3,
        Kind::Cmyk => PixelType::U8x4,
    };
    let mut resized = Raster::new(width, height, picture.kind);
    if (width, height) == (picture.width, picture.height) {
        resized.samples.copy_from_slice(&picture.samples);
        return Some(resized);
    }
    let from = ImageRef::new(picture.width, picture.height, &picture.samples, pixels).ok()?;
    let mut into = Image::from_slice_u8(width, height, &mut resized.samples, pixels).ok()?;
    // Black ink is not transparency.
    let options =
        ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3)).use_alpha(false);
    Resizer::new().resize(&from, &mut into, &options).ok()?;
    drop(into);
    Some(resized)
}
