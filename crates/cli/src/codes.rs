//! `heyan codes`: every code of a vendor's page, and what it becomes.

use std::process::ExitCode;

use heyan::juhe::{self, Code, Meaning};
use heyan::{Billing, ErrorKind, Factor, Field, Verdict};
use serde::Serialize;

use crate::args::{Codes, Vendor};
use crate::output;
use crate::table::{new_table, wrap_from};
use crate::words::Language;

/// The table in JSON.
#[derive(Serialize)]
struct Document {
    schema: u32,
    codes: Vec<Row>,
}

/// One code in JSON.
#[derive(Serialize)]
struct Row {
    vendor: &'static str,
    code: u32,
    vendor_words: &'static str,
    meaning: &'static str,
    #[serde(skip_serializing_if = "Verdicts::is_empty")]
    verdicts: Verdicts,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<Field>,
    billing: Billing,
}

/// The verdicts by factor, those that are reported.
#[derive(Default, Serialize)]
struct Verdicts {
    #[serde(skip_serializing_if = "Option::is_none")]
    identity: Option<Verdict>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mobile: Option<Verdict>,
    #[serde(skip_serializing_if = "Option::is_none")]
    face: Option<Verdict>,
}

impl Verdicts {
    fn is_empty(&self) -> bool {
        self.identity.or(self.mobile).or(self.face).is_none()
    }
}

pub(crate) fn run(arguments: &Codes, language: Language) -> ExitCode {
    // One vendor so far, so whoever is named, or nobody: its table.
    let (None | Some(Vendor::Juhe)) = arguments.vendor;
    if arguments.output.json {
        output::json(&Document { schema: 1, codes: juhe::codes().map(row).collect() });
    } else {
        output::text(&table(language));
    }
    ExitCode::SUCCESS
}

fn row(code: &Code) -> Row {
    let verdict =
        |factor| verdicts(code).iter().find(|(reported, _)| *reported == factor).map(|(_, verdict)| *verdict);
    let kind = failure(code);
    Row {
        vendor: "juhe",
        code: code.code,
        vendor_words: code.vendor_words,
        meaning: code.meaning,
        verdicts: Verdicts {
            identity: verdict(Factor::Identity),
            mobile: verdict(Factor::Mobile),
            face: verdict(Factor::Face),
        },
        error: kind.map(ErrorKind::as_str),
        field: kind.and_then(ErrorKind::field),
        billing: code.billing,
    }
}

fn verdicts(code: &Code) -> &'static [(Factor, Verdict)] {
    match code.becomes {
        Meaning::Verdicts(verdicts) => verdicts,
        _ => &[],
    }
}

fn failure(code: &Code) -> Option<ErrorKind> {
    match code.becomes {
        Meaning::Failure(kind) => Some(kind),
        _ => None,
    }
}

fn table(language: Language) -> String {
    let mut table = new_table(language.code_header());
    for code in juhe::codes() {
        table.add_row([
            "juhe".to_owned(),
            code.code.to_string(),
            language.billing(code.billing).to_owned(),
            failure(code).map_or("", ErrorKind::as_str).to_owned(),
            language.code(code).to_owned(),
        ]);
    }
    wrap_from(&mut table, 4);
    table.trim_fmt()
}
