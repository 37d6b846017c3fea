//! Text that is never read does not decide whether the answer is read; what decides is read strictly.

use heyan_core::ErrorKind;
use heyan_provider_ihuyi::{FailMeans, Queried, Scan, decode_get_result};

const JSON: &str = r#"{"code":2,"msg":"查询","result":{"status":"SUCCESS","message":"认证","similarity":"98","url":"no link"}}"#;
const XML: &str = "<R><code>2</code><msg>查询</msg><result><status>SUCCESS</status><message>认证</message><similarity>98</similarity><url>no link</url></result></R>";

fn queried(body: &[u8]) -> Queried {
    decode_get_result(body, FailMeans::Indeterminate)
}

/// The answer with one of its texts replaced, once, by these bytes.
fn with(answer: &str, old: &str, new: &[u8]) -> Vec<u8> {
    let (before, after) = answer.split_once(old).unwrap();
    [before.as_bytes(), new, after.as_bytes()].concat()
}

fn protocol(body: &[u8]) {
    assert_eq!(queried(body).answer, Err(ErrorKind::Protocol), "{}", body.escape_ascii());
}

#[test]
fn wrong_bytes_in_text_that_is_never_read_change_nothing() {
    for answer in [JSON, XML] {
        let plain = queried(answer.as_bytes());
        assert!(matches!(plain.answer, Ok(Scan::Ended(verdicts)) if verdicts.len() == 3));
        // A character cut in two, a byte of no encoding, GBK, control characters, one that is no character.
        for wrong in [
            &b"\xE8\xAE"[..],
            b"\xFF",
            b"\xC8\xCF\xD6\xA4",
            b"\0",
            b"\t",
            b"a\r\nb",
            b"\x1b[0m",
            b"\xEF\xBF\xBF",
            b"{}[],:'",
        ] {
            for unread in ["查询", "认证"] {
                let body = with(answer, unread, wrong);
                assert_eq!(queried(&body), plain, "{}", body.escape_ascii());
            }
        }
        // A query reads no link, and a score that cannot be read is none.
        assert_eq!(queried(&with(answer, "no link", b"\xFF")), plain);
    }
    let score = queried(&with(JSON, "98", b"9\xFF"));
    assert_eq!((score.similarity, score.code), (None, Some(2)));
}

#[test]
fn wrong_bytes_in_what_decides_make_the_answer_unreadable() {
    for (answer, old, new) in [
        (JSON, "\"code\"", &b"\"code\xFF\""[..]),
        (JSON, "\"msg\"", b"\"msg\t\""),
        (JSON, ":2,", b":\"2\xFF\","),
        (JSON, ":2,", b":\"2\n\","),
        (JSON, "SUCCESS", b"SUCCESS\xFF"),
        (JSON, "SUCCESS", b"SUCC\tESS"),
        (JSON, "\"SUCCESS\"", b"\"FAIL\",\"failedReasonCode\":\"1445907\xFF\""),
        (JSON, "认证", b"\xE8\xAE\\n"),
        (JSON, "认证", b"\xFF\",\"status\":\"FAIL\",\"x\":\""),
        (JSON, "查询", b"\xFF\",\"code\":405,\"x\":\""),
        (XML, "<code>2", b"<code>2\xFF"),
        (XML, "<code>2", b"<code>2\0"),
        (XML, "SUCCESS", b"SUCC\x01ESS"),
        (XML, "<msg>", b"<msg\xFF>"),
        (XML, "认证", b"<![CDATA[\xD5]]>"),
        (XML, "认证", b"\xFF</message><status>FAIL</status><message>"),
        (XML, "查询", b"\xFF</msg><code>405</code><msg>"),
    ] {
        protocol(&with(answer, old, new));
    }
}

#[test]
fn a_mark_of_the_vendors_own_is_a_character_like_any_other() {
    let body = with(JSON, "\"msg\"", "\"消\u{FFFD}\"".as_bytes());
    assert_eq!(queried(&body), queried(JSON.as_bytes()), "in a key of an answer that is whole JSON");
    for (answer, old, new) in
        [(JSON, "认证", "\u{FFFD}\\n"), (XML, "认证", "\u{FFFD}"), (XML, "<msg>", "<!-- \u{FFFD} --><msg>")]
    {
        assert_eq!(queried(&with(answer, old, new.as_bytes())), queried(answer.as_bytes()), "{new}");
    }
}

#[test]
fn positions_do_not_stand_for_names() {
    for body in [
        r#"[2,"16236437872836",{"status":"SUCCESS"}]"#,
        r#"{"code":2,"result":["SUCCESS","98"]}"#,
        r#"[{"code":2,"result":{"status":"SUCCESS"}}]"#,
    ] {
        protocol(body.as_bytes());
    }
}

