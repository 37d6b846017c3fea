//! What the answer to a query comes to at this moment: a pure function of the answer, the session and the time.

use std::time::Duration;

use heyan_core::{ErrorKind, Factor, Session, Timestamp, Verdict};
use jiff::SignedDuration;

use crate::decode::{Queried, Scan};
use crate::vendor_clock::Now;

/// A scan finished in its link's last second is paid for, and its result may take a while.
const AFTER_THE_LINK: Duration = Duration::from_secs(10 * 60);

/// How long the vendor may not know a serial that it has just given.
const CATCHING_UP: Duration = Duration::from_secs(60);

/// How long a link is taken to live whose end cannot be read, or is over already. Longer than any: to give up a scan
/// that was paid for would be worse than to wait for one that will not come.
const UNKNOWN_LIFE: SignedDuration = SignedDuration::from_hours(24);

/// What a query comes to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Conclusion {
    /// Ask again later; why, in heyan's words.
    Pending(&'static str),
    /// These are the verdicts, which are none where the scan was never made; what they mean.
    Ended(&'static [(Factor, Verdict)], &'static str),
    /// No answer to go by.
    Failed(ErrorKind, &'static str),
}

/// What the answer comes to for this session.
pub(crate) fn conclude(queried: &Queried, session: &Session, now: Now) -> Conclusion {
    // A session of one clock only was started by whichever of the two, so it is not given up before both say so.
    let vendor = if session.vendor_started_at().is_some() { now.vendor } else { now.vendor.min(now.known) };
    let link_ended = session.since_link_end(now.machine, vendor);
    match queried.answer {
        Ok(Scan::Ended(verdicts)) => Conclusion::Ended(verdicts, queried.meaning),
        Ok(Scan::Pending) if link_ended.is_some_and(|since| since > AFTER_THE_LINK) => {
            Conclusion::Ended(&[], "the link ended before the scan was made")
        }
        Ok(Scan::Pending) => Conclusion::Pending(queried.meaning),
        Err(ErrorKind::SessionNotFound) if session.age(now.machine, vendor) <= CATCHING_UP => {
            Conclusion::Pending("the vendor does not know this serial yet")
        }
        Err(kind) => Conclusion::Failed(kind, queried.meaning),
    }
}

/// From when to when a link lives, by the vendor's clock.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct LinkLife {
    pub(crate) start: Timestamp,
    pub(crate) end: Timestamp,
}

/// The life of a link that was made `now`, by the vendor's word if it makes sense. Of the readings of the vendor's clock
/// that one counts by which the link ends soonest: a `Date` may be wrong, and so may this machine's clock.
pub(crate) fn link_life(told: Option<Timestamp>, now: Now) -> LinkLife {
    let readings = [now.vendor, now.known].into_iter();
    let start = readings.filter(|start| told.is_some_and(|end| end > *start)).max();
    match (start, told) {
        (Some(start), Some(end)) => LinkLife { start, end },
        _ => LinkLife { start: now.vendor, end: later(now.vendor, UNKNOWN_LIFE) },
    }
}

/// The moment after so much time; the calendar's end where it has none.
fn later(moment: Timestamp, by: SignedDuration) -> Timestamp {
    moment.checked_add(by).unwrap_or(Timestamp::MAX)
}
