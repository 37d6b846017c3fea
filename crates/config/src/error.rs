//! What is wrong with a configuration, and what could be better.

use std::fmt;

use crate::place::Place;

/// What is wrong with a configuration, with the file, line and key, or the variable, where it stands. It shows the
/// first problem; [`Self::all`] has the others.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("{place}: {problem}")]
pub struct ConfigError {
    place: Place,
    problem: String,
    is_missing: bool,
    others: Vec<ConfigError>,
}

/// Something to mend, though the configuration works.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ConfigWarning(String);

/// The problems found so far. Reading goes on after a problem, so that a user hears of all of them at once.
#[derive(Debug, Default)]
pub(crate) struct Problems(Vec<ConfigError>);

impl ConfigError {
    pub(crate) fn new(place: Place, problem: impl Into<String>) -> Self {
        Self { place, problem: problem.into(), is_missing: false, others: Vec::new() }
    }

    /// An error for something that is not there.
    pub(crate) fn missing(place: Place, problem: impl Into<String>) -> Self {
        Self { is_missing: true, ..Self::new(place, problem) }
    }

    /// The same error with words in front of the problem.
    pub(crate) fn prefixed(self, words: &str) -> Self {
        Self { problem: format!("{words}{}", self.problem), ..self }
    }

    /// Iterates over every problem that was found, this one first.
    pub fn all(&self) -> impl Iterator<Item = &ConfigError> {
        std::iter::once(self).chain(&self.others)
    }

    /// This error without the others.
    pub(crate) fn alone(&self) -> Self {
        Self { others: Vec::new(), ..self.clone() }
    }
}

impl ConfigWarning {
    pub(crate) fn new(place: &Place, what: impl fmt::Display) -> Self {
        Self(format!("{place}: {what}"))
    }
}

impl fmt::Display for ConfigWarning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Problems {
    pub(crate) fn add(&mut self, problem: ConfigError) {
        self.0.push(problem);
    }

    /// Returns what was read, or keeps the problem.
    pub(crate) fn note<T>(&mut self, read: Result<T, ConfigError>) -> Option<T> {
        read.map_err(|problem| self.add(problem)).ok()
    }

    pub(crate) fn extend(&mut self, problems: impl IntoIterator<Item = ConfigError>) {
        self.0.extend(problems);
    }

    pub(crate) fn count(&self) -> usize {
        self.0.len()
    }

    /// Returns an error with all problems, if there are any, in the order in which they stand. What is missing comes
    /// last: a key that is misspelt is the better hint.
    pub(crate) fn into_result(mut self) -> Result<(), ConfigError> {
        let stands = |problem: &ConfigError| (problem.is_missing, problem.place.origin.line());
        self.0.sort_by(|one, other| {
            stands(one).cmp(&stands(other)).then_with(|| one.place.key.cmp(&other.place.key))
        });
        let mut problems = self.0.into_iter();
        match problems.next() {
            None => Ok(()),
            Some(first) => Err(ConfigError { others: problems.collect(), ..first }),
        }
    }
}

/// A written name, unless it may be a secret in the wrong place.
pub(crate) fn safe_name(name: &str) -> Option<&str> {
    name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_' || b == b'-').then_some(name)
}

/// The words in one sentence; `None` without any.
pub(crate) fn listed(words: &[&str]) -> Option<String> {
    let (last, others) = words.split_last()?;
    Some(if others.is_empty() { (*last).to_owned() } else { format!("{} and {last}", others.join(", ")) })
}
