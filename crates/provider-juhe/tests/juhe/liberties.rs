//! What an answer may get wrong and still be read, and what it may not.

use heyan_core::{Billing, Carrier, ErrorKind, Verdict};
use heyan_provider_juhe::Decoded;

use crate::person::decode;

/// The control among the field's samples. Its 移动 in UTF-8 can be read as GBK too.
const ANSWER: &str = r#"{"reason":"成功","result":{"orderid":"JH801240913170041JZU80","res":100,"resmsg":"x","score":982.7,"type":"移动"},"error_code":0}"#;

fn expected() -> Decoded {
    decode(ANSWER.as_bytes())
}

/// The answer with one of its texts replaced, once, by these bytes.
fn with(old: &str, new: &[u8]) -> Vec<u8> {
    let (before, after) = ANSWER.split_once(old).unwrap();
    [before.as_bytes(), new, after.as_bytes()].concat()
}

fn matched(body: &[u8]) -> bool {
    decode(body).answer.is_ok_and(|verdicts| verdicts.iter().all(|(_, verdict)| *verdict == Verdict::Match))
}

fn protocol(body: &[u8]) {
    let decoded = decode(body);
    assert_eq!(decoded.answer, Err(ErrorKind::Protocol), "{}", body.escape_ascii());
    assert_ne!(decoded.billing, Billing::NotBilled, "{}", body.escape_ascii());
}

#[test]
fn the_control_is_read_in_full() {
    let decoded = expected();
    assert!(matched(ANSWER.as_bytes()));
    assert_eq!((decoded.score, decoded.carrier), (Some(982.7), Some(Carrier::Mobile)));
    assert_eq!(decoded.order_id.as_deref(), Some("JH801240913170041JZU80"));
}

#[test]
fn a_byte_order_mark_a_trailing_nul_and_a_trailing_comma_change_nothing() {
    let comma = ANSWER.replace("},", ",},");
    for body in [
        format!("\u{FEFF}{ANSWER}"),
        format!("{ANSWER}\0"),
        format!("{ANSWER}\n\0\0\r\n"),
        format!("\u{FEFF}{comma}\0"),
    ] {
        assert_eq!(decode(body.as_bytes()), expected(), "{body:?}");
    }
    for body in [format!("\0{ANSWER}"), format!("{ANSWER}\0x"), format!("\u{FEFF}\u{FEFF}{ANSWER}")] {
        protocol(body.as_bytes());
    }
}

#[test]
fn wrong_bytes_in_text_that_is_never_read_change_nothing() {
    for wrong in [
        // 功 cut in two, a byte of no encoding, 成功 in GBK, 成 in GBK beside UTF-8.
        &b"\xE6\x88\x90\xE5\x8A"[..],
        b"\xFF",
        b"\xB3\xC9\xB9\xA6",
        b"\xB3\xC9\xE5\x8A\x9F",
        b"\xC0\x80",
        b"\xED\xA0\x80",
        b"\t",
        b"a\r\nb",
        b"\0",
        b"\x1b[0m",
        b"{}[],:'NaN",
    ] {
        for unread in ["成功", "x"] {
            let body = with(&format!("\"{unread}\""), &[b"\"", wrong, b"\""].concat());
            assert_eq!(decode(&body), expected(), "{}", body.escape_ascii());
        }
    }
}

#[test]
fn wrong_bytes_in_what_decides_make_the_answer_unreadable() {
    for (old, new) in [
        ("\"error_code\"", &b"\"error_code\xFF\""[..]),
        ("\"error_code\"", b"\"error\t_code\""),
        ("\"error_code\"", "\"ｅrror_code\"".as_bytes()),
        ("\"error_code\"", b"\"Error_code\""),
        ("\"reason\"", b"\"reason\xFF\""),
        ("\"resmsg\"", b"\"res\x00msg\""),
        ("\"reason\"", b"\"\x81reaso\\\"\xEF\xBB\xBF\""),
        (":0}", b":\"0\n\"}"),
        (":0}", b":\"0\xFF\"}"),
        (":0}", b":\xFF0}"),
        (":100", b":\"100\t\""),
        (":100", b":\"1\xE5\x8A00\""),
        ("\"res\":100", b"\"res\":100,\"res\":100"),
        (":0}", b":0,\"error_code\":0}"),
        (":0}", b":0,\"error\\u005fcode\":10001}"),
        ("成功", b"\xFF\",\"error_code\":10001,\"x\":\""),
        ("\"x\"", b"\"\t\",\"res\":101"),
    ] {
        protocol(&with(old, new));
    }
}

