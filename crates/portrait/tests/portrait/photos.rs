//! Synthetic photos, of any size.

use jpeg_encoder::{ColorType, Encoder};

/// A JPEG of a picture that is drawn pixel by pixel.
pub(crate) fn jpeg(width: u32, height: u32, quality: u8, draw: impl Fn(u32, u32) -> [u8; 3]) -> Vec<u8> {
    let pixels: Vec<u8> =
        (0..height).flat_map(|y| (0..width).map(move |x| (x, y))).flat_map(|(x, y)| draw(x, y)).collect();
    let mut file = Vec::new();
    let encoder = Encoder::new(&mut file, quality);
    encoder.encode(&pixels, width as u16, height as u16, ColorType::Rgb).unwrap();
    file
}

/// Smooth, as a face before a wall is.
pub(crate) fn faces(width: u32, height: u32) -> Vec<u8> {
    jpeg(width, height, 92, |x, y| {
        let (dx, dy) = (f64::from(x) / f64::from(width) - 0.45, f64::from(y) / f64::from(height) - 0.4);
        let face = (-(dx * dx * 40.0 + dy * dy * 25.0)).exp();
        let wave = (f64::from(x) / 23.0).sin() * (f64::from(y) / 31.0).cos() * 14.0;
        [(70.0 + 150.0 * face + wave) as u8, (80.0 + 100.0 * face + wave) as u8, (100.0 + 60.0 * face) as u8]
    })
}

/// The same with as much grain as a photo by night has.
pub(crate) fn grain(width: u32, height: u32) -> Vec<u8> {
    jpeg(width, height, 90, |x, y| {
        let cell = (x / 3).wrapping_mul(2_654_435_761) ^ (y / 3).wrapping_mul(2_246_822_519);
        let grain = (cell ^ cell >> 13).wrapping_mul(3_266_489_917) >> 27;
        let shade = (x * 120 / width + y * 60 / height + grain) as u8;
        [shade / 2 + 60, shade / 2 + 40, 230 - shade / 2]
    })
}

/// The same file with this orientation in EXIF data.
pub(crate) fn with_exif(jpeg: &[u8], orientation: u8) -> Vec<u8> {
    let tiff = [
        b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".as_slice(),
        &[orientation],
        b"\0\0\0\0\0\0",
    ]
    .concat();
    let length = u16::try_from(tiff.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], &[0xFF, 0xE1], &length, &tiff, &jpeg[2..]].concat()
}
