//! The rules once more, as literal data and bits: the proof asks this model, and nothing of heyan, what should happen.

use std::fmt;

use heyan::{Billing, ErrorKind, Field, Limit, Scope, Verdict};

/// A set of factors: identity 1, mobile 2, face 4, liveness 8.
pub(crate) type Bits = u8;

/// A requirement: its name, and the sets that suffice.
pub(crate) type Requirement = (&'static str, &'static [Bits]);

pub(crate) const PRESETS: [Requirement; 3] =
    [("standard", &[0b0111, 0b1101]), ("strict", &[0b1111]), ("hosted", &[0b1101])];

/// The presets, and alternatives that are spelled out and have nothing in common.
pub(crate) const REQUIREMENTS: [Requirement; 4] =
    [PRESETS[0], PRESETS[1], PRESETS[2], ("identity, or mobile and face", &[0b0001, 0b0110])];

/// What a request brings beside the name and ID number.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Given {
    pub(crate) mobile: bool,
    pub(crate) portrait: bool,
    /// The permission for a hosted step.
    pub(crate) hosted: bool,
}

pub(crate) const EVERYTHING: Given = Given { mobile: true, portrait: true, hosted: true };
pub(crate) const NO_PERMISSION: Given = Given { hosted: false, ..EVERYTHING };
pub(crate) const GIVEN: [Given; 5] = [
    EVERYTHING,
    NO_PERMISSION,
    Given { mobile: false, ..EVERYTHING },
    Given { portrait: false, ..EVERYTHING },
    Given { mobile: false, portrait: false, hosted: false },
];

impl Given {
    /// What a check by photo needs.
    pub(crate) fn has_photo(self) -> bool {
        self.mobile && self.portrait
    }
}

/// One way in which a provider answers.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Method {
    pub(crate) settles: Bits,
    pub(crate) hosted: bool,
    /// Whether it needs the mobile number and the portrait.
    pub(crate) photo: bool,
}

impl Method {
    pub(crate) const fn plain(settles: Bits) -> Self {
        Self { settles, hosted: false, photo: false }
    }

    pub(crate) const fn hosted(settles: Bits) -> Self {
        Self { settles, hosted: true, photo: false }
    }

    /// Juhe's.
    pub(crate) const PHOTO: Self = Self { settles: 0b0111, hosted: false, photo: true };

    fn serves(self, given: Given) -> bool {
        (!self.photo || given.has_photo()) && (!self.hosted || given.hosted)
    }
}

/// What a provider can do.
#[derive(Clone)]
pub(crate) struct Provider(pub(crate) Vec<Method>);

impl Provider {
    pub(crate) fn is_hosted(&self) -> bool {
        self.0.iter().any(|way| way.hosted)
    }

    /// Rule 1.
    pub(crate) fn serves(&self, given: Given) -> bool {
        self.0.iter().any(|way| way.serves(given))
    }

    /// What it can settle of this request.
    pub(crate) fn own(&self, given: Given) -> Bits {
        self.0.iter().filter(|way| way.serves(given)).fold(0, |all, way| all | way.settles)
    }
}

impl fmt::Debug for Provider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let factors = |bits: Bits| {
            "IMFL".chars().enumerate().filter(move |(bit, _)| bits >> bit & 1 == 1).map(|(_, name)| name)
        };
        for (place, way) in self.0.iter().enumerate() {
            let or = if place == 0 { "" } else { " or " };
            let hosted = if way.hosted { "hosted " } else { "" };
            let photo = if way.photo { " by photo" } else { "" };
            write!(f, "{or}{hosted}{}{photo}", factors(way.settles).collect::<String>())?;
        }
        Ok(())
    }
}

/// In which order they are asked: hosted ones last, else as listed.
pub(crate) fn order(chain: &[Provider]) -> Vec<usize> {
    let places = |hosted| (0..chain.len()).filter(move |place| chain[*place].is_hosted() == hosted);
    places(false).chain(places(true)).collect()
}

/// Rule 2: some alternative's open factors are all within reach, one of them within what the provider itself settles.
pub(crate) fn could_matter(requirement: Requirement, matched: Bits, own: Bits, later: Bits) -> bool {
    requirement.1.iter().any(|alternative| {
        let open = alternative & !matched;
        open & !(own | later) == 0 && open & own != 0
    })
}

/// Whether some alternative matched whole.
pub(crate) fn suffices(requirement: Requirement, matched: Bits) -> bool {
    requirement.1.iter().any(|alternative| alternative & !matched == 0)
}

/// Which of two verdicts on one factor stands.
pub(crate) fn rank(verdict: Option<Verdict>) -> u8 {
    match verdict {
        None => 0,
        Some(Verdict::Indeterminate) => 1,
        Some(Verdict::NoRecord) => 2,
        Some(Verdict::Match) => 3,
        Some(Verdict::Mismatch) => 4,
        Some(other) => panic!("a verdict that the model does not know: {other:?}"),
    }
}

/// Whether the next provider is asked after a failure of this kind: the table, restated.
#[rustfmt::skip]
pub(crate) const AFTER: [(ErrorKind, bool); 18] = [
    (ErrorKind::InvalidRequest, false),
    (ErrorKind::InputRefused { field: Field::Name }, true),
    (ErrorKind::Unsupported, true),
    (ErrorKind::Credentials, true),
    (ErrorKind::Forbidden, true),
    (ErrorKind::QuotaExhausted, true),
    (ErrorKind::RateLimited, true),
    (ErrorKind::Unavailable, true),
    (ErrorKind::Timeout, true),
    (ErrorKind::Network, true),
    (ErrorKind::VendorFault, true),
    (ErrorKind::Protocol, true),
    (ErrorKind::SessionNotFound, false),
    (ErrorKind::SessionRefused, false),
    (ErrorKind::Unrecognized { scope: Scope::System }, true),
    (ErrorKind::Unrecognized { scope: Scope::Request }, false),
    (ErrorKind::Refused { by: Limit::Breaker }, true),
    (ErrorKind::Exhausted, true),
];

/// What is set over the table.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Policy {
    /// Every kind is set to the opposite of what the table says.
    pub(crate) opposite: bool,
    /// `on_maybe_billed` is set to stop.
    pub(crate) stops_on_maybe_billed: bool,
}

pub(crate) const TABLE: Policy = Policy { opposite: false, stops_on_maybe_billed: false };
pub(crate) const POLICIES: [Policy; 4] = [
    TABLE,
    Policy { stops_on_maybe_billed: true, ..TABLE },
    Policy { opposite: true, ..TABLE },
    Policy { opposite: true, stops_on_maybe_billed: true },
];

impl Policy {
    /// Whether the next provider may be asked.
    pub(crate) fn goes_on(self, kind: ErrorKind, billing: Billing) -> bool {
        let (_, by_table) = AFTER.iter().find(|(of, _)| *of == kind).unwrap();
        let stopped = self.stops_on_maybe_billed && billing != Billing::NotBilled;
        !stopped && *by_table != self.opposite
    }
}
