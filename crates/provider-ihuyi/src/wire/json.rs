//! The answer as JSON.

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

pub(super) fn parse(text: &str) -> Option<Answer> {
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
