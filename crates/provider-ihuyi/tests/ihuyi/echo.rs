//! What a vendor echoes gets nowhere: no serial, link or token that holds anything of what was sent.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use heyan_core::{Billing, ErrorKind};
use heyan_provider_ihuyi::{FaceType, Sent, Submitted, decode_submit};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::person::{ID_NUMBER, KEY, MOBILE, NAME, SERIAL};

const H5: FaceType<'_> = FaceType::H5 { callback_url: "https://example.com" };
const SDK: FaceType<'_> = FaceType::Sdk { notify_url: "https://example.com" };
const PASSWORD: &str = "0123456789abcdef-planted-password";
const SENT: Sent<'_> = Sent {
    name: NAME,
    id_number: ID_NUMBER,
    mobile: MOBILE,
    api_key: KEY,
    password: PASSWORD,
    to_loopback: true,
};

fn answer(serial: &str, link: &str, token: &str) -> String {
    serde_json::json!({"code": 2, "idcardid": serial, "result": {"url": link, "faceToken": token}})
        .to_string()
}

fn with_link(link: &str) -> Submitted {
    decode_submit(answer(SERIAL, link, "").as_bytes(), &H5, &SENT)
}

fn with_serial(serial: &str) -> Submitted {
    decode_submit(answer(serial, "https://b.example/", "").as_bytes(), &H5, &SENT)
}

fn with_token(token: &str) -> Submitted {
    decode_submit(answer(SERIAL, "", token).as_bytes(), &SDK, &SENT)
}

/// Every form in which a value is known to come back.
pub(crate) fn forms(value: &str) -> Vec<String> {
    let percent = utf8_percent_encode(value, NON_ALPHANUMERIC).to_string();
    let hex: String = value.bytes().map(|byte| format!("{byte:02x}")).collect();
    let shifted = |lead: &str| STANDARD.encode(format!("{lead}{value}z"));
    vec![
        percent.to_lowercase(),
        utf8_percent_encode(&percent, NON_ALPHANUMERIC).to_string(),
        percent,
        hex.to_uppercase(),
        hex,
        URL_SAFE_NO_PAD.encode(value),
        utf8_percent_encode(&shifted(""), NON_ALPHANUMERIC).to_string(),
        shifted("x").replace('=', ""),
        shifted("xy").replace('=', ""),
    ]
}

#[test]
fn a_link_is_an_address_to_send_a_person_to() {
    for good in [
        "https://face.example/",
        "https://face.example:8443/h5/index.html?token=c02008be&x=%E4%BD%A0#/start",
        "HTTPS://face.example/",
        "http://127.0.0.1:4711/face/1",
        "http://localhost/face/1",
        "https://[2001:db8::1]/",
        &format!("https://face.example/{}", "a".repeat(2048 - 21)),
    ] {
        assert!(with_link(good).answer.is_ok(), "{good}");
    }
    for bad in [
        "http://face.example/",
        "//face.example/",
        "/face/1",
        "face.example",
        "https://",
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://face.example/",
        "https://user@face.example/",
        "https://user:pass@face.example/",
        "https://face.example/\\u0041",
        "https://face.example/a b",
        "https://face.example/<script>",
        "https://face.example/你",
        "https://face.example/\nx",
        &format!("https://face.example/{}", "a".repeat(2048 - 20)),
    ] {
        let refused = with_link(bad);
        assert_eq!(
            (&refused.answer, refused.billing),
            (&Err(ErrorKind::Protocol), Billing::MaybeBilled),
            "{bad}"
        );
        assert!(refused.meaning.contains("link"), "{bad}");
    }
}

#[test]
fn a_vendor_elsewhere_sends_nobody_to_their_own_machine() {
    let answer = r#"{"code":2,"idcardid":"16236437872836","result":{"url":"http://127.0.0.1:4711/face/1"}}"#;
    let face = FaceType::H5 { callback_url: "https://example.com" };
    for to_loopback in [true, false] {
        let submitted = decode_submit(answer.as_bytes(), &face, &Sent { to_loopback, ..SENT });
        assert_eq!(submitted.answer.is_ok(), to_loopback);
    }
}

