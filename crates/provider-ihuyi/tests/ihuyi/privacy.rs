//! Nothing personal and no credential comes out again, whatever a vendor echoes.

use std::error::Error;

use heyan_core::{Outcome, Verifier, VerifyError};
use heyan_provider_ihuyi::{
    Credentials, FaceType, FailMeans, GetResult, Sent, Signed, Submit, decode_get_result, decode_submit,
};

use crate::logs::Logs;
use crate::person::{
    ACCOUNT, ID_NUMBER, KEY, MOBILE, NAME, RETURN, SERIAL, config, ihuyi, planted, request, sdk_request,
    session,
};
use crate::vendor::{Reply, Vendor};

#[track_caller]
fn nothing_planted_in(shown: &str) {
    assert!(!planted().is_in(shown), "a planted value came out");
    assert!(!shown.contains("case=7") && !shown.contains("face.example"), "a link came out");
}

fn everything_of(result: &Result<Outcome, VerifyError>) -> String {
    match result {
        Ok(Outcome::Answered(answer)) => format!("{answer:?} {}", serde_json::to_string(answer).unwrap()),
        Ok(Outcome::Pending(session)) => {
            // The link and the token are for the person: they are looked at by themselves.
            let link =
                session.link().url().or(session.link().face_token()).unwrap().replace("face.example", "");
            format!(
                "{session:?} {session:#?} {} {link} {}",
                session.serial(),
                serde_json::to_string(session.attempts()).unwrap()
            )
        }
        Ok(other) => panic!("{other:?}"),
        Err(error) => {
            let mut shown =
                format!("{error:?} {error:#?} {}", serde_json::to_string(error.attempts()).unwrap());
            let mut cause: Option<&dyn Error> = Some(error);
            while let Some(level) = cause {
                shown += &format!("{level} {level:?}");
                cause = level.source();
            }
            shown
        }
    }
}

/// Answers that have `value` wherever a text can stand, in both formats.
fn echoes(value: &str) -> Vec<String> {
    let fields = [
        "status",
        "similarity",
        "livingScore",
        "failedReasonCode",
        "originalUrl",
        "url",
        "faceToken",
        "expire",
        "message",
    ];
    let mut echoes = vec![value.to_owned(), format!("{{\"code\":2,\"{value}\":{{}}")];
    for code in ["2", "0", "405", "40501", "4061", "777", value] {
        for (status, serial, link) in [
            (value, value, value.to_owned()),
            ("SUCCESS", SERIAL, format!("https://face.example/?n={value}")),
            ("FAIL", SERIAL, "https://face.example/".to_owned()),
            ("ING", value, "https://face.example/".to_owned()),
        ] {
            let result: serde_json::Map<_, _> = fields
                .iter()
                .map(|field| {
                    let text = match *field {
                        "status" => status,
                        "originalUrl" | "url" => link.as_str(),
                        _ => value,
                    };
                    ((*field).to_owned(), text.into())
                })
                .collect();
            let xml: String = result
                .iter()
                .map(|(field, text)| {
                    format!("<{field}>{}</{field}>", text.as_str().unwrap().replace('&', "&amp;"))
                })
                .collect();
            let json = serde_json::json!({"code": code, "msg": value, "idcardid": serial, "result": result});
            echoes.push(json.to_string());
            echoes.push(format!("<R><code>{code}</code><msg>{value}</msg><idcardid>{serial}</idcardid><result>{xml}</result></R>"));
        }
    }
    echoes
}

#[tokio::test]
async fn a_vendor_that_echoes_what_it_was_sent_gets_nothing_into_the_result() {
    for value in [KEY, NAME, ID_NUMBER, MOBILE] {
        let bodies = echoes(value);
        let dated = |body: &String| Reply::SaysAt(body.clone(), "Thu, 01 Jan 2026 00:10:00 GMT");
        let vendor = Vendor::start(bodies.iter().map(dated)).await;
        let ihuyi = ihuyi(&vendor.url);
        for turn in 0..bodies.len() {
            let asking = match turn % 3 {
                0 => request(),
                1 => sdk_request(),
                _ => request().with_session(session(&ihuyi)),
            };
            nothing_planted_in(&everything_of(&ihuyi.verify(&asking).await));
        }
        nothing_planted_in(&format!("{ihuyi:?}"));
    }
}

