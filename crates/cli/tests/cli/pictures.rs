//! Synthetic pictures, made where they are needed.

use jpeg_encoder::{ColorType, Encoder};

/// The brightness of each pixel.
type Shade = fn(u32, u32) -> u8;

/// Soft light with a texture, as photos have it.
pub(crate) fn textured(x: u32, y: u32) -> u8 {
    let noise = (x / 3).wrapping_mul(2_654_435_761).wrapping_add((y / 3).wrapping_mul(40_503)) >> 13;
    u8::try_from(64 + (x + 2 * y) / 16 % 96 + noise % 48).unwrap()
}

/// Stripes in the dark.
pub(crate) fn dark(x: u32, y: u32) -> u8 {
    textured(x, y) / 16 + if x % 100 < 50 { 30 } else { 0 }
}

/// A wall.
pub(crate) fn grey(_: u32, _: u32) -> u8 {
    120
}

fn pixels(width: u32, height: u32, shade: Shade) -> Vec<u8> {
    (0..height).flat_map(|y| (0..width).map(move |x| shade(x, y))).collect()
}

pub(crate) fn jpeg(width: u16, height: u16, shade: Shade) -> Vec<u8> {
    let mut file = Vec::new();
    let pixels = pixels(width.into(), height.into(), shade);
    Encoder::new(&mut file, 95).encode(&pixels, width, height, ColorType::Luma).unwrap();
    file
}

pub(crate) fn png(width: u32, height: u32, shade: Shade) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, width, height);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.write_header().unwrap().write_image_data(&pixels(width, height, shade)).unwrap();
    file
}

/// A JPEG as a phone keeps it that was held on its side: EXIF says that it is to be turned by a quarter.
pub(crate) fn turned(jpeg: &[u8]) -> Vec<u8> {
    const TURN_RIGHT: &[u8] =
        b"\xFF\xE1\x00\x22Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
    [&jpeg[..2], TURN_RIGHT, &jpeg[2..]].concat()
}

/// Other figures may come out on another processor. Whether they are inside the budget stays in sight.
pub(crate) const FIGURES: [(&str, &str); 5] = [
    (r"((?:JPEG|PNG) \d+ x \d+(?:, |，))(?:1[6-9],\d{3}|20,000) ", "$1[inside] "),
    (r"((?:JPEG|PNG) \d+ x \d+(?:, |，))[\d,]+ ", "$1[outside] "),
    (r#"("bytes": )(?:1[6-9]\d{3}|20000)\b"#, "$1[inside]"),
    (r#"("bytes": )\d+"#, "$1[outside]"),
    (r"(mean brightness is |平均亮度 )2\d\.\d", "$1[20 to 29]"),
];
