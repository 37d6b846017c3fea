//! Parts of which no facade can be built.

use heyan::{BuildError, Facade};

use crate::providers::{id, photo_check, unasked};

#[test]
fn a_facade_needs_providers_that_can_be_told_apart() {
    assert_eq!(Facade::builder().build().unwrap_err(), BuildError::NoProvider);
    let twice = ["b", "a", "b"].map(|name| unasked(name, photo_check()));
    let builder = twice.into_iter().fold(Facade::builder(), |builder, provider| builder.provider(provider));
    assert_eq!(builder.build().unwrap_err(), BuildError::SameId(id("b")));
}
