//! How old a session is, by two clocks of which either may be wrong.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use crate::Session;

impl Session {
    /// How long ago the scan was started; zero if that lies ahead. `machine` is now by this machine's clock, `vendor` now
    /// by the vendor's, or else as `machine`.
    ///
    /// Each clock tells an age of its own, and the smaller one counts. An age below zero says that its clock was changed
    /// in the meantime, so the other one counts. If the session knows of one clock only, that one is compared with
    /// `vendor`.
    pub fn age(&self, machine: Timestamp, vendor: Timestamp) -> Duration {
        Duration::try_from(self.signed_age(machine, vendor)).unwrap_or_default()
    }

    /// How long ago the link ended, by the same clocks; `None` as long as it has not.
    pub fn since_link_end(&self, machine: Timestamp, vendor: Timestamp) -> Option<Duration> {
        Duration::try_from(self.signed_since_link_end(machine, vendor)).ok()
    }

    /// How long the link still lives, by the same clocks.
    pub fn link_left(&self, machine: Timestamp, vendor: Timestamp) -> Duration {
        Duration::try_from(-self.signed_since_link_end(machine, vendor)).unwrap_or_default()
    }

    fn signed_since_link_end(&self, machine: Timestamp, vendor: Timestamp) -> SignedDuration {
        // The link's end is by the vendor's clock, so that is the one to tell how long it lives.
        let began = self.vendor_started_at.unwrap_or(self.started_at).timestamp();
        let life = self.expires_at().duration_since(began);
        self.signed_age(machine, vendor).saturating_sub(life)
    }

    fn signed_age(&self, machine: Timestamp, vendor: Timestamp) -> SignedDuration {
        let Some(vendor_started_at) = self.vendor_started_at() else {
            return vendor.duration_since(self.started_at());
        };
        let ages = [machine.duration_since(self.started_at()), vendor.duration_since(vendor_started_at)];
        ages.into_iter().filter(|age| !age.is_negative()).min().unwrap_or_default()
    }
}
