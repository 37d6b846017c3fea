//! Photos that others made: phones' own files, the suites of image libraries. None of them is in this repository.
//!
//! `HEYAN_PORTRAIT_GALLERY` names a folder of them, such as what Debian's packages gdk-pixbuf-tests,
//! golang-github-rwcarlsen-goexif-dev, golang-github-disintegration-imaging-dev, golang-golang-x-image-dev,
//! golang-1.19-src, golang-github-bep-gowebp-dev and libjxl-testdata unpack to. Without it the test says aloud that nothing
//! was looked at. Pillow and, for JPEG, djpeg say what each file shows.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use heyan_portrait::{Budget, Photo};

use crate::other_decoders::{python, skipped};
use crate::picture::Picture;

/// Each file upright, in sRGB and on white, made small, as `NUMBER.ppm`; what cannot be read is left out.
const PILLOW: &str = "\
import io, sys, warnings
warnings.simplefilter('ignore')
from PIL import Image, ImageCms, ImageFile, ImageOps
warnings.simplefilter('error', Image.DecompressionBombWarning)
Image.MAX_IMAGE_PIXELS = 50_000_000
srgb = ImageCms.createProfile('sRGB')
for number, path in enumerate(open(sys.argv[1]).read().split('\\n')):
    try:
        with Image.open(path) as image:
            animated = getattr(image, 'is_animated', False) and image.format == 'WEBP'
            profile, wide = image.info.get('icc_profile'), image.mode.startswith('I')
            if wide:
                image = image.point(lambda number: number / 256)
            image = ImageOps.exif_transpose(image)
            has_opacity = image.mode in ('RGBA', 'LA', 'PA') or 'transparency' in image.info
            if has_opacity:
                image = image.convert('RGBA')
                image = Image.alpha_composite(Image.new('RGBA', image.size, 'white'), image).convert('RGB')
            if profile and image.mode in ('RGB', 'L', 'CMYK'):
                try:
                    image = ImageCms.profileToProfile(image, io.BytesIO(profile), srgb, outputMode='RGB')
                except ImageCms.PyCMSError:
                    pass
            image = image.convert('RGB')
            image.thumbnail((480, 480), Image.LANCZOS)
            image.save(f'{sys.argv[2]}/{number}.ppm')
            print(number, 'animated' if animated else 'read')
    except Exception:
        pass
";

/// How far cells may be off: two ways to make a picture smaller, of sharp drawings and noise too.
const LIMIT: f64 = 24.0;

/// Files about which other programs disagree. In the first two the tag of the orientation is a signed number, which EXIF
/// does not allow; Pillow turns them by it, and they stand upright without.
const DISPUTED: &[&str] = &["bug143608-comment.jpg", "bug725582-testrotate.jpg"];

/// The shorter side of pictures that are too small to compare part by part.
const FEW: usize = 100;

/// Pillow shows a PNG's numbers as they are, whatever gamma or code points it names.
fn says_what_pillow_does_not_read(file: &[u8]) -> bool {
    let has = |chunk: &[u8; 4]| file.windows(4).take(50_000).any(|name| name == chunk);
    file.starts_with(b"\x89PNG") && (has(b"cICP") || has(b"gAMA") && !has(b"sRGB") && !has(b"iCCP"))
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
        if path.is_dir() {
            files(&path, found);
        } else if matches!(ending.as_deref(), Some("jpg" | "jpeg" | "png" | "webp" | "mpo")) {
            found.push(path);
        }
    }
}

/// Whether djpeg has nothing to say against it.
fn djpeg_is_content(path: &Path) -> bool {
    let output = Command::new("djpeg").args(["-strict", "-pnm", "-scale", "1/8"]).arg(path).output().unwrap();
    output.status.success() && output.stderr.is_empty()
}

#[test]
fn a_gallery_shows_what_other_programs_show() {
    let Some(folder) = std::env::var_os("HEYAN_PORTRAIT_GALLERY") else {
        return skipped("the gallery", "HEYAN_PORTRAIT_GALLERY names no folder of photos");
    };
    let python = python().expect("Pillow and djpeg");
    let mut paths = Vec::new();
    files(Path::new(&folder), &mut paths);
    paths.sort();
    let scratch = tempfile::tempdir().unwrap();
    let list = scratch.path().join("list");
    let lines: Vec<_> = paths.iter().map(|path| path.to_str().unwrap()).collect();
    fs::write(&list, lines.join("\n")).unwrap();
    let pillow = Command::new(python).args(["-c", PILLOW]).arg(&list).arg(scratch.path()).output().unwrap();
    assert!(pillow.status.success(), "{}", String::from_utf8_lossy(&pillow.stderr));

    let (mut wrong, mut counts) = (Vec::new(), BTreeMap::<String, usize>::new());
    for (number, path) in paths.iter().enumerate() {
        let bytes = fs::read(path).unwrap();
        let other = fs::read(scratch.path().join(format!("{number}.ppm"))).ok();
        let other = other.map(|ppm| Picture::of_ppm(&ppm));
        let ours = Photo::open(&bytes).and_then(|photo| photo.fit(&Budget::default()));
        let said = match (&ours, &other) {
            (Ok(fitted), Some(other)) => {
                let picture = Picture::of_jpeg(fitted.portrait.expose());
                // In few pixels colours run into each other, and edges lie elsewhere.
                let few = picture.width.min(picture.height) < FEW;
                let difference = match few {
                    true => (picture.brightness() - other.brightness()).abs(),
                    false => picture.difference(other),
                };
                if DISPUTED.iter().any(|name| path.ends_with(name)) {
                    *counts.entry("about which others disagree".to_owned()).or_default() += 1;
                    continue;
                }
                if says_what_pillow_does_not_read(&bytes) {
                    *counts.entry("with colours that Pillow does not read".to_owned()).or_default() += 1;
                    continue;
                }
                if difference > LIMIT {
                    wrong.push(format!("{}: off by {difference:.1} where it is worst", path.display()));
                }
                "read by both".to_owned()
            }
            (Ok(_), None) => {
                wrong.push(format!("{}: Pillow refuses it", path.display()));
                "read by heyan alone".to_owned()
            }
            (Err(error), other) => {
                let by_design = matches!(error.code(), "animated_image" | "unusual_jpeg" | "image_too_large");
                let is_jpeg = bytes.starts_with(&[0xFF, 0xD8, 0xFF]);
                if other.is_some() && !by_design && (!is_jpeg || djpeg_is_content(path)) {
                    wrong.push(format!("{}: {error}", path.display()));
                }
                format!("{}, {} by Pillow", error.code(), if other.is_some() { "read" } else { "refused" })
            }
        };
        *counts.entry(said).or_default() += 1;
    }
    let counts: Vec<_> = counts.iter().map(|(what, count)| format!("{count} {what}")).collect();
    eprintln!("of {} files: {}", paths.len(), counts.join("; "));
    assert!(wrong.is_empty(), "{} of {} are wrong:\n{}", wrong.len(), paths.len(), wrong.join("\n"));
}
