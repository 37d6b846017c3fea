//! A clock that is wrong: the vendor's `Date` says by how much, and a query is asked once more.

use std::sync::Arc;

use heyan_core::{Billing, ErrorKind, Outcome, Session, Stage, Status, Step, Verifier, VerifyError};
use heyan_provider_ihuyi::{IhuyiVerifier, Password};
use jiff::SignedDuration;
use proptest::prelude::*;

use crate::logs::Logs;
use crate::person::{Hands, NOON, config, moment, planted, request, session};
use crate::vendor::{Reply, Vendor};

const EXPIRED: &str = r#"{"code":40501,"msg":"动态密码已过期"}"#;
const ING: &str = r#"{"code":2,"result":{"status":"ING"}}"#;
const STARTED: &str = r#"{"code":2,"idcardid":"16236437872836","result":{"url":"https://face.example/"}}"#;

/// Ten minutes after noon.
const TEN_PAST: &str = "Thu, 01 Jan 2026 00:10:00 GMT";

fn refused(date: &'static str) -> Reply {
    Reply::SaysAt(EXPIRED.into(), date)
}

fn says(body: &str) -> Reply {
    Reply::Says(body.into())
}

/// A verifier whose clock shows noon, over a vendor with this script.
async fn at_noon(script: impl IntoIterator<Item = Reply>) -> (IhuyiVerifier, Vendor, Arc<Hands>) {
    let vendor = Vendor::start(script).await;
    let hands = Hands::at(NOON);
    let clock: Arc<Hands> = Arc::clone(&hands);
    (IhuyiVerifier::new(config(&vendor.url)).unwrap().with_clock(clock), vendor, hands)
}

async fn look(ihuyi: &IhuyiVerifier) -> Result<Outcome, VerifyError> {
    ihuyi.verify(&request().with_session(session(ihuyi))).await
}

fn pending(result: Result<Outcome, VerifyError>) -> Session {
    let Ok(Outcome::Pending(session)) = result else { panic!("{result:?}") };
    session
}

/// How many queries one call made of it.
fn queries(result: &Result<Outcome, VerifyError>) -> usize {
    match result {
        Ok(Outcome::Pending(session)) => session.attempts().len(),
        Ok(outcome) => outcome.answered().unwrap().attempts().len(),
        Err(error) => error.attempts().len(),
    }
}

fn times(vendor: &Vendor) -> Vec<i64> {
    vendor.field("time").into_iter().map(|time| time.unwrap().parse::<i64>().unwrap() - NOON).collect()
}

#[tokio::test]
async fn a_query_is_asked_once_more_by_the_vendors_clock() {
    let logs = Logs::collect();
    let (ihuyi, vendor, _) = at_noon([refused(TEN_PAST), says(ING), says(ING), says(STARTED)]).await;
    let session = pending(look(&ihuyi).await);
    assert_eq!(times(&vendor), [0, 600]);
    assert_ne!(vendor.field("password")[0], vendor.field("password")[1]);
    let [first, second] = session.attempts() else { panic!("both queries are in the trail") };
    assert_eq!(first.failure().unwrap().kind, ErrorKind::Credentials);
    assert_eq!(
        (first.vendor_code(), first.step(), first.billing()),
        (Some("40501"), Step::Query, Billing::NotBilled)
    );
    assert_eq!((second.status(), second.vendor_code()), (&Status::Pending, Some("ING")));
    assert_eq!(first.asked_at(), Some(moment(NOON)), "the trail keeps the machine's own time");

    // From now on it is right at once, for scans, too.
    pending(look(&ihuyi).await);
    let started = pending(ihuyi.verify(&request()).await);
    assert_eq!(times(&vendor), [0, 600, 600, 600]);
    assert_eq!((started.started_at(), started.vendor_started_at()), (moment(NOON), Some(moment(NOON + 600))));

    let own = logs.own();
    assert_eq!(own.len(), 1, "told once: {own:?}");
    assert!(
        own[0].contains("WARN") && own[0].contains("offset_s=600") && own[0].contains("clock"),
        "{own:?}"
    );
    assert!(!planted().is_in(&logs.all()));
}

#[tokio::test]
async fn a_clock_that_is_fast_is_set_back() {
    let (ihuyi, vendor, _) = at_noon([refused("Wed, 31 Dec 2025 22:00:00 GMT"), says(ING)]).await;
    pending(look(&ihuyi).await);
    assert_eq!(times(&vendor), [0, -7200]);
}

