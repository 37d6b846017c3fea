//! Capabilities: what a verifier can settle for a request, and what the request lacks.

use heyan_core::{
    BudgetUnit, Capability, Evidence, Factor, FactorSet, Field, Hosted, Method, PortraitBudget, Unserved,
    VerifyRequest,
};

use crate::support::{builder, mobile, portrait, today};

use Factor::{Face, Identity, Liveness, Mobile};

const FULL_CHECK: FactorSet = FactorSet::of([Identity, Mobile, Face]);
const SCAN: FactorSet = FactorSet::of([Identity, Face, Liveness]);

/// Ways, the evidence in the request, why it is not served, and what can be settled.
type Case<'a> = (&'a [Method], &'a [Field], Option<Unserved>, FactorSet);

fn full_check() -> Method {
    Method::verifying(FULL_CHECK).requiring(Evidence::Mobile).requiring(Evidence::Portrait)
}

fn scan() -> Method {
    Method::verifying(SCAN).hosted()
}

fn request(evidence: &[Field]) -> VerifyRequest {
    let mut builder = builder();
    for field in evidence {
        builder = match field {
            Field::Mobile => builder.mobile(mobile()),
            Field::Portrait => builder.portrait(portrait()),
            Field::Hosted => builder.hosted(Hosted::h5("https://example.com/", &[]).unwrap()),
            other => panic!("no evidence: {other}"),
        };
    }
    builder.build(today()).unwrap()
}

#[test]
fn a_way_says_what_it_needs_and_settles() {
    let (check, scan) = (full_check(), scan());
    assert_eq!(check.requires(), [Evidence::Mobile, Evidence::Portrait]);
    assert_eq!((check.verifies(), check.is_hosted()), (FULL_CHECK, false));
    assert_eq!((scan.requires(), scan.verifies(), scan.is_hosted()), (&[][..], SCAN, true));
    assert_eq!(Capability::new([check.clone(), scan.clone()]).methods(), [check, scan]);
    assert_eq!((Evidence::Mobile.field(), Evidence::Portrait.field()), (Field::Mobile, Field::Portrait));
}

#[test]
fn a_request_is_told_what_it_lacks_first() {
    let lacks = |field| Some(Unserved::MissingEvidence(field));
    let permitted = Some(Unserved::NotPermitted);
    let (mobile, portrait, hosted) = (Field::Mobile, Field::Portrait, Field::Hosted);
    let cases: [Case; 10] = [
        (&[full_check()], &[], lacks(mobile), FactorSet::EMPTY),
        (&[full_check()], &[portrait], lacks(mobile), FactorSet::EMPTY),
        (&[full_check()], &[mobile], lacks(portrait), FactorSet::EMPTY),
        (&[full_check()], &[mobile, portrait], None, FULL_CHECK),
        (&[scan()], &[mobile, portrait], permitted, FactorSet::EMPTY),
        (&[scan()], &[hosted], None, SCAN),
        // Of several ways that do not serve, the first one's reason; one that serves is enough.
        (&[full_check(), scan()], &[], lacks(mobile), FactorSet::EMPTY),
        (&[scan(), full_check()], &[], permitted, FactorSet::EMPTY),
        (&[full_check(), scan()], &[hosted], None, SCAN),
        (&[scan(), full_check()], &[hosted, mobile, portrait], None, FactorSet::of(Factor::ALL)),
    ];
    for (ways, evidence, unserved, settles) in cases {
        let (capability, request) = (Capability::new(ways.iter().cloned()), request(evidence));
        assert_eq!(capability.unserved(&request), unserved, "{ways:?} {evidence:?}");
        assert_eq!(capability.verifies(&request), settles, "{ways:?} {evidence:?}");
    }
}

#[test]
fn evidence_is_told_before_permission() {
    let capability = Capability::new([scan().requiring(Evidence::Portrait)]);
    assert_eq!(capability.unserved(&request(&[])), Some(Unserved::MissingEvidence(Field::Portrait)));
    assert_eq!(capability.unserved(&request(&[Field::Portrait])), Some(Unserved::NotPermitted));
}

#[test]
fn a_portrait_budget_counts_bytes_or_their_base64() {
    let budget = |unit| PortraitBudget::new(16_384..=20_480, unit, 640);
    for (bytes, base64) in [(0, 0), (1, 4), (2, 4), (3, 4), (4, 8), (15_360, 20_480), (15_361, 20_484)] {
        assert_eq!(budget(BudgetUnit::File).measure(bytes), bytes);
        assert_eq!(budget(BudgetUnit::Base64).measure(bytes), base64);
    }
    assert_eq!(budget(BudgetUnit::Base64).measure(usize::MAX), usize::MAX, "no overflow");
    let capability = Capability::new([full_check()]);
    assert_eq!(capability.portrait_budget(), None);
    let capability = capability.with_portrait_budget(budget(BudgetUnit::File));
    assert_eq!(capability.portrait_budget(), Some(&budget(BudgetUnit::File)));
}
