//! `cargo xtask bench portrait`: photos of 12 megapixels to 20,000 bytes, beside the programs a team would take instead.

mod contenders;
mod goals;
mod memory;
mod quality;
mod report;
mod times;
mod tools;

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use super::skipped::Skipped;

/// Of the first round nothing is counted.
const ROUNDS: usize = 7;

/// One photo that is measured.
#[derive(Clone, Debug)]
struct Photo {
    name: String,
    path: PathBuf,
    /// A small one of the crate's own, which proves no goal.
    stands_in: bool,
}

impl Photo {
    /// Drawn by a program: it is measured and judged, and counts for no ratio.
    fn is_generated(&self) -> bool {
        self.name.starts_with("generated-")
    }
}

pub(super) fn run(root: &Path) -> Result<(), String> {
    let scratch = root.join("target/bench/portrait");
    fs::create_dir_all(&scratch).map_err(|error| format!("{} cannot be made: {error}", scratch.display()))?;
    // The programs run in folders of their own.
    let scratch = fs::canonicalize(&scratch).map_err(|error| error.to_string())?;
    let mut skipped = Skipped::default();

    let tools = tools::Tools::fetch(root, &scratch, &mut skipped)?;
    let photos = photos(root, &scratch, &tools, &mut skipped)?;
    let mut contenders = contenders::start(&tools, &scratch, &mut skipped)?;
    let times = times::measure(&mut contenders, &photos, ROUNDS, &mut skipped);
    let judgements = quality::judge(&tools, &contenders, &photos, &times, &mut skipped);
    let memory = memory::measure(&tools, &photos, &mut skipped);
    let figures = report::Figures { photos, times, judgements, memory };
    println!("{}", report::markdown(&figures, &tools, &scratch, &skipped));
    Ok(())
}

/// Those out of the packages, or where there are none the crate's own.
fn photos(
    root: &Path,
    scratch: &Path,
    tools: &tools::Tools,
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
