//! From the bytes of an answer to what it says: two pure functions.

use std::fmt;
use std::ops::RangeInclusive;

use heyan_core::{Billing, ErrorKind, Factor, Scope, SessionLink, Timestamp, Verdict};
use heyan_transport::json::UNREADABLE;

use crate::codes::{self, Code, Meaning};
use crate::config::FailMeans;
use crate::echo::Sent;
use crate::encode::FaceType;
use crate::wire::{self, Report, whole_number};

/// The scale of scores, as far as the sample of 100 tells; what lies outside is no score.
const SCALE: RangeInclusive<f64> = 0.0..=100.0;

/// The longest code on the pages has five digits; nothing longer gets into the trail as a code.
const HIGHEST_CODE: u32 = 99_999;

/// What Submit's answer with HTTP status 200 says.
#[derive(Clone, Debug, PartialEq)]
pub struct Submitted {
    /// The scan that was started, or why there is none.
    pub answer: Result<Started, ErrorKind>,
    /// Whether the vendor may bill it.
    pub billing: Billing,
    /// `code`.
    pub vendor_code: Option<u32>,
    /// What it means, in heyan's words.
    pub meaning: &'static str,
    /// The serial, to reconcile the invoice with; `None` if it is none, or has anything in common with what was sent.
    pub order_id: Option<Box<str>>,
}

/// A scan that was started.
#[derive(Clone, PartialEq)]
pub struct Started {
    /// Under which its result is asked for.
    pub serial: Box<str>,
    /// Where the person scans their face.
    pub link: SessionLink,
    /// When the link ends, where that can be read.
    pub expires_at: Option<Timestamp>,
}

/// What GetResult's answer with HTTP status 200 says.
#[derive(Clone, Debug, PartialEq)]
pub struct Queried {
    /// How the scan went, or why that is not known.
    pub answer: Result<Scan, ErrorKind>,
    /// `code`.
    pub code: Option<u32>,
    /// `result.status`, where it is a listed one.
    pub status: Option<&'static str>,
    /// What it means, in heyan's words.
    pub meaning: &'static str,
    /// `similarity`: how alike the faces are.
    pub similarity: Option<f64>,
    /// `livingScore`: how alive the person seemed.
    pub liveness: Option<f64>,
}

/// How a scan went.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Scan {
    /// There is no result yet.
    Pending,
    /// The verdict on each factor that it reports.
    Ended(&'static [(Factor, Verdict)]),
}

/// Decodes an answer of Submit to a question with this `face`. Nothing of what was `sent` gets into what comes of it.
pub fn decode_submit(body: &[u8], face: &FaceType<'_>, sent: &Sent<'_>) -> Submitted {
    let answer = match wire::parse(body) {
        Some(answer) => answer,
        None => return unreadable_submit("the answer is neither the JSON nor the XML that ihuyi documents"),
    };
    let code = match documented_form(answer.code) {
        Ok(code) => code,
        Err(meaning) => return unreadable_submit(meaning),
    };
    let Some(row) = codes::submit(code) else {
        return Submitted {
            answer: Err(ErrorKind::Unrecognized { scope: Scope::System }),
            vendor_code: Some(code),
            ..unreadable_submit("a code that ihuyi's page does not list")
        };
    };
    if let Meaning::Failure(kind) = row.becomes {
        return Submitted {
            answer: Err(kind),
            billing: row.billing,
            vendor_code: Some(code),
            meaning: row.meaning,
            order_id: None,
        };
    }
    let (order_id, started) = accepted(answer.serial, answer.report.unwrap_or_default(), face, sent);
    let (answer, meaning) = match started {
        Ok(started) => (Ok(started), row.meaning),
        Err(lacking) => (Err(ErrorKind::Protocol), lacking),
    };
    Submitted { answer, billing: row.billing, vendor_code: Some(code), meaning, order_id }
}

/// The order id, if the serial is fit for one, and the scan, if nothing is wrong with it; else what is.
fn accepted(
    serial: Option<String>,
    report: Report,
    face: &FaceType<'_>,
    sent: &Sent<'_>,
) -> (Option<Box<str>>, Result<Started, &'static str>) {
    // "0" or nothing is what a refusal has.
    let Some(serial) = filled(serial).filter(|serial| &**serial != "0") else {
        return (None, Err("the answer says success but lacks its serial"));
    };
    if !sent.is_own_serial(&serial) {
        return (None, Err("the answer's serial is none, or repeats what was sent"));
    }
    let expires_at = report.expire.as_deref().and_then(whole_number).and_then(milliseconds);
    let link = match face {
        FaceType::H5 { .. } => match filled(report.original_url).or_else(|| filled(report.url)) {
            None => Err("the answer says success but lacks its link"),
            Some(url) if sent.is_own_link(&url) => Ok(SessionLink::Url(url)),
            Some(_) => Err("the answer's link is no safe address, or repeats what was sent"),
        },
        FaceType::Sdk { .. } => match filled(report.face_token) {
            None => Err("the answer says success but lacks its face token"),
            Some(token) if sent.is_own_token(&token) => Ok(SessionLink::FaceToken(token)),
            Some(_) => Err("the answer's face token is none, or repeats what was sent"),
        },
    };
    let order_id = Some(serial.clone()).filter(|serial| sent.is_own_order_id(serial));
    (order_id, link.map(|link| Started { serial, link, expires_at }))
}

