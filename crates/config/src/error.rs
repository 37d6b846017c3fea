//! What is wrong with a configuration, and what could be better.

use std::fmt;

use crate::place::Place;

/// What a configuration cannot be used for, with the file, line and key, or the variable, where that stands. It shows
/// the first problem; [`Self::all`] has the others.
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

/// What is wrong, as it is found. Whoever reads a setting goes on after a problem, so that all of them are told at once.
#[derive(Debug, Default)]
pub(crate) struct Problems(Vec<ConfigError>);

impl ConfigError {
    pub(crate) fn new(place: Place, problem: impl Into<String>) -> Self {
        Self { place, problem: problem.into(), is_missing: false, others: Vec::new() }
    }

    /// Something is not there.
    pub(crate) fn missing(place: Place, problem: impl Into<String>) -> Self {
        Self { is_missing: true, ..Self::new(place, problem) }
    }

    /// With words in front that say what it is about.
    pub(crate) fn behind(self, words: &str) -> Self {
        Self { problem: format!("{words}{}", self.problem), ..self }
    }

    /// Every problem that was found, this one first.
    pub fn all(&self) -> impl Iterator<Item = &ConfigError> {
        std::iter::once(self).chain(&self.others)
    }

    /// Without the others.
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

    /// What was read, or nothing and one problem more.
    pub(crate) fn note<T>(&mut self, read: Result<T, ConfigError>) -> Option<T> {
        read.map_err(|problem| self.add(problem)).ok()
    }

    pub(crate) fn extend(&mut self, problems: impl IntoIterator<Item = ConfigError>) {
        self.0.extend(problems);
    }

    pub(crate) fn count(&self) -> usize {
        self.0.len()
    }

    /// An error with all problems, in the order in which they stand, unless there are none. What is missing comes last:
    /// a key that is misspelt is the better hint.
    pub(crate) fn none(mut self) -> Result<(), ConfigError> {
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

/// A name that somebody wrote, unless it may be a secret that stands in the wrong place.
pub(crate) fn safe_name(name: &str) -> Option<&str> {
    name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_' || b == b'-').then_some(name)
}

/// Words one after the other; `None` where there are none.
pub(crate) fn listed(words: &[&str]) -> Option<String> {
    let (last, others) = words.split_last()?;
    Some(if others.is_empty() { (*last).to_owned() } else { format!("{} and {last}", others.join(", ")) })
}
