//! Answers as bytes: the samples of the page, and the shapes that somebody will send one day.

use heyan_core::{Billing, ErrorKind, Factor, SessionLink, Verdict};
use heyan_provider_ihuyi::{
    FaceType, FailMeans, Queried, Scan, Sent, Submitted, decode_get_result, decode_submit,
};

use Factor::{Face, Identity, Liveness};
use Verdict::{Indeterminate, Match, Mismatch};

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

fn queried(body: &str) -> Queried {
    decode_get_result(body.as_bytes(), FailMeans::Indeterminate)
}

fn submitted(body: &str, face: FaceType<'_>) -> Submitted {
    decode_submit(body.as_bytes(), &face, &SENT)
}

fn accepted(rest: &str) -> String {
    format!(r#"{{"code":2,"msg":"提交成功","idcardid":"16236437872836","result":{{{rest}}}}}"#)
}

#[test]
fn the_samples_of_get_result() {
    for body in [include_str!("../fixtures/success.json"), include_str!("../fixtures/success.xml")] {
        let success = queried(body);
        let verdicts: &[_] = &[(Identity, Match), (Face, Match), (Liveness, Match)];
        assert_eq!(success.answer, Ok(Scan::Ended(verdicts)));
        assert_eq!((success.vendor_code().as_deref(), success.similarity), (Some("SUCCESS"), Some(100.0)));
        assert_eq!(success.liveness, None, "an empty text is no score");
    }
    for body in [include_str!("../fixtures/fail.json"), include_str!("../fixtures/fail.xml")] {
        let failure = queried(body);
        assert_eq!((failure.answer, failure.code), (Err(ErrorKind::VendorFault), Some(1)));
    }
}

#[test]
fn the_samples_of_submit() {
    let sample = include_str!("../fixtures/submit-success.json");
    let started = submitted(sample, SDK);
    insta::assert_debug_snapshot!(started, @r#"
    Submitted {
        answer: Ok(
            Started {
                link: FaceToken([redacted]),
                expires_at: Some(
                    2025-06-26T06:19:30.965Z,
                ),
                ..
            },
        ),
        billing: MaybeBilled,
        vendor_code: Some(
            2,
        ),
        meaning: "the scan was started, the person has yet to make it",
        order_id: Some(
            "16236437872836",
        ),
    }
    "#);
    let scan = started.answer.unwrap();
    assert_eq!(&*scan.serial, "16236437872836");
    assert!(scan.link.face_token().is_some_and(|token| sample.contains(token)));
    assert_eq!(scan.expires_at.unwrap().to_string(), "2025-06-26T06:19:30.965Z");
    // The same sample has no link, so it starts no scan on a page.
    let linkless = submitted(sample, H5);
    assert_eq!((linkless.answer, linkless.billing), (Err(ErrorKind::Protocol), Billing::MaybeBilled));
    assert_eq!(linkless.order_id.as_deref(), Some("16236437872836"), "to look for it on the invoice");

    let refused = submitted(include_str!("../fixtures/submit-fail.json"), H5);
    assert_eq!((refused.answer, refused.billing), (Err(ErrorKind::Credentials), Billing::NotBilled));
    assert_eq!((refused.vendor_code, refused.order_id), (Some(405), None));
}

#[test]
fn the_link_is_original_url_or_else_url() {
    let link = |result: &str| {
        submitted(&accepted(result), H5).answer.ok().and_then(|scan| scan.link.url().map(str::to_owned))
    };
    let (a, b) = (r#""originalUrl":"https://a.example/""#, r#""url":"https://b.example/""#);
    assert_eq!(link(&format!("{a},{b}")).as_deref(), Some("https://a.example/"));
    assert_eq!(link(&format!("{b},{a}")).as_deref(), Some("https://a.example/"));
    assert_eq!(link(a).as_deref(), Some("https://a.example/"));
    assert_eq!(link(b).as_deref(), Some("https://b.example/"));
    assert_eq!(link(&format!(r#""originalUrl":"",{b}"#)).as_deref(), Some("https://b.example/"));
    assert_eq!(link(&format!(r#""originalUrl":null,{b}"#)).as_deref(), Some("https://b.example/"));
    assert_eq!(link(r#""faceToken":"abc""#), None);
}

#[test]
fn submit_in_xml_is_the_same() {
    let xml = "<SubmitResult><code>2</code><idcardid>16236437872836</idcardid><result><expire>1750918770965</expire>\
               <url>https://b.example/?a=1&amp;b=2</url><faceToken/></result></SubmitResult>";
    let scan = submitted(xml, H5).answer.unwrap();
    assert_eq!(scan.link, SessionLink::Url("https://b.example/?a=1&b=2".into()));
    let json = accepted(r#""expire":1750918770965,"url":"https://b.example/?a=1&b=2""#);
    assert_eq!(submitted(&json, H5).answer.unwrap(), scan, "a number of milliseconds, too");
}

#[test]
fn an_end_that_cannot_be_read_is_none() {
    let expire = |value: &str| {
        let body = accepted(&format!(r#""expire":{value},"url":"https://b.example/""#));
        submitted(&body, H5).answer.unwrap().expires_at
    };
    for none in ["\"\"", "null", "\"soon\"", "1.5", "true", "[]", "\"99999999999999999\"", "\"2026-01-01\""] {
        assert_eq!(expire(none), None, "{none}");
    }
    assert!(expire("\" 1750918770965 \"").is_some());
}

#[test]
fn accepted_without_its_serial_is_no_scan_and_may_be_billed() {
    let link = r#""result":{"url":"https://b.example/"}"#;
    for body in [
        format!(r#"{{"code":2,{link}}}"#),
        format!(r#"{{"code":2,"idcardid":"",{link}}}"#),
        format!(r#"{{"code":2,"idcardid":"0",{link}}}"#),
        format!(r#"{{"code":2,"idcardid":0,{link}}}"#),
        format!(r#"{{"code":2,"idcardid":null,{link}}}"#),
        format!(r#"{{"code":2,"idcardid":["1"],{link}}}"#),
        format!(r#"{{"code":2,"idcardid":"a b",{link}}}"#),
        format!(r#"{{"code":2,"idcardid":"{}",{link}}}"#, "9".repeat(65)),
        r#"{"code":2,"idcardid":"16236437872836"}"#.to_owned(),
        r#"{"code":2,"idcardid":"16236437872836","result":null}"#.to_owned(),
        r#"{"code":2,"idcardid":"16236437872836","result":[]}"#.to_owned(),
        r#"{"code":2,"idcardid":"16236437872836","result":"https://b.example/"}"#.to_owned(),
        accepted(r#""url":"https://b.example/","url":"https://b.example/""#),
    ] {
        let submitted = submitted(&body, H5);
        assert_eq!(
            (&submitted.answer, submitted.billing),
            (&Err(ErrorKind::Protocol), Billing::MaybeBilled),
            "{body}"
        );
        assert_eq!(submitted.vendor_code, Some(2));
        assert!(submitted.meaning.contains("serial") || submitted.meaning.contains("link"), "{body}");
    }
    let numeric = r#"{"code":"2","idcardid":16236437872836,"result":{"url":"https://b.example/"}}"#;
    assert_eq!(&*submitted(numeric, H5).answer.unwrap().serial, "16236437872836");
}

#[test]
fn success_is_never_assumed() {
    for body in [
        r#"{"result":{"status":"SUCCESS"}}"#,
        r#"{"code":null,"result":{"status":"SUCCESS"}}"#,
        r#"{"code":"","result":{"status":"SUCCESS"}}"#,
        r#"{"code":true,"result":{"status":"SUCCESS"}}"#,
        r#"{"code":2.0,"result":{"status":"SUCCESS"}}"#,
        r#"{"code":[2],"result":{"status":"SUCCESS"}}"#,
        r#"{"code":{"code":2},"result":{"status":"SUCCESS"}}"#,
        r#"{"code":"+2","result":{"status":"SUCCESS"}}"#,
        r#"{"Code":2,"result":{"status":"SUCCESS"}}"#,
        r#"{"code":405,"code":2,"result":{"status":"SUCCESS"}}"#,
        r#"{"code":2,"result":{"status":"SUCCESS"}"#,
        r#"{"code":2,"result":{"status":"SUCCESS"},}"#,
        r#"{"code":2,"result":{"status":"SUCCESS"}} {}"#,
        r#"[{"code":2,"result":{"status":"SUCCESS"}}]"#,
        r#"{"code":2,"status":"SUCCESS"}"#,
        r#"{"code":2}"#,
        r#"{"code":2,"result":null}"#,
        r#"{"code":2,"result":[]}"#,
        r#"{"code":2,"result":[{"status":"SUCCESS"}]}"#,
        r#"{"code":2,"result":"SUCCESS"}"#,
        r#"{"code":2,"result":{}}"#,
        r#"{"code":2,"result":{"status":null}}"#,
        r#"{"code":2,"result":{"status":["SUCCESS"]}}"#,
        r#"{"code":2,"result":{"status":"FAIL","status":"SUCCESS"}}"#,
        r#"{"code":2,"result":{"result":{"status":"SUCCESS"}}}"#,
        "",
        " ",
        "2",
        "null",
        "\"SUCCESS\"",
        "SUCCESS",
        "code=2",
        "\u{FEFF}",
    ] {
        assert_eq!(queried(body).answer, Err(ErrorKind::Protocol), "{body}");
    }
    for status in ["", "success", "Success", "FINISH", "SUCCESS!", "通过", "ＳＵＣＣＥＳＳ"] {
        let body = format!(r#"{{"code":2,"result":{{"status":"{status}"}}}}"#);
        assert_eq!(queried(&body).answer, Ok(Scan::Pending), "{status}");
    }
}

#[test]
fn blanks_a_byte_order_mark_and_escapes_change_nothing() {
    let plain = queried(r#"{"code":2,"result":{"status":"SUCCESS"}}"#);
    for body in [
        " \r\n\t{\"code\":2,\"result\":{\"status\":\"SUCCESS\"}}\n",
        "\u{FEFF}{\"code\":2,\"result\":{\"status\":\"SUCCESS\"}}",
        "\u{FEFF} {\"code\":\" 2 \",\"result\":{\"status\":\" SUCCESS\\n\"}}",
        r#"{"c\u006fde":2,"result":{"status":"\u0053UCCESS","more":[[{}]]},"more":{"code":405}}"#,
    ] {
        assert_eq!(queried(body), plain, "{body}");
    }
}

#[test]
fn a_failure_says_what_its_reason_or_the_contract_says() {
    let bare: &[_] = &[(Face, Indeterminate), (Liveness, Indeterminate)];
    let contract: &[_] = &[(Face, Mismatch), (Liveness, Indeterminate)];
    let identity: &[_] = &[(Identity, Mismatch), (Face, Indeterminate), (Liveness, Indeterminate)];
    for (reason, by_default, by_contract) in [
        ("", bare, contract),
        (r#","failedReasonCode":"""#, bare, contract),
        (r#","failedReasonCode":1445901"#, bare, contract),
        (r#","failedReasonCode":"yes""#, bare, contract),
        (r#","failedReasonCode":1445907"#, contract, contract),
        (r#","failedReasonCode":"1445907""#, contract, contract),
        (r#","failedReasonCode":"1445902""#, identity, identity),
        (r#","message":"1445907","msg":"人脸不一致""#, bare, contract),
    ] {
        let body = format!(r#"{{"code":2,"result":{{"status":"FAIL"{reason}}}}}"#);
        let as_set = |means| decode_get_result(body.as_bytes(), means);
        assert_eq!(as_set(FailMeans::Indeterminate).answer, Ok(Scan::Ended(by_default)), "{body}");
        assert_eq!(as_set(FailMeans::Mismatch).answer, Ok(Scan::Ended(by_contract)), "{body}");
        assert_eq!(as_set(FailMeans::Mismatch).vendor_code().as_deref(), Some("FAIL"));
    }
    // A reason means nothing beside another status, and the setting neither.
    for means in [FailMeans::Indeterminate, FailMeans::Mismatch] {
        let body = br#"{"code":2,"result":{"status":"SUCCESS","failedReasonCode":1445907}}"#;
        let all: &[_] = &[(Identity, Match), (Face, Match), (Liveness, Match)];
        assert_eq!(decode_get_result(body, means).answer, Ok(Scan::Ended(all)));
    }
}

#[test]
fn a_score_counts_only_where_it_is_one() {
    let scores = |status: &str, score: &str| {
        let body = format!(
            r#"{{"code":2,"result":{{"status":"{status}","similarity":{score},"livingScore":{score}}}}}"#
        );
        let queried = queried(&body);
        (queried.similarity, queried.liveness)
    };
    for (text, score) in [
        ("\"100\"", 100.0),
        ("100", 100.0),
        ("0.005", 0.01),
        ("\" 87.5 \"", 87.5),
        ("99.987", 99.99),
        ("11.0105194912", 11.01),
    ] {
        assert_eq!(scores("SUCCESS", text), (Some(score), Some(score)), "{text}");
        assert_eq!(scores("FAIL", text), (Some(score), Some(score)), "{text}");
        assert_eq!(scores("ING", text), (None, None), "there is no score before the scan");
    }
    for none in [
        "0",
        "\"0\"",
        "0.0049",
        "-0",
        "1e-400",
        "\"\"",
        "null",
        "-1",
        "100.01",
        "[]",
        "true",
        "\"NaN\"",
        "\"inf\"",
        "\"high\"",
        "13800138000",
    ] {
        assert_eq!(scores("SUCCESS", none), (None, None), "{none}");
    }
}
