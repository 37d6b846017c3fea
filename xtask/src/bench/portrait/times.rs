//! Times: every contender fits every photo in turn, round for round, so that what else the machine does hits all alike.

use std::collections::BTreeMap;

use super::super::skipped::Skipped;
use super::super::spread::{Spread, mean};
use super::contenders::{Contender, Took};
use super::photos::Photo;

/// Of the first round nothing is counted.
pub(super) const ROUNDS: usize = 7;

/// Which time of the two.
#[derive(Clone, Copy, Debug)]
pub(super) enum By {
    Wall,
    /// What a service pays for, and what a busy machine falsifies less.
    Processor,
}

/// Each round, by contender and photo.
#[derive(Debug, Default)]
pub(super) struct Times(BTreeMap<(&'static str, String), Vec<Took>>);

/// One round more than is counted: in the first, caches and compilers warm up.
pub(super) fn measure(contenders: &mut [Contender], photos: &[Photo], skipped: &mut Skipped) -> Times {
    let mut times = Times::default();
    let mut failed = Vec::new();
    for round in 0..=ROUNDS {
        eprintln!("round {round} of {ROUNDS}{}", if round == 0 { ", not counted" } else { "" });
        for photo in photos {
            // Whoever comes first finds the caches as the last one left them, so each round begins with another.
            let count = contenders.len().max(1);
            contenders.rotate_left(1 % count);
            for contender in contenders.iter_mut() {
                let key = (contender.name, photo.name.clone());
                if failed.contains(&key) {
                    continue;
                }
                match contender.fit(photo) {
                    Ok(_) if round == 0 => {}
                    Ok(took) => times.0.entry(key).or_default().push(took),
                    Err(error) => {
                        skipped.say(&format!("{} with {}", contender.name, photo.name), &error);
                        times.0.remove(&key);
                        failed.push(key);
                    }
                }
            }
        }
    }
    times
}

impl Times {
    /// Whether each round of it was fitted.
    pub(super) fn knows(&self, contender: &'static str, photo: &Photo) -> bool {
        self.0.contains_key(&(contender, photo.name.clone()))
    }

    /// What one photo took, round for round; `None` where it was not fitted or the time is not known.
    fn rounds(&self, by: By, contender: &'static str, photo: &Photo) -> Option<Vec<f64>> {
        let took = self.0.get(&(contender, photo.name.clone()))?.iter();
        took.map(|took| match by {
            By::Wall => Some(took.wall),
            By::Processor => took.processor,
        })
        .collect()
    }

    /// The mean of these photos in each round.
    fn means(&self, by: By, contender: &'static str, photos: &[&Photo]) -> Option<Vec<f64>> {
        let photos: Option<Vec<_>> = photos.iter().map(|photo| self.rounds(by, contender, photo)).collect();
        let photos = photos?;
        let rounds = photos.iter().map(Vec::len).min()?;
        (0..rounds).map(|round| mean(photos.iter().filter_map(|photo| photo.get(round).copied()))).collect()
    }

    /// Milliseconds for one of these photos.
    pub(super) fn milliseconds(&self, by: By, contender: &'static str, photos: &[&Photo]) -> Option<Spread> {
        Spread::of(self.means(by, contender, photos)?)
    }

    /// How many times as long as another, each round by itself.
    pub(super) fn ratio(
        &self,
        by: By,
        contender: &'static str,
        other: &'static str,
        photos: &[&Photo],
    ) -> Option<Spread> {
        let (means, others) = (self.means(by, contender, photos)?, self.means(by, other, photos)?);
        Spread::of(means.iter().zip(&others).map(|(mean, other)| mean / other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ratio_is_of_one_round_with_itself() {
        let photo = Photo { name: "a".into(), path: "a.jpg".into(), stands_in: false };
        let took = |wall| Took { wall, processor: None };
        let rounds = |contender, walls: [f64; 2]| ((contender, photo.name.clone()), walls.map(took).to_vec());
        let times = Times([rounds("heyan", [2.0, 30.0]), rounds("turbo-4", [1.0, 10.0])].into());
        let ratio = |by, other| times.ratio(by, "heyan", other, &[&photo]).map(|it| format!("{it:.1}"));
        assert_eq!(ratio(By::Wall, "turbo-4").as_deref(), Some("2.5 (2.0–3.0)"));
        assert_eq!(ratio(By::Wall, "pillow"), None);
        assert_eq!(ratio(By::Processor, "turbo-4"), None);
    }
}
