//! One scan: its link, and who decides what comes of it.

use std::mem;

use url::Url;

use super::address;
use super::progress::{Progress, Status};
use crate::persona::Persona;

/// What a tester decides on the hosted page.
#[derive(Clone, Copy)]
pub(crate) enum Choice {
    Pass,
    Fail,
    Leave,
}

impl Choice {
    pub(crate) fn named(name: &str) -> Option<Self> {
        match name {
            "pass" => Some(Self::Pass),
            "fail" => Some(Self::Fail),
            "leave" => Some(Self::Leave),
            _ => None,
        }
    }

    /// How that ends the scan; whoever leaves can come back as long as the link lives.
    fn ends_it(self) -> Option<Status> {
        match self {
            Self::Pass => Some(Status::Success),
            Self::Fail => Some(Status::Fail),
            Self::Leave => None,
        }
    }
}

/// What the hosted page shows.
#[derive(Clone, Copy)]
pub(crate) enum LinkState {
    Open,
    Expired,
    Done,
}

/// The link has expired, and nobody had decided by then.
pub(crate) struct Expired;

/// The hosted page of a scan.
pub(super) struct Page {
    /// What leads to it and nobody can guess.
    pub(super) token: String,
    pub(super) return_url: Url,
}

/// A scan, as long as it is remembered.
///
/// It has no `Debug`, and holds nothing of the person but which persona it is.
pub(super) struct Scan {
    pub(super) serial: String,
    /// A keyed hash of the account that began it.
    pub(super) account: u64,
    pub(super) persona: Option<&'static Persona>,
    pub(super) page: Option<Page>,
    pub(super) progress: Progress,
    /// In milliseconds since the Unix epoch.
    pub(super) expires: i64,
    pub(super) is_asked_about: bool,
    /// The tester has left the page: from then on only the page ends the scan.
    pub(super) is_left: bool,
    pub(super) decided: Option<Status>,
}

impl Scan {
    /// Answers a query. What was once told to be the end stays so, whatever the tester does afterwards.
    pub(super) fn query(&mut self, now: i64) -> Status {
        if let Some(decided) = self.decided {
            return decided;
        }
        let is_first = !mem::replace(&mut self.is_asked_about, true);
        if self.is_left {
            return Status::Ing;
        }
        let status = self.progress.status(is_first, self.is_expired(now));
        self.decided = Some(status).filter(|status| status.is_final());
        status
    }

    pub(super) fn link_state(&self, now: i64) -> LinkState {
        match self.decided {
            Some(_) => LinkState::Done,
            None if self.is_expired(now) => LinkState::Expired,
            None => LinkState::Open,
        }
    }

    /// Where the browser goes on to, if the scan has a page. The first decision stays.
    pub(super) fn finish(&mut self, choice: Choice, now: i64) -> Option<Result<String, Expired>> {
        let page = self.page.as_ref()?;
        if self.decided.is_none() {
            if self.is_expired(now) {
                return Some(Err(Expired));
            }
            self.decided = choice.ends_it();
            self.is_left = self.decided.is_none();
        }
        Some(Ok(address::with_serial(&page.return_url, &self.serial)))
    }

    fn is_expired(&self, now: i64) -> bool {
        now >= self.expires
    }
}
