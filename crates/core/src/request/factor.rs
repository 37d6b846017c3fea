//! What can be verified about a person.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// One thing that can be verified about a person.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Factor {
    /// Name and ID number belong together.
    Identity,
    /// The mobile number is this person's.
    Mobile,
    /// The face is this person's.
    Face,
    /// A live person was there.
    Liveness,
}

impl Factor {
    /// Every factor, in the order in which results list them.
    pub const ALL: [Factor; 4] = [Factor::Identity, Factor::Mobile, Factor::Face, Factor::Liveness];

    /// The name in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Mobile => "mobile",
            Self::Face => "face",
            Self::Liveness => "liveness",
        }
    }

    const fn bit(self) -> u8 {
        match self {
            Self::Identity => 1,
            Self::Mobile => 2,
            Self::Face => 4,
            Self::Liveness => 8,
        }
    }
}

impl fmt::Display for Factor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A set of factors; listed in the order of [`Factor::ALL`], an array of names in JSON.
#[derive(Clone, Copy, Default, Eq, Hash, PartialEq)]
pub struct FactorSet(u8);

impl FactorSet {
    /// No factor.
    pub const EMPTY: FactorSet = FactorSet(0);

    /// A set of the given factors.
    pub const fn of<const N: usize>(factors: [Factor; N]) -> Self {
        let mut bits = 0;
        let mut rest: &[Factor] = &factors;
        while let [first, others @ ..] = rest {
            bits |= first.bit();
            rest = others;
        }
        Self(bits)
    }

    /// Whether the set has `factor`.
    pub const fn contains(self, factor: Factor) -> bool {
        self.0 & factor.bit() != 0
    }

    /// Whether the set has nothing.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether `other` has everything that this set has.
    pub const fn is_subset(self, other: Self) -> bool {
        self.0 & !other.0 == 0
    }

    /// What either set has.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// What both sets have.
    #[must_use]
    pub const fn intersection(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// What this set has and `other` has not.
    #[must_use]
    pub const fn difference(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// The factors, in order.
    pub fn iter(self) -> impl Iterator<Item = Factor> {
        Factor::ALL.into_iter().filter(move |factor| self.contains(*factor))
    }
}

impl FromIterator<Factor> for FactorSet {
    fn from_iter<I: IntoIterator<Item = Factor>>(factors: I) -> Self {
        Self(factors.into_iter().fold(0, |bits, factor| bits | factor.bit()))
    }
}

impl fmt::Debug for FactorSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

impl fmt::Display for FactorSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, factor) in self.iter().enumerate() {
            let comma = if place == 0 { "" } else { ", " };
            write!(f, "{comma}{factor}")?;
        }
        Ok(())
    }
}

impl Serialize for FactorSet {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl<'de> Deserialize<'de> for FactorSet {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::<Factor>::deserialize(deserializer).map(Self::from_iter)
    }
}
