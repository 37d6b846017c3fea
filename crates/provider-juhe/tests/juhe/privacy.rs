//! Nothing personal and no credential comes out again, whatever a vendor echoes.

use base64::Engine as _;
use heyan_core::{Verifier, VerifyError};
use heyan_provider_juhe::{Form, JuheConfig};
use heyan_testkit::Planted;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::person::{ID_NUMBER, MOBILE, NAME, juhe, request};

const KEY: &str = "planted-key-4711";

#[track_caller]
fn nothing_planted_in(shown: &str) {
    let planted = Planted::new([KEY, NAME, ID_NUMBER, MOBILE]).with_bytes(heyan_sandbox::PORTRAIT);
    assert!(!planted.is_in(shown), "a planted value came out");
}

/// A vendor that answers everybody with `body`.
async fn vendor(body: String) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut question = vec![0; 64 * 1024];
        let mut length = 0;
        while !String::from_utf8_lossy(&question[..length]).contains("image=") {
            length += stream.read(&mut question[length..]).await.unwrap();
        }
        let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", body.len());
        stream.write_all(head.as_bytes()).await.unwrap();
        stream.write_all(body.as_bytes()).await.unwrap();
        let _ = stream.read_to_end(&mut Vec::new()).await;
    });
    format!("http://{address}")
}

fn everything_of(error: &VerifyError) -> String {
    let mut shown =
        format!("{error} {error:?} {error:#?} {}", serde_json::to_string(error.attempts()).unwrap());
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        shown += &format!("{cause} {cause:?}");
        source = cause.source();
    }
    shown
}

#[tokio::test]
async fn a_vendor_that_echoes_what_it_was_sent_gets_nothing_into_the_result() {
    for value in [KEY, NAME, ID_NUMBER, MOBILE] {
        let report = format!(
            r#"{{"orderid":"{value}","res":100,"resmsg":"{value}","score":"{value}","type":"{value}"}}"#
        );
        let body = format!(r#"{{"reason":"{value}","result":{report},"error_code":0}}"#);
        let outcome = juhe(&vendor(body).await, KEY).verify(&request()).await.unwrap();
        let verification = outcome.answered().unwrap();
        nothing_planted_in(&format!("{outcome:?} {}", serde_json::to_string(verification).unwrap()));

        for code in ["10012", "280199", "\"\"", &format!("\"{value}\"")] {
            let body = format!(r#"{{"reason":"{value}","result":"{value}","error_code":{code}}}"#);
            let error = juhe(&vendor(body).await, KEY).verify(&request()).await.unwrap_err();
            nothing_planted_in(&everything_of(&error));
        }
        let error =
            juhe(&vendor(format!("not JSON: {value}")).await, KEY).verify(&request()).await.unwrap_err();
        nothing_planted_in(&everything_of(&error));
    }
}

#[tokio::test]
async fn nobody_can_print_a_credential_or_a_form() {
    let config = JuheConfig::new(KEY);
    nothing_planted_in(&format!("{config:?} {config:#?}"));
    nothing_planted_in(&format!("{:?}", juhe("http://127.0.0.1:1", KEY)));
    let form = Form { key: KEY, name: NAME, id_number: ID_NUMBER, mobile: MOBILE, image: &[] };
    nothing_planted_in(&format!("{form:?}"));
    nothing_planted_in(&everything_of(
        &juhe("http://127.0.0.1:1", KEY).verify(&request()).await.unwrap_err(),
    ));
}

#[tokio::test]
async fn an_order_id_is_kept_only_if_it_is_the_vendors_own() {
    let kept = async |order_id: &str| {
        let body = format!(r#"{{"error_code":0,"result":{{"res":100,"orderid":"{order_id}"}}}}"#);
        let outcome = juhe(&vendor(body).await, KEY).verify(&request()).await.unwrap();
        outcome.answered().unwrap().attempts()[0].order_id().is_some()
    };
    for own in ["JH801240913170041JZU80", "JH801240913174904FOzde", "801240913170041"] {
        assert!(kept(own).await, "{own}");
    }
    let hex = |text: &str| text.bytes().map(|byte| format!("{byte:02x}")).collect::<String>();
    let base64 = |text: &str| base64::engine::general_purpose::STANDARD_NO_PAD.encode(text);
    for echo in [
        ID_NUMBER.to_owned(),
        ID_NUMBER.to_lowercase(),
        ID_NUMBER[..16].to_owned(),
        format!("JH{ID_NUMBER}"),
        format!("JH801{MOBILE}"),
        format!("JH801{}00", &MOBILE[2..]),
        "138-0013-8000".to_owned(),
        hex(ID_NUMBER),
        hex(MOBILE),
        base64(ID_NUMBER),
        base64(NAME),
        hex(NAME),
        KEY.to_owned(),
        KEY.to_uppercase(),
        "SMITH".to_owned(),
        "x".to_owned(),
        base64(std::str::from_utf8(&[b'9'; 30]).unwrap()),
        "9".repeat(41),
    ] {
        assert!(!kept(&echo).await, "{echo} is kept");
    }
}