#[tokio::test]
async fn a_result_after_the_correction_has_both_queries() {
    let success = r#"{"code":2,"result":{"status":"SUCCESS"}}"#;
    let (ihuyi, ..) = at_noon([refused(TEN_PAST), says(success)]).await;
    let outcome = look(&ihuyi).await.unwrap();
    let codes: Vec<_> = outcome.answered().unwrap().attempts().iter().map(|a| a.vendor_code()).collect();
    assert_eq!(codes, [Some("40501"), Some("SUCCESS")]);
}

#[tokio::test]
async fn a_second_refusal_is_the_last() {
    let (ihuyi, vendor, _) =
        at_noon([refused(TEN_PAST), refused("Thu, 01 Jan 2026 01:00:00 GMT"), says(ING)]).await;
    let error = look(&ihuyi).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.stage(), error.attempts().len()),
        (ErrorKind::Credentials, Stage::Answered, 2)
    );
    assert!(error.session().is_some());
    assert_eq!(vendor.questions().len(), 2);
}

#[tokio::test]
async fn without_a_date_that_explains_it_nobody_is_asked_again() {
    for reply in [
        says(EXPIRED),
        refused("Thu, 01 Jan 2026 00:00:00 GMT"),
        refused("Thu, 01 Jan 2026 00:00:05 GMT"),
        refused("Wed, 31 Dec 2025 23:59:55 GMT"),
        refused("yesterday"),
        refused(""),
        refused("2026-01-01T00:10:00Z"),
        refused("Mon, 01 Jan 2026 00:10:00 GMT"),
        // A cached answer's date is past.
        refused("Thu, 01 Jan 2026 00:10:00 GMT\r\nage: 7"),
        refused("Thu, 01 Jan 2026 00:10:00 GMT\r\nage: soon"),
    ] {
        let logs = Logs::collect();
        let (ihuyi, vendor, _) = at_noon([reply.clone(), says(ING)]).await;
        let error = look(&ihuyi).await.unwrap_err();
        assert_eq!((error.kind(), error.attempts().len()), (ErrorKind::Credentials, 1), "{reply:?}");
        assert!(error.session().is_some());
        pending(look(&ihuyi).await);
        assert_eq!(times(&vendor), [0, 0], "{reply:?}");
        assert!(logs.own().is_empty());
    }
    for date in ["Thu, 01 Jan 2026 00:00:06 GMT", "Thu, 01 Jan 2026 00:00:06 GMT\r\nage: 0"] {
        let (ihuyi, vendor, _) = at_noon([refused(date), says(ING)]).await;
        pending(look(&ihuyi).await);
        assert_eq!(times(&vendor), [0, 6]);
    }
}

#[tokio::test]
async fn of_many_who_find_out_together_one_tells() {
    let logs = Logs::collect();
    let both = Arc::new(tokio::sync::Barrier::new(2));
    let together = || Reply::TogetherAt(Arc::clone(&both), EXPIRED.into(), TEN_PAST);
    let (ihuyi, vendor, _) = at_noon([together(), together(), says(ING), says(ING)]).await;
    let (first, second) = tokio::join!(look(&ihuyi), look(&ihuyi));
    pending(first);
    pending(second);
    assert_eq!(times(&vendor), [0, 0, 600, 600]);
    assert_eq!(logs.own().len(), 1);
}

#[tokio::test]
async fn a_submit_is_never_asked_again_but_the_next_one_is_right() {
    let logs = Logs::collect();
    let (ihuyi, vendor, _) = at_noon([refused(TEN_PAST), says(STARTED)]).await;
    let error = ihuyi.verify(&request()).await.unwrap_err();
    assert_eq!((error.kind(), error.billing()), (ErrorKind::Credentials, Billing::NotBilled));
    assert_eq!(error.attempts().len(), 1);
    assert_eq!(times(&vendor), [0]);
    pending(ihuyi.verify(&request()).await);
    assert_eq!(times(&vendor), [0, 600]);
    assert_eq!(logs.own().len(), 1);
}

