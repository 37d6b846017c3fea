//! Which vendor a fault, a hold or a logged request is about.

use serde::{Serialize, Serializer};

/// A vendor whose endpoints the sandbox has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Vendor {
    /// Juhe's face four-element check, `POST /verifyface_mobile/query`.
    Juhe,
    /// ihuyi's hosted face scan, `POST /idcard/idface/Submit.json` and `/idcard/idface/GetResult.json`.
    Ihuyi,
}

impl Vendor {
    /// Every vendor.
    pub const ALL: &[Self] = &[Self::Juhe, Self::Ihuyi];

    /// What it is called in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Juhe => "juhe",
            Self::Ihuyi => "ihuyi",
        }
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|vendor| vendor.name() == name)
    }

    /// Where this vendor's scripted redirects lead. It is nobody's endpoint, so that whoever asks there has
    /// followed one.
    pub(crate) fn redirected_path(self) -> &'static str {
        match self {
            Self::Juhe => "/_sandbox/redirected/juhe",
            Self::Ihuyi => "/_sandbox/redirected/ihuyi",
        }
    }

    pub(crate) fn redirected_to(path: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|vendor| vendor.redirected_path() == path)
    }
}

impl Serialize for Vendor {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}
