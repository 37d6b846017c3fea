//! The one loop: who is asked after whom, what is joined, what the trail says.

use heyan::fallback::{self, Next};
use heyan::{
    Billing, Decision, ErrorKind, Facade, Factor, Field, MockVerifier, Outcome, Reason, Scope, SkipReason,
    Stage, Verdict, Verification, Verifier, VerifyError, VerifyRequest,
};

use Factor::{Face, Identity, Liveness, Mobile};

use crate::people::{build, builder, requiring, with_everything, with_photo};
use crate::providers::{
    ALL_MATCH, answers, fails, fails_as, hosted_scan, id, photo_check, session_keys, settling, unasked,
};

async fn verify<const N: usize>(
    providers: [MockVerifier; N],
    request: &VerifyRequest,
) -> Result<Outcome, VerifyError> {
    let builder =
        providers.into_iter().fold(Facade::builder(), |builder, provider| builder.provider(provider));
    builder.session_key(session_keys()).build().unwrap().verify(request).await
}

fn answered(result: Result<Outcome, VerifyError>) -> Verification {
    result.unwrap().answered().unwrap().clone()
}

fn trail(verification: &Verification) -> Vec<String> {
    let status = |attempt: &heyan::Attempt| match attempt.skip() {
        Some(skip) => format!("{} skipped {:?}", attempt.provider(), skip.reason),
        None => format!("{} {:?}", attempt.provider(), attempt.billing()),
    };
    verification.attempts().iter().map(status).collect()
}

#[tokio::test]
async fn after_a_certain_answer_nobody_else_is_asked() {
    let certain: [(&[_], _); 3] = [
        (ALL_MATCH, Decision::Verified),
        (&[(Identity, Verdict::Match), (Mobile, Verdict::Mismatch)], Decision::Rejected),
        (&[(Identity, Verdict::Indeterminate), (Mobile, Verdict::Mismatch)], Decision::Rejected),
    ];
    for (verdicts, decision) in certain {
        let chain = [answers("a", photo_check(), verdicts), unasked("b", hosted_scan())];
        let verification = answered(verify(chain, &build(with_everything())).await);
        assert_eq!(verification.decision(), decision);
        assert_eq!(trail(&verification), ["a Billed"]);
    }
}

#[tokio::test]
async fn what_one_left_open_the_next_completes() {
    let open = [(Identity, Verdict::Match), (Mobile, Verdict::NoRecord), (Face, Verdict::Indeterminate)];
    let scan = [(Identity, Verdict::Match), (Face, Verdict::Match), (Liveness, Verdict::Match)];
    let chain = [answers("a", photo_check(), &open), answers("b", hosted_scan(), &scan)];
    let verification = answered(verify(chain, &build(with_everything())).await);
    assert_eq!((verification.decision(), verification.reason()), (Decision::Verified, Reason::AllMatched));
    assert_eq!(verification.satisfied().unwrap().to_string(), "identity, face, liveness");
    let giver = |factor| verification.findings().get(factor).unwrap().provider.clone();
    assert_eq!([Identity, Mobile, Face, Liveness].map(giver), [id("a"), id("a"), id("b"), id("b")]);
    assert_eq!(verification.cost_fen(), Some(160));
}

#[tokio::test]
async fn what_cannot_be_completed_is_not_asked_for() {
    let no_record = [(Identity, Verdict::Match), (Mobile, Verdict::NoRecord), (Face, Verdict::Match)];
    let chain = [answers("a", photo_check(), &no_record), unasked("b", hosted_scan())];
    let verification = answered(verify(chain, &requiring(with_everything(), "strict")).await);
    assert_eq!((verification.decision(), verification.reason()), (Decision::Undetermined, Reason::NoRecord));
    assert_eq!(trail(&verification), ["a Billed", "b skipped CannotSettle"]);
}

