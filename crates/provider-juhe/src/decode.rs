//! From the bytes of an answer to what it says: a pure function.

use heyan_core::{Billing, Carrier, ErrorKind, Factor, Scope, Verdict};

use crate::codes::{self, Code, Meaning};
use crate::echo::is_own_order_id;
use crate::encode::Form;
use crate::wire::{self, Report};

/// The scale of scores, as far as the sample of 982.7 tells; what lies outside is no score.
const SCALE: std::ops::RangeInclusive<f64> = 0.0..=1000.0;

/// What an answer with HTTP status 200 says.
#[derive(Clone, Debug, PartialEq)]
pub struct Decoded {
    /// The verdict on each factor reported, or why there is none.
    pub answer: Result<&'static [(Factor, Verdict)], ErrorKind>,
    /// Whether the vendor bills it.
    pub billing: Billing,
    /// `res` where there is one, else `error_code`.
    pub vendor_code: Option<u32>,
    /// What the code means, in heyan's words.
    pub meaning: &'static str,
    /// The vendor's order id, if it is one and has nothing in common with what was sent.
    pub order_id: Option<String>,
    /// How alike the faces are; non-zero only where the face matched or mismatched.
    pub score: Option<f64>,
    /// Who carries the mobile number.
    pub carrier: Option<Carrier>,
}

/// Decodes an answer. Whatever the bytes are, something is known afterwards, if only that they say nothing. Nothing of
/// what was `sent` gets into what comes of it.
pub fn decode(body: &[u8], sent: &Form<'_>) -> Decoded {
    let Some(answer) = wire::parse(body) else {
        return unreadable("the answer is not the JSON that Juhe documents", Billing::MaybeBilled);
    };
    let mut report = answer.report.unwrap_or_default();
    report.order_id = report.order_id.filter(|order_id| is_own_order_id(order_id, sent));
    match answer.error_code {
        Some(0) => decode_result(report),
        Some(code) => decode_error(code, report),
        None => unreadable(
            "the answer has no readable error_code, and a missing one is never success",
            Billing::MaybeBilled,
        ),
    }
}

/// `error_code` 0: billed, whatever stands in the result.
fn decode_result(report: Report) -> Decoded {
    // Three digits, as documented; nothing longer gets into the trail as a code.
    let res = report.res.filter(|res| *res < 1000);
    match (res, res.and_then(codes::result)) {
        (_, Some(code)) => decoded(code, report),
        (Some(res), None) => Decoded {
            // A result that the page does not list was paid for and says nothing that can be relied on.
            answer: Ok(&[
                (Factor::Identity, Verdict::Indeterminate),
                (Factor::Mobile, Verdict::Indeterminate),
                (Factor::Face, Verdict::Indeterminate),
            ]),
            vendor_code: Some(res),
            meaning: "a result that Juhe's page does not list",
            billing: Billing::Billed,
            order_id: report.order_id,
            score: None,
            carrier: None,
        },
        (None, None) => {
            let lacking = unreadable("the answer says success but lacks its result", Billing::Billed);
            Decoded { order_id: report.order_id, ..lacking }
        }
    }
}

/// Not billed. An unlisted code is told by its form: "2 002 01", a 1 in front is system-level, a 2 service-level.
fn decode_error(code: u32, report: Report) -> Decoded {
    if let Some(listed) = codes::error(code) {
        return decoded(listed, report);
    }
    let (scope, meaning) = match code {
        10_000..=19_999 => (Scope::System, "a system-level code that Juhe's page does not list"),
        200_000..=299_999 => (Scope::Request, "a service-level code that Juhe's page does not list"),
        _ => return unreadable("the answer's error_code is of no documented form", Billing::MaybeBilled),
    };
    Decoded {
        answer: Err(ErrorKind::Unrecognized { scope }),
        vendor_code: Some(code),
        ..unreadable(meaning, Billing::NotBilled)
    }
}

fn decoded(code: &'static Code, report: Report) -> Decoded {
    let answer = match code.becomes {
        Meaning::Verdicts(verdicts) => Ok(verdicts),
        Meaning::Failure(kind) => Err(kind),
    };
    Decoded {
        answer,
        billing: code.billing,
        vendor_code: Some(code.code),
        meaning: code.meaning,
        order_id: report.order_id,
        // "人像核验通过或人像核验不通过时不为0": a zero is no score.
        score: report
            .score
            .filter(|score| SCALE.contains(score))
            .map(one_decimal)
            .filter(|score| *score != 0.0),
        carrier: report.carrier.as_deref().and_then(carrier),
    }
}

/// As the sample has it. More would have room for a number that is no score.
fn one_decimal(score: f64) -> f64 {
    (score * 10.0).round() / 10.0
}

fn unreadable(meaning: &'static str, billing: Billing) -> Decoded {
    Decoded {
        answer: Err(ErrorKind::Protocol),
        billing,
        vendor_code: None,
        meaning,
        order_id: None,
        score: None,
        carrier: None,
    }
}

/// 联通, 移动 and 电信 have been seen; 广电 is expected; an empty text means that it is not known.
fn carrier(text: &str) -> Option<Carrier> {
    match text.trim() {
        "联通" => Some(Carrier::Unicom),
        "移动" => Some(Carrier::Mobile),
        "电信" => Some(Carrier::Telecom),
        "广电" => Some(Carrier::Broadnet),
        _ => None,
    }
}
