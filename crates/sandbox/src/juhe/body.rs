//! Answers as bytes, with the keys in the order of Juhe's samples.

use serde::Serialize;

use super::codes::{CheckResult, ServiceError, SystemError};

/// The samples of the page say so for every result, a mismatch too.
const SUCCESS: &str = "成功";

/// The only carrier in the page's samples.
const CARRIER: &str = "联通";

#[derive(Serialize)]
struct Checked<'a> {
    reason: &'a str,
    result: Details<'a>,
    error_code: u32,
}

#[derive(Serialize)]
struct Details<'a> {
    orderid: &'a str,
    res: u16,
    resmsg: &'a str,
    score: f64,
    r#type: &'a str,
}

#[derive(Serialize)]
struct Refused<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    resultcode: Option<&'a str>,
    reason: &'a str,
    result: (),
    error_code: u32,
}

pub(super) fn of_result(result: &CheckResult, order_id: &str) -> Result<String, serde_json::Error> {
    serde_json::to_string(&Checked {
        reason: SUCCESS,
        result: Details {
            orderid: order_id,
            res: result.res,
            resmsg: result.resmsg,
            score: result.score,
            r#type: CARRIER,
        },
        error_code: 0,
    })
}

pub(super) fn of_system_error(error: &SystemError) -> Result<String, serde_json::Error> {
    refused(Some(error.resultcode), error.reason, error.error_code)
}

pub(super) fn of_service_error(error: &ServiceError) -> Result<String, serde_json::Error> {
    refused(None, error.reason, error.error_code)
}

fn refused(resultcode: Option<&str>, reason: &str, error_code: u32) -> Result<String, serde_json::Error> {
    serde_json::to_string(&Refused { resultcode, reason, result: (), error_code })
}

/// The page's one sample of a failure is not JSON: `"orderid": "JH801240913170041JZU80",` is followed by `}`.
/// The comma is kept, because a client that cannot read this answer cannot read what the vendor documents.
pub(super) fn of_error_with_order(error: &ServiceError, order_id: &str) -> String {
    let ServiceError { reason, error_code, .. } = error;
    format!(r#"{{"reason":"{reason}","result":{{"orderid":"{order_id}",}},"error_code":{error_code}}}"#)
}
