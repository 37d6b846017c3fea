//! Answers with bytes changed, against a strict reader: heyan finds no success that the strict one does not.
//!
//! `HEYAN_DIFFERENTIAL=1000000 cargo test --release -p heyan-provider-juhe differential` is the long run.

use encoding_rs::GB18030;
use heyan_core::ErrorKind;
use heyan_provider_juhe::Decoded;
use proptest::prelude::*;

use crate::person::decode;
use crate::strict;

/// An answer in pieces: what stands between the texts that are never read.
const ANSWERS: [[&str; 3]; 5] = [
    [
        r#"{"reason":""#,
        r#"","result":{"orderid":"JH801240913170041JZU80","res":100,"resmsg":""#,
        r#"","score":982.7,"type":"移动"},"error_code":0}"#,
    ],
    [
        r#"{"error_code":"0", "result":{"res":"103","resmsg":""#,
        r#"","type":"联通","orderid":"JH801240913170041JZU80"},"more":[{"a":""#,
        r#""},1.5e9,null]}"#,
    ],
    [
        r#"{"resultcode":"101","reason":""#,
        r#"","result":null,"error_code":10001,"x":{"error_code":0,"res":""#,
        r#""}}"#,
    ],
    [r#"{"reason":""#, r#"","result":{"res":100,"score":0},"x":""#, r#""}"#],
    [
        r#"{"result":{"orderid":8012409131700418099,"resmsg":""#,
        r#""},"reason":""#,
        r#"","error_code":280105}"#,
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
    b"0",
    b"100",
    b"\"error_code\":0",
    b"\"res\":100",
    b"\"result\":",
    b"\0",
    b"\t",
    b"\n",
    b" ",
    b"\xFF",
    b"\x81",
    b"\xD5\\",
    b"\xE6\x88",
    "移动".as_bytes(),
    b"\xD2\xC6",
    b"NaN",
    b"null",
    b"\\u0030",
    b"\xEF\xBB\xBF",
    b".0",
    b"1e0",
    b"-",
    b"\",\"error_code\":10001,\"y\":\"",
    b"\",\"res\":101,\"y\":\"",
    b"\",\"orderid\":1,\"type\":\"\",\"y\":\"",
    b"\",\"score\":1,\"resmsg\":2,\"y\":\"",
    b"\",\"result\":{\"res\":100},\"y\":\"",
    b"\"},\"error_code\":0,\"y\":{\"z\":\"",
];

fn cases() -> u32 {
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

fn answer(which: usize, first: &[u8], second: &[u8]) -> Vec<u8> {
    let [a, b, c] = ANSWERS[which];
    [a.as_bytes(), first, b.as_bytes(), second, c.as_bytes()].concat()
}

/// What is free of charge or a verdict: everything that `protocol` is not.
fn says_something(decoded: &Decoded) -> bool {
    decoded.answer != Err(ErrorKind::Protocol)
}

/// The number that the strict reader's text is, by the rule for whole numbers.
fn whole(text: Option<Vec<u8>>) -> Option<u32> {
    let text = String::from_utf8(text?).ok()?;
    let whole = text.trim_end_matches('0').strip_suffix('.').filter(|_| text.ends_with('0')).unwrap_or(&text);
    (whole.len() <= 9 && !whole.is_empty() && whole.chars().all(|c| c.is_ascii_digit()))
        .then(|| whole.parse().unwrap())
}

/// If heyan takes something from the body, the strict reader finds the same code in it.
fn is_found_strictly(body: &[u8]) -> Result<(), TestCaseError> {
    let decoded = decode(body);
    let strictly = |body: &[u8]| {
        let found = strict::read(&without_liberties(body))?;
        let (code, res) = (whole(found.error_code), whole(found.res));
        if code == Some(0) { res } else { code }
    };
    let as_it_is = strictly(body);
    // A body that is not UTF-8 but whole GB18030 may be meant as that.
    let in_gb18030 = GB18030.decode_without_bom_handling_and_without_replacement(body);
    let as_gb18030 =
        in_gb18030.filter(|_| std::str::from_utf8(body).is_err()).and_then(|text| strictly(text.as_bytes()));
    if says_something(&decoded) {
        let found = decoded.vendor_code.is_some() && [as_it_is, as_gb18030].contains(&decoded.vendor_code);
        prop_assert!(found, "{decoded:?}: {}", body.escape_ascii());
    }
    Ok(())
}

/// The body as a strict reader wants it: no mark in front, no NUL behind, no NaN, no comma before a brace.
fn without_liberties(body: &[u8]) -> Vec<u8> {
    let body = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body);
    let end = body.iter().rposition(|b| !b"\0 \t\r\n".contains(b)).map_or(0, |last| last + 1);
    let (mut plain, mut in_string, mut at): (Vec<u8>, bool, usize) = (Vec::new(), false, 0);
    while let Some(byte) = body[..end].get(at) {
        let rest = &body[at..end];
        let blanks = rest[1..].iter().take_while(|b| b.is_ascii_whitespace()).count();
        match byte {
            b'\\' if in_string => {
                plain.push(*byte);
                at += 1;
                plain.extend(body[..end].get(at));
            }
            b'"' => {
                in_string = !in_string;
                plain.push(*byte);
            }
            b',' if !in_string && rest.get(1 + blanks) == Some(&b'}') => {}
            b'N' if !in_string && rest.starts_with(b"NaN") => {
                plain.extend_from_slice(b"null");
                at += 2;
            }
            _ => plain.push(*byte),
        }
        at += 1;
    }
    plain
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn bytes_of_unread_text_change_nothing_or_make_it_unreadable(
        which in 0..ANSWERS.len(), first in bytes(), second in bytes(),
    ) {
        let plain = decode(&answer(which, b"", b""));
        let body = answer(which, &first, &second);
        let decoded = decode(&body);
        if [&first, &second].iter().all(|bytes| !bytes.contains(&b'"') && !bytes.contains(&b'\\')) {
            prop_assert_eq!(&decoded, &plain, "{}", body.escape_ascii());
        }
        // The fourth has no code of its own, and a quotation mark can give it one; a strict reader sees that too.
        let complete = which != 3;
        prop_assert!(!complete || decoded.answer == plain.answer || !says_something(&decoded), "{}", body.escape_ascii());
        is_found_strictly(&body)?;
    }

    #[test]
    fn no_success_that_a_strict_reader_does_not_find(
        which in 0..ANSWERS.len(),
        text in prop::sample::select(&["", "成功", "\\n", "成"][..]),
        cuts in prop::collection::vec((any::<prop::sample::Index>(), 0..3_usize, bytes()), 1..4),
    ) {
        let mut body = answer(which, text.as_bytes(), text.as_bytes());
        for (at, cut, new) in cuts {
            let at = at.index(body.len() + 1);
            let end = (at + cut).min(body.len());
            body.splice(at..end, new);
        }
        is_found_strictly(&body)?;
    }
}

#[test]
fn the_strict_reader_reads_what_it_should() {
    let found =
        |body: &str| strict::read(body.as_bytes()).map(|found| (whole(found.error_code), whole(found.res)));
    assert_eq!(found(r#"{"error_code":0,"result":{"res":"100.0"}}"#), Some((Some(0), Some(100))));
    assert_eq!(
        found(r#"{"error_code":10001,"result":null,"x":[{"error_code":0}]}"#),
        Some((Some(10001), None))
    );
    for refused in [
        "[0]",
        r#"{"error_code":0,"error_code":0}"#,
        r#"{"error_code":0,}"#,
        "{\"error_code\t\":0}",
        r#"{"a":01}"#,
    ] {
        assert_eq!(found(refused), None, "{refused}");
    }
}
