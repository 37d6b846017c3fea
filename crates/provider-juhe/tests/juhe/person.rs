//! The synthetic person that every test asks about.

use heyan_core::{IdNumber, MobileNumber, Portrait, RealName, RequestBuilder, VerifyRequest};
use heyan_provider_juhe::{Decoded, Form, JuheConfig, JuheVerifier};
use heyan_sandbox::Sandbox;

pub(crate) const NAME: &str = "阿依古丽·买买提";
pub(crate) const ID_NUMBER: &str = "11010519491231002X";
pub(crate) const MOBILE: &str = "13800138000";

/// Decodes an answer to a question about this person.
pub(crate) fn decode(body: &[u8]) -> Decoded {
    let sent = Form { key: "planted-key-4711", name: NAME, id_number: ID_NUMBER, mobile: MOBILE, image: &[] };
    heyan_provider_juhe::decode(body, &sent)
}

pub(crate) fn builder() -> RequestBuilder {
    VerifyRequest::builder(RealName::parse(NAME).unwrap(), IdNumber::parse(ID_NUMBER).unwrap())
}

pub(crate) fn with_mobile(mobile: &str) -> VerifyRequest {
    builder()
        .mobile(MobileNumber::parse(mobile).unwrap())
        .portrait(portrait())
        .build("2026-01-01".parse().unwrap())
        .unwrap()
}

pub(crate) fn request() -> VerifyRequest {
    with_mobile(MOBILE)
}

pub(crate) fn portrait() -> Portrait {
    Portrait::from_bytes(heyan_sandbox::PORTRAIT.to_vec()).unwrap()
}

pub(crate) fn juhe(url: &str, key: &str) -> JuheVerifier {
    JuheVerifier::new(JuheConfig::new(key).with_base_url(url).with_price_fen(80)).unwrap()
}

pub(crate) async fn sandbox() -> Sandbox {
    Sandbox::start(heyan_sandbox::SandboxConfig::default()).await.unwrap()
}
