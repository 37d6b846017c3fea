//! Laws: no bytes make the decoders panic or claim too much, and the form equals a slow reference.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use heyan_core::{Billing, ErrorKind, Verdict};
use heyan_provider_ihuyi::{
    Credentials, FaceType, FailMeans, Scan, Sent, Submit, Submitted, decode_get_result, decode_submit,
    encode_submit,
};
use heyan_testkit::Planted;
use proptest::prelude::*;

use crate::differential::cases;
use crate::echo::forms;

const H5: FaceType<'_> = FaceType::H5 { callback_url: "https://example.com" };
const SDK: FaceType<'_> = FaceType::Sdk { notify_url: "https://example.com" };
const SENT: Sent<'_> = Sent {
    name: "张三",
    id_number: "11010519491231002X",
    mobile: "",
    api_key: "the-api-key",
    password: "",
    to_loopback: false,
};

/// Something that looks like an answer more often than not.
fn answer() -> impl Strategy<Value = String> {
    let text = prop_oneof![
        Just("2".to_owned()),
        Just("SUCCESS".to_owned()),
        Just("FAIL".to_owned()),
        Just("ING".to_owned()),
        Just("1445907".to_owned()),
        Just("https://b.example/".to_owned()),
        (0..5000_u32).prop_map(|code| code.to_string()),
        any::<i64>().prop_map(|number| number.to_string()),
        "[ -~]{0,6}",
        "\\PC{0,6}",
    ];
    let name = prop_oneof![
        Just("code"),
        Just("idcardid"),
        Just("result"),
        Just("status"),
        Just("url"),
        Just("faceToken"),
        Just("failedReasonCode"),
        Just("similarity"),
        Just("x"),
    ];
    let fields = prop::collection::vec((name, text), 0..8);
    (fields.clone(), fields, any::<bool>(), any::<bool>()).prop_map(|(outer, inner, xml, quoted)| {
        if xml {
            let list = |fields: &[(&str, String)]| -> String {
                fields.iter().map(|(name, text)| format!("<{name}>{text}</{name}>")).collect()
            };
            format!("<R>{}<result>{}</result></R>", list(&outer), list(&inner))
        } else {
            let list = |fields: &[(&str, String)]| -> String {
                let quote = if quoted { "\"" } else { "" };
                fields.iter().map(|(name, text)| format!("\"{name}\":{quote}{text}{quote},")).collect()
            };
            format!("{{{}\"result\":{{{}\"y\":1}}}}", list(&outer), list(&inner))
        }
    })
}

/// Decodes it as everything that it could be, and checks what always holds.
fn lawful(body: &[u8]) -> Result<(), TestCaseError> {
    for face in [H5, SDK] {
        let submitted = decode_submit(body, &face, &SENT);
        let refused = submitted
            .answer
            .as_ref()
            .err()
            .is_some_and(|kind| !matches!(kind, ErrorKind::Protocol | ErrorKind::Unrecognized { .. }));
        // Only a documented refusal is free.
        prop_assert_eq!(submitted.billing == Billing::NotBilled, refused);
        prop_assert!(submitted.billing != Billing::Billed);
        if let Ok(scan) = &submitted.answer {
            prop_assert_eq!(submitted.vendor_code, Some(2));
            prop_assert!((1..=64).contains(&scan.serial.len()) && scan.serial.is_ascii());
        }
    }
    for means in [FailMeans::Indeterminate, FailMeans::Mismatch] {
        let queried = decode_get_result(body, means);
        let decided = match queried.answer {
            Ok(Scan::Ended(verdicts)) => {
                verdicts.iter().any(|(_, v)| matches!(v, Verdict::Match | Verdict::Mismatch))
            }
            _ => false,
        };
        if decided {
            prop_assert_eq!(queried.code, Some(2));
            let text = String::from_utf8_lossy(body);
            prop_assert!(text.contains("SUCCESS") || text.contains("FAIL"));
        }
        prop_assert!(queried.vendor_code().is_none_or(|code| code.len() <= 7));
    }
    Ok(())
}

proptest! {
    #[test]
    fn no_bytes_make_the_decoders_panic(body in prop::collection::vec(any::<u8>(), 0..300)) {
        lawful(&body)?;
    }

    #[test]
    fn no_markup_makes_the_decoders_panic(body in "[<>/!?\\[\\]\\-&;#xRCDAT\"{}:,a-c2 ]{0,80}") {
        lawful(body.as_bytes())?;
    }

    #[test]
    fn what_looks_like_an_answer_is_never_believed_beyond_its_codes(body in answer()) {
        lawful(body.as_bytes())?;
    }

    #[test]
    fn the_form_equals_a_slow_reference(name in "\\PC{1,50}", url in "\\PC{1,90}", key in "\\PC{1,40}", sdk in any::<bool>()) {
        let credentials = Credentials { account: "C1", password: &key, time: Some("1700000000") };
        let face = if sdk { FaceType::Sdk { notify_url: &url } } else { FaceType::H5 { callback_url: &url } };
        let form = encode_submit(&Submit { credentials, name: &name, id_card_no: "11010519491231002X", face });
        let reference = form_urlencoded::Serializer::new(String::new())
            .append_pair("account", "C1")
            .append_pair("password", &key)
            .append_pair("name", &name)
            .append_pair("id_card_no", "11010519491231002X")
            .append_pair("faceType", if sdk { "SDK" } else { "H5" })
            .append_pair(if sdk { "notifyUrl" } else { "callbackUrl" }, &url)
            .append_pair("time", "1700000000")
            .finish();
        prop_assert_eq!(form.as_slice(), reference.as_bytes());
        prop_assert_eq!(form.capacity(), form.len());
    }
}

