//! A code table as a page in Markdown.

use heyan_core::{Billing, Factor};

use super::{Becomes, Row, Section, Table};
use crate::page::grid;

/// The page.
pub(super) fn page(table: &Table) -> String {
    let Table { title, source, introduction, factors, rows, .. } = table;
    let results = rows.iter().filter(|row| row.section == Section::Result).map(|row| result(row, factors));
    let errors = rows.iter().filter(|row| row.section == Section::Error).map(error);
    let mut result_header = vec!["code", "vendor's words", "meaning"];
    result_header.extend(factors.iter().map(|factor| factor.as_str()));
    result_header.push("billed");
    let error_header = ["code", "vendor's words", "meaning", "becomes", "billed"];
    format!(
        "# {title}\n\nGenerated from `{source}` by `cargo xtask codes`: change the table there, not this page.\n\n\
         {introduction}\n\n## Results\n\n{}\n## Errors\n\n{}",
        grid(&result_header, results),
        grid(&error_header, errors),
    )
}

fn result(row: &Row, factors: &[Factor]) -> Vec<String> {
    let verdict = |factor: &Factor| match &row.becomes {
        Becomes::Verdicts(verdicts) => verdicts
            .iter()
            .find(|(reported, _)| reported == factor)
            .map_or("not reported", |(_, verdict)| verdict.as_str()),
        Becomes::Failure(kind) => kind.as_str(),
    };
    let mut cells = described(row);
    cells.extend(factors.iter().map(|factor| verdict(factor).to_owned()));
    cells.push(billed(row.billing));
    cells
}

fn error(row: &Row) -> Vec<String> {
    let becomes = match &row.becomes {
        Becomes::Failure(kind) => match kind.field() {
            Some(field) => format!("{} ({field})", kind.as_str()),
            None => kind.as_str().to_owned(),
        },
        Becomes::Verdicts(verdicts) => {
            let verdicts = verdicts.iter().map(|(factor, verdict)| format!("{factor} {}", verdict.as_str()));
            format!("no error but an answer: {}", verdicts.collect::<Vec<_>>().join(", "))
        }
    };
    let mut cells = described(row);
    cells.extend([becomes, billed(row.billing)]);
    cells
}

fn described(row: &Row) -> Vec<String> {
    vec![row.code.to_string(), row.vendor_words.to_owned(), row.meaning.to_owned()]
}

fn billed(billing: Billing) -> String {
    match billing {
        Billing::Billed => "yes",
        Billing::NotBilled => "no",
        _ => "maybe",
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use heyan_core::{ErrorKind, Field, Verdict};

    use super::*;

    #[test]
    fn a_page_has_a_table_of_results_and_one_of_errors() {
        let row = |section, code, becomes, billing| Row {
            section,
            code,
            vendor_words: "通过|成功",
            meaning: "they match",
            becomes,
            billing,
        };
        let face = Becomes::Verdicts(&[(Factor::Face, Verdict::Match)]);
        let unchecked =
            Becomes::Verdicts(&[(Factor::Face, Verdict::Indeterminate), (Factor::Mobile, Verdict::Match)]);
        let table = Table {
            page: "",
            source: "codes.rs",
            title: "Codes",
            introduction: "Source: a page.",
            factors: &[Factor::Mobile, Factor::Face],
            rows: vec![
                row(Section::Result, 100, face, Billing::Billed),
                row(Section::Error, 201, Becomes::Failure(ErrorKind::Network), Billing::MaybeBilled),
                row(
                    Section::Error,
                    202,
                    Becomes::Failure(ErrorKind::InputRefused { field: Field::Name }),
                    Billing::NotBilled,
                ),
                row(Section::Error, 203, unchecked, Billing::NotBilled),
            ],
        };
        let expected = "\
# Codes

Generated from `codes.rs` by `cargo xtask codes`: change the table there, not this page.

Source: a page.

## Results

| code | vendor's words | meaning | mobile | face | billed |
|---|---|---|---|---|---|
| 100 | 通过\\|成功 | they match | not reported | match | yes |

## Errors

| code | vendor's words | meaning | becomes | billed |
|---|---|---|---|---|
| 201 | 通过\\|成功 | they match | network | maybe |
| 202 | 通过\\|成功 | they match | input_refused (name) | no |
| 203 | 通过\\|成功 | they match | no error but an answer: face indeterminate, mobile match | no |
";
        assert_eq!(page(&table), expected);
    }
}
