//! The size of portrait that a vendor wants, and what to say of one that is larger.

use std::fmt;
use std::ops::RangeInclusive;

/// The size of portrait that a vendor wants. A larger one is never sent.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct PortraitBudget {
    /// The wanted size. A smaller file is no error; a facade that fits portraits makes a finer one of it.
    pub bytes: RangeInclusive<usize>,
    /// What the size counts.
    pub unit: BudgetUnit,
    /// The longest side, in pixels.
    pub longest_side: u32,
}

/// What a portrait's size counts.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum BudgetUnit {
    /// The image file's bytes.
    File,
    /// The characters of its base64 text.
    Base64,
}

/// A portrait that is larger than a provider's budget. It was not sent.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error(
    "the portrait has {size} {unit}, over the limit of {limit}; fit it with the feature portrait of heyan or with \
     heyan_portrait::fit, or raise the provider's portrait budget"
)]
pub struct PortraitTooLarge {
    /// Its size, in what the budget counts.
    pub size: usize,
    /// The most that the budget allows.
    pub limit: usize,
    /// What the budget counts.
    pub unit: BudgetUnit,
}

impl fmt::Display for BudgetUnit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::File => "bytes",
            Self::Base64 => "characters of base64",
        })
    }
}

/// What Juhe's page calls best, 16 to 20 KB, counted in bytes of the file, and the side at which a face survives that
/// best.
impl Default for PortraitBudget {
    fn default() -> Self {
        Self::new(16_000..=20_000, BudgetUnit::File, 480)
    }
}

impl PortraitBudget {
    /// A budget of this many bytes, counted as `unit` says, for an image of at most `longest_side` pixels.
    pub fn new(bytes: RangeInclusive<usize>, unit: BudgetUnit, longest_side: u32) -> Self {
        Self { bytes, unit, longest_side }
    }

    /// Whether a file of `bytes` bytes has the wanted size.
    pub fn contains(&self, bytes: usize) -> bool {
        self.bytes.contains(&self.measure(bytes))
    }

    /// The size of a file of `bytes` bytes, in what the budget counts.
    pub fn measure(&self, bytes: usize) -> usize {
        match self.unit {
            BudgetUnit::File => bytes,
            BudgetUnit::Base64 => bytes.div_ceil(3).saturating_mul(4),
        }
    }

    /// Refuses a file of `bytes` bytes that is larger than the budget allows.
    ///
    /// A provider with a budget calls this before it sends anything.
    ///
    /// # Errors
    /// The file is too large.
    pub fn check(&self, bytes: usize) -> Result<(), PortraitTooLarge> {
        let (size, limit) = (self.measure(bytes), *self.bytes.end());
        if size > limit { Err(PortraitTooLarge { size, limit, unit: self.unit }) } else { Ok(()) }
    }
}
