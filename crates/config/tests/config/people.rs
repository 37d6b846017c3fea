//! A request about a synthetic person.

use heyan::{MobileNumber, VerifyRequest};
use heyan_testkit::{Person, person};

/// Mobile number and portrait, as Juhe needs them, and no hosted step.
pub(crate) fn with_photo() -> VerifyRequest {
    let person = person(0);
    let builder = person.bare().mobile(MobileNumber::parse(&person.mobile()).unwrap());
    builder.portrait(Person::portrait()).build("2026-01-01".parse().unwrap()).unwrap()
}
