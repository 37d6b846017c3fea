//! The report: Markdown for docs/reference/performance.md.

use std::fs;
use std::path::Path;
use std::thread;

use super::super::skipped::Skipped;
use super::super::spread::mean;
use super::contenders::{FLOOR, title};
use super::figures::Figures;
use super::goals;
use super::photos::Photo;
use super::quality::{Judgement, over};
use super::times::{By, ROUNDS};
use super::tools::Tools;
use crate::page;

const CONTENDERS: &[&str] = &["turbo-8", FLOOR, "heyan", "heyan-mozjpeg", "pillow", "sharp", "sharp-mozjpeg"];

pub(super) fn markdown(figures: &Figures, tools: &Tools, scratch: &Path, skipped: &Skipped) -> String {
    let photos = figures.photographed();
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let versions = tools.versions.join("; ");
    let mut text = format!(
        "## Portraits\n\nTo at most 20,000 bytes, each contender on one thread: {} photos, which are listed below, turned by EXIF. \
         {ROUNDS} rounds on {cores} cores, one contender after the other with each photo: means of the photos, of these the \
         median round, and in brackets the least and the greatest. A ratio is of processor time, of one round with itself. \
         {versions}.\n\n",
        photos.len()
    );
    text += &contenders(figures, &photos);
    text += &format!("\n### Goals\n\n{}", goals::table(figures));
    text += &format!("\n### By photo\n\n{}", by_photo(figures, &photos));
    let generated = figures.generated();
    if !generated.is_empty() {
        text += &format!("\nDrawn by a program, in no ratio above:\n\n{}", by_photo(figures, &generated));
    }
    let sources = fs::read_to_string(scratch.join("photos/LIST.md"));
    text += &format!("\n### The photos\n\n{}", sources.unwrap_or_else(|_| "None was prepared.\n".to_owned()));
    match skipped.list() {
        list if list.is_empty() => text,
        // No page of ours names a folder of this machine.
        list => format!(
            "{text}\n### Skipped\n\n{}",
            list.replace(&scratch.display().to_string(), "target/bench/portrait")
        ),
    }
}

fn contenders(figures: &Figures, photos: &[&Photo]) -> String {
    let rows = CONTENDERS.iter().filter_map(|name| {
        let wall = figures.times.milliseconds(By::Wall, name, photos)?;
        let processor = figures.times.milliseconds(By::Processor, name, photos);
        let ratio = figures.times.ratio(By::Processor, name, FLOOR, photos);
        let judged = |figure: fn(&Judgement) -> Option<f64>| {
            over(&figures.judgements, name, photos, figure).and_then(mean)
        };
        Some(vec![
            title(name).to_owned(),
            processor.map(|processor| format!("{processor:.1}")).unwrap_or_default(),
            format!("{wall:.1}"),
            ratio.map(|ratio| ratio.to_string()).unwrap_or_default(),
            shown(judged(|it| it.ssimulacra2), 1),
            shown(judged(|it| Some(it.ssim)), 4),
            shown(judged(|it| Some(it.bytes)), 0),
        ])
    });
    let header = [
        "contender",
        "processor ms",
        "wall clock ms",
        "times decoding at 1/4",
        "ssimulacra2",
        "SSIM",
        "bytes",
    ];
    page::grid(&header, rows)
}

fn by_photo(figures: &Figures, photos: &[&Photo]) -> String {
    let rows = photos.iter().map(|photo| {
        let milliseconds = |name| {
            let times = &figures.times;
            let spread = times.milliseconds(By::Processor, name, &[photo]);
            let spread = spread.or_else(|| times.milliseconds(By::Wall, name, &[photo]));
            shown(spread.map(|spread| spread.median), 1)
        };
        let points = |name| {
            let judgement = figures.judgements.get(&(name, photo.name.clone()));
            shown(judgement.and_then(|judgement| judgement.ssimulacra2), 1)
        };
        let peak = |name| shown(figures.memory.get(&(name, photo.name.clone())).copied(), 1);
        let three = |of: &dyn Fn(&'static str) -> String| {
            [of("heyan"), of("heyan-mozjpeg"), of("pillow")].join(" / ")
        };
        vec![
            photo.name.clone(),
            milliseconds(FLOOR),
            three(&milliseconds),
            three(&points),
            format!("{} / {}", peak("heyan"), peak("heyan-mozjpeg")),
        ]
    });
    let header = [
        "photo",
        "ms: decoding at 1/4",
        "ms: pure / `mozjpeg` / Pillow",
        "ssimulacra2: pure / `mozjpeg` / Pillow",
        "MiB above the file: pure / `mozjpeg`",
    ];
    page::grid(&header, rows)
}

fn shown(figure: Option<f64>, decimals: usize) -> String {
    figure.map(|figure| format!("{figure:.decimals$}")).unwrap_or_default()
}
