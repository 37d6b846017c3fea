//! From variables such as `HEYAN_PROVIDER_JUHE_TIMEOUT` to settings, over those of the file.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::error::{ConfigError, Problems};
use crate::keys::{KEYS, Key, Owner, provider_keys};
use crate::place::{Origin, Place};
use crate::section::{Section, Sections};
use crate::setting::Setting;

const PROVIDER: &str = "HEYAN_PROVIDER_";
const FACADE: &str = "HEYAN_FACADE_";

/// The environment's variables that set keys: all that begin with `HEYAN_PROVIDER_` or `HEYAN_FACADE_`. Others, such as
/// a `HEYAN_SESSION_KEY` that a file names, are left out.
///
/// ```
/// use heyan_config::{Configuration, Environment};
///
/// let variables = [("HEYAN_PROVIDER_JUHE_KEY", "a-key"), ("HEYAN_FACADE_DEADLINE", "20s"), ("HOME", "/root")];
/// let environment: Environment = variables.map(|(name, value)| (name.to_owned(), value.to_owned())).into_iter().collect();
/// let configuration = Configuration::from_environment(&environment)?;
/// assert_eq!(configuration.providers().collect::<Vec<_>>(), ["juhe"]);
/// # Ok::<(), heyan_config::ConfigError>(())
/// ```
#[derive(Clone, Default)]
pub struct Environment {
    /// `None` for a value that is no Unicode text.
    variables: BTreeMap<String, Option<String>>,
    /// The names of variables that set no key, though they begin like one that does. Their values are not kept.
    mistyped: BTreeSet<String>,
}

impl Environment {
    /// Reads the process's own variables, as they are now.
    pub fn of_process() -> Self {
        let variables = std::env::vars_os();
        Self::of(
            variables.map(|(name, value)| (name.to_string_lossy().into_owned(), value.into_string().ok())),
        )
    }

    fn of(variables: impl Iterator<Item = (String, Option<String>)>) -> Self {
        let mut environment = Self::default();
        for (name, value) in variables {
            if is_ours(&name) {
                environment.variables.insert(name, value);
            } else if looks_mistyped(&name) {
                environment.mistyped.insert(name);
            }
        }
        environment
    }

    /// The names of variables that look mistyped.
    pub(crate) fn mistyped(&self) -> impl Iterator<Item = &str> {
        self.mistyped.iter().map(String::as_str)
    }

    /// Whether no variable sets any key.
    pub fn is_empty(&self) -> bool {
        self.variables.is_empty()
    }

    /// Puts the variables' settings in the place of the file's.
    pub(crate) fn apply_to(&self, sections: &mut Sections, problems: &mut Problems) {
        let in_file: Vec<String> = sections.providers.keys().cloned().collect();
        for (name, value) in &self.variables {
            let place = |key: &Key, section: &str| {
                Place::new(Origin::Variable(name.clone()), format!("{section}.{}", key.name))
            };
            let found = match name.strip_prefix(FACADE) {
                Some(key) => facade_key(name, key).map(|key| (key, &mut sections.facade)),
                None => provider_key(name, &in_file).map(|(id, key)| {
                    let made = || Section::of_provider(&id, Origin::Variable(name.clone()));
                    (key, sections.providers.entry(id.clone()).or_insert_with(made))
                }),
            };
            let Some((key, section)) = problems.note(found) else { continue };
            let place = place(key, &section.name);
            match value {
                Some(text) => section.set(key, Setting::from_text(key.takes, text, &place)),
                None => problems.add(ConfigError::new(place, "is no Unicode text; write it anew")),
            }
        }
    }
}

/// Takes any variables. It keeps the values of those that set keys, and no others.
impl FromIterator<(String, String)> for Environment {
    fn from_iter<T: IntoIterator<Item = (String, String)>>(variables: T) -> Self {
        Self::of(variables.into_iter().map(|(name, value)| (name, Some(value))))
    }
}

/// The names alone: a value may be a secret.
impl fmt::Debug for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.variables.keys()).finish()
    }
}

fn is_ours(name: &str) -> bool {
    name.starts_with(PROVIDER) || name.starts_with(FACADE)
}

/// Whether it begins like a variable that sets a key, with a typing error at the most.
fn looks_mistyped(name: &str) -> bool {
    let Some(rest) = name.strip_prefix("HEYAN_") else { return false };
    let is_key = |key: &Key| rest.starts_with(&key.name.to_uppercase());
    ["FACAD", "PROVID"].iter().any(|section| rest.starts_with(section)) || KEYS.iter().any(is_key)
}

fn facade_key(variable: &str, key: &str) -> Result<&'static Key, ConfigError> {
    Owner::Facade.keys().find(|known| known.name.to_uppercase() == key).ok_or_else(|| {
        let known = names(Owner::Facade.keys());
        wrong(variable, format!("sets no key; after {FACADE} comes one of {known}"))
    })
}

/// The provider's id and the key. `HEYAN_PROVIDER_IHUYI_API_KEY` can be read in two ways: a provider that the file has
/// counts first, then the longest key.
fn provider_key(variable: &str, in_file: &[String]) -> Result<(String, &'static Key), ConfigError> {
    let rest = variable.strip_prefix(PROVIDER).unwrap_or_default();
    let mut readings: Vec<(String, &Key)> = provider_keys().filter_map(|key| read_as(rest, key)).collect();
    readings.sort_by_key(|(_, key)| std::cmp::Reverse(key.name.len()));
    readings.dedup_by_key(|(_, key)| key.name);
    let (mut known, others): (Vec<_>, Vec<_>) =
        readings.into_iter().partition(|(id, _)| in_file.contains(id));
    if let [(one, key), (other, other_key), ..] = &known[..] {
        let (one, other) = (format!("{one}.{}", key.name), format!("{other}.{}", other_key.name));
        let problem =
            format!("is both provider.{one} and provider.{other}; give one of the two sections another name");
        return Err(wrong(variable, problem));
    }
    known.extend(others);
    known.into_iter().next().ok_or_else(|| {
        let known = names(provider_keys());
        wrong(
            variable,
            format!("sets no key; after {PROVIDER}, the provider's id and a _ comes one of {known}"),
        )
    })
}

/// The provider's id, if the name ends with that key.
fn read_as(rest: &str, key: &'static Key) -> Option<(String, &'static Key)> {
    let id = rest.strip_suffix(&key.name.to_uppercase())?.strip_suffix('_')?;
    let well_formed = id.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_');
    (well_formed && !id.is_empty()).then(|| (id.to_lowercase().replace('_', "-"), key))
}

fn names(keys: impl Iterator<Item = &'static Key>) -> String {
    let mut names: Vec<String> = keys.map(|key| key.name.to_uppercase()).collect();
    names.dedup();
    names.join(", ")
}

fn wrong(variable: &str, problem: String) -> ConfigError {
    ConfigError::new(Place::new(Origin::Variable(variable.to_owned()), ""), problem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_unicode_text_is_told_with_its_name() {
        let variables = BTreeMap::from([("HEYAN_FACADE_DEADLINE".to_owned(), None)]);
        let (mut sections, mut problems) = (Sections::new(Origin::Environment), Problems::default());
        Environment { variables, ..Environment::default() }.apply_to(&mut sections, &mut problems);
        let error = problems.into_result().unwrap_err().to_string();
        assert_eq!(error, "HEYAN_FACADE_DEADLINE: is no Unicode text; write it anew");
    }
}