/// Decodes an answer of GetResult.
pub fn decode_get_result(body: &[u8], fail_means: FailMeans) -> Queried {
    let answer = match wire::parse(body) {
        Some(answer) => answer,
        None => return unreadable_query("the answer is neither the JSON nor the XML that ihuyi documents"),
    };
    let code = match documented_form(answer.code) {
        Ok(code) => code,
        Err(meaning) => return unreadable_query(meaning),
    };
    if code == codes::SUCCESS {
        return Queried { code: Some(code), ..status_of(&answer.report.unwrap_or_default(), fail_means) };
    }
    let (kind, meaning) = match codes::refused_query(code) {
        Some(Code { becomes: Meaning::Failure(kind), meaning, .. }) => (*kind, *meaning),
        _ => (ErrorKind::Unrecognized { scope: Scope::Request }, "a code that ihuyi's page does not list"),
    };
    Queried { answer: Err(kind), code: Some(code), ..unreadable_query(meaning) }
}

fn status_of(report: &Report, fail_means: FailMeans) -> Queried {
    let Some(status) = report.status.as_deref() else {
        return unreadable_query("the answer says success but lacks its status");
    };
    // A status that is not listed means "not yet"; one with a wrong byte means nothing, nor does the reason for it.
    if [Some(status), report.failed_reason.as_deref()]
        .into_iter()
        .flatten()
        .any(|text| text.contains(UNREADABLE))
    {
        return unreadable_query("the answer's status or the reason for it cannot be read");
    }
    let failed_reason = report.failed_reason.as_deref().and_then(whole_number);
    let failed_reason = failed_reason.and_then(|reason| u32::try_from(reason).ok());
    let Some(row) = codes::status(status.trim_ascii(), failed_reason) else {
        return Queried {
            answer: Ok(Scan::Pending),
            ..unreadable_query("a status that ihuyi's page does not list, which is no result")
        };
    };
    let answer = match row.becomes {
        Meaning::Pending => Ok(Scan::Pending),
        Meaning::Failure(kind) => Err(kind),
        // SUCCESS is no failure to be told otherwise, and a reason tells more than a setting.
        Meaning::Verdicts(_) if is_bare_failure(row) && fail_means == FailMeans::Mismatch => {
            Ok(Scan::Ended(codes::FAIL_AS_MISMATCH))
        }
        Meaning::Verdicts(verdicts) => Ok(Scan::Ended(verdicts)),
    };
    let ended = matches!(answer, Ok(Scan::Ended(_)));
    let score = |text: &Option<String>| text.as_deref().filter(|_| ended).and_then(score);
    Queried {
        answer,
        code: None,
        status: row.status,
        meaning: row.meaning,
        similarity: score(&report.similarity),
        liveness: score(&report.living_score),
    }
}

fn is_bare_failure(row: &Code) -> bool {
    row.status == Some("FAIL") && row.failed_reason.is_none()
}

impl Queried {
    /// The status where it is a listed one, else the code.
    pub fn vendor_code(&self) -> Option<String> {
        self.status.map(str::to_owned).or_else(|| self.code.map(|code| code.to_string()))
    }
}

impl Submitted {
    /// Whether the person asked about may have brought it about, rather than a fault of the vendor's.
    pub(crate) fn is_about_the_person(&self) -> bool {
        self.vendor_code == Some(codes::FAILED)
    }
}

/// Whoever holds the link can scan in the person's place, so it is redacted.
impl fmt::Debug for Started {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Started")
            .field("link", &self.link)
            .field("expires_at", &self.expires_at)
            .finish_non_exhaustive()
    }
}

/// A code that can be believed to be one: it could be anything, an ID number too.
fn documented_form(code: Option<i64>) -> Result<u32, &'static str> {
    let code = code.ok_or("the answer has no readable code, and a missing one is never success")?;
    let code = u32::try_from(code).ok().filter(|code| *code <= HIGHEST_CODE);
    code.ok_or("the answer's code is of no documented form")
}

fn filled(text: Option<String>) -> Option<Box<str>> {
    let text = text?;
    let text = text.trim_ascii();
    (!text.is_empty()).then(|| text.into())
}

fn milliseconds(since_1970: i64) -> Option<Timestamp> {
    Timestamp::from_millisecond(since_1970).ok()
}

/// Two decimals: more would have room for a number that is no score. What rounds to zero is none: nothing was measured.
fn score(text: &str) -> Option<f64> {
    let score: f64 = text.trim_ascii().parse().ok()?;
    let rounded = SCALE.contains(&score).then(|| (score * 100.0).round() / 100.0);
    rounded.filter(|score| *score != 0.0)
}

fn unreadable_submit(meaning: &'static str) -> Submitted {
    Submitted {
        answer: Err(ErrorKind::Protocol),
        billing: Billing::MaybeBilled,
        vendor_code: None,
        meaning,
        order_id: None,
    }
}

fn unreadable_query(meaning: &'static str) -> Queried {
    Queried {
        answer: Err(ErrorKind::Protocol),
        code: None,
        status: None,
        meaning,
        similarity: None,
        liveness: None,
    }
}
