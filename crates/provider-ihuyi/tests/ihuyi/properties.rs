//! Laws: no bytes make the decoders panic or claim too much, and the form equals a slow reference.

use heyan_core::{Billing, ErrorKind, Verdict};
use heyan_provider_ihuyi::{
    Credentials, FaceType, FailMeans, Scan, Sent, Submit, decode_get_result, decode_submit, encode_submit,
};
use heyan_testkit::Planted;
use proptest::prelude::*;

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
                prop_assert!(!planted.is_in(submitted.serial.as_deref().unwrap_or_default()));
                if let Ok(scan) = submitted.answer {
                    prop_assert!(!planted.is_in(&scan.serial));
                    prop_assert!(!planted.is_in(scan.link.url().or(scan.link.face_token()).unwrap()));
                }
            }
        }
    }
}
