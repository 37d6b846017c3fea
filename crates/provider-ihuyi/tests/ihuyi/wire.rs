//! The questions as bytes on the wire.

use heyan_core::{Hosted, IdNumber, Outcome, RealName, Verifier, VerifyRequest};
use heyan_provider_ihuyi::{
    Credentials, FaceType, GetResult, IhuyiConfig, IhuyiVerifier, Password, Submit, encode_get_result,
    encode_submit,
};

use crate::person::{
    Hands, ID_NUMBER, NAME, NOON, RETURN, SERIAL, config, ihuyi, request, sdk_request, session,
};
use crate::vendor::Vendor;

const STARTED: &str =
    r#"{"code":2,"idcardid":"16236437872836","result":{"url":"https://face.example/","faceToken":"t-1"}}"#;
const ING: &str = r#"{"code":2,"result":{"status":"ING"}}"#;

fn text(form: &[u8]) -> String {
    String::from_utf8(form.to_vec()).unwrap()
}

#[test]
fn the_forms_have_the_fields_of_the_page_in_one_allocation() {
    let credentials = Credentials { account: "C1", password: "p w", time: Some("1700000000") };
    let face = FaceType::H5 { callback_url: RETURN };
    let form = encode_submit(&Submit { credentials, name: NAME, id_card_no: ID_NUMBER, face });
    insta::assert_snapshot!(text(&form), @"account=C1&password=p+w&name=%E9%98%BF%E4%BE%9D%E5%8F%A4%E4%B8%BD%C2%B7%E4%B9%B0%E4%B9%B0%E6%8F%90&id_card_no=11010519491231002X&faceType=H5&callbackUrl=https%3A%2F%2Fexample.com%2Fback%3Fcase%3D7&time=1700000000");
    assert_eq!(form.capacity(), form.len());

    let credentials = Credentials { time: None, ..credentials };
    let face = FaceType::Sdk { notify_url: RETURN };
    let form = encode_submit(&Submit { credentials, name: "王𠮷 &=+%", id_card_no: ID_NUMBER, face });
    insta::assert_snapshot!(text(&form), @"account=C1&password=p+w&name=%E7%8E%8B%F0%A0%AE%B7+%26%3D%2B%25&id_card_no=11010519491231002X&faceType=SDK&notifyUrl=https%3A%2F%2Fexample.com%2Fback%3Fcase%3D7");
    assert_eq!(form.capacity(), form.len());

    let form = encode_get_result(&GetResult { credentials, serial: SERIAL });
    insta::assert_snapshot!(text(&form), @"account=C1&password=p+w&idcardid=16236437872836");
    assert_eq!(form.capacity(), form.len());
}

async fn asked(ihuyi: &IhuyiVerifier, vendor: &Vendor) -> String {
    ihuyi.verify(&request()).await.unwrap();
    ihuyi.verify(&sdk_request()).await.unwrap();
    ihuyi.verify(&request().with_session(session(ihuyi))).await.unwrap();
    let host = vendor.url.strip_prefix("http://").unwrap();
    vendor.questions().join("\n\n").replace(host, "[vendor]")
}

/// The account, person and time of two of the vectors, so that the passwords are theirs.
#[tokio::test]
async fn the_questions_are_posts_to_the_pages_paths_with_dynamic_passwords() {
    let vendor = Vendor::saying([STARTED, ING]).await;
    let config = IhuyiConfig::new("C12345678", "k3y").with_base_url(&vendor.url);
    let ihuyi = IhuyiVerifier::new(config).unwrap().with_clock(Hands::at(1_700_000_000));
    let person =
        VerifyRequest::builder(RealName::parse("张三").unwrap(), IdNumber::parse(ID_NUMBER).unwrap());
    let request =
        person.hosted(Hosted::h5(RETURN, &[]).unwrap()).build("2026-01-01".parse().unwrap()).unwrap();
    let Ok(Outcome::Pending(session)) = ihuyi.verify(&request).await else { panic!("a scan is started") };
    ihuyi.verify(&request.with_session(session)).await.unwrap();
    let host = vendor.url.strip_prefix("http://").unwrap();
    insta::assert_snapshot!(vendor.questions().join("\n\n").replace(host, "[vendor]"), @r#"
    POST /idcard/idface/Submit.json HTTP/1.1
    content-type: application/x-www-form-urlencoded
    accept: */*
    accept-encoding: identity
    user-agent: heyan/0.1.0
    host: [vendor]
    content-length: 197

    account=C12345678&password=1d7750a5a31aa8c565e9bc6649c55c1f&name=%E5%BC%A0%E4%B8%89&id_card_no=11010519491231002X&faceType=H5&callbackUrl=https%3A%2F%2Fexample.com%2Fback%3Fcase%3D7&time=1700000000

    POST /idcard/idface/GetResult.json HTTP/1.1
    content-type: application/x-www-form-urlencoded
    accept: */*
    accept-encoding: identity
    user-agent: heyan/0.1.0
    host: [vendor]
    content-length: 99

    account=C12345678&password=fc49adadc35f5eeaab5adff06d5515a1&idcardid=16236437872836&time=1700000000
    "#);
}

#[tokio::test]
async fn a_static_password_is_the_key_and_has_no_time() {
    let vendor = Vendor::saying([STARTED, STARTED, ING]).await;
    let config = config(&vendor.url).with_password(Password::Static);
    let ihuyi = IhuyiVerifier::new(config).unwrap().with_clock(Hands::at(NOON));
    let asked = asked(&ihuyi, &vendor).await;
    assert_eq!(asked.matches("&password=planted-key-4711&").count(), 3);
    assert!(!asked.contains("time="));
}

#[tokio::test]
async fn a_base_url_may_have_a_path() {
    let vendor = Vendor::saying([STARTED]).await;
    ihuyi(&format!("{}/ihuyi/", vendor.url)).verify(&request()).await.unwrap();
    assert!(vendor.questions()[0].starts_with("POST /ihuyi/idcard/idface/Submit.json HTTP/1.1\n"));
}
