//! Memory: how far a fresh process rises above what it had with the photo in it.

use std::collections::BTreeMap;
use std::process::Command;

use super::super::program::{figure, parsed};
use super::super::skipped::Skipped;
use super::photos::Photo;
use super::tools::Tools;
use crate::process;

/// A process rises a little differently each time; the most of so many counts.
const RUNS: usize = 3;

/// The peak in MiB, by contender and photo: code that was run and the decoder's own buffers included.
pub(super) type Memory = BTreeMap<(&'static str, String), f64>;

pub(super) fn measure(tools: &Tools, photos: &[Photo], skipped: &mut Skipped) -> Memory {
    let mut memory = Memory::new();
    for (name, program) in &tools.heyan {
        eprintln!("measuring the memory of {name}");
        for photo in photos {
            let once = || {
                let mut command = Command::new(program);
                let answer = parsed(&process::output(command.arg("--memory").arg(&photo.path))?)?;
                Ok(figure(&answer, "kibibytes")? / 1024.0)
            };
            let peaks: Result<Vec<f64>, String> = (0..RUNS).map(|_| once()).collect();
            let what = format!("the memory of {name} with {}", photo.name);
            let peak = skipped.unless(&what, peaks).and_then(|peaks| peaks.into_iter().reduce(f64::max));
            memory.extend(peak.map(|peak| ((*name, photo.name.clone()), peak)));
        }
    }
    memory
}
