//! The answer as JSON.

use heyan_transport::json::{self, Object};
use serde::Deserialize;
use serde_json::value::RawValue;

use super::answer::{Answer, Report, whole_number};

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

/// Reads an answer: strictly first, then with marks for the wrong bytes in its texts.
pub(super) fn parse(body: &[u8]) -> Option<Answer> {
    let whole = std::str::from_utf8(body).ok();
    whole.and_then(strictly).or_else(|| strictly(&json::mended(&json::decoded(body)?)?))
}

fn strictly(text: &str) -> Option<Answer> {
    let Object(raw): Object<RawAnswer<'_>> = serde_json::from_str(text).ok()?;
    let report: Option<Object<RawReport<'_>>> =
        raw.result.and_then(|result| serde_json::from_str(result.get()).ok());
    Some(Answer {
        code: raw.code.and_then(value).as_deref().and_then(whole_number),
        serial: raw.idcardid.and_then(value),
        report: report.map(|Object(report)| read_report(&report)),
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
