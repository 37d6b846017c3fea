//! ihuyi's answer as it comes over the wire: JSON or XML.

mod answer;
mod declaration;
mod json;
mod xml;

pub(crate) use answer::{Answer, Report, whole_number};

/// The longest answer that is read, in bytes; the samples have under 300.
const LONGEST: usize = 64 * 1024;

/// Reads an answer. The first byte tells JSON from XML: `Content-Type` has been seen to lie.
///
/// Text that is never read does not decide whether the answer is read, whatever its bytes are.
pub(crate) fn parse(body: &[u8]) -> Option<Answer> {
    if body.len() > LONGEST {
        return None;
    }
    let body = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body).trim_ascii_start();
    match body.first()? {
        b'{' => json::parse(body),
        b'<' => xml::parse(body),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_and_xml_of_one_answer_are_one_answer() {
        let samples: [(&[u8], &[u8]); 2] = [
            (
                include_bytes!("../tests/fixtures/success.json"),
                include_bytes!("../tests/fixtures/success.xml"),
            ),
            (include_bytes!("../tests/fixtures/fail.json"), include_bytes!("../tests/fixtures/fail.xml")),
        ];
        for (json, xml) in samples {
            assert!(parse(json).is_some());
            assert_eq!(parse(json), parse(xml));
        }
    }

    #[test]
    fn a_key_that_comes_twice_is_no_answer() {
        assert_eq!(parse(br#"{"code":405,"code":2}"#), None);
        let twice = parse(br#"{"code":2,"result":{"status":"FAIL","status":"SUCCESS"}}"#).unwrap();
        assert_eq!((twice.code, twice.report), (Some(2), None));
    }

    #[test]
    fn an_answer_ends_at_64_kib() {
        let padded = |length: usize| format!("{}{}", " ".repeat(length - 10), r#"{"code":2}"#);
        assert!(parse(padded(LONGEST).as_bytes()).is_some());
        assert_eq!(parse(padded(LONGEST + 1).as_bytes()), None);
    }
}
