//! Each check can fail: for each rule of the contract somebody breaks it, and the right check says so.

use heyan_testkit::conformance::{
    Violation, answers, billing_honesty, cancellation, concurrent_use, deadline, object_safety, redaction,
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
async fn answers_finds() {
    found(answers(&Misbehaving::new(Rule::ErringAlways)).await, "answers", "an error of kind timeout");
}

#[tokio::test]
async fn billing_honesty_finds() {
    let honesty = async |rule| billing_honesty(&Misbehaving::new(rule)).await;
    found(honesty(Rule::DenyingABill).await, "billing_honesty", "the trail owns up to 0");
    found(honesty(Rule::InventingABill).await, "billing_honesty", "not on the invoice");
    found(honesty(Rule::AskingTwice).await, "billing_honesty", "2 new entries, the trail owns up to 1");
    found(honesty(Rule::AskingTwiceOpenly).await, "billing_honesty", "is asked twice in one trail");
}

#[tokio::test(start_paused = true)]
async fn deadline_finds() {
    let keeps = async |rule| deadline(&Misbehaving::new(rule)).await;
    found(keeps(Rule::AskingAfterTheDeadline).await, "deadline", "asked after the deadline");
    found(keeps(Rule::OverclaimingAfterTheDeadline).await, "deadline", "never asked is told as billed");
    found(keeps(Rule::DenyingAfterTheDeadline).await, "deadline", "billed 1 times, the trail owns up to 0");
    found(keeps(Rule::KeepingNoDeadline).await, "deadline", "no answer comes by the deadline");
    found(keeps(Rule::LateByItsOwnTimeOut).await, "deadline", "no answer comes by the deadline");
}

#[tokio::test(start_paused = true)]
async fn cancellation_finds() {
    let survives = async |rule| cancellation(&Misbehaving::new(rule)).await;
    found(survives(Rule::StuckAfterADrop).await, "cancellation", "the next question is not answered");
    found(survives(Rule::WaitingForEverAfterADrop).await, "cancellation", "waits for ever");
    found(survives(Rule::BillingWhatIsDropped).await, "cancellation", "were billed 8 times");
}

#[tokio::test(start_paused = true)]
async fn concurrent_use_finds() {
    let serves = async |rule| concurrent_use(&Misbehaving::new(rule)).await;
    found(serves(Rule::OneAtATime).await, "concurrent_use", "holds up the others");
    found(serves(Rule::AnsweringForAnother).await, "concurrent_use", "own request");
    found(serves(Rule::AskingTwice).await, "concurrent_use", "were billed 64 times");
    found(serves(Rule::HoldingNothing).await, "concurrent_use", "does the subject's hold() work?");
}

#[tokio::test]
async fn truth_of_capability_finds() {
    let truth = async |rule| truth_of_capability(&Misbehaving::new(rule)).await;
    found(truth(Rule::PromisingNothing).await, "truth_of_capability", "promises nothing at all");
    found(truth(Rule::AskingWithoutEvidence).await, "truth_of_capability", "somebody is asked");
    found(
        truth(Rule::SettlingMoreThanPromised).await,
        "truth_of_capability",
        "and answers on identity, liveness",
    );
    found(truth(Rule::SettlingLessThanPromised).await, "truth_of_capability", "and answers only on identity");
}