proptest! {
    // Each case decodes eight answers against every form of every value.
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn an_echo_never_gets_into_a_scan(
        name in prop_oneof!["[\\u{4E00}-\\u{9FFF}]{2,5}", "[\\u{4E00}-\\u{9FFF}\\u{20000}-\\u{2A6DF}]{2,4}·[\\u{4E00}-\\u{9FFF}]{2}", "[A-Z][a-z]{3,8} [A-Z][a-z]{2,8}"],
        id_number in "[1-9][0-9]{16}[0-9X]",
        api_key in "[a-z0-9]{16,32}",
        which in 0..3_usize,
        form in 0..10_usize,
        before in "[a-z0-9]{0,5}",
        after in "[a-z0-9]{0,5}",
    ) {
        let value = [&name, &id_number, &api_key][which];
        let mut all = forms(value);
        all.push(value.clone());
        let echo = format!("{before}{}{after}", all[form]);
        let sent = Sent { name: &name, id_number: &id_number, mobile: "", api_key: &api_key, password: &api_key, to_loopback: true };
        let planted = Planted::new([&name, &id_number, &api_key]);
        let (serial, link) = ("16236437872836", "https://face.example/");
        for (serial, link, token) in [
            (echo.as_str(), link, "t"),
            (serial, &*format!("https://face.example/{echo}"), "t"),
            (serial, &*format!("https://face.example/?a={echo}&b=1"), "t"),
            (serial, link, echo.as_str()),
        ] {
            let body = serde_json::json!({"code": 2, "idcardid": serial, "result": {"url": link, "faceToken": token}}).to_string();
            for face in [H5, SDK] {
                let submitted = decode_submit(body.as_bytes(), &face, &sent);
                prop_assert!(!planted.is_in(submitted.order_id.as_deref().unwrap_or_default()));
                if let Ok(scan) = submitted.answer {
                    prop_assert!(!planted.is_in(&scan.serial));
                    prop_assert!(!planted.is_in(scan.link.url().or(scan.link.face_token()).unwrap()));
                }
            }
        }
    }
}

/// Names as people have them, of one character and of many.
fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        "[\\u{4E00}-\\u{9FFF}]{1,4}",
        "[\\u{4E00}-\\u{9FFF}]{2,5}·[\\u{4E00}-\\u{9FFF}]{2,5}",
        "[A-Z][a-z]{0,6}",
        "[A-F][a-f]{1,3}",
        "[A-Z][a-z]{2,8} [A-Z][a-z]{1,8}",
    ]
}

/// Serials as vendors make them: counters, digests, base64, UUIDs.
fn serial() -> impl Strategy<Value = String> {
    prop_oneof![
        "[1-9][0-9]{9,63}",
        "[0-9a-f]{16,64}",
        "[0-9A-F]{16,64}",
        "[A-Za-z0-9]{16,64}",
        "[A-Za-z0-9_-]{16,64}",
        "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
    ]
}

fn submitted(serial: &str, name: &str, id_number: &str, mobile: &str) -> Submitted {
    let sent = Sent {
        name,
        id_number,
        mobile,
        api_key: "plantedkey4711",
        password: "plantedpassword4711",
        to_loopback: false,
    };
    let body = serde_json::json!({"code": 2, "idcardid": serial, "result": {"url": "https://face.example/"}})
        .to_string();
    decode_submit(body.as_bytes(), &H5, &sent)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases() / 4, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_chance_loses_a_scan(serial in serial(), name in name(), id_number in "[1-6][0-9]{16}[0-9X]", mobile in "1[3-9][0-9]{9}") {
        prop_assert!(submitted(&serial, &name, &id_number, &mobile).answer.is_ok(), "{serial} {name} {id_number} {mobile}");
    }
}

proptest! {
    #[test]
    fn a_serial_with_a_whole_value_is_refused_and_printed_nowhere(
        before in "([A-Za-z0-9_-]{0,8})", after in "([A-Za-z0-9_-]{0,8})",
        name in prop_oneof!["[\\u{4E00}-\\u{9FFF}]{2,4}", "[A-Z][a-z]{7,12}", "[A-Z][a-z]{2,5} [A-Z][a-z]{2,5}"],
        id_number in "[1-6][0-9]{16}[0-9X]", mobile in "1[3-9][0-9]{9}",
        which in 0..5_usize, form in 0..4_usize, lead in "[a-z]{0,3}",
    ) {
        let values = [name.as_str(), &id_number, &mobile, "plantedkey4711", "plantedpassword4711"];
        let value = values[which];
        let hex: String = value.bytes().map(|byte| format!("{byte:02x}")).collect();
        let echo = match form {
            0 if value.bytes().all(|b| b.is_ascii_alphanumeric()) => value.to_owned(),
            0 | 1 => hex,
            2 => hex.to_uppercase(),
            _ => URL_SAFE_NO_PAD.encode(format!("{lead}{value}")),
        };
        let serial = format!("{before}{echo}{after}");
        let refused = submitted(&serial, &name, &id_number, &mobile);
        prop_assert_eq!(&refused.answer, &Err(ErrorKind::Protocol), "{} {}", serial, value);
        prop_assert_eq!(refused.billing, Billing::MaybeBilled);
        let shown = format!("{refused:?}");
        prop_assert!(!Planted::new(values).is_in(&shown) && !shown.contains(&serial));
    }
}
