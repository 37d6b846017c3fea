//! Laws: the form equals a slow reference to the byte, and no bytes at all make the decoder claim too much.

use base64::Engine as _;
use heyan_core::{Billing, ErrorKind, Factor, Verdict};
use heyan_provider_juhe::{Decoded, Form, encode};
use proptest::prelude::*;

use crate::person::decode;

/// The same by two well-known libraries, one step after the other.
fn reference(form: &Form<'_>) -> Vec<u8> {
    let image = base64::engine::general_purpose::STANDARD.encode(form.image);
    form_urlencoded::Serializer::new(String::new())
        .append_pair("key", form.key)
        .append_pair("realname", form.name)
        .append_pair("idcard", form.id_number)
        .append_pair("mobile", form.mobile)
        .append_pair("image", &image)
        .finish()
        .into_bytes()
}

/// Bytes in which the characters that forms must escape are as frequent as others are.
fn image() -> impl Strategy<Value = Vec<u8>> {
    let byte = prop_oneof![any::<u8>(), Just(0xFB), Just(0xEF), Just(0xBE), Just(0xFF)];
    prop::collection::vec(byte, 0..2000)
}

/// JSON that looks like an answer more often than not.
fn answer() -> impl Strategy<Value = String> {
    let number = prop_oneof![
        Just("0".to_owned()),
        (99..118_u32).prop_map(|n| n.to_string()),
        (10_000..10_025_u32).prop_map(|n| n.to_string()),
        (280_100..280_107_u32).prop_map(|n| n.to_string()),
        any::<i64>().prop_map(|n| n.to_string()),
        "[ -~]{0,6}",
    ];
    let quoted = number
        .prop_flat_map(|n| prop_oneof![Just(n.clone()), Just(format!("\"{n}\"")), Just("null".to_owned())]);
    let quoted = quoted.boxed();
    (quoted.clone(), quoted, any::<bool>(), any::<bool>()).prop_map(|(code, res, comma, report)| {
        let comma = if comma { "," } else { "" };
        let result = if report { format!("{{\"res\":{res}{comma}}}") } else { res };
        format!("{{\"error_code\":{code},\"result\":{result}{comma}}}")
    })
}

#[test]
fn the_form_equals_a_slow_reference_at_every_length() {
    let patterns: [fn(usize) -> u8; 4] = [
        |_| 0xFF,
        |at| u8::try_from(at % 256).unwrap(),
        |at| u8::try_from((at * 167 + at / 251) % 256).unwrap(),
        |at| if at % 3 == 0 { 0xFB } else { 0xEF },
    ];
    for pattern in patterns {
        for length in (0..70).chain([376, 377, 378, 379, 380, 18_000, 18_001, 18_002]) {
            let image: Vec<u8> = (0..length).map(pattern).collect();
            let (key, name) = ("k/+= é", "𠮷野·M. X~");
            let form =
                Form { key, name, id_number: "11010519491231002X", mobile: "13800138000", image: &image };
            let body = encode(&form);
            assert_eq!(*body, reference(&form), "an image of {length} bytes");
            assert_eq!(body.capacity(), body.len(), "one allocation of the exact size");
        }
    }
}

proptest! {
    #[test]
    fn the_form_equals_a_slow_reference(
        key in "\\PC{1,40}", name in "\\PC{1,50}", id_number in "[0-9]{17}[0-9X]", mobile in "1[3-9][0-9]{9}", image in image(),
    ) {
        let form = Form { key: &key, name: &name, id_number: &id_number, mobile: &mobile, image: &image };
        let body = encode(&form);
        prop_assert_eq!(&*body, &reference(&form));
        prop_assert_eq!(body.capacity(), body.len());
    }

    #[test]
    fn no_bytes_make_the_decoder_panic_or_claim_success(body in prop::collection::vec(any::<u8>(), 0..300)) {
        let decoded = decode(&body);
        // Random bytes are no answer; if they ever are, then not an unbilled one.
        prop_assert!(decoded.answer == Err(ErrorKind::Protocol) || decoded.billing == Billing::Billed);
    }

    #[test]
    fn what_looks_like_an_answer_is_never_believed_beyond_its_codes(body in answer()) {
        let decoded = decode(body.as_bytes());
        let matched = decoded.answer.is_ok_and(|verdicts| verdicts.iter().any(|(_, verdict)| *verdict == Verdict::Match));
        if matched {
            // Only error_code 0 with a listed res brings a match, and that is billed.
            prop_assert_eq!(decoded.billing, Billing::Billed);
            prop_assert!((100..=116).contains(&decoded.vendor_code.unwrap()));
        }
        if decoded.billing == Billing::NotBilled {
            let code = decoded.vendor_code.unwrap();
            prop_assert!((10_000..20_000).contains(&code) || (200_000..300_000).contains(&code));
        }
        if let Ok(verdicts) = decoded.answer {
            prop_assert!(verdicts.iter().all(|(factor, _)| *factor != Factor::Liveness));
        }
    }
}

