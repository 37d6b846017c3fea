//! What is fitted, as Pillow and djpeg see it: without a warning, and the same picture in both.
//!
//! Needs python3 with Pillow, and djpeg (Debian: python3-pil, libjpeg-turbo-progs). Where they are missing the test says
//! so and passes, except in CI, where they must be there.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output};

use heyan_portrait::{Budget, fit};

use crate::odd_inputs;
use crate::picture::Picture;

/// Opens each file named, with warnings as errors, and writes what it sees next to it.
const PILLOW: &str = "\
import sys, warnings
warnings.simplefilter('error')
from PIL import Image
for path in sys.argv[1:]:
    with Image.open(path) as image:
        assert image.format == 'JPEG' and image.mode in ('RGB', 'L'), (path, image.format, image.mode)
        image.convert('RGB').save(path + '.pillow.ppm')
";

/// Says aloud, past the test harness, that nothing was checked.
pub(crate) fn skipped(what: &str, why: &str) {
    let said = format!("\n!! SKIPPED, NOT CHECKED: {what}: {why}\n");
    std::io::stderr().write_all(said.as_bytes()).unwrap();
}

fn missing(why: &str) {
    assert!(std::env::var_os("CI").is_none(), "{why}; CI installs python3-pil and libjpeg-turbo-progs");
    skipped("portraits in other decoders", why);
}

/// The Python that has Pillow, if both decoders are here. Debian's own may not be the first on the path.
pub(crate) fn python() -> Option<&'static str> {
    let ends_well = |output: std::io::Result<Output>| output.is_ok_and(|output| output.status.success());
    let has_pillow =
        |python: &&str| ends_well(Command::new(python).args(["-c", "import PIL.Image"]).output());
    let python = ["python3", "/usr/bin/python3"].into_iter().find(has_pillow);
    if python.is_none() {
        missing("there is no python3 with Pillow");
    } else if !ends_well(Command::new("djpeg").arg("-version").output()) {
        missing("there is no djpeg");
        return None;
    }
    python
}

/// What it wrote to standard output, if it has nothing to say.
fn silent(output: Output) -> Result<Vec<u8>, String> {
    let silent = output.status.success() && output.stderr.is_empty();
    if silent { Ok(output.stdout) } else { Err(String::from_utf8_lossy(&output.stderr).trim().to_owned()) }
}

fn djpeg(path: &Path) -> Result<Picture, String> {
    // The settings of Pillow: the exact inverse transform, and smooth colours.
    let arguments = ["-strict", "-rgb", "-pnm", "-dct", "int"];
    let output = Command::new("djpeg").args(arguments).arg(path).output().unwrap();
    silent(output).map(|ppm| Picture::of_ppm(&ppm))
}

#[test]
fn pillow_and_djpeg_see_the_same_picture_and_nothing_odd() {
    let Some(python) = python() else { return };
    let folder = tempfile::tempdir().unwrap();
    let mut written = Vec::new();
    for (number, input) in odd_inputs::all().into_iter().enumerate() {
        let Ok(portrait) = fit(&input.bytes, &Budget::default()) else { continue };
        let path = folder.path().join(format!("{number}.jpg"));
        std::fs::write(&path, portrait.expose()).unwrap();
        written.push((input, path, Picture::of_jpeg(portrait.expose())));
    }
    let paths = written.iter().map(|(_, path, _)| path);
    let output = Command::new(python).args(["-c", PILLOW]).args(paths).output().unwrap();
    silent(output).unwrap();

    let mut wrong = Vec::new();
    for (input, path, ours) in &written {
        let pillow = Picture::of_ppm(&std::fs::read(path.with_extension("jpg.pillow.ppm")).unwrap());
        let djpeg = match djpeg(path) {
            Ok(picture) => picture,
            Err(told) => {
                wrong.push(format!("{}: djpeg says {told}", input.name));
                continue;
            }
        };
        let sizes = [&pillow, &djpeg, ours].map(|picture| (picture.width, picture.height));
        if sizes != [sizes[0]; 3] {
            wrong.push(format!("{}: sizes {sizes:?}", input.name));
            continue;
        }
        // One step for rounding; versions of libjpeg-turbo differ in nothing else.
        if pillow.worst_pixel(&djpeg) > 1 {
            wrong.push(format!("{}: Pillow and djpeg differ by {}", input.name, pillow.worst_pixel(&djpeg)));
        }
        if let Some((reference, limit)) = input.expected.shown() {
            let difference = djpeg.difference(&Picture::of_jpeg(&odd_inputs::file(reference)));
            if difference > limit {
                wrong.push(format!("{}: djpeg shows it off by {difference:.1}", input.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {} are wrong:\n{}", wrong.len(), written.len(), wrong.join("\n"));
}
