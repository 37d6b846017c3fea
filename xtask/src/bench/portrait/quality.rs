//! Quality: what a judge of its own, which knows none of the contenders, says of each portrait.

use std::collections::BTreeMap;

use serde_json::Value;

use super::super::program::{Program, figure};
use super::super::skipped::Skipped;
use super::super::spread::{Spread, mean};
use super::contenders::Contender;
use super::photos::Photo;
use super::times::Times;
use super::tools::Tools;

/// Of one portrait.
#[derive(Debug)]
pub(super) struct Judgement {
    pub(super) bytes: f64,
    /// The longest side in pixels: below 480 where the picture would be too coarse there.
    pub(super) longest: f64,
    /// None where the program that gives it could not be had.
    pub(super) ssimulacra2: Option<f64>,
    pub(super) ssim: f64,
    /// What is not as it is promised.
    pub(super) wrong: Vec<String>,
}

/// By contender and photo.
pub(super) type Judgements = BTreeMap<(&'static str, String), Judgement>;

pub(super) fn judge(
    tools: &Tools,
    contenders: &[Contender],
    photos: &[Photo],
    times: &Times,
    skipped: &mut Skipped,
) -> Judgements {
    let mut judgements = Judgements::new();
    let judge = tools.python.as_ref().map(|python| {
        let mut judge = python.command(&tools.script("judge.py"));
        Program::start(judge.args(&tools.judge))
    });
    let Some(mut judge) = judge.and_then(|judge| skipped.unless("every judgement", judge)) else {
        return judgements;
    };
    for photo in photos {
        eprintln!("judging {}", photo.name);
        for contender in contenders {
            let portrait = contender.portrait(photo);
            if !portrait.exists() || !times.knows(contender.name, photo) {
                continue;
            }
            let judgement = judge.ask(&photo.path, &portrait).and_then(|answer| read(&answer));
            let what = format!("the judgement of {} with {}", contender.name, photo.name);
            let judgement = skipped.unless(&what, judgement);
            judgements.extend(judgement.map(|it| ((contender.name, photo.name.clone()), it)));
        }
    }
    judgements
}

fn read(answer: &Value) -> Result<Judgement, String> {
    let wrong = answer.get("wrong").and_then(Value::as_array).ok_or("its answer has no wrong")?;
    Ok(Judgement {
        bytes: figure(answer, "bytes")?,
        longest: figure(answer, "longest")?,
        ssimulacra2: answer.get("ssimulacra2").and_then(Value::as_f64),
        ssim: figure(answer, "ssim")?,
        wrong: wrong.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
    })
}

/// One figure over these photos.
pub(super) fn over(
    judgements: &Judgements,
    contender: &'static str,
    photos: &[&Photo],
    figure: impl Fn(&Judgement) -> Option<f64>,
) -> Option<Vec<f64>> {
    let of = |photo: &&Photo| judgements.get(&(contender, photo.name.clone())).and_then(&figure);
    photos.iter().map(of).collect::<Option<Vec<f64>>>().filter(|figures| !figures.is_empty())
}

/// By how many points of ssimulacra2 one is better than another, photo by photo.
pub(super) fn better(
    judgements: &Judgements,
    contender: &'static str,
    other: &'static str,
    photos: &[&Photo],
) -> Option<(f64, Spread)> {
    let points = |contender| over(judgements, contender, photos, |it| it.ssimulacra2);
    let (points, others) = (points(contender)?, points(other)?);
    let by = || points.iter().zip(&others).map(|(points, other)| points - other);
    Some((mean(by())?, Spread::of(by())?))
}
