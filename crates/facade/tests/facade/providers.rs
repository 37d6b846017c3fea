//! Providers that answer by script and know how often they may be asked.

use heyan::{
    Attempt, Billing, Capability, ErrorKind, Evidence, Factor, FactorSet, Failure, Findings, Method,
    MockVerifier, Outcome, ProviderId, SessionKeys, Stage, Step, Verdict, Verification, VerifyError,
};

use Factor::{Face, Identity, Liveness, Mobile};

pub(crate) fn id(name: &str) -> ProviderId {
    ProviderId::new(name).unwrap()
}

/// What Juhe can do.
pub(crate) fn photo_check() -> Capability {
    let way = Method::verifying(FactorSet::of([Identity, Mobile, Face]));
    Capability::new([way.requiring(Evidence::Mobile).requiring(Evidence::Portrait)])
}

/// What a hosted face scan can do.
pub(crate) fn hosted_scan() -> Capability {
    Capability::new([Method::verifying(FactorSet::of([Identity, Face, Liveness])).hosted()])
}

/// What a check of the register alone can do.
pub(crate) fn settling<const N: usize>(factors: [Factor; N]) -> Capability {
    Capability::new([Method::verifying(FactorSet::of(factors))])
}

/// A provider that gives these verdicts, and must be asked exactly once.
pub(crate) fn answers(name: &str, capability: Capability, verdicts: &[(Factor, Verdict)]) -> MockVerifier {
    let (id, verdicts) = (id(name), verdicts.to_vec());
    let mut mock = MockVerifier::named(id.clone(), capability);
    mock.expect_verify().times(1).returning(move |request| {
        let findings = verdicts
            .iter()
            .fold(Findings::default(), |all, (factor, verdict)| all.with(*factor, *verdict, &id));
        let attempt = Attempt::answered(id.clone(), Step::Ask, Billing::Billed).with_price_fen(80);
        Ok(Outcome::Answered(Verification::new(request, findings, vec![attempt])))
    });
    mock
}

/// A provider that fails, and must be asked exactly once.
pub(crate) fn fails(name: &str, kind: ErrorKind, stage: Stage) -> MockVerifier {
    failing(name, photo_check(), kind, stage)
}

/// A provider that can do this, answers with a failure, and must be asked exactly once.
pub(crate) fn fails_as(name: &str, can: Capability, kind: ErrorKind) -> MockVerifier {
    failing(name, can, kind, Stage::Answered)
}

fn failing(name: &str, can: Capability, kind: ErrorKind, stage: Stage) -> MockVerifier {
    let id = id(name);
    let mut mock = MockVerifier::named(id.clone(), can);
    mock.expect_verify().times(1).returning(move |_| {
        let attempt = Attempt::failed(id.clone(), Step::Ask, Failure::new(kind, stage), stage.billing());
        Err(VerifyError::new(kind, vec![attempt]))
    });
    mock
}

/// A provider that must not be asked.
pub(crate) fn unasked(name: &str, capability: Capability) -> MockVerifier {
    let mut mock = MockVerifier::named(id(name), capability);
    mock.expect_verify().times(0);
    mock
}

/// What open scans are signed with.
pub(crate) fn session_keys() -> SessionKeys {
    SessionKeys::new([7; 32]).unwrap()
}

pub(crate) const ALL_MATCH: &[(Factor, Verdict)] =
    &[(Identity, Verdict::Match), (Mobile, Verdict::Match), (Face, Verdict::Match)];
