//! Whom the facade takes requests about, whoever built them.

use heyan::{Billing, ErrorKind, Facade, Field, InputError, Problem, Verifier};

use heyan_testkit::TokioClock;

use crate::people::{build, builder, with_photo};
use crate::providers::{ALL_MATCH, answers, photo_check, settling, unasked};

#[tokio::test]
async fn without_the_consent_that_is_required_nobody_is_asked() {
    let facade = || Facade::builder().require_consent(true);
    let strict = facade().provider(unasked("a", photo_check())).build().unwrap();
    let error = strict.verify(&build(with_photo())).await.unwrap_err();
    assert_eq!((error.kind(), error.billing()), (ErrorKind::InvalidRequest, Billing::NotBilled));
    let cause = std::error::Error::source(&error).unwrap().downcast_ref::<InputError>().unwrap();
    assert_eq!((cause.field(), cause.problem()), (Field::ConsentId, Problem::ConsentMissing));

    let consented = facade().provider(answers("a", photo_check(), ALL_MATCH)).build().unwrap();
    assert!(consented.verify(&build(with_photo().consent_id("c-81"))).await.is_ok());
    // Without a face there is nothing to consent to separately.
    let faceless = facade().provider(settling_identity()).build().unwrap();
    assert_eq!(faceless.admits(&build(builder())), Ok(()));
}

fn settling_identity() -> heyan::MockVerifier {
    unasked("register", settling([heyan::Factor::Identity]))
}

#[tokio::test]
async fn who_is_too_young_is_not_asked_about() {
    // Born in 1949.
    let facade =
        |years| Facade::builder().min_age(years).provider(unasked("a", photo_check())).build().unwrap();
    assert_eq!(facade(18).admits(&build(with_photo())), Ok(()));
    let refused = facade(120).admits(&build(with_photo())).unwrap_err();
    assert_eq!((refused.field(), refused.problem()), (Field::IdNumber, Problem::UnderAge { min_age: 120 }));
    assert_eq!(facade(120).verify(&build(with_photo())).await.unwrap_err().kind(), ErrorKind::InvalidRequest);
}

#[tokio::test]
async fn how_old_somebody_is_goes_by_the_facades_clock_in_shanghai() {
    // Born on 31 December 1949.
    let at = |moment: &str| {
        let clock = TokioClock::starting_at(moment.parse().unwrap());
        let builder = Facade::builder().clock(clock).min_age(18);
        builder.provider(unasked("a", photo_check())).build().unwrap()
    };
    let too_young = InputError::new(Field::IdNumber, Problem::UnderAge { min_age: 18 });
    assert_eq!(at("1967-12-30T15:59:59Z").admits(&build(with_photo())), Err(too_young));
    assert_eq!(at("1967-12-30T16:00:00Z").admits(&build(with_photo())), Ok(()));
}

#[tokio::test]
async fn a_refusal_within_a_facade_is_not_taken_for_a_fee() {
    let inner = Facade::builder().id("inner").require_consent(true).provider(unasked("a", photo_check()));
    let outer = Facade::builder().provider(inner.build().unwrap()).build().unwrap();
    let error = outer.verify(&build(with_photo())).await.unwrap_err();
    assert_eq!((error.stage(), error.billing()), (heyan::Stage::NotSent, Billing::NotBilled));
}
