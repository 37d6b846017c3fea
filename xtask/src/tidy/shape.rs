//! A source is one idea: its first line says it, and it ends before a reader is lost.

use crate::files::File;
use crate::violation::Violation;

const MOST_LINES: usize = 400;

pub(super) fn check(file: &File) -> Vec<Violation> {
    let Some(text) = file.rust() else { return Vec::new() };
    let mut violations = Vec::new();
    if !text.starts_with("//!") {
        let wrong = "the first line is not a `//!` comment";
        violations.push(Violation::new(&file.path, 1, wrong, "say there what the file is about"));
    }
    let lines = text.lines().count();
    if lines > MOST_LINES {
        let wrong = format!("{lines} lines, and {MOST_LINES} are the most");
        violations.push(Violation::new(&file.path, MOST_LINES + 1, wrong, "split it by ideas"));
    }
    violations
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::told;

    #[test]
    fn a_source_begins_with_what_it_is_about() {
        assert!(told(check, "a.rs", "//! An idea.\n").is_empty());
        assert!(told(check, "a.md", "# No source\n").is_empty());
        for text in ["", "\n//! Late.\n", "use std::fs;\n", "// Not of the file.\n"] {
            let expected = "a.rs:1: the first line is not a `//!` comment; say there what the file is about";
            assert_eq!(told(check, "a.rs", text), [expected], "{text:?}");
        }
    }

    #[test]
    fn a_source_ends_at_line_400() {
        let of = |lines: usize| "//! An idea.\n".repeat(lines);
        assert!(told(check, "a.rs", &of(400)).is_empty());
        assert_eq!(
            told(check, "a.rs", &of(401)),
            ["a.rs:401: 401 lines, and 400 are the most; split it by ideas"]
        );
    }
}