#[test]
fn a_backslash_after_half_a_character_makes_the_answer_unreadable() {
    for wrong in [&b"\xE6\x88\\n"[..], b"\xE6\\u6210", b"\xFF\\\\", b"\xB3\xC9\\n"] {
        protocol(&with("成功", wrong));
    }
    // After a whole one it is an escape like any other, and after a mark of the vendor's own too.
    for right in [r"成功\n", r#"\"成功\""#, "成\u{FFFD}\\n", r"\ud83d"] {
        assert_eq!(decode(&with("成功", right.as_bytes())), expected(), "{right}");
    }
}

#[test]
fn a_body_in_gbk_is_decoded_first() {
    let gbk = |text: &str| {
        let (bytes, _, unmappable) = encoding_rs::GB18030.encode(text);
        assert!(!unmappable);
        bytes.into_owned()
    };
    for carrier in ["移动", "联通", "电信", "广电"] {
        let body = ANSWER.replace("移动", carrier);
        assert_eq!(decode(&gbk(&body)), decode(body.as_bytes()), "{carrier}");
    }
    // 誠 ends in a byte that is `\`, and 㐂 has digits in it.
    for text in ["誠", "㐂", "𠮷", "誠\\n"] {
        assert_eq!(decode(&gbk(&ANSWER.replace("成功", text))), expected(), "{text}");
    }
    let twice = ANSWER.replace(":0}", ":0,\"error_code\":0}");
    protocol(&gbk(&twice));
    // Two encodings in one body: each text is read by its own.
    for unread in [&b"\xB3\xC9"[..], b"\xFF"] {
        let mixed = with("移动", b"\xD2\xC6\xB6\xAF");
        let at = mixed.windows(6).position(|six| six == "成功".as_bytes()).unwrap();
        assert_eq!(decode(&[&mixed[..at], unread, &mixed[at + 6..]].concat()), expected());
    }
}

#[test]
fn a_carrier_that_cannot_be_read_is_absent() {
    for wrong in [&b"\"\xE7\xA7\""[..], b"\"\xFF\"", b"\"\t\"", b"\"\\ud83d\"", b"NaN", b"[]"] {
        let decoded = decode(&with("\"移动\"", wrong));
        assert_eq!(decoded, Decoded { carrier: None, ..expected() }, "{}", wrong.escape_ascii());
    }
}

#[test]
fn an_order_id_is_text_or_a_number_and_absent_if_wrong() {
    let order_id = |written: &[u8]| decode(&with("\"JH801240913170041JZU80\"", written)).order_id;
    for (written, expected) in [
        (&b"8012409131700418099"[..], Some("8012409131700418099")),
        (b"\"8012409131700418099\"", Some("8012409131700418099")),
        (b"80124091317004180998012409131700418099", Some("80124091317004180998012409131700418099")),
        (b"null", None),
        (b"-8012409131700418099", None),
        (b"8012409131700418099.0", None),
        (b"1234567890e5", None),
        (b"[8012409131700418099]", None),
        (b"\"JH801240913170041\xFF\"", None),
        (b"\"JH801240913170041\n\"", None),
        (b"NaN", None),
    ] {
        assert_eq!(order_id(written).as_deref(), expected, "{}", written.escape_ascii());
        assert!(matched(&with("\"JH801240913170041JZU80\"", written)));
    }
}

#[test]
fn a_bare_nan_is_missing() {
    assert_eq!(decode(&with("982.7", b"NaN")), Decoded { score: None, ..expected() });
    protocol(&with(":100", b":NaN"));
    protocol(&with(":0}", b":NaN}"));
    for other in [&b"-NaN"[..], b"nan", b"Infinity", b"NaN0", b"NaNNaN"] {
        protocol(&with("982.7", other));
    }
}

#[test]
fn a_whole_number_is_up_to_nine_digits_and_a_fraction_of_zeros() {
    for zero in ["0", "\"0\"", "0.0", "\"0.0\"", "0.000", "\"000\"", "\"000000000\"", r#""\u0030""#] {
        assert_eq!(decode(&with(":0}", format!(":{zero}}}").as_bytes())), expected(), "{zero}");
    }
    for hundred in ["100", "\"100\"", "100.0", "\"100.00\"", "\"000000100\""] {
        assert_eq!(decode(&with(":100", format!(":{hundred}").as_bytes())), expected(), "{hundred}");
    }
    for none in [
        "-0",
        "\"-0\"",
        "\"+0\"",
        "0e0",
        "\"0e0\"",
        "1e-400",
        "0.1",
        "0.00000000000000000000001",
        "\"0.\"",
        "\".0\"",
        "\" 0\"",
        "\"0 \"",
        "\"0x0\"",
        "\"０\"",
        "\"0000000000\"",
        "\"\"",
        "\".\"",
        "\"0.0.0\"",
        "\"0,0\"",
        "null",
        "true",
        "[0]",
        "{}",
    ] {
        protocol(&with(":0}", format!(":{none}}}").as_bytes()));
    }
    for none in
        ["1e2", "100.5", "99.99999999999999999999", "-100", "\"+100\"", "\"1e2\"", "\"0000000100\"", "null"]
    {
        protocol(&with(":100", format!(":{none}").as_bytes()));
    }
}

