//! The photos: those that packages can be had of, or the crate's own small ones.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use super::super::skipped::Skipped;
use super::tools::Tools;

/// One photo that is measured.
#[derive(Clone, Debug)]
pub(super) struct Photo {
    pub(super) name: String,
    pub(super) path: PathBuf,
    /// A small one of the crate's own, which proves no goal.
    pub(super) stands_in: bool,
}

impl Photo {
    /// Drawn by a program: it is measured and judged, and counts for no ratio.
    pub(super) fn is_generated(&self) -> bool {
        self.name.starts_with("generated-")
    }
}

/// Those out of the packages, or where there are none the crate's own.
pub(super) fn prepare(
    root: &Path,
    scratch: &Path,
    tools: &Tools,
    skipped: &mut Skipped,
) -> Result<Vec<Photo>, String> {
    let folder = scratch.join("photos");
    if let Some(python) = &tools.python {
        eprintln!("preparing photos: packages are fetched once, into {}", folder.display());
        skipped.unless("some photos", python.run(&tools.script("photos.py"), &[folder.as_os_str()]));
    }
    let mut photos = jpegs(&folder.join("12mp"), false);
    if photos.is_empty() {
        skipped.say(
            "the photos of 12 megapixels",
            "none could be prepared; the crate's own small ones stand in",
        );
        photos = jpegs(&root.join("crates/portrait/tests/fixtures"), true);
    }
    if photos.is_empty() { Err("there is no photo to measure".to_owned()) } else { Ok(photos) }
}

/// The JPEGs of a folder by name; none where there is no folder.
fn jpegs(folder: &Path, stands_in: bool) -> Vec<Photo> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let paths = entries.map(|entry| entry.path());
    let jpegs = paths.filter(|path| path.extension().and_then(OsStr::to_str) == Some("jpg"));
    let named = jpegs.filter_map(|path| {
        let name = path.file_stem()?.to_str()?.to_owned();
        Some(Photo { name, path, stands_in })
    });
    let mut photos: Vec<Photo> = named.collect();
    photos.sort_by(|a, b| (a.is_generated(), &a.name).cmp(&(b.is_generated(), &b.name)));
    photos
}
