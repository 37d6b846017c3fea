//! Pictures of high dynamic range, and colours that are not understood.
//!
//! Each picture here is first drawn in sRGB, then written as a camera of high dynamic range would write the same scene, its
//! white at 203 cd/m² (ITU-R BT.2408), by the equations of ITU-R BT.2100 for encoding.

use heyan_portrait::{Budget, Photo, Warning, check, fit};
use moxcms::ColorProfile;

use crate::made::{chunk, stored};
use crate::odd_inputs::file;
use crate::photos::jpeg;
use crate::picture::Picture;

const SIDES: (u32, u32) = (200, 260);

/// What is drawn: soft colours from dark to light, as a face and a wall have them.
fn drawn(x: u32, y: u32) -> [u8; 3] {
    let (across, down) = (x * 200 / SIDES.0, y * 220 / SIDES.1);
    [20 + down, 30 + (across + down) / 2, 40 + across].map(|sample| u8::try_from(sample.min(255)).unwrap())
}

/// How a picture is written.
#[derive(Clone, Copy)]
struct Written {
    name: &'static str,
    /// Primaries and transfer function by ITU-T H.273; none writes sRGB and says nothing.
    code_points: Option<[u8; 2]>,
    /// Bits of a sample: 8 or 16.
    bits: u32,
    narrow: bool,
    /// PNG's colour type: 0 grey, 2 RGB, 6 RGB with opacity.
    colour_type: u8,
}

const USUAL: Written = Written { name: "", code_points: None, bits: 16, narrow: false, colour_type: 2 };

/// The light of an sRGB number (IEC 61966-2-1).
fn light(number: u8) -> f64 {
    let signal = f64::from(number) / 255.0;
    if signal <= 0.04045 { signal / 12.92 } else { ((signal + 0.055) / 1.055).powf(2.4) }
}

/// From BT.709's primaries to those of BT.2020 (ITU-R BT.2087, 2.3), and to those of Display P3.
const TO_2020: [[f64; 3]; 3] = [[0.6274, 0.3293, 0.0433], [0.0691, 0.9195, 0.0114], [0.0164, 0.0880, 0.8956]];
const TO_P3: [[f64; 3]; 3] = [[0.8225, 0.1774, 0.0], [0.0332, 0.9669, 0.0], [0.0171, 0.0724, 0.9108]];

fn multiplied(matrix: [[f64; 3]; 3], light: [f64; 3]) -> [f64; 3] {
    matrix.map(|row| row.iter().zip(light).map(|(part, light)| part * light).sum())
}

/// PQ's inverse EOTF of a light in parts of white (ITU-R BT.2100, table 4).
fn pq(light: f64) -> f64 {
    let power = (light * 203.0 / 10_000.0).powf(0.159_301_757_812_5);
    ((0.835_937_5 + 18.851_562_5 * power) / (1.0 + 18.687_5 * power)).powf(78.843_75)
}

/// HLG's signals of a light on a screen of 1,000 cd/m²: the inverse OOTF, then the OETF (ITU-R BT.2100, table 5).
fn hlg(light: [f64; 3]) -> [f64; 3] {
    let screen = light.map(|light| light * 203.0 / 1_000.0);
    let brightness = 0.2627 * screen[0] + 0.6780 * screen[1] + 0.0593 * screen[2];
    let scene = screen.map(|light| if light > 0.0 { light * brightness.powf(-0.2 / 1.2) } else { 0.0 });
    scene.map(|light| {
        if light <= 1.0 / 12.0 {
            (3.0 * light).sqrt()
        } else {
            0.178_832_77 * (12.0 * light - 0.284_668_92).ln() + 0.559_910_73
        }
    })
}

impl Written {
    fn named(name: &'static str, code_points: [u8; 2]) -> Self {
        Self { name, code_points: Some(code_points), ..USUAL }
    }

    fn signals(self, pixel: [u8; 3]) -> [f64; 3] {
        let Some([primaries, transfer]) = self.code_points else {
            return pixel.map(|number| f64::from(number) / 255.0);
        };
        let light = match primaries {
            9 => multiplied(TO_2020, pixel.map(light)),
            12 => multiplied(TO_P3, pixel.map(light)),
            _ => pixel.map(light),
        };
        if transfer == 16 { light.map(pq) } else { hlg(light) }
    }

    fn png(self, draw: impl Fn(u32, u32) -> [u8; 3]) -> Vec<u8> {
        self.png_saying(&self.cicp(), draw)
    }