#[test]
fn a_mark_of_the_vendors_own_is_a_character_like_any_other() {
    let body = with("\"reason\"", "\"原\u{FFFD}\"".as_bytes());
    assert_eq!(decode(&body), expected(), "in a key of an answer that is whole JSON");
}

#[test]
fn a_result_with_two_verdicts_leaves_nothing_to_go_by() {
    for twice in [r#""res":100,"res":100"#, r#""res":null,"res":100"#, r#""res":100,"r\u0065s":101"#] {
        for code in [0, 10001, 280105] {
            protocol(format!(r#"{{"error_code":{code},"result":{{{twice}}}}}"#).as_bytes());
        }
    }
    protocol(&with(":0}", br#":0,"result":null}"#));
    protocol(&with(":0}", br#":0,"result":{"res":100}}"#));
}

#[test]
fn what_decides_nothing_may_come_twice_and_is_missing_then() {
    let twice = |more: &str| decode(&with("\"res\":100", format!("\"res\":100,{more}").as_bytes()));
    let order_id = Decoded { order_id: None, ..expected() };
    assert_eq!(twice(r#""orderid":"JH801240913170041JZU80""#), order_id);
    assert_eq!(twice(r#""order\u0069d":801240913170041"#), order_id);
    assert_eq!(twice(r#""score":982.7"#), Decoded { score: None, ..expected() });
    assert_eq!(twice(r#""type":"移动""#), Decoded { carrier: None, ..expected() });
    assert_eq!(twice(r#""type":"","type":null"#), Decoded { carrier: None, ..expected() });
    for unread in [r#""resmsg":"y""#, r#""x":1,"x":{"res":101,"res":102}"#] {
        assert_eq!(twice(unread), expected(), "{unread}");
    }
    assert_eq!(decode(&with(":0}", br#":0,"reason":"y","x":1,"x":2}"#)), expected());
    // Nor does it beside an error code.
    let outcome =
        decode(br#"{"error_code":280105,"result":{"orderid":"a","orderid":"b","type":"","type":""}}"#);
    assert_eq!((outcome.vendor_code, outcome.order_id), (Some(280105), None));
}

#[test]
fn positions_do_not_stand_for_names() {
    for body in [
        r#"[0,{"res":100}]"#,
        r#"[0,["JH801240913170041JZU80",100]]"#,
        "[10001,null]",
        r#"{"error_code":0,"result":["JH801240913170041JZU80",100,982.7,"移动"]}"#,
        r#"{"error_code":0,"result":[{"res":100}]}"#,
        r#"[{"error_code":10001}]"#,
    ] {
        protocol(body.as_bytes());
    }
}

#[test]
fn a_score_that_rounds_to_zero_is_none() {
    for (written, score) in [("0.04", None), ("0.049999", None), ("1e-400", None), ("0.05", Some(0.1))] {
        assert_eq!(decode(&with("982.7", written.as_bytes())), Decoded { score, ..expected() }, "{written}");
    }
}

#[test]
fn every_body_of_the_field() {
    let control = read_field("h0-control");
    assert_eq!(control, expected());
    for same in ["h1-bom", "h4-gbk-body", "h5-error-code-0.0", "h5-res-100.0", "h7-trailing-nul"] {
        assert_eq!(read_field(same), control, "{same}");
    }
    let number = Some("8012409131700418099".to_owned());
    assert_eq!(read_field("h6-orderid-number"), Decoded { order_id: number, ..expected() });
    assert_eq!(read_field("h7-score-nan"), Decoded { score: None, ..expected() });
}

fn read_field(name: &str) -> Decoded {
    let path = format!("{}/tests/fixtures/field/{name}.http", env!("CARGO_MANIFEST_DIR"));
    let answer = std::fs::read(path).unwrap();
    let head = answer.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
    decode(&answer[head + 4..])
}