/// Members that decide nothing, each with a value that could be its own.
fn details() -> impl Strategy<Value = Vec<&'static str>> {
    let detail = prop::sample::select(
        &[
            r#""type":"联通""#,
            r#""t\u0079pe":null"#,
            r#""score":982.7"#,
            r#""score":[0]"#,
            r#""orderid":"JH801240913170041JZU80""#,
            r#""orderid":8012409131700418"#,
            r#""resmsg":"成功""#,
            r#""x":{"res":101,"res":102}"#,
        ][..],
    );
    prop::collection::vec(detail, 0..12)
}

proptest! {
    #[test]
    fn details_may_come_any_number_of_times_without_losing_the_answer(before in details(), after in details(), res in 100..117_u32) {
        let answer = |report: &str| decode(format!(r#"{{"result":{{{report}}},"error_code":0}}"#).as_bytes());
        let res = format!("\"res\":{res}");
        let members: Vec<&str> = before.into_iter().chain([res.as_str()]).chain(after).collect();
        let (plain, decoded) = (answer(&res), answer(&members.join(",")));
        prop_assert_eq!((plain.answer, plain.billing, plain.vendor_code), (decoded.answer, decoded.billing, decoded.vendor_code));
        let times = |name: &str| members.iter().filter(|member| member.starts_with(name)).count();
        prop_assert!(decoded.score.is_none() || times("\"score\"") == 1);
        prop_assert!(decoded.order_id.is_none() || times("\"orderid\"") == 1);
        prop_assert!(decoded.carrier.is_none() || times("\"type\"") == 1);
    }
}

fn with_order_id(order_id: &str, sent: &Form<'_>) -> Decoded {
    let body = format!(r#"{{"error_code":0,"result":{{"res":100,"orderid":"{order_id}"}}}}"#);
    heyan_provider_juhe::decode(body.as_bytes(), sent)
}

proptest! {
    #[test]
    fn an_order_id_of_the_vendors_is_kept_and_a_doubtful_one_costs_no_answer(
        own in prop_oneof!["JH[0-9]{15}[A-Za-z0-9]{5}", "[1-9][0-9]{14,30}"],
        name in "[\\u{4E00}-\\u{9FFF}]{1,4}|[A-Z][a-z]{1,6}",
        id_number in "[1-6][0-9]{16}[0-9X]", mobile in "1[3-9][0-9]{9}", which in 0..4_usize, form in 0..3_usize,
    ) {
        let key = "plantedkey4711";
        let sent = Form { key, name: &name, id_number: &id_number, mobile: &mobile, image: &[] };
        let plain = with_order_id(&own, &sent);
        prop_assert_eq!(plain.order_id.as_deref(), Some(own.as_str()));

        let value = [name.as_str(), &id_number, &mobile, key][which];
        let echo = match form {
            0 => value.to_owned(),
            1 => value.bytes().map(|byte| format!("{byte:02x}")).collect(),
            _ => base64::engine::general_purpose::STANDARD_NO_PAD.encode(value),
        };
        for echo in [echo.clone(), format!("{own}{echo}"), format!("{echo}{own}")] {
            let decoded = with_order_id(&echo, &sent);
            // Of a short name little can be told from chance.
            if value.len() >= 8 || echo.len() < 10 {
                prop_assert!(!format!("{decoded:?}").contains(&echo), "{echo}");
                prop_assert_eq!(&decoded, &Decoded { order_id: None, ..plain.clone() });
            }
            prop_assert_eq!((decoded.answer, decoded.billing), (plain.answer, plain.billing));
        }
    }
}
