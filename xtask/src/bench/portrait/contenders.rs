//! Who is measured: each a program that stays running, and a folder for what it makes.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use super::super::program::{Program, figure};
use super::super::skipped::Skipped;
use super::photos::Photo;
use super::tools::Tools;

/// What the others are measured by.
pub(super) const FLOOR: &str = "turbo-4";

/// Their names in the report, in its order.
const TITLES: &[(&str, &str)] = &[
    ("turbo-8", "floor: libjpeg-turbo, decoding at 1/8 alone"),
    (FLOOR, "floor: libjpeg-turbo, decoding at 1/4 alone"),
    ("heyan", "**heyan, pure Rust**"),
    ("heyan-mozjpeg", "**heyan, feature `mozjpeg`**"),
    ("pillow", "Pillow"),
    ("sharp", "sharp"),
    ("sharp-mozjpeg", "sharp `mozjpeg: true` (a progressive file)"),
];

/// One of them.
#[derive(Debug)]
pub(super) struct Contender {
    pub(super) name: &'static str,
    program: Program,
    folder: PathBuf,
}

/// Milliseconds for one photo.
#[derive(Clone, Copy, Debug)]
pub(super) struct Took {
    pub(super) wall: f64,
    /// All threads together; `None` where the system does not tell.
    pub(super) processor: Option<f64>,
}

/// Those that can be started.
pub(super) fn start(tools: &Tools, scratch: &Path, skipped: &mut Skipped) -> Result<Vec<Contender>, String> {
    let mut contenders = Vec::new();
    for (name, _) in TITLES {
        let Some(mut command) = command(tools, name) else { continue };
        let folder = scratch.join("portraits").join(name);
        // Nothing of an earlier run may be judged.
        _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        let program = skipped.unless(name, Program::start(&mut command));
        contenders.extend(program.map(|program| Contender { name, program, folder }));
    }
    Ok(contenders)
}

fn command(tools: &Tools, name: &str) -> Option<Command> {
    match name {
        "pillow" | "turbo-4" | "turbo-8" => tools.pillow(name),
        "sharp" | "sharp-mozjpeg" => tools.sharp(name),
        _ => tools.heyan.iter().find(|(built, _)| *built == name).map(|(_, program)| Command::new(program)),
    }
}

/// What the report calls one.
pub(super) fn title(name: &str) -> &'static str {
    TITLES.iter().find(|(known, _)| *known == name).map_or("", |(_, title)| title)
}

impl Contender {
    /// What one photo takes.
    pub(super) fn fit(&mut self, photo: &Photo) -> Result<Took, String> {
        let portrait = self.portrait(photo);
        let answer = self.program.ask(&photo.path, &portrait)?;
        let processor = answer.get("processor").and_then(Value::as_f64);
        Ok(Took { wall: figure(&answer, "wall")?, processor })
    }

    /// Where the portrait goes; a floor makes none.
    pub(super) fn portrait(&self, photo: &Photo) -> PathBuf {
        self.folder.join(format!("{}.jpg", photo.name))
    }
}
