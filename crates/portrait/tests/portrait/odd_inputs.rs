//! The odd inputs, and what is to come of each: the pictures that `fixtures/make.py` writes, and files made from them.

use std::path::PathBuf;

use crate::made;

/// What is to come of an input.
#[derive(Clone, Copy)]
pub(crate) enum Expected {
    /// A portrait that shows what this file of the folder shows, upright and in sRGB.
    Shows(&'static str),
    /// The same, but no cell may be further off than this, of 255; [`USUAL`] elsewhere.
    ShowsWithin(&'static str, f64),
    /// The same, though perhaps with fewer pixels: much grain hardly fits into the budget.
    ShowsGrain(&'static str),
    /// The file itself, byte for byte.
    Untouched,
    /// An error.
    Refused,
}

use Expected::{Refused, Shows, ShowsGrain, ShowsWithin, Untouched};

impl Expected {
    /// What it is to show, and how far off it may be.
    pub(crate) fn shown(self) -> Option<(&'static str, f64)> {
        match self {
            Shows(reference) => Some((reference, USUAL)),
            ShowsWithin(reference, limit) => Some((reference, limit)),
            ShowsGrain(reference) => Some((reference, GRAIN)),
            Untouched | Refused => None,
        }
    }
}

/// How far cells may be off. Two passes of JPEG come to 3; Display P3 taken for sRGB comes to 36, Adobe RGB to 50.
const USUAL: f64 = 6.0;
/// How far they may be off where grain was.
const GRAIN: f64 = 12.0;

const UPRIGHT: &str = "upright.jpg";
const FADED: &str = "reference-faded.jpg";

/// One odd input.
pub(crate) struct Input {
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
    pub(crate) expected: Expected,
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/odd")
}

/// A file of the folder.
pub(crate) fn file(name: &str) -> Vec<u8> {
    std::fs::read(folder().join(name)).expect(name)
}

/// All of them, by name: first those of the folder, then those made here. Files called `reference-` are no inputs.
pub(crate) fn all() -> Vec<Input> {
    let entries = std::fs::read_dir(folder()).unwrap();
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.retain(|name| !name.starts_with("reference-"));
    names.sort();
    let kept = names.into_iter().map(|name| {
        let bytes = file(&name);
        Input { expected: of_file(&name), name, bytes }
    });
    let made = made::all(file).into_iter().map(|(name, bytes)| {
        let expected = of_made(name);
        Input { name: name.to_owned(), bytes, expected }
    });
    kept.chain(made).collect()
}

/// Whatever is not listed shows the picture upright.
fn of_file(name: &str) -> Expected {
    match name {
        "1x1.jpg" | "1x1.png" => Shows("1x1.jpg"),
        "1x2000.jpg" => Shows("1x2000.jpg"),
        "3000x2.jpg" => ShowsWithin("3000x2.jpg", 10.0),
        "65500x1.png" => ShowsWithin("reference-65500x1.jpg", 10.0),
        "481x360.jpg" => Shows("481x360.jpg"),
        // The same drawing in other sizes, with grain of its own.
        "12-megapixels-progressive.jpg" | "detailed.jpg" | "detailed-exif-6.jpg" => Shows("ready.jpg"),
        "grainy.jpg" => ShowsGrain("grainy.jpg"),
        "ready.jpg" | "ready-444.jpg" | "ready-grey.jpg" => Untouched,
        "ready-progressive.jpg" | "ready-exif-6.jpg" | "ready-icc-turned.jpg" => Shows("ready.jpg"),
        "flat-white.jpg" => Shows("flat-white.jpg"),
        "grey.jpg" | "grey-2x2.jpg" | "exif-6-grey.jpg" | "grey-16-bit.png" | "icc-grey.jpg" => {
            Shows("grey.jpg")
        }
        "grey-1-bit.png" | "grey-1-bit-interlaced.png" => ShowsWithin("reference-grey-1-bit.jpg", 12.0),
        "grey-2-bit.png" => Shows("reference-grey-2-bit.jpg"),
        "grey-4-bit.png" => Shows("reference-grey-4-bit.jpg"),
        "grey-alpha.png" => Shows("reference-faded-grey.jpg"),
        "rgba.png" | "rgba-16-bit.png" | "palette-alpha.png" | "lossy-alpha.webp" | "lossless-alpha.webp" => {
            Shows(FADED)
        }
        "transparent.png" => Shows("reference-white.jpg"),
        "colour-key.png" => Shows("reference-colour-key.jpg"),
        // At a hard edge in 4:2:0 colours run into each other.
        "palette-2-bit.png" => ShowsWithin("reference-quarters.jpg", 12.0),
        // What is not in the palette is black, as in every browser.
        "palette-out-of-range.png" => ShowsWithin("reference-quarters-black.jpg", 12.0),
        "palette-4-bit.png" => Shows("reference-palette.jpg"),
        "cmyk-icc.jpg" => Shows("reference-cmyk-icc.jpg"),
        // Few programs read these, and nothing in a phone writes them.
        "arithmetic.jpg" | "hierarchical.jpg" | "lossless.jpg" | "twelve-bit.jpg" => Refused,
        // Which of its pictures is meant?
        "animated.webp" => Refused,
        // What is damaged where the pixels are is not guessed at.
        "crc-of-pixels-wrong.png" | "pixel-changed.png" | "pixels-missing.png" | "rows-missing.png" => {
            Refused
        }
        "palette-missing.png" => Refused,
        other if other.starts_with("a-") || other.starts_with("an-") => Refused,
        _ => Shows(UPRIGHT),
    }
}

/// Whatever is not listed is refused.
fn of_made(name: &str) -> Expected {
    match name {
        "jpeg before garbage" | "jpeg with a comment" | "jpeg with 1.3 MB of segments" => Shows(UPRIGHT),
        "jpeg with fill bytes" | "jpeg with fill bytes before each marker" => Shows(UPRIGHT),
        "restarts with fill bytes before each marker" | "progressive with fill bytes before each marker" => {
            Shows(UPRIGHT)
        }
        // The picture is whole: its end marker says nothing more.
        "jpeg without its end" | "jpeg with a phone's trailer for its end" => Shows(UPRIGHT),
        "jpeg with a long film for its end" | "progressive with a film for its end" => Shows(UPRIGHT),
        "jpeg with a film for its end" | "progressive without its end" | "three scans without an end" => {
            Shows(UPRIGHT)
        }
        "ready, without its end" | "ready, with a phone's trailer for its end" => Shows("ready.jpg"),
        // libjpeg reads both, but other decoders do not: such a picture is made anew.
        "ready, with a table of what no picture has" => Shows("ready.jpg"),
        // A profile that cannot be read is none, and what is behind the last row is not looked at.
        "png with a bomb of a profile" => Shows(UPRIGHT),
        "png, all but its last chunk" | "png, all but its last byte" => Shows(UPRIGHT),
        "png with a bomb of pixels" => Shows("reference-black.jpg"),
        // The place where it was taken is not sent to anybody, nor is what hides behind a picture.
        "ready, with a place" | "ready, with a comment" | "ready, with a profile" => Shows("ready.jpg"),
        "ready, before garbage" | "ready, called extended" => Shows("ready.jpg"),
        _ => Refused,
    }
}
