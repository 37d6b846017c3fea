//! The table of what follows on a failure.

use heyan::fallback::{self, Health, Next, Policy};
use heyan::{Attempt, Billing, ErrorKind, Failure, Field, Limit, Scope, Stage, Step, VerifyError};

use crate::providers::id;

const fn refused(by: Limit) -> ErrorKind {
    ErrorKind::Refused { by }
}

fn failed(kind: ErrorKind, billing: Billing) -> VerifyError {
    let failure = Failure::new(kind, Stage::Answered);
    VerifyError::new(kind, vec![Attempt::failed(id("a"), Step::Ask, failure, billing)])
}

#[test]
fn every_kind_has_its_rule() {
    use ErrorKind::*;
    let rules = [
        (InvalidRequest, Next::Stop, Health::Neutral),
        (InputRefused { field: Field::Name }, Next::Provider, Health::Neutral),
        (Unsupported, Next::Provider, Health::Neutral),
        (Credentials, Next::Provider, Health::OpensAtOnce),
        (Forbidden, Next::Provider, Health::OpensAtOnce),
        (QuotaExhausted, Next::Provider, Health::OpensAtOnce),
        (RateLimited, Next::Provider, Health::Counts),
        (Unavailable, Next::Provider, Health::Counts),
        (Timeout, Next::Provider, Health::Counts),
        (Network, Next::Provider, Health::Counts),
        (VendorFault, Next::Provider, Health::Counts),
        (Protocol, Next::Provider, Health::Counts),
        (SessionNotFound, Next::Stop, Health::Neutral),
        (SessionRefused, Next::Stop, Health::Neutral),
        (Unrecognized { scope: Scope::System }, Next::Provider, Health::Counts),
        (Unrecognized { scope: Scope::Request }, Next::Stop, Health::Neutral),
        (refused(Limit::Breaker), Next::Provider, Health::Neutral),
        (refused(Limit::Budget), Next::Provider, Health::Neutral),
        (Exhausted, Next::Provider, Health::Neutral),
    ];
    for (kind, next, health) in rules {
        let rule = fallback::of(kind).unwrap_or_else(|| panic!("{kind:?} has no rule"));
        assert_eq!((rule.next, rule.health), (next, health), "{kind:?}");
        let error = failed(kind, Billing::MaybeBilled);
        assert_eq!((fallback::health(&error), Policy::new().next(&error)), (health, next));
    }
    assert_eq!(fallback::TABLE.len(), rules.len() - 1, "no row that is not checked here");
}

#[test]
fn every_kind_can_be_given_another_rule() {
    for kind in ErrorKind::ALL {
        let error = failed(kind, Billing::NotBilled);
        let (usual, other) = match Policy::new().next(&error) {
            Next::Provider => (Next::Provider, Next::Stop),
            Next::Stop => (Next::Stop, Next::Provider),
        };
        let policy = Policy::new().with_rule(kind, other);
        assert_eq!(policy.next(&error), other, "{kind:?}");
        assert_eq!(policy.with_rule(kind, usual).next(&error), usual, "the later one counts");
        let stranger =
            ErrorKind::ALL.into_iter().find(|stranger| stranger.as_str() != kind.as_str()).unwrap();
        assert_eq!(Policy::new().with_rule(stranger, other).next(&error), usual);
    }
    // A rule is for every field and every limit, but for one scope.
    let stop = Policy::new()
        .with_rule(ErrorKind::InputRefused { field: Field::Name }, Next::Stop)
        .with_rule(ErrorKind::Unrecognized { scope: Scope::Request }, Next::Provider);
    let next = |kind| stop.next(&failed(kind, Billing::NotBilled));
    assert_eq!(next(ErrorKind::InputRefused { field: Field::Mobile }), Next::Stop);
    assert_eq!(next(ErrorKind::Unrecognized { scope: Scope::Request }), Next::Provider);
    assert_eq!(next(ErrorKind::Unrecognized { scope: Scope::System }), Next::Provider);
    let kept = Policy::new().with_rule(ErrorKind::Unrecognized { scope: Scope::Request }, Next::Stop);
    let system = failed(ErrorKind::Unrecognized { scope: Scope::System }, Billing::NotBilled);
    assert_eq!(kept.next(&system), Next::Provider);
}

#[test]
fn what_may_have_been_billed_can_end_the_chain_whatever_its_kind() {
    let strict = Policy::new().with_rule(ErrorKind::Timeout, Next::Provider).with_on_maybe_billed(Next::Stop);
    for kind in ErrorKind::ALL {
        for (billing, stops) in
            [(Billing::MaybeBilled, true), (Billing::Billed, true), (Billing::NotBilled, false)]
        {
            let error = failed(kind, billing);
            let otherwise = Policy::new().next(&error);
            let expected = if stops { Next::Stop } else { otherwise };
            assert_eq!(strict.next(&error), expected, "{kind:?} {billing:?}");
            assert_eq!(strict.clone().with_on_maybe_billed(Next::Provider).next(&error), otherwise);
        }
    }
}

#[test]
fn a_failure_that_the_request_brought_about_says_nothing_of_health() {
    for kind in ErrorKind::ALL {
        let error = failed(kind, Billing::NotBilled).about_this_request();
        assert_eq!(fallback::health(&error), Health::Neutral, "{kind:?}");
        assert_eq!(Policy::new().next(&error), Policy::new().next(&failed(kind, Billing::NotBilled)));
    }
}
