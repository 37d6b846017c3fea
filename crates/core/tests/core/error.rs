//! Errors: what their trail sums up to, and what they print.

use std::error::Error;
use std::fmt;

use heyan_core::{
    Attempt, Billing, ErrorKind, Failure, Field, Limit, Scope, Skip, SkipReason, Stage, Step, VerifyError,
};

use crate::support::{provider, session};

#[derive(Clone, Copy, Debug)]
struct Cause;

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the peer hung up")
    }
}

impl Error for Cause {}

fn failed(name: &str, kind: ErrorKind, stage: Stage, billing: Billing) -> Attempt {
    Attempt::failed(provider(name), Step::Ask, Failure::new(kind, stage), billing)
}

fn unsent() -> Attempt {
    failed("a", ErrorKind::Network, Stage::NotSent, Billing::NotBilled)
}

fn lost() -> Attempt {
    failed("b", ErrorKind::Timeout, Stage::MaybeSent, Billing::MaybeBilled)
}

fn unreadable() -> Attempt {
    failed("c", ErrorKind::Protocol, Stage::Answered, Billing::Billed)
}

fn skipped() -> Attempt {
    Attempt::skipped(provider("d"), Step::Ask, Skip::new(SkipReason::Rate))
}

fn failed_query(stage: Stage) -> Attempt {
    Attempt::failed(provider("e"), Step::Query, Failure::new(ErrorKind::Network, stage), Billing::NotBilled)
}

#[test]
fn stage_and_billing_are_the_highest_of_the_trail() {
    let submitted = || Attempt::pending(provider("e"), Step::Ask, Billing::MaybeBilled);
    for (trail, stage, billing) in [
        (vec![], Stage::NotSent, Billing::NotBilled),
        (vec![skipped()], Stage::NotSent, Billing::NotBilled),
        (vec![unsent()], Stage::NotSent, Billing::NotBilled),
        (vec![lost(), unsent()], Stage::MaybeSent, Billing::MaybeBilled),
        (vec![unsent(), lost(), skipped()], Stage::MaybeSent, Billing::MaybeBilled),
        (vec![unreadable(), lost(), unsent()], Stage::Answered, Billing::Billed),
        // A question that was answered got further than the query that failed after it.
        (vec![submitted(), failed_query(Stage::NotSent)], Stage::Answered, Billing::MaybeBilled),
        (
            vec![Attempt::answered(provider("a"), Step::Ask, Billing::Billed), unsent()],
            Stage::Answered,
            Billing::Billed,
        ),
        (vec![failed_query(Stage::MaybeSent)], Stage::MaybeSent, Billing::NotBilled),
        (
            vec![Attempt::abandoned(provider("a"), Step::Ask, Stage::MaybeSent)],
            Stage::MaybeSent,
            Billing::MaybeBilled,
        ),
        (
            vec![Attempt::abandoned(provider("a"), Step::Ask, Stage::NotSent)],
            Stage::NotSent,
            Billing::NotBilled,
        ),
    ] {
        let error = VerifyError::new(ErrorKind::Exhausted, trail.clone());
        assert_eq!((error.stage(), error.billing()), (stage, billing), "{trail:#?}");
        assert_eq!(error.attempts(), trail);
    }
}

#[test]
fn a_chain_replaces_the_trail_and_keeps_the_rest() {
    let error = VerifyError::new(ErrorKind::Timeout, vec![lost()]).with_session(session()).with_source(Cause);
    let whole = error.with_attempts(vec![unreadable(), lost()]);
    assert_eq!((whole.kind(), whole.attempts().len()), (ErrorKind::Timeout, 2));
    assert_eq!(whole.billing(), Billing::Billed);
    assert_eq!(whole.session(), Some(&session().into()));
    assert!(whole.source().is_some());
}

#[test]
fn a_failure_can_be_said_to_be_the_requests_own() {
    let error = VerifyError::new(ErrorKind::VendorFault, vec![]);
    assert!(!error.is_about_this_request());
    assert!(error.about_this_request().with_attempts(vec![]).is_about_this_request());
}

