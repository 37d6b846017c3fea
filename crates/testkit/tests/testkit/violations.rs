//! Each check can fail: for each rule of the contract somebody breaks it, and the right check says so.

use heyan_testkit::conformance::{
    Violation, billing_honesty, cancellation, concurrent_use, deadline, object_safety, redaction,
    truth_of_capability,
};

use crate::misbehaving::{CREDENTIAL, Misbehaving, Rule};

#[track_caller]
fn found(result: Result<(), Violation>, check: &str, what: &str) {
    let violation = result.unwrap_err();
    assert_eq!(violation.check(), check);
    assert!(violation.to_string().contains(what), "{violation}");
    assert!(!violation.to_string().contains(CREDENTIAL));
}

#[tokio::test]
async fn object_safety_finds() {
    found(
        object_safety(&Misbehaving::new(Rule::ChangingCapability)),
        "object_safety",
        "change from call to call",
    );
}

#[tokio::test]
async fn redaction_finds() {
    found(redaction(&Misbehaving::new(Rule::CredentialInDebug)).await, "redaction", "the verifier's Debug");
    found(redaction(&Misbehaving::new(Rule::NameInError)).await, "redaction", "a refusal");
}

#[tokio::test]
async fn billing_honesty_finds() {
    let honesty = async |rule| billing_honesty(&Misbehaving::new(rule)).await;
    found(honesty(Rule::DenyingABill).await, "billing_honesty", "the trail owns up to 0");
    found(honesty(Rule::InventingABill).await, "billing_honesty", "not on the invoice");
    found(honesty(Rule::AskingTwice).await, "billing_honesty", "2 new entries, the trail owns up to 1");
}

#[tokio::test]
async fn deadline_finds() {
    found(
        deadline(&Misbehaving::new(Rule::AskingAfterTheDeadline)).await,
        "deadline",
        "asked after the deadline",
    );
    found(deadline(&Misbehaving::new(Rule::DenyingAfterTheDeadline)).await, "deadline", "not owned up to");
}

#[tokio::test(start_paused = true)]
async fn deadline_finds_who_keeps_none() {
    found(
        deadline(&Misbehaving::new(Rule::KeepingNoDeadline)).await,
        "deadline",
        "no answer comes by the deadline",
    );
}

#[tokio::test]
async fn cancellation_finds() {
    found(cancellation(&Misbehaving::new(Rule::StuckAfterADrop)).await, "cancellation", "");
}

#[tokio::test(start_paused = true)]
async fn concurrent_use_finds() {
    found(concurrent_use(&Misbehaving::new(Rule::OneAtATime)).await, "concurrent_use", "holds up the others");
    found(
        concurrent_use(&Misbehaving::new(Rule::AnsweringForAnother)).await,
        "concurrent_use",
        "own request",
    );
    found(
        concurrent_use(&Misbehaving::new(Rule::AskingTwice)).await,
        "concurrent_use",
        "were billed 64 times",
    );
}

#[tokio::test]
async fn truth_of_capability_finds() {
    let truth = async |rule| truth_of_capability(&Misbehaving::new(rule)).await;
    found(truth(Rule::PromisingNothing).await, "truth_of_capability", "promises nothing at all");
    found(truth(Rule::AskingWithoutEvidence).await, "truth_of_capability", "somebody is asked");
    found(truth(Rule::SettlingMoreThanPromised).await, "truth_of_capability", "somebody is asked");
}
