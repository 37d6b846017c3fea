//! `cargo xtask codes`: the providers' code tables as pages of the documentation.

mod ihuyi;
mod juhe;
mod markdown;
mod table;

use std::fs;
use std::path::Path;

pub(crate) use table::{Becomes, Row, Section, Table};

/// Every provider's table.
pub(crate) fn tables() -> Result<Vec<Table>, String> {
    Ok(vec![juhe::table()?, ihuyi::table()?])
}

/// Writes every page.
pub(crate) fn write(root: &Path) -> Result<(), String> {
    for table in tables()? {
        let page = root.join(table.page);
        let failed = |error| format!("{} cannot be written: {error}", table.page);
        fs::create_dir_all(page.parent().unwrap_or(root)).map_err(failed)?;
        fs::write(page, markdown::page(&table)).map_err(failed)?;
        println!("{} rows in {}", table.rows.len(), table.page);
    }
    Ok(())
}

/// Fails where a page is not what [`write()`] would write.
pub(crate) fn check(root: &Path) -> Result<(), String> {
    for table in tables()? {
        let present = fs::read_to_string(root.join(table.page)).unwrap_or_default();
        if let Some(difference) = difference(&present, &markdown::page(&table)) {
            return Err(format!("{}:{difference}; run `cargo xtask codes` and commit the page", table.page));
        }
    }
    Ok(())
}

/// The first line that differs, and what it should be; git may have given the file the line ends of its platform.
fn difference(present: &str, expected: &str) -> Option<String> {
    let mut present = present.lines();
    let mut expected = expected.lines();
    for number in 1.. {
        match (present.next(), expected.next()) {
            (None, None) => break,
            (present, expected) if present == expected => {}
            (_, Some(line)) => return Some(format!("{number}: should be {line:?}")),
            (Some(line), None) => return Some(format!("{number}: should end before {line:?}")),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_is_named_by_its_line() {
        let cases = [
            ("a\nb\n", "a\nb\n", None),
            ("a\r\nb\r\n", "a\nb\n", None),
            ("a\nc\n", "a\nb\n", Some("2: should be \"b\"")),
            ("", "a\n", Some("1: should be \"a\"")),
            ("a\nb\n", "a\n", Some("2: should end before \"b\"")),
        ];
        for (present, expected, told) in cases {
            assert_eq!(difference(present, expected).as_deref(), told, "{present:?}");
        }
    }
}
