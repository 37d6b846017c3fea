//! `heyan codes`: every code of the vendors' pages, and what each becomes.

use std::process::ExitCode;

use heyan::{Billing, ErrorKind, Factor, Field, Step, Verdict, ihuyi, juhe};
use serde::Serialize;

use crate::args::{Codes, Vendor};
use crate::output;
use crate::table::{new_table, wrap_from};
use crate::words::Language;

/// One code of a vendor's, in the form that all vendors have in common.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Code {
    pub(crate) vendor: &'static str,
    pub(crate) code: u32,
    /// What stands under the code, where one code has several meanings.
    pub(crate) status: Option<&'static str>,
    /// A finer reason than the status.
    pub(crate) failed_reason: Option<u32>,
    /// The step that it answers, where it is not every one.
    step: Option<Step>,
    pub(crate) vendor_words: &'static str,
    pub(crate) meaning: &'static str,
    becomes: Becomes,
    billing: Billing,
}

#[derive(Clone, Copy, Debug)]
enum Becomes {
    Verdicts(&'static [(Factor, Verdict)]),
    Pending,
    Failure(ErrorKind),
}

/// Every code of every vendor.
pub(crate) fn all() -> impl Iterator<Item = Code> {
    of_juhe().chain(of_ihuyi())
}

fn of_juhe() -> impl Iterator<Item = Code> {
    juhe::codes().map(|code| Code {
        vendor: "juhe",
        code: code.code,
        status: None,
        failed_reason: None,
        step: None,
        vendor_words: code.vendor_words,
        meaning: code.meaning,
        becomes: match code.becomes {
            juhe::Meaning::Verdicts(verdicts) => Becomes::Verdicts(verdicts),
            juhe::Meaning::Failure(kind) => Becomes::Failure(kind),
            _ => Becomes::Verdicts(&[]),
        },
        billing: code.billing,
    })
}

fn of_ihuyi() -> impl Iterator<Item = Code> {
    ihuyi::codes().map(|code| Code {
        vendor: "ihuyi",
        code: code.code,
        status: code.status,
        failed_reason: code.failed_reason,
        step: match (code.at.is_submit(), code.at.is_get_result()) {
            (true, false) => Some(Step::Ask),
            (false, true) => Some(Step::Query),
            _ => None,
        },
        vendor_words: code.vendor_words,
        meaning: code.meaning,
        becomes: match code.becomes {
            ihuyi::Meaning::Verdicts(verdicts) => Becomes::Verdicts(verdicts),
            ihuyi::Meaning::Failure(kind) => Becomes::Failure(kind),
            _ => Becomes::Pending,
        },
        billing: code.billing,
    })
}

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
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    failed_reason: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    step: Option<Step>,
    vendor_words: &'static str,
    meaning: &'static str,
    #[serde(skip_serializing_if = "Verdicts::is_empty")]
    verdicts: Verdicts,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pending: bool,
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
    #[serde(skip_serializing_if = "Option::is_none")]
    liveness: Option<Verdict>,
}

impl Verdicts {
    fn is_empty(&self) -> bool {
        self.identity.or(self.mobile).or(self.face).or(self.liveness).is_none()
    }
}

pub(crate) fn run(arguments: &Codes, language: Language) -> ExitCode {
    let codes: Vec<Code> = match arguments.vendor {
        None => all().collect(),
        Some(Vendor::Juhe) => of_juhe().collect(),
        Some(Vendor::Ihuyi) => of_ihuyi().collect(),
    };
    if arguments.output.json {
        output::json(&Document { schema: 1, codes: codes.iter().map(row).collect() });
    } else {
        output::text(&table(&codes, language));
    }
    ExitCode::SUCCESS
}

fn row(code: &Code) -> Row {
    let verdicts: &[_] = match code.becomes {
        Becomes::Verdicts(verdicts) => verdicts,
        _ => &[],
    };
    let verdict =
        |factor| verdicts.iter().find(|(reported, _)| *reported == factor).map(|(_, verdict)| *verdict);
    let kind = code.failure();
    Row {
        vendor: code.vendor,
        code: code.code,
        status: code.status,
        failed_reason: code.failed_reason,
        step: code.step,
        vendor_words: code.vendor_words,
        meaning: code.meaning,
        verdicts: Verdicts {
            identity: verdict(Factor::Identity),
            mobile: verdict(Factor::Mobile),
            face: verdict(Factor::Face),
            liveness: verdict(Factor::Liveness),
        },
        pending: matches!(code.becomes, Becomes::Pending),
        error: kind.map(ErrorKind::as_str),
        field: kind.and_then(ErrorKind::field),
        billing: code.billing,
    }
}

impl Code {
    fn failure(&self) -> Option<ErrorKind> {
        match self.becomes {
            Becomes::Failure(kind) => Some(kind),
            _ => None,
        }
    }

    /// As it stands in a result, under `vendor_code`.
    pub(crate) fn shown(&self) -> String {
        self.status.map_or_else(|| self.code.to_string(), str::to_owned)
    }
}

fn table(codes: &[Code], language: Language) -> String {
    let mut table = new_table(language.code_header());
    for code in codes {
        let reason = code.failed_reason.map(|reason| format!(" {reason}")).unwrap_or_default();
        table.add_row([
            code.vendor.to_owned(),
            code.shown() + &reason,
            language.billing(code.billing).to_owned(),
            code.failure().map_or("", ErrorKind::as_str).to_owned(),
            language.code(code).to_owned(),
        ]);
    }
    wrap_from(&mut table, 4);
    table.trim_fmt()
}
