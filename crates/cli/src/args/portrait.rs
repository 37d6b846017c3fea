//! What can be said to `heyan portrait`.

use std::fmt;
use std::ops::RangeInclusive;
use std::path::PathBuf;
use std::str::FromStr;

use clap::Args;
use heyan::portrait::{Budget, BudgetUnit};

use super::output::Output;

/// Fit a photo into a vendor's budget, as an upright JPEG; asks nobody.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Portrait {
    /// A photo (JPEG, PNG, WebP); - reads standard input
    #[arg(value_name = "IN")]
    pub(crate) input: PathBuf,
    /// The JPEG to write, which may not be the photo itself; - writes standard output
    #[arg(value_name = "OUT")]
    pub(crate) output: PathBuf,
    #[command(flatten)]
    pub(crate) limits: Limits,
    #[command(flatten)]
    pub(crate) shown: Output,
}

/// The budget.
#[derive(Args, Debug)]
#[command(next_help_heading = "Budget")]
pub(crate) struct Limits {
    /// From how many bytes to how many; a single number is the most, and no photo is too small then
    #[arg(long, value_name = "FROM-TO", default_value_t)]
    bytes: Sizes,
    /// Count the characters of the JPEG's base64 text instead
    #[arg(long)]
    base64: bool,
    /// The most pixels of the longer side
    #[arg(
        long,
        value_name = "PIXELS",
        default_value_t = Budget::default().longest_side,
        value_parser = clap::value_parser!(u32).range(1..)
    )]
    longest_side: u32,
}

const EXAMPLES: &str = "\
The picture is turned upright, made smaller where it must be, never larger, and loses its metadata, such as the place \
where it was taken. An upright JPEG that is inside the budget already keeps its picture byte for byte. No face is looked \
for, and nothing is kept but OUT, which is whole or not there at all.

Examples:
  heyan portrait IMG_0001.jpg face.jpg
  heyan portrait --bytes 20000 --base64 --longest-side 640 - - <photo.png >face.jpg
Exit codes: 0 it is written, 64 wrong usage, or OUT cannot be written, 65 IN cannot be read or fitted";

impl Limits {
    /// The budget that they make.
    pub(crate) fn budget(&self) -> Budget {
        let unit = if self.base64 { BudgetUnit::Base64 } else { BudgetUnit::File };
        Budget::new(self.bytes.0.clone(), unit, self.longest_side)
    }
}

/// The smallest and the largest size; of neither is zero.
#[derive(Clone, Debug)]
struct Sizes(RangeInclusive<usize>);

impl Default for Sizes {
    fn default() -> Self {
        Self(Budget::default().bytes)
    }
}

impl fmt::Display for Sizes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.0.start(), self.0.end())
    }
}

impl FromStr for Sizes {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (least, most) = text.split_once('-').unwrap_or(("1", text));
        // A sign has no place in a range.
        let size = |text: &str| text.parse().ok().filter(|_| text.bytes().all(|b| b.is_ascii_digit()));
        match (size(least), size(most)) {
            (Some(least), Some(most)) if (1..=most).contains(&least) => Ok(Self(least..=most)),
            _ => Err("no sizes"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_a_range_or_the_most() {
        let read = |text: &str| text.parse::<Sizes>().ok().map(|sizes| sizes.0);
        assert_eq!(read("16000-20000"), Some(16_000..=20_000));
        assert_eq!(read("20000"), Some(1..=20_000));
        assert_eq!(read("7-7"), Some(7..=7));
        for wrong in ["", "-", "0", "0-7", "8-7", "7-", "-7", "+7", "1-+7", "7k", "1-2-3", " 7"] {
            assert_eq!(read(wrong), None, "{wrong:?}");
        }
        assert_eq!(Sizes::default().to_string().parse::<Sizes>().unwrap().0, Budget::default().bytes);
    }
}
