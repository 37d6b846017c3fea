//! The question as bytes on the wire.

use heyan_core::{ErrorKind, Portrait, Stage, Verifier};
use heyan_provider_juhe::{Form, encode};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::person::{ID_NUMBER, MOBILE, NAME, builder, juhe, portrait};

#[test]
fn the_form_has_the_fields_of_the_page_percent_encoded() {
    let image = [0xFF, 0xD8, 0xFF, 0xFB, 0xEF, 0xBE, 0xFF];
    let form = Form { key: "the-key", name: NAME, id_number: ID_NUMBER, mobile: MOBILE, image: &image };
    insta::assert_snapshot!(
        String::from_utf8(encode(&form).to_vec()).unwrap(),
        @"key=the-key&realname=%E9%98%BF%E4%BE%9D%E5%8F%A4%E4%B8%BD%C2%B7%E4%B9%B0%E4%B9%B0%E6%8F%90&idcard=11010519491231002X&mobile=13800138000&image=%2F9j%2F%2B%2B%2B%2B%2Fw%3D%3D"
    );
}

#[tokio::test]
async fn the_question_is_a_post_to_the_pages_path() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let vendor = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut question = Vec::new();
        while !question.ends_with(b"%3D%3D") {
            stream.read_buf(&mut question).await.unwrap();
        }
        stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").await.unwrap();
        String::from_utf8(question).unwrap()
    });
    let tiny = Portrait::from_bytes(vec![0xFF, 0xD8, 0xFF, 0xE0]).unwrap();
    let mobile = heyan_core::MobileNumber::parse(MOBILE).unwrap();
    let request = builder().mobile(mobile).portrait(tiny).build("2026-01-01".parse().unwrap()).unwrap();
    let error = juhe(&format!("http://{address}"), "the-key").verify(&request).await.unwrap_err();
    assert_eq!((error.kind(), error.stage()), (ErrorKind::Protocol, Stage::Answered));
    insta::assert_snapshot!(vendor.await.unwrap().replace("\r\n", "\n").replace(&address.to_string(), "[vendor]"), @r"
    POST /verifyface_mobile/query HTTP/1.1
    content-type: application/x-www-form-urlencoded
    accept: */*
    accept-encoding: identity
    user-agent: heyan/0.1.0
    host: [vendor]
    content-length: 158

    key=the-key&realname=%E9%98%BF%E4%BE%9D%E5%8F%A4%E4%B8%BD%C2%B7%E4%B9%B0%E4%B9%B0%E6%8F%90&idcard=11010519491231002X&mobile=13800138000&image=%2F9j%2F4A%3D%3D
    ");
}

#[tokio::test]
async fn a_request_that_lacks_something_asks_nobody() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let juhe = juhe(&format!("http://{}", listener.local_addr().unwrap()), "k");
    let today = "2026-01-01".parse().unwrap();
    let mobile = heyan_core::MobileNumber::parse(MOBILE).unwrap();
    for request in [builder(), builder().mobile(mobile), builder().portrait(portrait())] {
        let request = request.build(today).unwrap();
        let error = juhe.verify(&request).await.unwrap_err();
        assert_eq!((error.kind(), error.stage()), (ErrorKind::Unsupported, Stage::NotSent));
        assert!(juhe.capability().unserved(&request).is_some(), "the capability says so before");
    }
}

#[tokio::test]
async fn a_session_is_refused_since_asking_again_would_cost() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let juhe = juhe(&format!("http://{}", listener.local_addr().unwrap()), "k");
    let link = heyan_core::SessionLink::FaceToken("t".into());
    let then = heyan_core::Timestamp::UNIX_EPOCH;
    let session = heyan_core::Session::new(juhe.id().clone(), "1", link, then, then);
    let error = juhe.verify(&crate::person::request().with_session(session)).await.unwrap_err();
    assert_eq!((error.kind(), error.stage()), (ErrorKind::SessionRefused, Stage::NotSent));
}
