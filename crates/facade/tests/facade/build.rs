//! Parts of which no facade can be built.

use std::time::Duration;

use heyan::{BuildError, Facade};

use crate::providers::{id, photo_check, unasked};

#[test]
fn a_facade_needs_providers_that_can_be_told_apart() {
    assert_eq!(Facade::builder().build().unwrap_err(), BuildError::NoProvider);
    let twice = ["b", "a", "b"].map(|name| unasked(name, photo_check()));
    let builder = twice.into_iter().fold(Facade::builder(), |builder, provider| builder.provider(provider));
    assert_eq!(builder.build().unwrap_err(), BuildError::SameId(id("b")));
}

#[test]
fn a_facade_within_a_facade_can_have_a_name_of_its_own() {
    let inner = |name: &str| Facade::builder().id(name).provider(unasked("a", photo_check())).build();
    let both = Facade::builder().provider(inner("cheap").unwrap()).provider(inner("dear").unwrap()).build();
    assert!(both.is_ok());
    assert!(matches!(inner("Not Well-Formed").unwrap_err(), BuildError::Id(_)));
}

#[test]
fn a_deadline_of_no_time_is_a_mistake() {
    let builder = Facade::builder().provider(unasked("a", photo_check())).deadline(Duration::ZERO);
    let error = builder.build().unwrap_err();
    assert_eq!(error, BuildError::ZeroDeadline);
    insta::assert_snapshot!(error, @"deadline is zero, so no provider could be called; give a time such as 30 s");
}
