//! Where something stands in the file, for errors.

use std::fmt;
use std::ops::Range;

use toml::Spanned;

use super::{ConfigError, Source};

/// Where something stands: `heyan.toml:3: provider.juhe.timeout`.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Place {
    file: String,
    line: Option<usize>,
    key: String,
}

impl Source {
    pub(crate) fn place(&self, key: &str, span: Option<Range<usize>>) -> Place {
        let line = span.map(|span| self.line_ends.partition_point(|end| *end < span.start) + 1);
        Place { file: self.name.clone(), line, key: key.to_owned() }
    }

    /// Reads a text value; what is wrong with it is told with its place, never with the value itself.
    pub(crate) fn value<T>(
        &self,
        key: &str,
        text: Option<&Spanned<String>>,
        parse: impl Fn(&str) -> Result<T, &'static str>,
    ) -> Result<Option<T>, ConfigError> {
        text.map(|text| {
            parse(text.get_ref()).map_err(|problem| ConfigError {
                place: self.place(key, Some(text.span())),
                problem: problem.to_owned(),
            })
        })
        .transpose()
    }
}

impl Place {
    pub(crate) fn file(name: &str) -> Self {
        Self { file: name.to_owned(), line: None, key: String::new() }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        if !self.key.is_empty() {
            write!(f, ": {}", self.key)?;
        }
        Ok(())
    }
}
