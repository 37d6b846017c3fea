//! `cargo xtask bench`: every figure that is promised, measured in one run beside what it is compared with.

mod portrait;
mod program;
mod skipped;
mod spread;

use std::path::Path;

/// Runs one bench, and prints what came of it as Markdown.
pub(crate) fn run(root: &Path, bench: &str) -> Result<(), String> {
    match bench {
        "portrait" => portrait::run(root),
        _ => Err(format!("no such bench: {bench}; there is `portrait`")),
    }
}
