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

/// The life of a link that was made `now`, by the vendor's word if it makes sense.
///
/// The answer's own `Date` tells when it began. It may be wrong, as this machine's clock may be: if by it the link would
/// have ended already, or would live for more than a day, the other reading counts if it makes more sense.
pub(crate) fn link_life(told: Option<Timestamp>, now: Now) -> LinkLife {
    let unknown = LinkLife { start: now.vendor, end: later(now.vendor, UNKNOWN_LIFE) };
    let Some(end) = told else { return unknown };
    let readings = [now.vendor, now.known];
    let likely = readings.into_iter().find(|start| end > *start && end <= later(*start, UNKNOWN_LIFE));
    let possible = || readings.into_iter().filter(|start| end > *start).max();
    likely.or_else(possible).map_or(unknown, |start| LinkLife { start, end })
}

/// The moment after so much time; the calendar's end where it has none.
fn later(moment: Timestamp, by: SignedDuration) -> Timestamp {
    moment.checked_add(by).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use heyan_core::{ProviderId, SessionLink};
    use proptest::prelude::*;

    use super::*;
    use crate::config::FailMeans;
    use crate::decode::decode_get_result;

    const NOON: i64 = 1_767_225_600;
    const LIFE: i64 = 1800;
    const FIFTY_YEARS: i64 = 50 * 365 * 24 * 3600;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(NOON + second).unwrap()
    }

    /// The machine's clock shows this when the vendor's shows that.
    fn now(machine: i64, vendor: i64) -> Now {
        Now { machine: at(machine), vendor: at(vendor), known: at(machine) }
    }

    fn started(skew: i64) -> Session {
        let link = link_life(Some(at(LIFE)), now(skew, 0));
        let provider = ProviderId::new("ihuyi").unwrap();
        let url = SessionLink::Url("https://face.example/".into());
        Session::new(provider, "1", url, at(skew), link.end).with_vendor_started_at(link.start)
    }

    fn comes_to(body: &str, session: &Session, now: Now) -> Conclusion {
        conclude(&decode_get_result(body.as_bytes(), FailMeans::default()), session, now)
    }

    fn is_lost(session: &Session, now: Now) -> bool {
        matches!(comes_to(r#"{"code":4061}"#, session, now), Conclusion::Failed(..))
    }

    fn is_expired(session: &Session, now: Now) -> bool {
        matches!(comes_to(r#"{"code":2,"result":{"status":"ING"}}"#, session, now), Conclusion::Ended(..))
    }

    proptest! {
        #[test]
        fn by_a_clock_that_stays_wrong_everything_takes_as_long_as_by_a_right_one(
            skew in prop_oneof![-FIFTY_YEARS..FIFTY_YEARS, -7200i64..7200],
            passed in 0..2 * LIFE,
        ) {
            let now = now(skew + passed, passed);
            prop_assert_eq!(is_lost(&started(skew), now), passed > 60);
            prop_assert_eq!(is_expired(&started(skew), now), passed > LIFE + 600);
        }

        #[test]
        fn a_clock_that_is_corrected_gives_up_nothing_early_and_is_stuck_nowhere(
            skew in prop_oneof![-FIFTY_YEARS..FIFTY_YEARS, -7200i64..7200],
            passed in 0i64..=60,
        ) {
            let session = started(skew);
            prop_assert!(!is_lost(&session, now(passed, passed)));
            prop_assert!(!is_expired(&session, now(LIFE + passed, LIFE + passed)));
            prop_assert!(is_lost(&session, now(61, 61)) || is_lost(&session, now(122, 122)));
        }
    }
}
