//! The sections: which settings stand in each, and which defaults hold for the rest.

use std::collections::BTreeMap;

use crate::error::{ConfigError, Problems};
use crate::keys::{Key, Owner, Takes, Unset, provider_keys};
use crate::place::{Origin, Place};
use crate::setting::{Setting, Value};

/// All sections, as they are written.
#[derive(Debug)]
pub(crate) struct Sections {
    pub(crate) providers: BTreeMap<String, Section>,
    pub(crate) facade: Section,
}

/// One section.
#[derive(Debug)]
pub(crate) struct Section {
    /// Such as `provider.juhe`.
    pub(crate) name: String,
    origin: Origin,
    settings: BTreeMap<&'static str, Setting>,
}

impl Sections {
    pub(crate) fn new(origin: Origin) -> Self {
        Self { providers: BTreeMap::new(), facade: Section::new("facade".to_owned(), origin) }
    }
}

impl Section {
    pub(crate) fn new(name: String, origin: Origin) -> Self {
        Self { name, origin, settings: BTreeMap::new() }
    }

    pub(crate) fn of_provider(id: &str, origin: Origin) -> Self {
        Self::new(format!("provider.{id}"), origin)
    }

    /// Sets a key, in the place of any earlier setting.
    pub(crate) fn set(&mut self, key: &Key, setting: Setting) {
        self.settings.insert(key.name, setting);
    }

    /// Sets the keys that are not set to their defaults.
    pub(crate) fn fill_defaults(&mut self, owner: Owner) {
        for key in owner.keys() {
            if let Unset::Is(text) = key.unset {
                let place = self.place_at(Origin::Default, key.name);
                self.settings.entry(key.name).or_insert_with(|| Setting::from_text(key.takes, text, &place));
            }
        }
    }

    /// Sets a key to a default that the table of keys does not know, unless it is set.
    pub(crate) fn set_default(&mut self, key: &'static str, value: Value) {
        let place = self.place_at(Origin::Default, key);
        self.settings.entry(key).or_insert_with(|| Setting { value, place });
    }

    /// What is set, or the default.
    pub(crate) fn get(&self, key: &str) -> Option<&Setting> {
        self.settings.get(key)
    }

    /// Takes a value out that must not be kept as it is. The key stays set.
    pub(crate) fn take(&mut self, key: &str) -> Option<Setting> {
        let setting = self.settings.get_mut(key)?;
        let value = std::mem::replace(&mut setting.value, Value::Other);
        Some(Setting { value, place: setting.place.clone() })
    }

    /// Whether it is set, and not by default.
    pub(crate) fn is_set(&self, key: &str) -> bool {
        self.get(key).is_some_and(|setting| setting.place.origin != Origin::Default)
    }

    /// The keys that are set, and not by default.
    pub(crate) fn set_keys(&self) -> impl Iterator<Item = &'static str> {
        self.settings.keys().copied().filter(|key| self.is_set(key))
    }

    /// Reads what is set, if it is.
    pub(crate) fn optional<T>(
        &self,
        key: &str,
        read: impl Fn(&Setting) -> Result<T, ConfigError>,
        problems: &mut Problems,
    ) -> Option<T> {
        self.get(key).and_then(|setting| problems.note(read(setting)))
    }

    /// Reads what must be set, or is by default: `None` always comes with a problem.
    pub(crate) fn required<T>(
        &self,
        key: &str,
        read: impl Fn(&Setting) -> Result<T, ConfigError>,
        problems: &mut Problems,
    ) -> Option<T> {
        problems.note(match self.get(key) {
            Some(setting) => read(setting),
            None => Err(self.missing(key)),
        })
    }

    /// Where a key stands, or where it could be set.
    pub(crate) fn place_of(&self, key: &str) -> Place {
        match (self.get(key), &self.origin) {
            (Some(setting), _) if setting.place.origin != Origin::Default => setting.place.clone(),
            (_, origin @ Origin::File { .. }) => self.place_at(origin.clone(), key),
            _ => self.place_at(Origin::Variable(self.variable(key)), key),
        }
    }

    /// Where the section begins.
    pub(crate) fn place(&self) -> Place {
        Place::new(self.origin.clone(), self.name.clone())
    }

    /// The variable that sets a key.
    pub(crate) fn variable(&self, key: &str) -> String {
        format!("HEYAN_{}_{key}", self.name).replace(['.', '-'], "_").to_uppercase()
    }

    /// Whether no file has this section.
    pub(crate) fn is_made_of_variables(&self) -> bool {
        !matches!(self.origin, Origin::File { .. })
    }

    /// An error for a key that must be set, and is not.
    pub(crate) fn missing(&self, key: &str) -> ConfigError {
        if self.is_made_of_variables() {
            let variable = self.variable(key);
            let problem =
                format!("makes a section [{}], in which {key} is missing; set {variable}", self.name);
            return ConfigError::missing(self.place(), problem);
        }
        let known = provider_keys().find(|known| known.name == key).map(|known| known.unset);
        let example = match known {
            Some(Unset::Missing(example)) => format!("; add {key} = {example}"),
            _ => String::new(),
        };
        ConfigError::missing(self.place_of(key), format!("is missing{example}"))
    }

    /// Says in words what holds for a key other than a secret. An address that may hold a password is left out.
    pub(crate) fn shown(&self, key: &Key) -> String {
        match (self.get(key.name), key.unset) {
            (Some(setting), _) if key.takes == Takes::Address && may_hold_a_password(setting) => {
                "set (not shown, since it may hold a password)".to_owned()
            }
            (Some(setting), _) => setting.shown(),
            (None, Unset::Means(what)) => what.to_owned(),
            (None, Unset::Is(_) | Unset::Missing(_)) => "not set".to_owned(),
        }
    }

    fn place_at(&self, origin: Origin, key: &str) -> Place {
        Place::new(origin, format!("{}.{key}", self.name))
    }
}

fn may_hold_a_password(setting: &Setting) -> bool {
    let text = setting.text().unwrap_or_default();
    let is_plain = ["none", "env"].contains(&text)
        || (["http://", "https://"].iter().any(|scheme| text.starts_with(scheme))
            && !text.contains(['@', '?', '#']));
    !is_plain
}
