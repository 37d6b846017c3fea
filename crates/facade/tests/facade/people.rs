//! Requests about a synthetic person, with more or less evidence.

use heyan::{Hosted, IdNumber, MobileNumber, Portrait, RealName, RequestBuilder, Requirement, VerifyRequest};

pub(crate) fn builder() -> RequestBuilder {
    VerifyRequest::builder(RealName::parse("张三").unwrap(), IdNumber::parse("11010519491231002X").unwrap())
}

pub(crate) fn build(builder: RequestBuilder) -> VerifyRequest {
    builder.build("2026-01-01".parse().unwrap()).unwrap()
}

/// Mobile and portrait, as Juhe needs them.
pub(crate) fn with_photo() -> RequestBuilder {
    builder().mobile(MobileNumber::parse("13800138000").unwrap()).portrait(portrait())
}

/// Everything: the permission for a hosted step too.
pub(crate) fn with_everything() -> RequestBuilder {
    with_photo().hosted(Hosted::h5("https://example.com/done", &[]).unwrap())
}

pub(crate) fn requiring(builder: RequestBuilder, preset: &str) -> VerifyRequest {
    build(builder.requirement(Requirement::preset(preset).unwrap()))
}

pub(crate) fn portrait() -> Portrait {
    heyan_testkit::Person::portrait()
}

/// A test that looks for one person's data must not find another's.
#[test]
fn the_people_of_the_testkit_and_of_the_sandbox_share_no_data() {
    let planted = heyan_testkit::person(0).request();
    let subject = planted.subject();
    for persona in heyan_sandbox::personas() {
        assert_ne!(subject.name().expose(), persona.name);
        assert_ne!(subject.id_number().expose(), persona.id_number);
        assert_ne!(planted.portrait().unwrap().expose(), heyan_sandbox::PORTRAIT);
        assert!(
            (0..1_000_000).all(|n| heyan_testkit::person(n).mobile() != persona.mobile),
            "{}",
            persona.persona
        );
    }
}