#[test]
fn xml_is_as_xml_1_0_has_it() {
    let answer = "<R><code>2</code><result><status>SUCCESS</status></result></R>";
    for head in [
        "<?xml?>",
        "<?xml version=\"\"?>",
        "<?xml encoding=\"utf-8\"?>",
        "<?xml version=\"1.0\" x?>",
        "<?XML version=\"1.0\"?>",
        "<!-- --><?xml version=\"1.0\"?>",
        "\0",
        "\u{1}",
    ] {
        protocol(format!("{head}{answer}").as_bytes());
    }
    for tail in [
        "\0",
        "\u{b}",
        "<?xml version=\"1.0\"?>",
        "<?xml\tx?>",
        "<!-- -- -->",
        "<!--",
        "<![CDATA[]]>",
        "\u{a0}",
    ] {
        protocol(format!("{answer}{tail}").as_bytes());
    }
    for inside in [
        "\u{1}",
        "\0",
        "\u{FFFF}",
        "<?x \u{1}?>",
        "<?xml\tx?>",
        "<a b/>",
        "<a b=c/>",
        "<a b=\"<\"/>",
        "<a b=\"1\" b=\"2\"/>",
        "<a b='1'c='2'/>",
        "<1/>",
        "< a/>",
        "<a b='&'/>",
        "<a b='&x;'/>",
        "]]>",
        "&",
        "&x;",
        "<m>]]></m>",
        "<m>&#1;</m>",
        "<m></M>",
        "<a:b/>",
        "<:m/>",
        "<m></:m>",
        "<m",
        "<!x>",
    ] {
        protocol(answer.replace("<result>", &format!("{inside}<result>")).as_bytes());
        protocol(answer.replace("<status>", &format!("{inside}<status>")).as_bytes());
    }
}

#[test]
fn what_no_xml_parser_takes_is_tolerated_in_three_places() {
    let answer = "<R><code>2</code><result><status>SUCCESS</status></result></R>";
    for inside in ["<!-- \u{1} -->", "<m a=\"\u{1}\"/>", "<m>\u{1}<n>\0</n></m>"] {
        let body = answer.replace("<result>", &format!("{inside}<result>"));
        assert_eq!(queried(body.as_bytes()), queried(answer.as_bytes()), "{body:?}");
    }
}

#[test]
fn what_decides_nothing_may_come_twice_and_is_missing_then() {
    let answers = [
        (
            JSON,
            "\"status\"",
            [
                "\"similarity\":\"97\",",
                "\"livingScore\":1,\"livingScore\":2,",
                "\"url\":\"x\",",
                "\"x\":1,\"x\":2,",
            ],
        ),
        (
            XML,
            "<status>",
            ["<similarity>97</similarity>", "<livingScore/><livingScore/>", "<url><b/></url>", "<x/><x/>"],
        ),
    ];
    for (answer, place, twice) in answers {
        let plain = queried(answer.as_bytes());
        for more in twice {
            let similarity = plain.similarity.filter(|_| !more.contains("similarity"));
            let body = with(answer, place, format!("{more}{place}").as_bytes());
            assert_eq!(queried(&body), Queried { similarity, ..plain.clone() }, "{more}");
        }
        for (place, more) in [
            ("\"code\"", "\"idcardid\":1,\"idcardid\":2,"),
            ("<code>", "<idcardid/><idcardid><a/></idcardid>"),
        ] {
            if answer.contains(place) {
                assert_eq!(
                    queried(&with(answer, place, format!("{more}{place}").as_bytes())),
                    plain,
                    "{more}"
                );
            }
        }
    }
}

#[test]
fn what_decides_comes_once() {
    for (answer, place, more) in [
        (JSON, "\"code\"", "\"code\":2,"),
        (JSON, "\"msg\"", "\"result\":{\"status\":\"SUCCESS\"},"),
        (JSON, "\"status\"", "\"status\":\"SUCCESS\","),
        (JSON, "\"status\"", "\"failedReasonCode\":1,\"failedReasonCode\":1,"),
        (XML, "<code>", "<code>2</code>"),
        (XML, "<msg>", "<result><status>SUCCESS</status></result>"),
        (XML, "<status>", "<status>SUCCESS</status>"),
        (XML, "<status>", "<failedReasonCode/><failedReasonCode/>"),
    ] {
        protocol(&with(answer, place, format!("{more}{place}").as_bytes()));
    }
}
