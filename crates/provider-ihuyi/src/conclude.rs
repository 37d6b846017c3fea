//! What the answer to a query comes to at this moment: a pure function of the answer, the session and the time.

use heyan_core::{ErrorKind, Factor, Session, Timestamp, Verdict};
use jiff::SignedDuration;

use crate::decode::{Queried, Scan};

/// A scan finished in its link's last second is paid for, and its result may take a while.
const AFTER_THE_LINK: SignedDuration = SignedDuration::from_mins(10);

/// How long the vendor may not know a serial that it has just given.
const CATCHING_UP: SignedDuration = SignedDuration::from_secs(60);

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

/// What the answer comes to for this session, `now` by the vendor's clock.
pub(crate) fn conclude(queried: &Queried, session: &Session, now: Timestamp) -> Conclusion {
    match queried.answer {
        Ok(Scan::Ended(verdicts)) => Conclusion::Ended(verdicts, queried.meaning),
        Ok(Scan::Pending) if now > later(session.expires_at(), AFTER_THE_LINK) => {
            Conclusion::Ended(&[], "the link ended before the scan was made")
        }
        Ok(Scan::Pending) => Conclusion::Pending(queried.meaning),
        Err(ErrorKind::SessionNotFound) if now <= later(session.started_at(), CATCHING_UP) => {
            Conclusion::Pending("the vendor does not know this serial yet")
        }
        Err(kind) => Conclusion::Failed(kind, queried.meaning),
    }
}

/// When a link ends, by the vendor's word where it makes sense.
pub(crate) fn link_end(told: Option<Timestamp>, now: Timestamp) -> Timestamp {
    told.filter(|end| *end > now).unwrap_or_else(|| later(now, UNKNOWN_LIFE))
}

/// The moment after so much time; the calendar's end where it has none.
fn later(moment: Timestamp, by: SignedDuration) -> Timestamp {
    moment.checked_add(by).unwrap_or(Timestamp::MAX)
}
