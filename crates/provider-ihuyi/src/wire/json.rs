//! The answer as JSON.

use heyan_transport::json::{self, Members};
use serde_json::value::RawValue;

use super::answer::{Answer, Report, whole_number};

/// Reads an answer: strictly first, then with marks for the wrong bytes in its texts.
pub(super) fn parse(body: &[u8]) -> Option<Answer> {
    let whole = std::str::from_utf8(body).ok();
    whole.and_then(strictly).or_else(|| strictly(&json::mended(&json::decoded(body)?)?))
}

fn strictly(text: &str) -> Option<Answer> {
    let members = Members::read(text)?;
    let report = members.deciding("result")?.and_then(|result| Members::read(result.get()));
    Some(Answer {
        code: members.deciding("code")?.and_then(value).as_deref().and_then(whole_number),
        serial: members.detail("idcardid").and_then(value),
        report: report.and_then(|report| read_report(&report)),
    })
}

fn read_report(members: &Members<'_>) -> Option<Report> {
    let detail = |name| members.detail(name).and_then(value);
    Some(Report {
        status: members.deciding("status")?.and_then(value),
        similarity: detail("similarity"),
        living_score: detail("livingScore"),
        failed_reason: members.deciding("failedReasonCode")?.and_then(value),
        original_url: detail("originalUrl"),
        url: detail("url"),
        face_token: detail("faceToken"),
        expire: detail("expire"),
    })
}

/// A text, or a number as it is written: what comes as one in the samples may come as the other.
fn value(raw: &RawValue) -> Option<String> {
    match raw.get().as_bytes().first()? {
        b'"' => serde_json::from_str(raw.get()).ok(),
        b'-' | b'0'..=b'9' => Some(raw.get().to_owned()),
        _ => None,
    }
}
