//! How old a session is: whatever this machine's clock shows, a scan just started is young and an old one is old.

use std::time::Duration;

use heyan_core::{SealedSession, Session, SessionKeys, SessionLink, SessionProblem, Timestamp};
use proptest::prelude::*;

use crate::golden::at;
use crate::support::{provider, request};

const RETENTION: Duration = Duration::from_secs(7 * 24 * 3600);
const LIFE: i64 = 1800;
const FIFTY_YEARS: i64 = 50 * 365 * 24 * 3600;

fn begin() -> Timestamp {
    at("2026-01-01T12:00:00+08:00")
}

fn after(seconds: i64) -> Timestamp {
    Timestamp::from_second(begin().as_second() + seconds).unwrap()
}

/// Started at the true time 0 by a machine whose clock was off by `skew`.
fn started(skew: i64) -> Session {
    let link = SessionLink::Url("https://h5.example.com/scan".into());
    Session::new(provider("scan"), "serial-1", link, after(skew), after(LIFE)).with_vendor_started_at(begin())
}

fn sealed(skew: i64) -> SealedSession {
    SessionKeys::new([1; 32]).unwrap().seal(started(skew), &request()).sealed().unwrap()
}

/// Opened when the machine's clock shows this.
fn open(sealed: &SealedSession, machine: Timestamp) -> Option<SessionProblem> {
    SessionKeys::new([1; 32]).unwrap().open(sealed, &request(), machine, RETENTION).err()
}

fn skew() -> impl Strategy<Value = i64> {
    prop_oneof![-FIFTY_YEARS..FIFTY_YEARS, -1000i64..1000, Just(0)]
}

proptest! {
    #[test]
    fn a_scan_just_started_is_not_too_old(skew in skew(), passed in 0i64..3600) {
        let sealed = sealed(skew);
        prop_assert_eq!(open(&sealed, after(skew + passed)), None, "the clock stays wrong");
        prop_assert_eq!(open(&sealed, after(passed)), None, "the clock was corrected");
    }

    #[test]
    fn by_a_clock_that_stays_as_it_is_the_age_is_the_true_one(skew in skew(), passed in 0i64..FIFTY_YEARS) {
        let session = started(skew);
        let age = session.age(after(skew + passed), after(passed));
        prop_assert_eq!(age.as_secs(), passed.unsigned_abs());
        let since_end = session.since_link_end(after(skew + passed), after(passed));
        let expected = (passed >= LIFE).then(|| Duration::from_secs((passed - LIFE).unsigned_abs()));
        prop_assert_eq!(since_end, expected);
        let left = session.link_left(after(skew + passed), after(passed));
        prop_assert_eq!(left.as_secs(), (LIFE - passed).max(0).unsigned_abs());
    }

    #[test]
    fn a_corrected_clock_makes_no_scan_older_and_does_not_keep_it_young_for_ever(skew in skew(), passed in 0i64..3600) {
        let session = started(skew);
        let age = |passed| session.age(after(passed), after(passed));
        prop_assert!(age(passed).as_secs() <= passed.unsigned_abs());
        // "Within the first minute" is over by the first or the second look, a minute apart.
        let minute = Duration::from_secs(60);
        prop_assert!(age(61) > minute || age(122) > minute, "{skew}");
    }

    #[test]
    fn an_old_session_is_refused_by_two_clocks_that_agree(passed in 8 * 24 * 3600i64..FIFTY_YEARS) {
        prop_assert_eq!(open(&sealed(0), after(passed)), Some(SessionProblem::TooOld));
    }
}

#[test]
fn it_is_kept_from_its_start_and_from_the_end_of_its_link() {
    let sealed = sealed(0);
    let week = 7 * 24 * 3600;
    assert_eq!(open(&sealed, after(week)), None);
    assert_eq!(open(&sealed, after(LIFE + week)), None, "the link ended a week ago, not more");
    assert_eq!(open(&sealed, after(LIFE + week + 1)), Some(SessionProblem::TooOld));
    // An old one is old by a clock that has always been wrong, too.
    for skew in [-FIFTY_YEARS, 1, FIFTY_YEARS] {
        let refused = open(&self::sealed(skew), after(skew + LIFE + week + 1));
        assert_eq!(refused, Some(SessionProblem::TooOld), "{skew}");
    }
}

#[test]
fn a_session_that_knows_one_clock_goes_by_that() {
    let link = SessionLink::Url("https://h5.example.com/scan".into());
    let session = Session::new(provider("scan"), "serial-1", link, begin(), after(LIFE));
    let age = |machine, vendor| session.age(after(machine), after(vendor)).as_secs();
    assert_eq!((age(10, 70), age(70, 10), age(0, -1)), (70, 10, 0));
    assert_eq!(session.since_link_end(after(0), after(LIFE - 1)), None);
    assert_eq!(session.since_link_end(after(0), after(LIFE)), Some(Duration::ZERO));
    assert_eq!(session.link_left(after(0), after(-5)).as_secs(), 1805);

    // Sealed, it takes the vendor's clock for as right as its own.
    let sealed = SessionKeys::new([1; 32]).unwrap().seal(session, &request());
    assert_eq!(sealed.vendor_started_at(), Some(begin()));
}

#[test]
fn a_clock_that_was_set_back_says_nothing() {
    let session = started(3600);
    let age = |machine, vendor| session.age(after(machine), after(vendor)).as_secs();
    assert_eq!(age(61, 61), 61, "the machine's own age is below zero");
    assert_eq!(age(61, -1), 0, "so are both");
    assert_eq!(age(3600 + 5, 61), 5, "the smaller one counts");
}
