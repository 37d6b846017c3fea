//! Juhe's answer as it comes over the wire, with the liberties that it takes.

use heyan_transport::json::{self, Members};
use serde_json::value::RawValue;

use crate::{encoding, liberties};

/// An answer. `reason` and `resmsg` are free text and never read.
#[derive(Debug, PartialEq)]
pub(crate) struct Answer {
    /// Missing is never 0.
    pub(crate) error_code: Option<u32>,
    /// What stands under `result`, if it is an object.
    pub(crate) report: Option<Report>,
}

/// The object under `result`.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Report {
    /// Opaque; in the samples, though not in the page's table of fields.
    pub(crate) order_id: Option<String>,
    /// 100 to 116.
    pub(crate) res: Option<u32>,
    /// "人脸识别分数,人像核验通过或人像核验不通过时不为0".
    pub(crate) score: Option<f64>,
    /// The carrier in Chinese, or empty.
    pub(crate) carrier: Option<String>,
}

/// The white space of JSON, and the NUL that ends a text in C.
const AT_THE_END: [char; 5] = [' ', '\t', '\r', '\n', '\0'];

/// Reads an answer: strictly first, then with what does no harm.
///
/// Text that is never read does not decide whether the answer is read, whatever its bytes are, nor does a name that
/// comes twice. Keys, `error_code`, `result` and `res` stay strict.
pub(crate) fn parse(body: &[u8]) -> Option<Answer> {
    match std::str::from_utf8(body) {
        Ok(text) => strictly(bare(text)).or_else(|| tolerantly(bare(text))),
        Err(_) => tolerantly(bare(&encoding::text(body)?)),
    }
}

/// Without a byte order mark and trailing NULs.
fn bare(text: &str) -> &str {
    text.strip_prefix('\u{FEFF}').unwrap_or(text).trim_end_matches(AT_THE_END)
}

fn tolerantly(text: &str) -> Option<Answer> {
    strictly(&liberties::mended(&json::mended(text)?))
}

fn strictly(text: &str) -> Option<Answer> {
    let members = Members::read(text)?;
    // `result` may be null, [], {}, an object, or a string that holds the caller's own key: only an object is read.
    let report = match members.deciding("result")?.and_then(|result| Members::read(result.get())) {
        Some(report) => Some(read_report(&report)?),
        None => None,
    };
    Some(Answer { error_code: members.deciding("error_code")?.and_then(whole_number), report })
}

fn read_report(members: &Members<'_>) -> Option<Report> {
    Some(Report {
        order_id: members.detail("orderid").and_then(|id| text(id).or_else(|| digits(id))),
        res: members.deciding("res")?.and_then(whole_number),
        score: members.detail("score").and_then(number),
        carrier: members.detail("type").and_then(text),
    })
}

/// An int in every answer seen, text in a sibling interface: up to nine digits, bare or in quotes, and a fraction of
/// zeros. Nothing is rounded, so that `1e-400` is not 0.
fn whole_number(raw: &RawValue) -> Option<u32> {
    let quoted = text(raw);
    let written = quoted.as_deref().unwrap_or(raw.get());
    let (whole, fraction) = written.split_once('.').unwrap_or((written, "0"));
    let zeros = !fraction.is_empty() && fraction.bytes().all(|b| b == b'0');
    (zeros && is_digits(whole) && whole.len() <= 9).then(|| whole.parse().ok())?
}

fn number(raw: &RawValue) -> Option<f64> {
    serde_json::from_str(raw.get()).ok().or_else(|| text(raw)?.trim().parse().ok())
}

/// A text that is whole. One that holds a wrong byte is as good as not there.
fn text(raw: &RawValue) -> Option<String> {
    let text: String = serde_json::from_str(raw.get()).ok()?;
    (!text.contains(json::UNREADABLE)).then_some(text)
}

fn digits(raw: &RawValue) -> Option<String> {
    is_digits(raw.get()).then(|| raw.get().to_owned())
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_arrives_escaped_or_not() {
        let answer =
            parse(br#"{"error_code":0,"result":{"type":"\u8054\u901a","orderid":"a\u0062"}}"#).unwrap();
        let report = answer.report.unwrap();
        assert_eq!((report.carrier.as_deref(), report.order_id.as_deref()), (Some("联通"), Some("ab")));
    }

    #[test]
    fn what_decides_comes_once() {
        for twice in [
            r#"{"error_code":280101,"error_code":0}"#,
            r#"{"error_code":0,"result":{},"result":{}}"#,
            r#"{"error_code":0,"result":null,"result":{"res":100}}"#,
            r#"{"error_code":0,"result":{"res":100,"res":100}}"#,
        ] {
            assert_eq!(parse(twice.as_bytes()), None, "{twice}");
        }
    }
}