#[test]
fn a_new_error_has_no_session_and_no_cause() {
    let error = VerifyError::new(ErrorKind::Network, vec![unsent()]);
    assert_eq!(error.session(), None);
    assert!(error.source().is_none());
}

#[test]
fn display_prints_its_own_level_only() {
    for (trail, words) in [
        (vec![lost()], "b: no answer in time"),
        (vec![], "no answer in time"),
        (vec![unsent(), lost()], "no answer in time (a: the connection failed; b: no answer in time)"),
    ] {
        let error = VerifyError::new(ErrorKind::Timeout, trail).with_source(Cause);
        assert_eq!(error.to_string(), words);
        assert_eq!(error.source().map(ToString::to_string).as_deref(), Some("the peer hung up"));
    }
}

#[test]
fn display_tells_what_came_of_each_attempt() {
    let meant = unsent().with_meaning("connection refused");
    let skipped = Attempt::skipped(
        provider("c"),
        Step::Ask,
        Skip::new(SkipReason::MissingEvidence).with_detail("portrait"),
    );
    for (error, words) in [
        (
            VerifyError::new(ErrorKind::Network, vec![meant.clone()]),
            "a: the connection failed: connection refused",
        ),
        (
            VerifyError::new(ErrorKind::Exhausted, vec![meant, skipped]),
            "no provider could answer (a: connection refused; c: skipped, missing_evidence portrait)",
        ),
    ] {
        assert_eq!(error.to_string(), words);
    }
}

#[test]
fn a_clone_is_the_same_error_with_the_same_cause() {
    let error = VerifyError::new(ErrorKind::Timeout, vec![lost()]).with_session(session()).with_source(Cause);
    let clone = error.clone();
    assert_eq!(format!("{clone:?}"), format!("{error:?}"));
    assert!(clone.source().unwrap().downcast_ref::<Cause>().is_some());
}

#[test]
fn debug_tells_what_the_methods_tell() {
    let debug = format!("{:?}", VerifyError::new(ErrorKind::Timeout, vec![lost()]).with_source(Cause));
    for part in
        ["kind: Timeout", "stage: MaybeSent", "billing: MaybeBilled", "ProviderId(b)", "source: Some(Cause)"]
    {
        assert!(debug.contains(part), "{part} in {debug}");
    }
}

#[test]
fn every_kind_has_words_of_its_own() {
    let kinds = [
        ErrorKind::InvalidRequest,
        ErrorKind::InputRefused { field: Field::IdNumber },
        ErrorKind::Unsupported,
        ErrorKind::Credentials,
        ErrorKind::Forbidden,
        ErrorKind::QuotaExhausted,
        ErrorKind::RateLimited,
        ErrorKind::Unavailable,
        ErrorKind::Timeout,
        ErrorKind::Network,
        ErrorKind::VendorFault,
        ErrorKind::Protocol,
        ErrorKind::SessionNotFound,
        ErrorKind::SessionRefused,
        ErrorKind::Unrecognized { scope: Scope::System },
        ErrorKind::Refused { by: Limit::Rate },
        ErrorKind::Exhausted,
    ];
    let mut words = kinds.map(|kind| kind.to_string());
    assert!(words.iter().any(|words| words == "the vendor does not take this id_number"));
    words.sort();
    assert!(words.windows(2).all(|pair| pair[0] != pair[1]), "{words:#?}");
}

#[test]
fn an_error_crosses_threads_and_boxes() {
    fn checked<T: Error + Send + Sync + Clone + 'static>(_: &T) {}
    let error = VerifyError::new(ErrorKind::Network, vec![unsent()]);
    checked(&error);
    let boxed: Box<dyn Error + Send + Sync> = Box::new(error);
    assert_eq!(boxed.downcast_ref::<VerifyError>().unwrap().kind(), ErrorKind::Network);
}
