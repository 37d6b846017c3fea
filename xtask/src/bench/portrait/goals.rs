//! The goals: each with the figure that was measured, and whether it is met.

use super::contenders::FLOOR;
use super::figures::Figures;
use super::quality::better;
use super::times::By;
use crate::page;

/// Twelve megapixels may cost so many MiB above the file itself.
const MOST_MEMORY: f64 = 16.0;

/// Who is slower, by at most what: the quality bar's Q1.
const RATIOS: &[(&str, &str, &str, f64)] = &[
    ("pure Rust at most 1.7 times libjpeg-turbo's decoding at 1/4", "heyan", FLOOR, 1.7),
    ("pure Rust no slower than Pillow", "heyan", "pillow", 1.0),
    ("pure Rust no slower than sharp", "heyan", "sharp", 1.0),
    ("`mozjpeg` at most 1.6 times libjpeg-turbo's decoding at 1/4", "heyan-mozjpeg", FLOOR, 1.6),
];

/// Points of ssimulacra2 that the feature `mozjpeg` is to gain over Pillow.
const GAIN: f64 = 1.5;

pub(super) fn table(figures: &Figures) -> String {
    let photos = figures.photographed();
    let mut rows = Vec::new();
    for (goal, contender, other, most) in RATIOS {
        for (by, clock) in [(By::Processor, "processor time"), (By::Wall, "wall clock")] {
            let ratio = figures.times.ratio(by, contender, other, &photos);
            let measured = ratio.map(|ratio| (format!("{ratio} times"), ratio.at_most(*most).to_owned()));
            rows.push(row("Q1", &format!("{goal}, {clock}"), measured));
        }
    }
    let gain = better(&figures.judgements, "heyan-mozjpeg", "pillow", &photos);
    let gain = gain.map(|(mean, spread)| {
        let met = if mean >= GAIN { "met" } else { "not met" };
        let (least, most) = (spread.least, spread.most);
        (format!("{mean:+.1} on average ({least:+.1} to {most:+.1} by photo)"), met.to_owned())
    });
    rows.push(row("Q1", "`mozjpeg` at least 1.5 points of ssimulacra2 over Pillow", gain));
    for contender in ["heyan", "heyan-mozjpeg"] {
        rows.push(row(
            "Q2",
            &format!("every portrait of {contender} is as promised"),
            facts(figures, contender),
        ));
    }
    for contender in ["heyan", "heyan-mozjpeg"] {
        let goal = format!("{contender}: at most 16 MiB above the file");
        rows.push(row("Q3", &goal, memory(figures, contender)));
    }
    page::grid(&["", "goal", "measured", ""], rows.into_iter())
}

fn row(number: &str, goal: &str, measured: Option<(String, String)>) -> Vec<String> {
    let (measured, met) = measured.unwrap_or_else(|| ("not measured".to_owned(), String::new()));
    vec![number.to_owned(), goal.to_owned(), measured, met]
}

/// Bytes, frame, scans, sampling, metadata, size, direction, and how much of the budget is used.
fn facts(figures: &Figures, contender: &'static str) -> Option<(String, String)> {
    let judged = figures.photos.iter().filter_map(|photo| {
        let judgement = figures.judgements.get(&(contender, photo.name.clone()))?;
        Some((photo, judgement))
    });
    let judged: Vec<_> = judged.collect();
    let wrong = judged.iter().filter(|(_, judgement)| !judgement.wrong.is_empty());
    let wrong: Vec<String> =
        wrong.map(|(photo, judgement)| format!("{}: {}", photo.name, judgement.wrong.join(", "))).collect();
    let smaller = judged.iter().filter(|(_, judgement)| judgement.longest < 480.0).count();
    let fullness = judged.iter().filter(|(photo, _)| !photo.is_generated());
    let least = fullness.map(|(_, judgement)| judgement.bytes / 200.0).reduce(f64::min).unwrap_or_default();
    let counted = format!(
        "{} of {} ({smaller} of them smaller than 480; photos fill at least {least:.1} % of the budget)",
        judged.len() - wrong.len(),
        judged.len()
    );
    match (judged.len(), wrong.len()) {
        (0, _) => None,
        (_, 0) => Some((counted, "met".to_owned())),
        _ => Some((format!("{counted}; {}", wrong.join("; ")), "not met".to_owned())),
    }
}

fn memory(figures: &Figures, contender: &'static str) -> Option<(String, String)> {
    let peak = |name: &str| figures.memory.get(&(contender, name.to_owned())).copied();
    let large = figures.photos.iter().filter(|photo| !photo.stands_in);
    let peaks = large.filter_map(|photo| Some((peak(&photo.name)?, &photo.name)));
    let (most, name) = peaks.max_by(|(a, _), (b, _)| a.total_cmp(b))?;
    let met = if most <= MOST_MEMORY { "met" } else { "not met" };
    Some((format!("{most:.1} MiB at most ({name})"), met.to_owned()))
}
