//! A code table is in order, has no code twice, and says what each means in a form that every message can take.

use crate::codes::{Row, Table};
use crate::violation::{Violation, line_of};

/// `source` is the text of the file that has the table.
pub(super) fn check(table: &Table, source: &str) -> Vec<Violation> {
    let violation = |row: &Row, wrong: &str, remedy| {
        Violation::new(
            table.source,
            line_with(source, row.code),
            format!("code {}: {wrong}", row.code),
            remedy,
        )
    };
    let mut violations = Vec::new();
    for (row, next) in table.rows.iter().zip(table.rows.iter().skip(1)) {
        if (next.section, next.code) <= (row.section, row.code) {
            let wrong = format!("it comes after {}", row.code);
            violations.push(violation(
                next,
                &wrong,
                "list results, then errors, each code once and ascending",
            ));
        }
    }
    for row in &table.rows {
        if row.meaning.trim().is_empty() {
            violations.push(violation(row, "it has no meaning", "say it in heyan's words"));
        }
        if !row.meaning.is_ascii() {
            violations.push(violation(row, "its meaning is not ASCII", "say it in English"));
        }
        if row.meaning.ends_with('.') {
            violations.push(violation(
                row,
                "its meaning ends with a full stop",
                "leave that to the message around it",
            ));
        }
    }
    violations
}

/// The line on which a row of this code begins: `row(100, …`, `fail(10001, …` or `code: 280105,`.
fn line_with(source: &str, code: u32) -> usize {
    let forms = [format!("row({code},"), format!("fail({code},"), format!("code: {code},")];
    forms.iter().map(|form| line_of(source, form)).max().unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use heyan_core::{Billing, ErrorKind};

    use super::*;
    use crate::codes::{Becomes, Section};

    fn told(rows: &[(Section, u32, &'static str)]) -> Vec<String> {
        let row = |&(section, code, meaning): &(_, _, _)| Row {
            section,
            code,
            vendor_words: "核验",
            meaning,
            becomes: Becomes::Failure(ErrorKind::VendorFault),
            billing: Billing::NotBilled,
        };
        let table = Table {
            page: "",
            source: "codes.rs",
            title: "",
            introduction: "",
            factors: &[],
            rows: rows.iter().map(row).collect(),
        };
        let source = "//! Codes.\n    row(100, &[],\n    fail(200, Kind,\n    Code {\n        code: 300,\n";
        check(&table, source).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn codes_are_in_order_and_each_is_there_once() {
        use Section::{Error, Result};
        assert!(told(&[(Result, 100, "a"), (Result, 300, "b"), (Error, 200, "c")]).is_empty());
        let cases = [
            ([(Result, 300, "a"), (Result, 100, "b")], "codes.rs:2: code 100: it comes after 300; "),
            ([(Result, 100, "a"), (Result, 100, "b")], "codes.rs:2: code 100: it comes after 100; "),
            ([(Error, 200, "a"), (Result, 300, "b")], "codes.rs:5: code 300: it comes after 200; "),
        ];
        for (rows, expected) in cases {
            let told = told(&rows);
            assert_eq!(told.len(), 1, "{told:?}");
            assert!(told.concat().starts_with(expected), "{told:?}");
        }
    }

    #[test]
    fn a_meaning_fits_into_a_message() {
        let cases = [
            ("", "codes.rs:3: code 200: it has no meaning; "),
            ("the key is 错误", "codes.rs:3: code 200: its meaning is not ASCII; "),
            ("the key is wrong.", "codes.rs:3: code 200: its meaning ends with a full stop; "),
        ];
        for (meaning, expected) in cases {
            let told = told(&[(Section::Error, 200, meaning)]);
            assert_eq!(told.len(), 1, "{told:?}");
            assert!(told.concat().starts_with(expected), "{told:?}");
        }
    }
}
