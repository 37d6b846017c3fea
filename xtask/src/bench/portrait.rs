//! `cargo xtask bench portrait`: photos of 12 megapixels to 20,000 bytes, beside the programs a team would take instead.

mod contenders;
mod figures;
mod goals;
mod memory;
mod photos;
mod quality;
mod report;
mod times;
mod tools;

use std::fs;
use std::path::Path;

use super::skipped::Skipped;

pub(super) fn run(root: &Path) -> Result<(), String> {
    let scratch = root.join("target/bench/portrait");
    fs::create_dir_all(&scratch).map_err(|error| format!("{} cannot be made: {error}", scratch.display()))?;
    // The programs run in folders of their own.
    let scratch = fs::canonicalize(&scratch).map_err(|error| error.to_string())?;
    let mut skipped = Skipped::default();

    let tools = tools::Tools::fetch(root, &scratch, &mut skipped)?;
    let photos = photos::prepare(root, &scratch, &tools, &mut skipped)?;
    let mut contenders = contenders::start(&tools, &scratch, &mut skipped)?;
    let times = times::measure(&mut contenders, &photos, &mut skipped);
    let judgements = quality::judge(&tools, &contenders, &photos, &times, &mut skipped);
    let memory = memory::measure(&tools, &photos, &mut skipped);
    let figures = figures::Figures { photos, times, judgements, memory };
    println!("{}", report::markdown(&figures, &tools, &scratch, &skipped));
    Ok(())
}
