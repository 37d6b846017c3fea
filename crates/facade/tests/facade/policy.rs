//! The table of what follows on a failure.

use heyan::policy::{self, Health, Next};
use heyan::{ErrorKind, Field, Limit, Scope};

const fn refused(by: Limit) -> ErrorKind {
    ErrorKind::Refused { by }
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
        let rule = policy::of(kind).unwrap_or_else(|| panic!("{kind:?} has no rule"));
        assert_eq!((rule.next, rule.health), (next, health), "{kind:?}");
        assert_eq!(policy::next(kind), next);
    }
    assert_eq!(policy::TABLE.len(), rules.len() - 1, "no row that is not checked here");
}
