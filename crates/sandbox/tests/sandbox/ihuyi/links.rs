//! How long links last, and time that a test moves.

use std::time::Duration;

use heyan_sandbox::{Auto, persona};

use super::support::{Question, configured};
use crate::support::start;

const MINUTE: Duration = Duration::from_secs(60);

/// How many minutes lie between two times, as far as whole minutes tell.
fn minutes(from: i64, to: i64) -> i64 {
    (to - from + 30_000).div_euclid(60_000)
}

#[tokio::test]
async fn a_link_lasts_half_an_hour() {
    let sandbox = start().await;
    let scan = Question::submit().begin(&sandbox).await;
    sandbox.advance(29 * MINUTE);
    assert_eq!(scan.page(&sandbox).await, (200, "open".to_owned()));
    sandbox.advance(MINUTE);
    assert_eq!(scan.page(&sandbox).await, (200, "expired".to_owned()));
}

#[tokio::test]
async fn how_long_is_a_setting() {
    let usual = Question::submit().begin(&start().await).await.expires;
    let sandbox = configured(|config| config.with_link_lifetime(90 * MINUTE)).await;
    let scan = Question::submit().begin(&sandbox).await;
    assert_eq!(minutes(usual, scan.expires), 60);
    sandbox.advance(89 * MINUTE);
    assert_eq!(scan.page(&sandbox).await.1, "open");

    let sandbox = configured(|config| config.with_link_lifetime(Duration::ZERO)).await;
    assert_eq!(Question::submit().begin(&sandbox).await.page(&sandbox).await.1, "expired");
}

#[tokio::test]
async fn a_link_that_expires_while_the_page_is_open() {
    let sandbox = start().await;
    let scan = Question::submit().begin(&sandbox).await;
    assert_eq!(scan.page(&sandbox).await.1, "open");
    sandbox.advance(30 * MINUTE);
    for result in ["pass", "fail", "leave"] {
        let answer = scan.finish(&sandbox, result).await;
        assert_eq!((answer.status, answer.body.as_str()), (410, r#"{"error":"expired"}"#));
    }
    assert_eq!(scan.statuses(&sandbox, 3).await, ["ING"; 3], "nobody scans any more");
}

#[tokio::test]
async fn a_decision_in_the_last_moment_counts() {
    let sandbox = start().await;
    let scan = Question::submit().begin(&sandbox).await;
    sandbox.advance(29 * MINUTE);
    let in_time = scan.finish(&sandbox, "pass").await;
    sandbox.advance(60 * MINUTE);
    assert_eq!(scan.status(&sandbox).await, "SUCCESS");
    assert_eq!(scan.page(&sandbox).await.1, "done");
    let late = scan.finish(&sandbox, "fail").await;
    assert_eq!((late.status, late.body), (200, in_time.body));
    assert_eq!(scan.status(&sandbox).await, "SUCCESS");
}

#[tokio::test]
async fn a_link_that_is_issued_long_expired() {
    let usual = Question::submit().begin(&start().await).await.expires;
    let sandbox = start().await;
    sandbox.rewind(60 * MINUTE);
    let scan = Question::submit().begin(&sandbox).await;
    assert_eq!(minutes(usual, scan.expires), -60, "for the client it ended half an hour ago");
    assert_eq!(scan.page(&sandbox).await.1, "open", "and for the sandbox it has not");
    sandbox.advance(60 * MINUTE);
    assert_eq!(scan.page(&sandbox).await.1, "expired");
    assert_eq!(minutes(usual, Question::submit().begin(&sandbox).await.expires), 0);
}

#[tokio::test]
async fn late_has_three_seconds_and_passes_after_them() {
    for lifetime in [MINUTE, 30 * MINUTE] {
        let sandbox = configured(|config| config.with_link_lifetime(lifetime).with_auto(Auto::Fail)).await;
        let late = Question::submit_about(persona("late").unwrap()).begin(&sandbox).await;
        let other = Question::submit().begin(&sandbox).await;
        let apart = i64::try_from(lifetime.as_millis()).unwrap() - 3000;
        assert!((apart..apart + 20_000).contains(&(other.expires - late.expires)));
        sandbox.rewind(MINUTE); // However slow the machine is.
        assert_eq!(late.statuses(&sandbox, 2).await, ["ING", "ING"]);
        sandbox.advance(MINUTE + Duration::from_secs(3));
        assert_eq!(late.statuses(&sandbox, 2).await, ["SUCCESS", "SUCCESS"]);
        // What was told stays.
        sandbox.rewind(MINUTE);
        assert_eq!(late.status(&sandbox).await, "SUCCESS");
    }
}

#[tokio::test]
async fn who_asks_about_late_afterwards_only_hears_of_its_end() {
    let sandbox = start().await;
    let late = Question::submit_about(persona("late").unwrap()).begin(&sandbox).await;
    sandbox.advance(Duration::from_secs(3));
    assert_eq!(late.status(&sandbox).await, "SUCCESS");
}