#[tokio::test]
async fn after_each_kind_of_failure_the_next_is_asked_or_not_as_the_table_says() {
    for rule in fallback::TABLE {
        let kind = match (rule.kind, rule.scope) {
            ("input_refused", _) => ErrorKind::InputRefused { field: Field::Mobile },
            ("refused", _) => ErrorKind::Refused { by: heyan::Limit::Rate },
            (_, Some(scope)) => ErrorKind::Unrecognized { scope },
            (name, None) => ErrorKind::ALL.into_iter().find(|kind| kind.as_str() == name).unwrap(),
        };
        match rule.next {
            Next::Provider => {
                let chain = [fails("a", kind, Stage::Answered), answers("b", photo_check(), ALL_MATCH)];
                let verification = answered(verify(chain, &build(with_photo())).await);
                assert_eq!(trail(&verification), ["a MaybeBilled", "b Billed"], "{kind:?}");
            }
            Next::Stop => {
                let chain = [fails("a", kind, Stage::Answered), unasked("b", photo_check())];
                let error = verify(chain, &build(with_photo())).await.unwrap_err();
                assert_eq!((error.kind(), error.attempts().len()), (kind, 1), "the kind that stopped it");
            }
        }
    }
}

#[tokio::test]
async fn when_everybody_failed_the_error_holds_the_whole_trail() {
    let chain =
        [fails("a", ErrorKind::Timeout, Stage::MaybeSent), fails("b", ErrorKind::Network, Stage::NotSent)];
    let error = verify(chain, &build(with_photo())).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Exhausted);
    assert_eq!((error.stage(), error.billing()), (Stage::MaybeSent, Billing::MaybeBilled));
    assert_eq!(
        error.attempts().iter().map(|attempt| attempt.billing()).collect::<Vec<_>>(),
        [Billing::MaybeBilled, Billing::NotBilled]
    );
    assert_eq!(
        error.to_string(),
        "no provider could answer (a: no answer in time; b: the connection failed)"
    );
}

#[tokio::test]
async fn an_answer_stays_an_answer_whatever_fails_later() {
    let open = [(Identity, Verdict::Match)];
    for kind in
        [ErrorKind::Unavailable, ErrorKind::InvalidRequest, ErrorKind::Unrecognized { scope: Scope::Request }]
    {
        let chain = [answers("a", settling([Identity]), &open), fails("b", kind, Stage::Answered)];
        let verification = answered(verify(chain, &build(with_photo())).await);
        assert_eq!(
            (verification.decision(), verification.reason()),
            (Decision::Undetermined, Reason::NoProviderAnswered)
        );
        assert_eq!(trail(&verification), ["a Billed", "b MaybeBilled"]);
    }
}

#[tokio::test]
async fn a_request_that_lacks_evidence_asks_nobody_and_says_so() {
    let chain = [unasked("a", photo_check()), unasked("b", hosted_scan())];
    let request = build(builder());
    let error = verify(chain, &request).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.stage(), error.billing()),
        (ErrorKind::Exhausted, Stage::NotSent, Billing::NotBilled)
    );
    let result = Verification::unanswered(&request, &error);
    assert_eq!(result.reason(), Reason::MissingEvidence);
    assert_eq!(trail(&result), ["a skipped MissingEvidence", "b skipped NotPermitted"]);
}

#[tokio::test]
async fn a_facade_is_a_verifier_within_a_facade() {
    let inner = Facade::builder().provider(answers("a", photo_check(), ALL_MATCH)).build().unwrap();
    assert_eq!(inner.capability().methods(), photo_check().methods());
    let outer = Facade::builder().provider(inner).build().unwrap();
    let verification = answered(outer.verify(&build(with_photo())).await);
    assert_eq!(trail(&verification), ["a Billed"]);
}

#[tokio::test]
async fn a_session_of_a_stranger_is_refused_and_nobody_is_asked() {
    let link = heyan::SessionLink::FaceToken("t".into());
    let session = heyan::Session::new(
        id("stranger"),
        "1",
        link,
        heyan::Timestamp::UNIX_EPOCH,
        heyan::Timestamp::UNIX_EPOCH,
    );
    let request = build(with_photo()).with_session(session);
    let error = verify([unasked("a", photo_check())], &request).await.unwrap_err();
    assert_eq!((error.kind(), error.stage()), (ErrorKind::SessionRefused, Stage::NotSent));
    assert_eq!(error.attempts()[0].provider(), &id("heyan"), "the facade itself refused");
}

