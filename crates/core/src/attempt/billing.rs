//! What an attempt cost, and how far its question got.

use std::fmt;

use crate::json::vocabulary;

/// What is known about an attempt's fee; the order is that of a trail's sum. A word of a newer
/// version reads as [`Billing::MaybeBilled`].
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum Billing {
    /// Proven unsent, or answered with a code that the vendor does not bill, or a query.
    NotBilled,
    /// It may have been sent, and nobody knows: reconcile with the vendor's invoice.
    MaybeBilled,
    /// Answered with a code that the vendor bills.
    Billed,
}

/// How far a question got before it failed. A word of a newer version reads as [`Stage::MaybeSent`].
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum Stage {
    /// Proven not to have left: no vendor can bill it.
    NotSent,
    /// Some of it may have left, and no complete answer came.
    MaybeSent,
    /// An answer came.
    Answered,
}

vocabulary!(Billing: NotBilled, MaybeBilled, Billed; unknown: MaybeBilled);
vocabulary!(Stage: NotSent, MaybeSent, Answered; unknown: MaybeSent);

impl Billing {
    /// The name in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotBilled => "not_billed",
            Self::MaybeBilled => "maybe_billed",
            Self::Billed => "billed",
        }
    }
}

impl Stage {
    /// What the stage alone says about the fee, where no code of the vendor says more.
    pub fn billing(self) -> Billing {
        match self {
            Self::NotSent => Billing::NotBilled,
            Self::MaybeSent | Self::Answered => Billing::MaybeBilled,
        }
    }

    /// The name in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotSent => "not_sent",
            Self::MaybeSent => "maybe_sent",
            Self::Answered => "answered",
        }
    }
}

impl fmt::Display for Billing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