    fn cicp(self) -> Vec<u8> {
        let said = self
            .code_points
            .map(|[primaries, transfer]| chunk(b"cICP", &[primaries, transfer, 0, u8::from(!self.narrow)]));
        said.unwrap_or_default()
    }

    fn png_saying(self, said: &[u8], draw: impl Fn(u32, u32) -> [u8; 3]) -> Vec<u8> {
        let mut rows = Vec::new();
        for y in 0..SIDES.1 {
            rows.push(0);
            for x in 0..SIDES.0 {
                let signals = self.signals(draw(x, y));
                let count = if self.colour_type == 0 { 1 } else { 3 };
                signals.iter().take(count).for_each(|signal| self.push(*signal, &mut rows));
                if self.colour_type == 6 {
                    rows.extend(&[255, 255][..self.bits as usize / 8]);
                }
            }
        }
        let header = [
            &SIDES.0.to_be_bytes()[..],
            &SIDES.1.to_be_bytes(),
            &[self.bits as u8, self.colour_type, 0, 0, 0],
        ];
        let pixels = chunk(b"IDAT", &stored(&rows));
        [b"\x89PNG\r\n\x1a\n", &chunk(b"IHDR", &header.concat())[..], said, &pixels, &chunk(b"IEND", b"")]
            .concat()
    }

    fn push(self, signal: f64, row: &mut Vec<u8>) {
        let steps = if self.bits == 16 { 256.0 } else { 1.0 };
        let number =
            if self.narrow { (16.0 + 219.0 * signal) * steps } else { signal * (256.0 * steps - 1.0) };
        let number = (number.round() as u16).to_be_bytes();
        row.extend(if self.bits == 16 { &number[..] } else { &number[1..] });
    }
}

fn grey(x: u32, y: u32) -> [u8; 3] {
    [drawn(x, y)[1]; 3]
}

fn shown(file: &[u8]) -> Picture {
    Picture::of_jpeg(fit(file, &Budget::default()).unwrap().expose())
}

fn told(file: &[u8]) -> Vec<&'static str> {
    check(file).unwrap().iter().map(Warning::code).collect()
}

#[test]
fn high_dynamic_range_is_as_bright_as_the_same_scene_in_srgb() {
    let pq = |name| Written::named(name, [9, 16]);
    let hlg = |name| Written::named(name, [9, 18]);
    for written in [
        pq("PQ"),
        hlg("HLG"),
        Written::named("PQ in Display P3", [12, 16]),
        Written::named("PQ in BT.709", [1, 16]),
        Written { bits: 8, ..pq("PQ of 8 bits") },
        Written { bits: 8, ..hlg("HLG of 8 bits") },
        Written { colour_type: 0, ..pq("PQ in grey") },
        Written { colour_type: 0, ..hlg("HLG in grey") },
        Written { colour_type: 6, ..pq("PQ with opacity") },
        Written { narrow: true, ..pq("PQ in the narrow range") },
        Written { narrow: true, bits: 8, ..hlg("HLG of 8 bits in the narrow range") },
    ] {
        let draw = if written.colour_type == 0 { grey } else { drawn };
        let (plain, wide) = (shown(&USUAL.png(draw)), written.png(draw));
        assert_eq!(told(&wide), Vec::<&str>::new(), "{}", written.name);
        let wide = shown(&wide);
        let (before, after) = (plain.brightness(), wide.brightness());
        assert!((before - after).abs() < 1.5, "{}: {after:.1} of 255, in sRGB {before:.1}", written.name);
        let difference = wide.difference(&plain);
        assert!(difference < 5.0, "{}: off by {difference:.1} where it is worst", written.name);
    }
}

/// A sky, a lamp, a reflection.
#[test]
fn what_is_brighter_than_white_is_white() {
    for transfer in [16, 18] {
        let written = Written::named("lamp", [9, transfer]);
        let mut png = Vec::new();
        for number in [255, 128] {
            png.push(written.png(move |_, y| [if y < 130 { 255 } else { number }; 3]));
        }
        let lamp = Written { code_points: None, ..written };
        // The whole range: 10,000 cd/m2, or 1,000.
        let lamp = lamp.png_saying(&written.cicp(), |_, y| [if y < 130 { 255 } else { 0 }; 3]);
        assert_eq!(shown(&lamp).corners(), "white white black black");
        assert_eq!(shown(&png[0]).corners(), "white white white white");
    }
}

