//! How a scan goes on by itself, from one query to the next.

use std::time::Duration;

/// What GetResult says of a scan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Status {
    /// "ING - 刷脸地址已申请".
    Ing,
    /// Not on the page: what the vendor's probable upstream says of a link that has been opened.
    Scan,
    /// "SUCCESS - 刷脸认证通过".
    Success,
    /// "FAIL - 刷脸认证失败".
    Fail,
}

impl Status {
    pub(super) fn is_final(self) -> bool {
        matches!(self, Self::Success | Self::Fail)
    }
}

/// The way of a scan on which nobody decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Progress {
    Passes,
    Fails,
    NeverEnds,
    PassesAfterExpiry,
    PassesOnceSeen,
}

impl Progress {
    /// The progress in words, for people.
    pub(crate) const fn words(self) -> &'static str {
        match self {
            Self::Passes => "SUCCESS",
            Self::Fails => "FAIL",
            Self::NeverEnds => "ING for ever",
            Self::PassesAfterExpiry => "SUCCESS, after the link's expiry (it lasts 3 s)",
            Self::PassesOnceSeen => "SCAN, then SUCCESS",
        }
    }

    /// How long the link lasts, where it is not as long as every other.
    pub(super) fn link_lifetime(self) -> Option<Duration> {
        (self == Self::PassesAfterExpiry).then_some(Duration::from_secs(3))
    }

    /// What a query says.
    pub(super) fn status(self, is_first: bool, is_expired: bool) -> Status {
        match self {
            Self::Passes | Self::Fails if is_first => Status::Ing,
            Self::PassesOnceSeen if is_first => Status::Scan,
            Self::PassesAfterExpiry if !is_expired => Status::Ing,
            Self::NeverEnds => Status::Ing,
            Self::Passes | Self::PassesOnceSeen | Self::PassesAfterExpiry => Status::Success,
            Self::Fails => Status::Fail,
        }
    }
}
