//! Juhe's codes.

use heyan_core::Factor;
use heyan_provider_juhe::{Code, Meaning, codes};

use super::{Becomes, Row, Section, Table};

/// `res` has three digits, an `error_code` five or six.
const RESULTS_BELOW: u32 = 1000;

/// Juhe's table.
pub(super) fn table() -> Result<Table, String> {
    Ok(Table {
        page: "docs/vendor/juhe-codes.md",
        source: "crates/provider-juhe/src/codes.rs",
        title: "Juhe's codes: face four-element check (人脸四要素核验)",
        introduction: "\
Source: the vendor's page 人脸四要素开发文档, version of 2024-11-21, on `POST https://apis.juhe.cn/verifyface_mobile/query`.
A result is the answer's `res`, read where `error_code` is 0; an error is any other `error_code`.
The vendor bills where `error_code` is 0 (\"状态码,为0时计费\"), and only there: a mismatch costs as much as a match.",
        factors: &[Factor::Identity, Factor::Mobile, Factor::Face],
        rows: codes().map(row).collect::<Result<_, _>>()?,
    })
}

fn row(code: &Code) -> Result<Row, String> {
    let becomes = match code.becomes {
        Meaning::Verdicts(verdicts) => Becomes::Verdicts(verdicts),
        Meaning::Failure(kind) => Becomes::Failure(kind),
        _ => return Err(format!("code {} of Juhe becomes something that xtask does not know", code.code)),
    };
    Ok(Row {
        section: if code.code < RESULTS_BELOW { Section::Result } else { Section::Error },
        code: code.code,
        vendor_words: code.vendor_words,
        meaning: code.meaning,
        becomes,
        billing: code.billing,
    })
}