#[tokio::test]
async fn another_code_or_a_static_password_has_nothing_to_do_with_the_clock() {
    for code in [405, 4051, 40502] {
        let reply = Reply::SaysAt(format!(r#"{{"code":{code}}}"#), TEN_PAST);
        let (ihuyi, vendor, _) = at_noon([reply, says(ING)]).await;
        assert_eq!(look(&ihuyi).await.unwrap_err().kind(), ErrorKind::Credentials);
        assert_eq!(vendor.questions().len(), 1);
    }
    let vendor = Vendor::start([refused(TEN_PAST), refused(TEN_PAST)]).await;
    let config = config(&vendor.url).with_password(Password::Static);
    let ihuyi = IhuyiVerifier::new(config).unwrap().with_clock(Hands::at(NOON));
    assert_eq!(look(&ihuyi).await.unwrap_err().kind(), ErrorKind::Credentials);
    assert_eq!(ihuyi.verify(&request()).await.unwrap_err().kind(), ErrorKind::Credentials);
    assert_eq!(vendor.questions().len(), 2);
}

#[tokio::test]
async fn a_mended_clock_is_found_out_the_same_way() {
    let (ihuyi, vendor, hands) =
        at_noon([refused(TEN_PAST), says(ING), refused("Thu, 01 Jan 2026 00:11:00 GMT"), says(ING)]).await;
    pending(look(&ihuyi).await);
    // Somebody sets it right, so the known difference is wrong.
    hands.advance(SignedDuration::from_secs(660));
    pending(look(&ihuyi).await);
    assert_eq!(times(&vendor), [0, 600, 1260, 660]);
}

#[tokio::test]
async fn the_rules_of_time_go_by_the_vendors_clock() {
    // The machine shows noon, but the link ended at 00:30, and the vendor's clock shows 00:40:01.
    let (ihuyi, ..) = at_noon([refused("Thu, 01 Jan 2026 00:40:01 GMT"), says(ING)]).await;
    assert!(look(&ihuyi).await.unwrap().answered().is_some());
    let (ihuyi, ..) = at_noon([refused("Thu, 01 Jan 2026 00:40:00 GMT"), says(ING)]).await;
    pending(look(&ihuyi).await);
}

#[tokio::test]
async fn the_second_query_has_the_deadline_of_the_first() {
    let (ihuyi, vendor, _) = at_noon([refused(TEN_PAST), Reply::Silence]).await;
    let deadline = (tokio::time::Instant::now() + std::time::Duration::from_millis(400)).into_std();
    let asking = request().with_session(session(&ihuyi)).with_deadline(deadline);
    // The provider's own time-out is longer than this.
    let patience = std::time::Duration::from_secs(5);
    let error = tokio::time::timeout(patience, ihuyi.verify(&asking)).await.unwrap().unwrap_err();
    assert_eq!((error.kind(), error.attempts().len()), (ErrorKind::Timeout, 2));
    assert!(error.session().is_some() && error.billing() == Billing::NotBilled);
    assert_eq!(vendor.questions().len(), 2);
}

#[tokio::test]
async fn a_paid_scan_is_given_up_only_when_both_clocks_say_so() {
    // The session's link ends half an hour past noon, and ten minutes later it is given up.
    let (in_time, too_late) = ("Thu, 01 Jan 2026 00:40:00 GMT", "Thu, 01 Jan 2026 00:40:01 GMT");
    for (machine, date, given_up) in [
        (NOON, in_time, false),
        (NOON, too_late, false),
        (NOON + 86_400, in_time, false),
        (NOON + 86_400, too_late, true),
        (NOON + 2400, too_late, false),
        (NOON + 2401, too_late, true),
        (NOON + 2401, "no date", true),
    ] {
        let vendor = Vendor::start([Reply::SaysAt(ING.into(), date)]).await;
        let static_password = config(&vendor.url).with_password(Password::Static);
        let ihuyi = IhuyiVerifier::new(static_password).unwrap().with_clock(Hands::at(machine));
        let outcome = look(&ihuyi).await.unwrap();
        assert_eq!(outcome.answered().is_some(), given_up, "{machine} {date}");
    }
    // How long a session is kept counts by this machine's clock, whatever the vendor's header says.
    let long_ago = Vendor::start([Reply::SaysAt(STARTED.into(), "Thu, 01 Jan 1970 00:00:00 GMT")]).await;
    let started = pending(crate::person::ihuyi(&long_ago.url).verify(&request()).await);
    assert_eq!(started.started_at(), moment(NOON));
}

#[tokio::test]
async fn a_correction_that_does_not_help_is_forgotten() {
    let (ihuyi, vendor, _) = at_noon([refused(TEN_PAST), refused(TEN_PAST), says(ING)]).await;
    look(&ihuyi).await.unwrap_err();
    pending(look(&ihuyi).await);
    assert_eq!(times(&vendor), [0, 600, 0]);

    // One that a Submit made, too.
    let (ihuyi, vendor, _) = at_noon([refused(TEN_PAST), refused(TEN_PAST), says(STARTED)]).await;
    for _ in 0..2 {
        ihuyi.verify(&request()).await.unwrap_err();
    }
    pending(ihuyi.verify(&request()).await);
    assert_eq!(times(&vendor), [0, 600, 0]);
}

#[tokio::test]
async fn after_a_correction_that_did_not_help_no_query_is_repeated_until_a_password_is_accepted() {
    let logs = Logs::collect();
    let script = std::iter::repeat_n(refused(TEN_PAST), 6);
    let (ihuyi, vendor, _) =
        at_noon(script.chain([says(ING), refused("Thu, 01 Jan 2026 00:20:00 GMT"), says(ING)])).await;
    for queries in [2, 1, 1, 1, 1] {
        assert_eq!(look(&ihuyi).await.unwrap_err().attempts().len(), queries);
    }
    // Both clocks have their turn, so that whichever is right is found.
    assert_eq!(times(&vendor), [0, 600, 0, 600, 0, 600]);
    assert_eq!(pending(look(&ihuyi).await).attempts().len(), 1);
    assert_eq!(
        pending(look(&ihuyi).await).attempts().len(),
        2,
        "an accepted password makes corrections good again"
    );
    assert_eq!(logs.own().len(), 1, "told once for all of them: {:?}", logs.own());
}

#[tokio::test]
async fn a_clock_that_was_right_is_not_given_up_for_one_refusal() {
    let script =
        [refused(TEN_PAST), says(ING), says(EXPIRED), says(ING), says(EXPIRED), says(EXPIRED), says(ING)];
    let (ihuyi, vendor, _) = at_noon(script).await;
    for is_pending in [true, false, true, false, false, true] {
        assert_eq!(look(&ihuyi).await.is_ok(), is_pending);
    }
    assert_eq!(times(&vendor), [0, 600, 600, 600, 600, 600, 0]);
}

#[tokio::test]
async fn many_at_once_are_repeated_once_and_then_no_more() {
    let logs = Logs::collect();
    let all = Arc::new(tokio::sync::Barrier::new(8));
    let together = (0..8).map(|_| Reply::TogetherAt(Arc::clone(&all), EXPIRED.into(), TEN_PAST));
    let (ihuyi, vendor, _) = at_noon(together.chain(std::iter::repeat_n(refused(TEN_PAST), 24))).await;
    let wave = async || {
        let all = futures_util::future::join_all((0..8).map(|_| look(&ihuyi))).await;
        all.into_iter().map(|result| queries(&result)).collect::<Vec<_>>()
    };
    let first = wave().await;
    assert!(first.iter().all(|queries| (1..=2).contains(queries)), "{first:?}");
    assert!(first.contains(&2));
    assert_eq!(wave().await, [1; 8]);
    assert_eq!(vendor.questions().len(), first.iter().sum::<usize>() + 8);
    assert_eq!(logs.own().len(), 1);
}

/// Anything that may come, with dates that agree with no clock for long.
fn script() -> impl Strategy<Value = Vec<Reply>> {
    let date = prop::sample::select(
        &[
            "Thu, 01 Jan 2026 00:00:00 GMT",
            "Thu, 01 Jan 2026 00:00:03 GMT",
            TEN_PAST,
            TEN_PAST,
            "Thu, 01 Jan 2026 00:10:04 GMT",
            "Wed, 31 Dec 2025 22:00:00 GMT",
            "Thu, 01 Jan 2026 03:00:00 GMT\r\nage: 60",
            "never",
        ][..],
    );
    let reply = prop_oneof![
        5 => date.prop_map(refused),
        2 => Just(says(ING)),
        1 => Just(says(r#"{"code":4061}"#)),
        1 => Just(says("{}")),
    ];
    prop::collection::vec(reply, 1..24)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_query_is_repeated_for_a_correction_and_once_only(script in script(), starts in prop::collection::vec(any::<bool>(), 24)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let logs = Logs::collect();
        runtime.block_on(async {
            let accepted = script.iter().filter(|reply| matches!(reply, Reply::Says(body) if body == ING)).count();
            let (ihuyi, vendor, _) = at_noon(script.clone()).await;
            let (mut calls, mut repeated) = (0, 0);
            for starts in starts {
                if vendor.questions().len() >= script.len() {
                    break;
                }
                let result = if starts { ihuyi.verify(&request()).await } else { look(&ihuyi).await };
                let queries = queries(&result);
                prop_assert!(queries == 1 || (queries == 2 && !starts), "{queries} of one call");
                (calls, repeated) = (calls + 1, repeated + queries - 1);
            }
            prop_assert_eq!(vendor.questions().len(), calls + repeated);
            let times = times(&vendor);
            let corrections = times.windows(2).filter(|two| two[0] != two[1]).count();
            prop_assert!(repeated <= corrections, "{repeated} for {corrections}: {times:?}");
            prop_assert!(repeated <= accepted + 1, "{repeated} with {accepted} accepted: {times:?}");
            prop_assert!(logs.own().len() <= 1);
            Ok(())
        })?;
    }
}