/// An ICC profile may name the curve too (ICC.1:2022, 9.2.17); then it counts.
#[test]
fn a_profile_that_names_the_curve_is_read() {
    for (name, profile, transfer) in
        [("PQ", ColorProfile::new_bt2020_pq(), 16), ("HLG", ColorProfile::new_bt2020_hlg(), 18)]
    {
        let icc = profile.encode().unwrap();
        let written = Written { bits: 8, ..Written::named(name, [9, transfer]) };
        let iccp = chunk(b"iCCP", &[b"wide\0\0".to_vec(), stored(&icc)].concat());
        let photo = jpeg(SIDES.0, SIDES.1, 97, |x, y| {
            written.signals(drawn(x, y)).map(|signal| (signal * 255.0).round() as u8)
        });
        let part = [b"ICC_PROFILE\0\x01\x01", &icc[..]].concat();
        let length = u16::try_from(part.len() + 2).unwrap().to_be_bytes();
        let photo = [&photo[..2], &[0xFF, 0xE2], &length, &part, &photo[2..]].concat();
        let plain = shown(&USUAL.png(drawn));
        for (kind, file) in [("PNG", written.png_saying(&iccp, drawn)), ("JPEG", photo)] {
            let (before, after) = (plain.brightness(), shown(&file).brightness());
            assert!((before - after).abs() < 2.0, "{name} {kind}: {after:.1} of 255, in sRGB {before:.1}");
            assert_eq!(told(&file), Vec::<&str>::new(), "{name} {kind}");
        }
    }
}

#[test]
fn colours_that_are_not_understood_are_told_and_never_guessed() {
    let plain = Written { bits: 8, ..USUAL };
    let png = |said: Vec<u8>| plain.png_saying(&said, drawn);
    let cicp = |points: [u8; 4]| png(chunk(b"cICP", &points));
    for (name, file) in [
        ("primaries that are not said", cicp([2, 13, 0, 1])),
        ("primaries of nobody", cicp([77, 13, 0, 1])),
        ("a curve that is not said", cicp([1, 2, 0, 1])),
        ("a curve of nobody", cicp([1, 99, 0, 1])),
        ("PQ with primaries of nobody", cicp([77, 16, 0, 1])),
        ("sRGB in the narrow range", cicp([1, 13, 0, 0])),
        ("a profile of nothing", png(chunk(b"iCCP", &[b"p\0\0".to_vec(), stored(&[0; 200])].concat()))),
        ("a profile that is not compressed", png(chunk(b"iCCP", b"p\0\0zzzzzzzz"))),
        ("an exponent of nothing", png(chunk(b"gAMA", &[0, 0, 0, 1]))),
        ("a broken profile in a JPEG", file("icc-corrupt.jpg")),
        ("half a profile in a JPEG", file("icc-half.jpg")),
        ("a profile for ink", file("icc-cmyk-in-rgb.jpg")),
        ("a profile for grey", file("icc-grey-in-rgb.jpg")),
    ] {
        let told = check(&file).expect(name);
        assert!(told.iter().any(|warning| warning.code() == "unknown_colours"), "{name}: {told:?}");
        assert!(!told.iter().any(Warning::blocks), "{name}");
        let fitted = Photo::open(&file).unwrap().fit(&Budget::default()).unwrap();
        assert_eq!(fitted.warnings, told, "{name}");
        if name.ends_with("JPEG") || name.starts_with("a profile for") {
            continue;
        }
        let difference = shown(&file).difference(&shown(&plain.png_saying(&[], drawn)));
        assert!(difference < 1.0, "{name}: shown as if nothing were said, but off by {difference:.1}");
    }
    // These break the rules of a PNG, so some are not even read.
    for file in [cicp([1, 13, 1, 1]), cicp([1, 13, 0, 7]), png(chunk(b"cICP", &[1, 13, 0]))] {
        assert!(check(&file).is_err() || told(&file) == ["unknown_colours"]);
    }
    let told = check(&cicp([77, 16, 0, 1])).unwrap();
    insta::assert_snapshot!(told[0], @"its cICP chunk names a colour space that is not known, so its colours are taken for sRGB and may be wrong; save the photo in sRGB");
}

#[test]
fn colours_that_are_understood_are_not_told_of() {
    for name in [
        "icc-p3.png",
        "cicp-p3.png",
        "gamma-1.png",
        "chrm-adobe-rgb.png",
        "icc-adobe-rgb.jpg",
        "icc-grey.jpg",
    ] {
        assert!(!told(&file(name)).contains(&"unknown_colours"), "{name}");
    }
}
