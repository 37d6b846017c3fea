//! What the bench needs besides cargo, fetched into its scratch folder: Python's packages, sharp, two builds of the crate.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::super::program::parsed;
use super::super::skipped::Skipped;
use crate::process;

/// The newest there are, as the contenders are.
const PYTHON_PACKAGES: &[&str] = &["numpy", "pillow", "scikit-image"];
/// The judge is pinned, for another version might judge otherwise. (The package on PyPI judges up to 2 points lower than
/// this port, which is tested against the original.)
const JUDGE: &[&str] = &["ssimulacra2_rs", "--version", "0.5.2", "--locked", "--no-default-features"];
const HEYAN: &[(&str, &[&str])] = &[("heyan", &[]), ("heyan-mozjpeg", &["--features", "mozjpeg"])];

/// Each is there, or its absence has been said.
#[derive(Debug)]
pub(super) struct Tools {
    scripts: PathBuf,
    pub(super) python: Option<Python>,
    /// Where sharp is installed.
    pub(super) sharp: Option<PathBuf>,
    /// What fits photos, by the contender's name.
    pub(super) heyan: Vec<(&'static str, PathBuf)>,
    /// The program that gives ssimulacra2.
    pub(super) judge: Option<PathBuf>,
    /// Each version, in words.
    pub(super) versions: Vec<String>,
}

/// An interpreter with packages of its own.
#[derive(Debug)]
pub(super) struct Python(PathBuf);

impl Tools {
    pub(super) fn fetch(root: &Path, scratch: &Path, skipped: &mut Skipped) -> Result<Self, String> {
        let scripts = fs::canonicalize(root.join("xtask/bench")).map_err(|error| error.to_string())?;
        let heyan = Vec::new();
        let mut tools = Self { scripts, python: None, sharp: None, heyan, judge: None, versions: Vec::new() };
        for (name, features) in HEYAN {
            let built = build(root, scratch, name, features);
            tools.heyan.extend(skipped.unless(name, built).map(|program| (*name, program)));
        }
        tools.python =
            skipped.unless("Pillow, libjpeg-turbo, the photos and every judgement", Python::fetch(scratch));
        tools.sharp = skipped.unless("sharp", install_sharp(scratch));
        tools.judge = skipped.unless("ssimulacra2", install_judge(root, scratch));
        tools.versions = tools.read_versions();
        Ok(tools)
    }

    /// A script beside this task.
    pub(super) fn script(&self, name: &str) -> PathBuf {
        self.scripts.join(name)
    }

    /// The command that runs sharp's script as this contender.
    pub(super) fn sharp(&self, contender: &str) -> Option<Command> {
        let folder = self.sharp.as_ref()?;
        let mut node = Command::new("node");
        node.arg(self.script("sharp.mjs")).arg(contender).arg(folder);
        Some(node)
    }

    /// The command that runs Pillow's script as this contender.
    pub(super) fn pillow(&self, contender: &str) -> Option<Command> {
        let mut python = self.python.as_ref()?.command(&self.script("pillow.py"));
        python.arg(contender);
        Some(python)
    }

    fn read_versions(&self) -> Vec<String> {
        let said = |command: Option<Command>| {
            let answer = parsed(&process::output(&mut command?).ok()?).ok()?;
            Some(answer.get("version")?.as_str()?.to_owned())
        };
        let nasm = Command::new("nasm").arg("-v").output().is_ok_and(|nasm| nasm.status.success());
        let mozjpeg = match self.heyan.iter().any(|(name, _)| *name == "heyan-mozjpeg") {
            true if nasm => Some("heyan's mozjpeg with SIMD (nasm is installed)".to_owned()),
            true => Some("heyan's mozjpeg without SIMD (no nasm)".to_owned()),
            false => None,
        };
        [said(self.pillow("version")), said(self.sharp("version")), mozjpeg].into_iter().flatten().collect()
    }
}

impl Python {
    fn fetch(scratch: &Path) -> Result<Self, String> {
        let folder = scratch.join("python");
        let python = Self(folder.join("bin/python"));
        let done = folder.join("packages");
        let packages = PYTHON_PACKAGES.join(" ");
        if fs::read_to_string(&done).is_ok_and(|installed| installed == packages) {
            return Ok(python);
        }
        eprintln!("installing Python's packages: {packages}");
        process::output(Command::new("python3").args(["-m", "venv"]).arg(&folder))?;
        let mut pip = Command::new(&python.0);
        pip.args(["-m", "pip", "install", "--quiet", "--upgrade"]).args(PYTHON_PACKAGES);
        process::output(&mut pip)?;
        fs::write(done, packages).map_err(|error| error.to_string())?;
        Ok(python)
    }

    /// The command that runs a script.
    pub(super) fn command(&self, script: &Path) -> Command {
        let mut command = Command::new(&self.0);
        command.arg(script);
        command
    }

    /// Runs a script to its end; what it says of its progress is shown.
    pub(super) fn run(&self, script: &Path, arguments: &[&OsStr]) -> Result<(), String> {
        process::output(self.command(script).args(arguments).stderr(Stdio::inherit())).map(drop)
    }
}

fn install_sharp(scratch: &Path) -> Result<PathBuf, String> {
    let folder = scratch.join("node");
    if folder.join("node_modules/sharp/package.json").exists() {
        return Ok(folder);
    }
    eprintln!("installing sharp");
    fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    fs::write(folder.join("package.json"), "{}").map_err(|error| error.to_string())?;
    let mut npm = Command::new("npm");
    npm.current_dir(&folder).args(["install", "--no-audit", "--no-fund", "--silent", "sharp"]);
    process::output(&mut npm)?;
    Ok(folder)
}

fn install_judge(root: &Path, scratch: &Path) -> Result<PathBuf, String> {
    let folder = scratch.join("judge");
    let judge = folder.join("bin/ssimulacra2_rs");
    if !judge.exists() {
        eprintln!("installing ssimulacra2");
        let mut cargo = process::cargo(root, &["install", "--quiet"]);
        cargo.args(JUDGE).arg("--root").arg(&folder).arg("--target-dir").arg(scratch.join("build/judge"));
        process::output(&mut cargo)?;
    }
    Ok(judge)
}

/// A build of the crate's example, in a folder of its own since the features differ.
fn build(root: &Path, scratch: &Path, name: &str, features: &[&str]) -> Result<PathBuf, String> {
    eprintln!("building {name}");
    let folder = scratch.join("build").join(name);
    let arguments = ["build", "--quiet", "--release", "--package", "heyan-portrait", "--example", "measure"];
    let mut cargo = process::cargo(root, &arguments);
    cargo.args(features).arg("--target-dir").arg(&folder);
    process::output(&mut cargo)?;
    Ok(folder.join("release/examples/measure"))
}
