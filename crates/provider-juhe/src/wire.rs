//! Juhe's answer as it comes over the wire, with the liberties that it takes.

use serde::Deserialize;
use serde_json::value::RawValue;
use zeroize::Zeroizing;

/// An answer. `reason` and `resmsg` are free text and never read.
#[derive(Debug, PartialEq)]
pub(crate) struct Answer {
    /// Missing is never 0.
    pub(crate) error_code: Option<i64>,
    /// What stands under `result`, if it is an object.
    pub(crate) report: Option<Report>,
}

/// The object under `result`.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Report {
    /// Opaque; in the samples, though not in the page's table of fields.
    pub(crate) order_id: Option<String>,
    /// 100 to 116.
    pub(crate) res: Option<i64>,
    /// "人脸识别分数,人像核验通过或人像核验不通过时不为0".
    pub(crate) score: Option<f64>,
    /// The carrier in Chinese, or empty.
    pub(crate) carrier: Option<String>,
}

#[derive(Deserialize)]
struct RawAnswer<'a> {
    #[serde(borrow)]
    error_code: Option<&'a RawValue>,
    #[serde(borrow)]
    result: Option<&'a RawValue>,
}

#[derive(Default, Deserialize)]
struct RawReport<'a> {
    #[serde(borrow)]
    orderid: Option<&'a RawValue>,
    #[serde(borrow)]
    res: Option<&'a RawValue>,
    #[serde(borrow)]
    score: Option<&'a RawValue>,
    #[serde(borrow, rename = "type")]
    carrier: Option<&'a RawValue>,
}

/// Reads an answer: strictly first, then with the one liberty of the vendor's own failure sample, a comma before a
/// closing brace.
pub(crate) fn parse(body: &[u8]) -> Option<Answer> {
    strictly(body).or_else(|| strictly(&without_trailing_commas(body)?))
}

fn strictly(body: &[u8]) -> Option<Answer> {
    let raw: RawAnswer<'_> = serde_json::from_slice(body).ok()?;
    // `result` may be null, [], {}, an object, or a string that holds the caller's own key: only an object is read.
    let report = raw.result.filter(|result| result.get().starts_with('{'));
    Some(Answer {
        error_code: raw.error_code.and_then(whole_number),
        report: report.and_then(|report| serde_json::from_str(report.get()).ok().as_ref().map(read_report)),
    })
}

fn read_report(raw: &RawReport<'_>) -> Report {
    Report {
        order_id: raw.orderid.and_then(text),
        res: raw.res.and_then(whole_number),
        score: raw.score.and_then(number),
        carrier: raw.carrier.and_then(text),
    }
}

/// An int in every answer seen; text in a sibling interface.
fn whole_number(raw: &RawValue) -> Option<i64> {
    serde_json::from_str(raw.get()).ok().or_else(|| text(raw)?.trim().parse().ok())
}

fn number(raw: &RawValue) -> Option<f64> {
    serde_json::from_str(raw.get()).ok().or_else(|| text(raw)?.trim().parse().ok())
}

fn text(raw: &RawValue) -> Option<String> {
    serde_json::from_str(raw.get()).ok()
}

/// The body without commas that follow a value and stand before `}`, outside strings; `None` where there are none.
fn without_trailing_commas(body: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let mut mended = Zeroizing::new(Vec::with_capacity(body.len()));
    let (mut in_string, mut escaped, mut found) = (false, false, false);
    // The last byte outside white space, and where a comma stands that may prove to be trailing.
    let (mut last, mut comma) = (b'{', None);
    for &byte in body {
        if in_string {
            (in_string, escaped) = (escaped || byte != b'"', !escaped && byte == b'\\');
            last = byte;
        } else if !byte.is_ascii_whitespace() {
            if let (b'}', Some(at)) = (byte, comma) {
                mended.remove(at);
                found = true;
            }
            let after_value = !matches!(last, b'{' | b'[' | b',' | b':');
            comma = (byte == b',' && after_value).then_some(mended.len());
            in_string = byte == b'"';
            last = byte;
        }
        mended.push(byte);
    }
    found.then_some(mended)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended(body: &str) -> Option<String> {
        without_trailing_commas(body.as_bytes()).map(|mended| String::from_utf8(mended.to_vec()).unwrap())
    }

    #[test]
    fn only_a_comma_between_a_value_and_a_closing_brace_is_taken_out() {
        assert_eq!(mended(r#"{"a":1 , }"#).as_deref(), Some(r#"{"a":1  }"#));
        assert_eq!(mended(r#"{"a":{"b":"x",},"c":[],}"#).as_deref(), Some(r#"{"a":{"b":"x"},"c":[]}"#));
        for left_alone in
            [r#"{"a":1}"#, r#"{,}"#, r#"{"a":[1,]}"#, r#"{"a":",}"}"#, r#"{"a":"\",}"}"#, "", ",}"]
        {
            assert_eq!(mended(left_alone), None, "{left_alone}");
        }
        assert_eq!(parse(br#"{"error_code":0,,}"#), None);
    }

    #[test]
    fn text_arrives_escaped_or_not() {
        let answer =
            parse(br#"{"error_code":0,"result":{"type":"\u8054\u901a","orderid":"a\u0062"}}"#).unwrap();
        let report = answer.report.unwrap();
        assert_eq!((report.carrier.as_deref(), report.order_id.as_deref()), (Some("联通"), Some("ab")));
    }

    #[test]
    fn a_key_that_comes_twice_is_no_answer() {
        assert_eq!(parse(br#"{"error_code":280101,"error_code":0}"#), None);
    }
}
