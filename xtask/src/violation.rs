//! One broken rule: where, what is wrong, what to do.

use std::fmt;

/// Shown as `path:line: what is wrong; what to do`.
#[derive(Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) struct Violation {
    path: String,
    line: usize,
    wrong: String,
    remedy: &'static str,
}

impl Violation {
    /// `line` counts from 1.
    pub(crate) fn new(path: &str, line: usize, wrong: impl Into<String>, remedy: &'static str) -> Self {
        Self { path: path.to_owned(), line, wrong: wrong.into(), remedy }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, line, wrong, remedy } = self;
        write!(f, "{path}:{line}: {wrong}; {remedy}")
    }
}

/// The first line of `text`, counted from 1, that begins with `beginning`; 1 where there is none.
pub(crate) fn line_of(text: &str, beginning: &str) -> usize {
    text.lines().zip(1..).find(|(line, _)| line.trim_start().starts_with(beginning)).map_or(1, |(_, at)| at)
}
