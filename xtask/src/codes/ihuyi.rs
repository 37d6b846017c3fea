//! ihuyi's codes.

use std::fmt::Write as _;
use std::sync::LazyLock;

use heyan_core::Factor;
use heyan_provider_ihuyi::{Code, Meaning, codes};

use super::{Becomes, Row, Section, Table};

/// The factors that a scan can report.
const FACTORS: [Factor; 3] = [Factor::Identity, Factor::Face, Factor::Liveness];

/// A code's row has no room for a status or for where a code comes, so these stand in front of the tables.
static INTRODUCTION: LazyLock<String> = LazyLock::new(introduction);

/// ihuyi's table.
pub(super) fn table() -> Result<Table, String> {
    Ok(Table {
        page: "docs/vendor/ihuyi-codes.md",
        source: "crates/provider-ihuyi/src/codes.rs",
        title: "ihuyi's codes: hosted face scan (人脸核身, idface)",
        introduction: &INTRODUCTION,
        factors: &[],
        rows: codes().filter(|code| code.status.is_none()).map(row).collect::<Result<_, _>>()?,
    })
}

fn introduction() -> String {
    let at_one = |submit: bool| {
        let only =
            codes().filter(|code| code.status.is_none() && code.at.is_submit() != code.at.is_get_result());
        let of_one = only.filter(|code| code.at.is_submit() == submit).map(|code| code.code.to_string());
        of_one.collect::<Vec<_>>().join(", ")
    };
    format!(
        "\
Source: the vendor's page of idface, on `POST https://api.ihuyi.com/idcard/idface/Submit.json`, which starts a scan, and
`GetResult.json` beside it, which asks how it went. Of two wordings GetResult's is the first.
Submit alone answers with {}; GetResult alone with {}; all other codes may come at both, and 2 of GetResult has a status.
When the vendor bills is said nowhere: a scan that was started may be billed, one that was refused is not, and neither is
any answer of GetResult.

## Statuses

The `result.status` of GetResult's code 2. One that is not listed is pending. `failedReasonCode` is not on the vendor's
page. Where the contract says so (`fail_means = \"mismatch\"`), FAIL without a reason is a mismatch of the face.

{}",
        at_one(true),
        at_one(false),
        statuses().trim_end(),
    )
}

fn statuses() -> String {
    let mut grid = "| status | failedReasonCode | vendor's words | meaning |".to_owned();
    for factor in FACTORS {
        let _ = write!(grid, " {factor} |");
    }
    let _ = writeln!(grid, "\n|{}", "---|".repeat(4 + FACTORS.len()));
    for code in codes() {
        let Some(status) = code.status else { continue };
        let reason = code.failed_reason.map(|reason| reason.to_string()).unwrap_or_default();
        let _ = write!(grid, "| {status} | {reason} | {} | {} |", code.vendor_words, code.meaning);
        for factor in FACTORS {
            let _ = write!(grid, " {} |", verdict(code, factor));
        }
        grid.push('\n');
    }
    grid
}

fn verdict(code: &Code, factor: Factor) -> &'static str {
    match code.becomes {
        Meaning::Verdicts(verdicts) => verdicts
            .iter()
            .find(|(reported, _)| *reported == factor)
            .map_or("not reported", |(_, verdict)| verdict.as_str()),
        _ => "pending",
    }
}

fn row(code: &Code) -> Result<Row, String> {
    let (section, becomes) = match code.becomes {
        // A scan that was started reports on nothing yet.
        Meaning::Pending => (Section::Result, Becomes::Verdicts(&[])),
        Meaning::Failure(kind) => (Section::Error, Becomes::Failure(kind)),
        _ => return Err(format!("code {} of ihuyi becomes something that xtask does not know", code.code)),
    };
    Ok(Row {
        section,
        code: code.code,
        vendor_words: code.vendor_words,
        meaning: code.meaning,
        becomes,
        billing: code.billing,
    })
}