#[tokio::test]
async fn nothing_personal_and_no_form_is_logged() {
    let logs = Logs::collect();
    let started =
        r#"{"code":2,"idcardid":"16236437872836","result":{"url":"https://face.example/","faceToken":"t"}}"#;
    let dated = |body: &str| Reply::SaysAt(body.to_owned(), "Thu, 01 Jan 2026 00:10:00 GMT");
    let vendor = Vendor::start([
        dated(started),
        dated(started),
        dated(r#"{"code":40501}"#),
        dated(r#"{"code":2,"result":{"status":"SUCCESS"}}"#),
        dated(&format!(r#"{{"code":777,"msg":"{NAME}{ID_NUMBER}"}}"#)),
        Reply::Bytes(format!("{NAME}{KEY}").into_bytes()),
    ])
    .await;
    let ihuyi = ihuyi(&vendor.url);
    for asking in [request(), sdk_request()] {
        ihuyi.verify(&asking).await.unwrap();
    }
    for answered in [true, false, false] {
        let result = ihuyi.verify(&request().with_session(session(&ihuyi))).await;
        assert_eq!(result.is_ok(), answered);
    }
    let all = logs.all();
    assert!(all.lines().count() > 20, "the libraries below do log at TRACE");
    assert_eq!(logs.own().len(), 1, "the clock's warning");
    assert!(!planted().is_in(&all), "a planted value was logged");
    for part in ["password", "id_card_no", "case=7", "face.example", SERIAL] {
        assert!(!all.contains(part), "{part} was logged");
    }
}

#[test]
fn every_echo_decodes_to_nothing_planted() {
    for value in [KEY, NAME, ID_NUMBER, MOBILE] {
        for body in echoes(value) {
            let sent = Sent {
                name: NAME,
                id_number: ID_NUMBER,
                mobile: MOBILE,
                api_key: KEY,
                password: KEY,
                to_loopback: true,
            };
            for face in [FaceType::H5 { callback_url: RETURN }, FaceType::Sdk { notify_url: RETURN }] {
                let submitted = decode_submit(body.as_bytes(), &face, &sent);
                nothing_planted_in(&format!("{submitted:?}"));
                let scan = submitted.answer.ok().map(|scan| {
                    format!("{} {:?} {:?}", scan.serial, scan.link.url(), scan.link.face_token())
                });
                assert!(!planted().is_in(&scan.unwrap_or_default()));
            }
            nothing_planted_in(&format!("{:?}", decode_get_result(body.as_bytes(), FailMeans::Mismatch)));
        }
    }
}

#[test]
fn nobody_can_print_a_credential_or_a_form() {
    let credentials = Credentials { account: ACCOUNT, password: KEY, time: None };
    let face = FaceType::H5 { callback_url: RETURN };
    let submit = Submit { credentials, name: NAME, id_card_no: ID_NUMBER, face };
    let query = GetResult { credentials, serial: SERIAL };
    let sent = Sent {
        name: NAME,
        id_number: ID_NUMBER,
        mobile: MOBILE,
        api_key: KEY,
        password: KEY,
        to_loopback: true,
    };
    let signed = Signed { account: ACCOUNT, api_key: KEY, name: NAME, id_card_no: ID_NUMBER, time: "1" };
    let ihuyi = ihuyi("http://127.0.0.1:1");
    nothing_planted_in(&format!("{credentials:?} {face:?} {submit:?} {query:?} {sent:?} {signed:?}"));
    nothing_planted_in(&format!("{:?} {:#?}", config("http://127.0.0.1:1"), config("http://127.0.0.1:1")));
    nothing_planted_in(&format!("{ihuyi:?} {ihuyi:#?}"));
    let body = r#"{"code":2,"idcardid":"1","result":{"url":"https://face.example/","faceToken":"case=7"}}"#;
    nothing_planted_in(&format!("{:?}", decode_submit(body.as_bytes(), &face, &sent)));
}