#[tokio::test]
async fn a_deadline_that_has_passed_asks_nobody() {
    let request = build(with_photo()).with_deadline(tokio::time::Instant::now().into_std());
    let error = verify([unasked("a", photo_check())], &request).await.unwrap_err();
    assert_eq!(error.attempts()[0].skip().unwrap().reason, SkipReason::Deadline);
}

#[tokio::test]
async fn a_provider_that_keeps_no_trail_may_have_billed() {
    let silent = |kind: Option<ErrorKind>| {
        let mut mock = MockVerifier::named(id("mine"), photo_check());
        mock.expect_verify().times(1).returning(move |request| match kind {
            Some(kind) => Err(VerifyError::new(kind, Vec::new())),
            None => Ok(Outcome::Answered(Verification::new(request, Default::default(), Vec::new()))),
        });
        mock
    };
    for kind in [Some(ErrorKind::Timeout), None] {
        let error = verify([silent(kind)], &build(with_photo())).await.unwrap_err();
        assert_eq!((error.attempts().len(), error.billing()), (1, Billing::MaybeBilled), "{kind:?}");
        assert_ne!(error.stage(), Stage::NotSent);
    }
}

/// Two accounts of one vendor, which answers each of them the same.
fn accounts(first: MockVerifier, second: MockVerifier) -> [MockVerifier; 2] {
    [first, second]
}

#[tokio::test]
async fn a_second_account_stands_in_for_the_first_and_never_completes_what_the_vendor_left_open() {
    let juhe = || photo_check().with_vendor("juhe");
    let open = [(Identity, Verdict::Match), (Mobile, Verdict::NoRecord), (Face, Verdict::Match)];
    let chain = accounts(answers("juhe", juhe(), &open), unasked("juhe-b", juhe()));
    let verification = answered(verify(chain, &build(with_photo())).await);
    assert_eq!((verification.decision(), verification.reason()), (Decision::Undetermined, Reason::NoRecord));
    assert_eq!(trail(&verification), ["juhe Billed", "juhe-b skipped CannotSettle"]);

    let refused = ErrorKind::InputRefused { field: Field::IdNumber };
    let chain = accounts(fails_as("juhe", juhe(), refused), unasked("juhe-b", juhe()));
    let error = verify(chain, &build(with_photo())).await.unwrap_err();
    assert_eq!(error.attempts().len(), 2, "the vendor will not take this value from anybody");

    for kind in [ErrorKind::QuotaExhausted, ErrorKind::RateLimited, ErrorKind::Unavailable] {
        let chain = accounts(fails_as("juhe", juhe(), kind), answers("juhe-b", juhe(), ALL_MATCH));
        let verification = answered(verify(chain, &build(with_photo())).await);
        assert_eq!(verification.decision(), Decision::Verified, "{kind:?}");
    }
}

#[tokio::test]
async fn a_facade_over_accounts_of_one_vendor_is_an_account_of_it() {
    let juhe = || photo_check().with_vendor("juhe");
    let open = [(Identity, Verdict::Match)];
    let inner = Facade::builder().id("inner").provider(answers("juhe", juhe(), &open)).build().unwrap();
    let outer = Facade::builder().provider(inner).provider(unasked("juhe-b", juhe())).build().unwrap();
    let verification = answered(outer.verify(&build(with_photo())).await);
    assert_eq!(trail(&verification), ["juhe Billed", "juhe-b skipped CannotSettle"]);

    let mixed = Facade::builder()
        .id("mixed")
        .provider(unasked("juhe", juhe()))
        .provider(unasked("own", photo_check()));
    assert_eq!(mixed.build().unwrap().capability().vendor(), None);
}