#[test]
fn a_link_that_holds_what_was_sent_is_none() {
    for value in [NAME, ID_NUMBER, MOBILE, KEY, PASSWORD] {
        for form in forms(value) {
            for link in [
                format!("https://face.example/?who={form}"),
                format!("https://face.example/{form}/start"),
                format!("https://face.example/#{form}"),
            ] {
                assert_eq!(with_link(&link).answer, Err(ErrorKind::Protocol), "{link}");
            }
        }
    }
    assert!(with_link(&format!("https://face.example/?id={}", ID_NUMBER.to_lowercase())).answer.is_err());
    assert!(with_link(&format!("https://{}.example/", KEY.to_uppercase())).answer.is_err());
}

#[test]
fn a_short_name_is_looked_for_as_a_word() {
    let of = |name, link: &str| {
        let sent = Sent { name, ..SENT };
        decode_submit(answer(SERIAL, link, "").as_bytes(), &H5, &sent).answer.is_ok()
    };
    assert!(of("LI", "https://client.example/live?t=ali1"));
    assert!(of("LI", "https://client.example/?t=x-li_9"));
    assert!(!of("LI", "https://client.example/?n=li&t=1"));
    assert!(!of("LI", "https://client.example/?n=%4Ci"));
    assert!(!of("Li Na", "https://client.example/?n=li+na"));
    assert!(!of("Li Na", "https://client.example/?n=Li%20Na"));
    assert!(!of("王𠮷", "https://client.example/?n=%E7%8E%8B%F0%A0%AE%B7"));
}

#[test]
fn a_serial_holds_no_whole_value_of_what_was_sent() {
    for own in [SERIAL, "1", "12", "a-B_9", "1767225600123456", &"9".repeat(64)] {
        let kept = with_serial(own);
        assert!(kept.answer.is_ok() && kept.order_id.as_deref() == Some(own), "{own}");
    }
    for echo in [
        ID_NUMBER.to_owned(),
        ID_NUMBER.to_lowercase(),
        format!("S-{ID_NUMBER}-1"),
        MOBILE.to_owned(),
        format!("1{MOBILE}1"),
        KEY.to_owned(),
        KEY.to_uppercase(),
        PASSWORD.to_owned(),
        forms(ID_NUMBER)[3].clone(),
        forms(ID_NUMBER)[4].clone(),
        forms(NAME)[3].clone(),
        forms(MOBILE)[5].clone(),
        forms(NAME)[5].clone(),
        forms(ID_NUMBER)[7].clone(),
        forms(ID_NUMBER)[8].clone(),
        "a b".to_owned(),
        "a.b".to_owned(),
        "张三".to_owned(),
        "9".repeat(65),
    ] {
        let refused = with_serial(&echo);
        assert_eq!(
            (&refused.answer, refused.billing),
            (&Err(ErrorKind::Protocol), Billing::MaybeBilled),
            "{echo}"
        );
        assert_eq!(refused.order_id, None, "and it is not in the trail either");
    }
}

#[test]
fn a_serial_with_a_part_of_a_value_is_a_scan_but_no_order_id() {
    for part in [
        "491231".to_owned(),
        ID_NUMBER[..6].to_owned(),
        ID_NUMBER[6..14].to_owned(),
        ID_NUMBER[..17].to_owned(),
        format!("S{}", &ID_NUMBER[4..12]),
        format!("S-{}-1", &ID_NUMBER[6..]),
        MOBILE[2..].to_owned(),
        KEY[..9].to_owned(),
        PASSWORD[..20].to_owned(),
        forms(NAME)[4][..20].to_owned(),
    ] {
        let kept = with_serial(&part);
        assert_eq!(kept.answer.unwrap().serial.as_ref(), part);
        assert_eq!(kept.order_id, None, "{part}");
    }
}

#[test]
fn a_token_is_short_and_the_vendors_own() {
    for own in ["a", "c02008be-0a76_4c7e.8f36", &"t".repeat(128)] {
        assert!(with_token(own).answer.is_ok(), "{own}");
    }
    let mut echoes =
        vec!["a b".to_owned(), "a/b".to_owned(), "<t>".to_owned(), "张".to_owned(), "t".repeat(129)];
    for value in [ID_NUMBER, MOBILE, KEY, PASSWORD, NAME] {
        echoes.extend(forms(value));
        echoes.push(format!("t{value}t"));
    }
    for echo in echoes {
        let refused = with_token(&echo);
        assert_eq!(
            (&refused.answer, refused.billing),
            (&Err(ErrorKind::Protocol), Billing::MaybeBilled),
            "{echo}"
        );
        assert_eq!(refused.order_id.as_deref(), Some(SERIAL), "the serial is the vendor's own");
    }
}
