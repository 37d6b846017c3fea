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
