//! Where a setting stands, for errors and for `config show`.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Where a setting stands: `heyan.toml:3: provider.juhe.timeout`, or the variable that sets it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Place {
    pub(crate) origin: Origin,
    pub(crate) key: String,
}

/// What a setting, or a section, comes from.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Origin {
    File { source: Arc<Source>, line: Option<usize> },
    Variable(String),
    Environment,
    Default,
}

/// A file: its name for errors, and where files named in it are looked for.
#[derive(Debug, Eq, PartialEq)]
pub(crate) struct Source {
    pub(crate) name: String,
    pub(crate) folder: PathBuf,
}

impl Place {
    pub(crate) fn new(origin: Origin, key: impl Into<String>) -> Self {
        Self { origin, key: key.into() }
    }

    /// The place of one of several values under the same key.
    pub(crate) fn numbered(&self, number: usize) -> Self {
        Self { key: format!("{}[{number}]", self.key), ..self.clone() }
    }

    /// A path in a file is relative to that file; one in a variable, to where the process runs.
    pub(crate) fn path(&self, written: &Path) -> PathBuf {
        match &self.origin {
            Origin::File { source, .. } => source.folder.join(written),
            _ => written.to_owned(),
        }
    }
}

impl Origin {
    /// A whole file.
    pub(crate) fn file(name: &str) -> Self {
        let source = Source { name: name.to_owned(), folder: PathBuf::new() };
        Self::File { source: Arc::new(source), line: None }
    }

    /// The line to sort problems by; variables come after the file.
    pub(crate) fn line(&self) -> usize {
        match self {
            Self::File { line, .. } => line.unwrap_or_default(),
            _ => usize::MAX,
        }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File { source, line: Some(line) } => write!(f, "{}:{line}", source.name),
            Self::File { source, line: None } => f.write_str(&source.name),
            Self::Variable(name) => f.write_str(name),
            Self::Environment => f.write_str("the environment"),
            Self::Default => f.write_str("default"),
        }
    }
}

/// A variable's name says its key.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.origin {
            Origin::Variable(name) => f.write_str(name),
            origin if self.key.is_empty() => write!(f, "{origin}"),
            origin => write!(f, "{origin}: {}", self.key),
        }
    }
}
