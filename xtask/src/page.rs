//! A page of the documentation that is generated: written, or compared with what stands there.

use std::fs;
use std::path::Path;

/// Writes it.
pub(crate) fn write(root: &Path, page: &str, text: &str) -> Result<(), String> {
    let path = root.join(page);
    let failed = |error| format!("{page} cannot be written: {error}");
    fs::create_dir_all(path.parent().unwrap_or(root)).map_err(failed)?;
    fs::write(path, text).map_err(failed)
}

/// Fails where it is not what [`write()`] would write; `task` is what writes it.
pub(crate) fn check(root: &Path, page: &str, text: &str, task: &str) -> Result<(), String> {
    let present = fs::read_to_string(root.join(page)).unwrap_or_default();
    match difference(&present, text) {
        Some(difference) => Err(format!("{page}:{difference}; run `cargo xtask {task}` and commit the page")),
        None => Ok(()),
    }
}

/// A table in Markdown.
pub(crate) fn grid(header: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut text = format!("| {} |\n|{}\n", header.join(" | "), "---|".repeat(header.len()));
    for cells in rows {
        let cells: Vec<String> = cells.iter().map(|cell| cell.replace('|', "\\|")).collect();
        text.push_str(&format!("| {} |\n", cells.join(" | ")));
    }
    text
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
