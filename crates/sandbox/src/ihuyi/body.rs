//! Answers as bytes, each in the shape of ihuyi's samples, blanks included.
//!
//! All of it is our own words and figures, so that nothing has to be escaped.

use super::codes::{Refusal, Step};
use super::progress::Status;

/// What GetResult is answered in.
#[derive(Clone, Copy)]
pub(super) enum Format {
    Json,
    /// The page shows it for the address that ends in `.json`.
    Xml,
}

/// What Submit tells of a scan.
pub(super) struct Begun {
    pub(super) serial: String,
    /// In milliseconds since the Unix epoch, which the answer has as a string.
    pub(super) expires: i64,
    /// Empty for a scan in the SDK.
    pub(super) url: String,
    pub(super) face_token: String,
}

pub(super) fn of_begun(begun: &Begun) -> String {
    let Begun { serial, expires, url, face_token } = begun;
    format!(
        r#"{{"code":2,"msg":"提交成功","idcardid":"{serial}","result":{{"expire": "{expires}","url":"{url}", "faceToken":"{face_token}"}}}}"#
    )
}

pub(super) fn of_refused_submit(refusal: &Refusal) -> String {
    let (code, message) = (refusal.code, refusal.message(Step::Submit));
    format!(
        r#"{{"code":{code},"msg":"{message}","idcardid":"0","result":{{"status":"","url":"", "faceToken":""}}}}"#
    )
}

pub(super) fn of_refused_query(refusal: &Refusal, format: Format) -> String {
    let (code, message) = (refusal.code, refusal.message(Step::Query));
    match format {
        Format::Json => format!(r#"{{"code":{code},"msg":"{message}"}}"#),
        Format::Xml => in_xml(code, message, ""),
    }
}

pub(super) fn of_status(status: Status, format: Format) -> String {
    const MESSAGE: &str = "查询成功";
    let (status, message, similarity) = told(status);
    match format {
        Format::Json => format!(
            r#"{{"code":2,"msg":"{MESSAGE}","result":{{"status":"{status}","message":"{message}","livingScore":"","similarity":"{similarity}"}}}}"#
        ),
        Format::Xml => in_xml(
            2,
            MESSAGE,
            &format!(
                "<result><status>{status}</status><message>{message}</message><livingScore></livingScore>\
                 <similarity>{similarity}</similarity></result>"
            ),
        ),
    }
}

fn in_xml(code: u32, message: &str, result: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="utf-8"?><GetResultResult><code>{code}</code><msg>{message}</msg>{result}</GetResultResult>"#
    )
}

/// The status, what is said of it, and "刷脸照片相似度得分". Only the words of SUCCESS are in a sample; "FAIL" is
/// described as 刷脸认证失败, and "ING" as they are here.
fn told(status: Status) -> (&'static str, &'static str, &'static str) {
    match status {
        Status::Ing => ("ING", "刷脸地址已申请", ""),
        Status::Scan => ("SCAN", "刷脸地址已打开", ""),
        Status::Success => ("SUCCESS", "认证成功", "100"),
        Status::Fail => ("FAIL", "认证失败", ""),
    }
}
