//! Lines of the audit log that version 0.1.0 wrote, and those of a newer one: whoever reads attempts from them still can.

use heyan::{Attempt, Billing, Decision, Reason, SkipReason, Status, Step};
use serde_json::Value;

const OF_0_1_0: &str = include_str!("../fixtures/golden/0.1.0/audit.jsonl");
const NEWER: &str = include_str!("../fixtures/golden/newer/audit.jsonl");

/// What stands before an attempt in a line.
const HEAD: [&str; 5] = ["event", "at", "id", "reference", "consent_id"];

fn lines<'a>(log: &'a str, event: &str) -> Vec<(&'a str, Value)> {
    let read = log.lines().map(|line| (line, serde_json::from_str::<Value>(line).unwrap()));
    read.filter(|(_, value)| value["event"] == event).collect()
}

/// A word in a line, as a type of heyan's.
fn word<T: serde::de::DeserializeOwned>(line: &Value, key: &str) -> T {
    serde_json::from_value(line[key].clone()).unwrap()
}

#[test]
fn every_line_of_version_0_1_0_is_read() {
    let attempts = lines(OF_0_1_0, "attempt");
    assert_eq!(attempts.len(), 7);
    for (line, value) in attempts {
        let attempt: Attempt = serde_json::from_str(line).unwrap();
        let mut own = value;
        own.as_object_mut().unwrap().retain(|key, _| !HEAD.contains(&key.as_str()));
        assert_eq!(serde_json::to_value(attempt).unwrap(), own);
    }
    for (_, started) in lines(OF_0_1_0, "attempt_started") {
        assert_ne!(word::<Step>(&started, "step").as_str(), "");
    }
    let [(_, verification)] = &lines(OF_0_1_0, "verification")[..] else { panic!("one") };
    assert_eq!(word::<Decision>(verification, "decision"), Decision::Verified);
    assert_eq!(word::<Reason>(verification, "reason"), Reason::AllMatched);
}

#[test]
fn a_line_of_version_0_1_0_is_what_this_version_writes() {
    use heyan::{AttemptEnded, AttemptId, AuditLog, Observer};
    let paper = crate::audit::Paper::default();
    let log = AuditLog::new(paper.clone());
    let request = crate::happenings::request();
    for (line, _) in lines(OF_0_1_0, "attempt") {
        let attempt: Attempt = serde_json::from_str(line).unwrap();
        log.attempt_ended(&AttemptEnded::new(&request, AttemptId::nil(), &attempt));
    }
    log.flush();
    let written = paper.text();
    // From the provider on; before it stands what the request says.
    let own = |line: &'_ str| line.split_once(r#""provider""#).unwrap().1.to_owned();
    let expected: Vec<_> = lines(OF_0_1_0, "attempt").iter().map(|(line, _)| own(line)).collect();
    assert_eq!(written.lines().map(own).collect::<Vec<_>>(), expected);
}

#[test]
fn lines_of_a_newer_version_are_read_as_what_says_least() {
    let attempts: Vec<Attempt> =
        lines(NEWER, "attempt").iter().map(|(line, _)| serde_json::from_str(line).unwrap()).collect();
    let [queued, skipped] = &attempts[..] else { panic!("two") };
    assert_eq!((queued.status(), queued.step()), (&Status::Unknown, Step::Ask));
    assert_eq!((queued.billing(), queued.carrier()), (Billing::MaybeBilled, None));
    assert_eq!(skipped.skip().unwrap().reason, SkipReason::Unknown);
    let [(_, verification)] = &lines(NEWER, "verification")[..] else { panic!("one") };
    assert_eq!(word::<Decision>(verification, "decision"), Decision::Undetermined);
    assert_eq!(word::<Reason>(verification, "reason"), Reason::Unknown);
    let [(_, started)] = &lines(NEWER, "attempt_started")[..] else { panic!("one") };
    assert_eq!(word::<Step>(started, "step"), Step::Ask);
}
