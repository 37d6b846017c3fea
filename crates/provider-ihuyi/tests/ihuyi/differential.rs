//! Answers with bytes changed, against strict readers: heyan finds no success that the strict ones do not.
//!
//! `HEYAN_DIFFERENTIAL=1000000 cargo test --release -p heyan-provider-ihuyi differential` is the long run.

use heyan_core::ErrorKind;
use heyan_provider_ihuyi::{FaceType, FailMeans, Queried, Scan, Sent, decode_get_result, decode_submit};
use proptest::prelude::*;

use crate::strict;

/// An answer in pieces: what stands between the texts that are never read.
const JSON: [[&str; 3]; 3] = [
    [
        r#"{"code":2,"msg":""#,
        r#"","idcardid":"16236437872836","result":{"status":"SUCCESS","message":""#,
        r#"","similarity":"98","url":"https://b.example/","faceToken":"t"}}"#,
    ],
    [
        r#"{"result":{"message":""#,
        r#"","failedReasonCode":1445907,"status":"FAIL"},"code":"2","more":[{"code":1,"x":""#,
        r#""},null,1.5]}"#,
    ],
    [r#"{"code":405,"msg":""#, r#"","idcardid":"0","result":{"status":"","message":""#, r#""}}"#],
];
const XML: [[&str; 3]; 3] = [
    [
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><R><code>2</code><msg>",
        "</msg><idcardid>16236437872836</idcardid><result><status>SUCCESS</status><message>",
        "</message><similarity>98</similarity><url>https://b.example/</url><faceToken>t</faceToken></result></R>",
    ],
    [
        "<R><result><status>FAIL</status><m><n>",
        "</n></m><failedReasonCode>1445907</failedReasonCode></result><code>2</code><msg>",
        "</msg></R>",
    ],
    [
        "<R><code>405</code><msg>",
        "</msg><idcardid>0</idcardid><result><status/><message>",
        "</message></result></R>",
    ],
];

/// Bytes that matter to one of the readers, more often than others.
const TELLING: &[&[u8]] = &[
    b"\"",
    b"\\",
    b"{",
    b"}",
    b"[",
    b"]",
    b":",
    b",",
    b"2",
    b"\"code\":2",
    b"\"status\":\"SUCCESS\"",
    b"\0",
    b"\t",
    b"\n",
    b" ",
    b"\xFF",
    b"\x81",
    b"\xD5\\",
    b"\xD5]]>",
    b"\xE6\x88",
    "认证".as_bytes(),
    b"\xC8\xCF",
    b"\\u0032",
    b"\xEF\xBB\xBF",
    b"\xEF\xBF\xBF",
    b"\x1b",
    b"<",
    b">",
    b"/",
    b"&",
    b"&amp;",
    b"&#1;",
    b"&#50;",
    b"<!--",
    b"-->",
    b"<![CDATA[",
    b"]]>",
    b"<?xml ",
    b"<?p ",
    b"?>",
    b"<code>2</code>",
    b"<status>SUCCESS</status>",
    b"<result>",
    b"</result>",
    b"</msg><code>405</code><msg>",
    b" a=\"1\"",
    b"<a b='c' b='d'/>",
    b"<!DOCTYPE R>",
    b"\",\"code\":405,\"y\":\"",
    b"\",\"idcardid\":1,\"url\":\"\",\"y\":\"",
    b"\",\"similarity\":1,\"expire\":{},\"y\":\"",
    b"<similarity>1</similarity><url><b/></url>",
    b"</msg><idcardid/><msg>",
    b"=",
    b"'",
    b"-",
    b"x:",
];

pub(crate) fn cases() -> u32 {
    std::env::var("HEYAN_DIFFERENTIAL").ok().and_then(|cases| cases.parse().ok()).unwrap_or(5_000)
}

fn config() -> ProptestConfig {
    ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() }
}

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        3 => prop::sample::select(TELLING).prop_map(<[u8]>::to_vec),
        2 => any::<u8>().prop_map(|byte| vec![byte]),
    ];
    prop::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

fn pieces() -> impl Strategy<Value = [&'static str; 3]> {
    prop_oneof![prop::sample::select(&JSON[..]), prop::sample::select(&XML[..])]
}

fn answer([a, b, c]: [&str; 3], first: &[u8], second: &[u8]) -> Vec<u8> {
    [a.as_bytes(), first, b.as_bytes(), second, c.as_bytes()].concat()
}

fn queried(body: &[u8]) -> Queried {
    decode_get_result(body, FailMeans::Indeterminate)
}

/// If heyan takes a result from the body, a strict reader finds the same code and status in it.
fn is_found_strictly(body: &[u8]) -> Result<(), TestCaseError> {
    let queried = queried(body);
    let found = strict::read(body);
    let word = |text: &Option<String>| text.as_deref().unwrap_or_default().trim_ascii().to_owned();
    if let Some(code) = queried.code {
        let found = found
            .as_ref()
            .ok_or_else(|| TestCaseError::fail(format!("{queried:?}: {}", body.escape_ascii())))?;
        prop_assert_eq!(code.to_string(), word(&found.code), "{}", body.escape_ascii());
    }
    if let Ok(Scan::Ended(_)) = queried.answer {
        let status = found.map(|found| word(&found.status)).unwrap_or_default();
        prop_assert_eq!(queried.status, Some(status.as_str()), "{}", body.escape_ascii());
    }
    let (face, sent) = (
        FaceType::Sdk { notify_url: "https://example.com" },
        Sent {
            name: "张三",
            id_number: "11010519491231002X",
            mobile: "",
            api_key: "the-api-key",
            password: "",
            to_loopback: false,
        },
    );
    let submitted = decode_submit(body, &face, &sent);
    if submitted.answer.is_ok() {
        let code = strict::read(body).and_then(|found| found.code);
        prop_assert_eq!(word(&code), "2", "{}", body.escape_ascii());
    }
    Ok(())
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn bytes_of_unread_text_change_nothing_or_make_it_unreadable(
        pieces in pieces(), first in bytes(), second in bytes(),
    ) {
        let plain = queried(&answer(pieces, b"", b""));
        let body = answer(pieces, &first, &second);
        let decoded = queried(&body);
        let is_json = pieces[0].starts_with('{');
        let harmless = [&first, &second].iter().all(|bytes| {
            let xml = !bytes.contains(&b'<') && !bytes.contains(&b'&') && !bytes.windows(3).any(|three| three == b"]]>");
            if is_json { !bytes.contains(&b'"') && !bytes.contains(&b'\\') } else { xml }
        });
        if harmless {
            prop_assert_eq!(&decoded, &plain, "{}", body.escape_ascii());
        }
        prop_assert!(decoded.answer == plain.answer || decoded.answer == Err(ErrorKind::Protocol), "{decoded:?} {}", body.escape_ascii());
        is_found_strictly(&body)?;
    }

    #[test]
    fn no_success_that_a_strict_reader_does_not_find(
        pieces in pieces(),
        text in prop::sample::select(&["", "认证", "证", "a"][..]),
        cuts in prop::collection::vec((any::<prop::sample::Index>(), 0..3_usize, bytes()), 1..4),
    ) {
        let mut body = answer(pieces, text.as_bytes(), text.as_bytes());
        for (at, cut, new) in cuts {
            let at = at.index(body.len() + 1);
            let end = (at + cut).min(body.len());
            body.splice(at..end, new);
        }
        is_found_strictly(&body)?;
    }
}
