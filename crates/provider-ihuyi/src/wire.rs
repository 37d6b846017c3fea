//! ihuyi's answer as it comes over the wire: JSON or XML, with every value as the text that it is written with.

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::xml;

/// The longest answer that is read, in bytes; the samples have under 300.
const LONGEST: usize = 64 * 1024;

/// An answer. `msg` and `message` are free text and never read.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Answer {
    /// Missing is never 2.
    pub(crate) code: Option<i64>,
    /// "提交时接口返回的流水号".
    pub(crate) serial: Option<String>,
    /// What stands under `result`, if it has fields.
    pub(crate) report: Option<Report>,
}

/// What stands under `result`. What is neither text nor a number is as good as not there.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Report {
    /// "刷脸结果状态".
    pub(crate) status: Option<String>,
    /// "刷脸照片相似度得分".
    pub(crate) similarity: Option<String>,
    /// "刷脸活体检测得分"; its type and scale are left blank on the page.
    pub(crate) living_score: Option<String>,
    /// Not on the page.
    pub(crate) failed_reason: Option<String>,
    /// The scan's address by the page's table of fields.
    pub(crate) original_url: Option<String>,
    /// The scan's address by the page's samples.
    pub(crate) url: Option<String>,
    /// The token for the SDK.
    pub(crate) face_token: Option<String>,
    /// The link's end, in milliseconds since 1970.
    pub(crate) expire: Option<String>,
}

/// Reads an answer. The first byte tells JSON from XML: `Content-Type` has been seen to lie.
pub(crate) fn parse(body: &[u8]) -> Option<Answer> {
    if body.len() > LONGEST {
        return None;
    }
    let text = std::str::from_utf8(body).ok()?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text).trim_ascii_start();
    match text.as_bytes().first()? {
        b'{' => json(text),
        b'<' => xml::parse(text),
        _ => None,
    }
}

/// A whole number in its one plain form: no sign in front, no fraction, no zeros to fill it up.
pub(crate) fn whole_number(text: &str) -> Option<i64> {
    let text = text.trim_ascii();
    let number: i64 = text.parse().ok()?;
    (number.to_string() == text).then_some(number)
}

#[derive(Deserialize)]
struct RawAnswer<'a> {
    #[serde(borrow)]
    code: Option<&'a RawValue>,
    #[serde(borrow)]
    idcardid: Option<&'a RawValue>,
    #[serde(borrow)]
    result: Option<&'a RawValue>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RawReport<'a> {
    #[serde(borrow)]
    status: Option<&'a RawValue>,
    #[serde(borrow)]
    similarity: Option<&'a RawValue>,
    #[serde(borrow)]
    living_score: Option<&'a RawValue>,
    #[serde(borrow)]
    failed_reason_code: Option<&'a RawValue>,
    #[serde(borrow)]
    original_url: Option<&'a RawValue>,
    #[serde(borrow)]
    url: Option<&'a RawValue>,
    #[serde(borrow)]
    face_token: Option<&'a RawValue>,
    #[serde(borrow)]
    expire: Option<&'a RawValue>,
}

fn json(text: &str) -> Option<Answer> {
    let raw: RawAnswer<'_> = serde_json::from_str(text).ok()?;
    let report = raw.result.filter(|result| result.get().starts_with('{'));
    Some(Answer {
        code: raw.code.and_then(value).as_deref().and_then(whole_number),
        serial: raw.idcardid.and_then(value),
        report: report.and_then(|report| serde_json::from_str(report.get()).ok().as_ref().map(read_report)),
    })
}

fn read_report(raw: &RawReport<'_>) -> Report {
    Report {
        status: raw.status.and_then(value),
        similarity: raw.similarity.and_then(value),
        living_score: raw.living_score.and_then(value),
        failed_reason: raw.failed_reason_code.and_then(value),
        original_url: raw.original_url.and_then(value),
        url: raw.url.and_then(value),
        face_token: raw.face_token.and_then(value),
        expire: raw.expire.and_then(value),
    }
}

/// A text, or a number as it is written: what comes as one in the samples may come as the other.
fn value(raw: &RawValue) -> Option<String> {
    match raw.get().as_bytes().first()? {
        b'"' => serde_json::from_str(raw.get()).ok(),
        b'-' | b'0'..=b'9' => Some(raw.get().to_owned()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_number_has_one_form() {
        for (text, number) in [("2", Some(2)), (" 2\n", Some(2)), ("0", Some(0)), ("-1", Some(-1))] {
            assert_eq!(whole_number(text), number, "{text}");
        }
        for text in ["", "+2", "02", "2.0", "2e0", "0x2", "２", "-0", "99999999999999999999"] {
            assert_eq!(whole_number(text), None, "{text}");
        }
    }

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
