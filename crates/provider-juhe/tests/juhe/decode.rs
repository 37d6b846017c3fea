//! Answers as bytes: the samples of the page, and the shapes that the wild is known to send.

use heyan_core::{Billing, Carrier, ErrorKind, Factor, Scope, Verdict};
use heyan_provider_juhe::Decoded;
use serde_json::Value;

use crate::person::decode;

use Factor::{Face, Identity, Mobile};

const ALL_MATCH: &[(Factor, Verdict)] =
    &[(Identity, Verdict::Match), (Mobile, Verdict::Match), (Face, Verdict::Match)];

fn expect(
    body: &str,
    answer: Result<&'static [(Factor, Verdict)], ErrorKind>,
    billing: Billing,
    code: Option<u32>,
) {
    let decoded = decode(body.as_bytes());
    assert_eq!((decoded.answer, decoded.billing, decoded.vendor_code), (answer, billing, code), "{body}");
}

#[test]
fn the_samples_of_the_page() {
    insta::assert_debug_snapshot!(decode(include_bytes!("../fixtures/sample-100.json")), @r#"
    Decoded {
        answer: Ok(
            [
                (
                    Identity,
                    Match,
                ),
                (
                    Mobile,
                    Match,
                ),
                (
                    Face,
                    Match,
                ),
            ],
        ),
        billing: Billed,
        vendor_code: Some(
            100,
        ),
        meaning: "name, ID number, mobile and face all match",
        order_id: Some(
            "JH801240913170041JZU80",
        ),
        score: Some(
            982.7,
        ),
        carrier: Some(
            Unicom,
        ),
    }
    "#);
    let family_sim = decode(include_bytes!("../fixtures/sample-101.json"));
    assert_eq!(family_sim.answer.unwrap()[1], (Mobile, Verdict::Mismatch));
    assert_eq!(family_sim.order_id.as_deref(), Some("JH801240913174904FOzde"));
}

#[test]
fn the_failure_sample_with_its_trailing_comma() {
    let decoded = decode(include_bytes!("../fixtures/sample-280105-trailing-comma.txt"));
    let indeterminate: &[_] = &[(Identity, Verdict::Indeterminate), (Mobile, Verdict::Indeterminate)];
    assert_eq!((decoded.answer, decoded.billing), (Ok(indeterminate), Billing::NotBilled));
    assert_eq!(decoded.order_id.as_deref(), Some("JH801240913170041JZU80"));
}

#[test]
fn every_shape_of_the_wild() {
    let wild: Value = serde_json::from_str(include_str!("../fixtures/wild.json")).unwrap();
    let bodies: Vec<&str> =
        wild["bodies"].as_array().unwrap().iter().map(|row| row["body"].as_str().unwrap()).collect();
    let indeterminate: &[_] = &[
        (Identity, Verdict::Indeterminate),
        (Mobile, Verdict::Indeterminate),
        (Face, Verdict::Indeterminate),
    ];
    let expected = [
        (Err(ErrorKind::Credentials), Billing::NotBilled, Some(10001)),
        (Err(ErrorKind::QuotaExhausted), Billing::NotBilled, Some(10012)),
        (Err(ErrorKind::QuotaExhausted), Billing::NotBilled, Some(10012)),
        (Err(ErrorKind::Unrecognized { scope: Scope::Request }), Billing::NotBilled, Some(280199)),
        (Ok(ALL_MATCH), Billing::Billed, Some(100)),
        (Err(ErrorKind::Protocol), Billing::Billed, None),
        (Ok(indeterminate), Billing::Billed, Some(199)),
        (Err(ErrorKind::Protocol), Billing::MaybeBilled, None),
        (Err(ErrorKind::Protocol), Billing::MaybeBilled, None),
        (Err(ErrorKind::Protocol), Billing::MaybeBilled, None),
    ];
    assert_eq!(bodies.len(), expected.len());
    for (body, (answer, billing, code)) in bodies.into_iter().zip(expected) {
        expect(body, answer, billing, code);
        assert!(!format!("{:?}", decode(body.as_bytes())).contains("THE-CALLERS-OWN-KEY"));
    }
}

#[test]
fn success_is_never_assumed() {
    let protocol = |body, billing| expect(body, Err(ErrorKind::Protocol), billing, None);
    for body in [
        r#"{"error_code":null,"result":{"res":100}}"#,
        r#"{"error_code":"","result":{"res":100}}"#,
        r#"{"error_code":false,"result":{"res":100}}"#,
        r#"{"error_code":0.5,"result":{"res":100}}"#,
        r#"{"error_code":[0],"result":{"res":100}}"#,
        r#"{"error_code":-1,"result":{"res":100}}"#,
        r#"{"errorcode":0,"result":{"res":100}}"#,
        r#"{"error_code":0,"error_code":0,"result":{"res":100}}"#,
        r#"{"error_code":0,"result":{"res":100}"#,
        r#"{"error_code":0,"result":{"res":100}} trailing"#,
        r#"[{"error_code":0,"result":{"res":100}}]"#,
        r#"{"error_code":0,,"result":{"res":100}}"#,
        "null",
        "0",
    ] {
        protocol(body, Billing::MaybeBilled);
    }
    // These say success, which is billed, but lack the result that was paid for.
    for body in [
        r#"{"error_code":0}"#,
        r#"{"error_code":0,"result":[]}"#,
        r#"{"error_code":0,"result":{}}"#,
        r#"{"error_code":0,"result":"100"}"#,
        r#"{"error_code":0,"result":{"res":null}}"#,
        r#"{"error_code":0,"result":{"res":"yes"}}"#,
        r#"{"error_code":0,"result":{"res":-100}}"#,
        r#"{"error_code":0,"result":{"res":13800138000}}"#,
    ] {
        protocol(body, Billing::Billed);
    }
}

#[test]
fn an_unlisted_code_is_told_by_its_form() {
    for (code, scope) in
        [(10006, Scope::System), (19999, Scope::System), (200201, Scope::Request), (280106, Scope::Request)]
    {
        let body = format!(r#"{{"error_code":{code}}}"#);
        expect(&body, Err(ErrorKind::Unrecognized { scope }), Billing::NotBilled, Some(code));
    }
    // Of no documented form, so not even the code is believed; it could be anything, a mobile number too.
    for code in ["1", "9999", "20000", "300000", "13800138000", "4294967296"] {
        expect(&format!(r#"{{"error_code":{code}}}"#), Err(ErrorKind::Protocol), Billing::MaybeBilled, None);
    }
}

#[test]
fn a_score_counts_only_where_it_is_one() {
    let score = |score: &str| {
        decode(format!(r#"{{"error_code":0,"result":{{"res":100,"score":{score}}}}}"#).as_bytes()).score
    };
    assert_eq!(score("982.7"), Some(982.7));
    assert_eq!(score("\"982.7\""), Some(982.7));
    assert_eq!(score("1000"), Some(1000.0));
    assert_eq!(score("138.00138"), Some(138.0), "one decimal, as in the sample");
    for none in [
        "0",
        "0.0",
        "\"\"",
        "null",
        "-1",
        "[]",
        "true",
        "\"NaN\"",
        "\"inf\"",
        "1000.1",
        "110105.19491231",
        "13800138000",
    ] {
        assert_eq!(score(none), None, "{none}");
    }
}

#[test]
fn a_carrier_is_one_of_four_or_absent() {
    let carrier = |name: &str| {
        decode(format!(r#"{{"error_code":0,"result":{{"res":100,"type":{name}}}}}"#).as_bytes()).carrier
    };
    for (name, expected) in [
        ("\"联通\"", Some(Carrier::Unicom)),
        ("\"移动\"", Some(Carrier::Mobile)),
        ("\"电信\"", Some(Carrier::Telecom)),
        ("\"广电\"", Some(Carrier::Broadnet)),
        ("\" 联通 \"", Some(Carrier::Unicom)),
        (r#""\u8054\u901a""#, Some(Carrier::Unicom)),
        ("\"\"", None),
        ("\"张三\"", None),
        ("null", None),
        ("7", None),
    ] {
        assert_eq!(carrier(name), expected, "{name}");
    }
}

#[test]
fn free_text_decides_nothing() {
    let with = |reason: &str| {
        decode(format!(r#"{{"reason":"{reason}","error_code":10001,"result":null}}"#).as_bytes())
    };
    let plain: Decoded = with("成功");
    for reason in ["成功 ", "错误的请求KEY!", "身份、人像核验通过，手机号核验通过", ""]
    {
        assert_eq!(with(reason), plain);
    }
}

#[test]
fn what_is_decoded_holds_no_echo() {
    for value in ["planted-key-4711", crate::person::NAME, crate::person::ID_NUMBER, crate::person::MOBILE] {
        for body in [
            format!(
                r#"{{"error_code":0,"result":{{"res":100,"orderid":"{value}","type":"{value}","score":"{value}"}}}}"#
            ),
            format!(r#"{{"error_code":280105,"result":{{"orderid":"JH801{value}"}}}}"#),
            format!(r#"{{"error_code":0,"result":{{"orderid":"{value}"}}}}"#),
            format!(r#"{{"error_code":0,"result":{{"res":199,"orderid":"{value}"}}}}"#),
        ] {
            let decoded = decode(body.as_bytes());
            assert_eq!(decoded.order_id, None, "{body}");
            assert!(!format!("{decoded:?}").contains(value), "{body}");
        }
    }
}
