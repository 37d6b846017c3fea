//! One figure out of several rounds: the median, and the least and the greatest.

use std::fmt;

/// Of at least one round.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Spread {
    pub(super) least: f64,
    pub(super) median: f64,
    pub(super) most: f64,
}

impl Spread {
    /// `None` where there was no round.
    pub(super) fn of(figures: impl IntoIterator<Item = f64>) -> Option<Self> {
        let mut figures: Vec<f64> = figures.into_iter().collect();
        figures.sort_by(f64::total_cmp);
        let middle = figures.len() / 2;
        let upper = *figures.get(middle)?;
        let lower =
            if figures.len().is_multiple_of(2) { *figures.get(middle.checked_sub(1)?)? } else { upper };
        Some(Self { least: *figures.first()?, median: f64::midpoint(lower, upper), most: *figures.last()? })
    }

    /// Whether it is at most so much, and whether every round agrees.
    pub(super) fn at_most(&self, goal: f64) -> &'static str {
        match (self.median <= goal, self.most <= goal, self.least <= goal) {
            (true, true, _) => "met",
            (true, false, _) => "met by the median, not by every round",
            (false, _, true) => "not met by the median, by some rounds",
            (false, _, false) => "not met",
        }
    }
}

/// The median, with the least and the greatest behind it: as many decimals as the format asks for, two otherwise.
impl fmt::Display for Spread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let decimals = f.precision().unwrap_or(2);
        let Self { least, median, most } = self;
        write!(f, "{median:.decimals$} ({least:.decimals$}–{most:.decimals$})")
    }
}

/// `None` of nothing.
pub(super) fn mean(figures: impl IntoIterator<Item = f64>) -> Option<f64> {
    let (sum, count) =
        figures.into_iter().fold((0.0, 0.0), |(sum, count), figure| (sum + figure, count + 1.0));
    (count > 0.0).then(|| sum / count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_stands_between_the_ends() {
        let spread = |figures: &[f64]| Spread::of(figures.iter().copied()).map(|it| format!("{it:.1}"));
        assert_eq!(spread(&[]), None);
        assert_eq!(spread(&[2.0]).as_deref(), Some("2.0 (2.0–2.0)"));
        assert_eq!(spread(&[3.0, 1.0]).as_deref(), Some("2.0 (1.0–3.0)"));
        assert_eq!(spread(&[9.0, 1.0, 2.0]).as_deref(), Some("2.0 (1.0–9.0)"));
        assert_eq!(mean([]), None);
        assert_eq!(mean([1.0, 2.0]), Some(1.5));
    }

    #[test]
    fn a_goal_is_met_by_every_round_or_it_is_said() {
        let spread = Spread { least: 1.0, median: 2.0, most: 3.0 };
        let cases = [
            (3.0, "met"),
            (2.5, "met by the median, not by every round"),
            (1.5, "not met by the median, by some rounds"),
            (0.5, "not met"),
        ];
        for (goal, told) in cases {
            assert_eq!(spread.at_most(goal), told, "{goal}");
        }
    }
}
