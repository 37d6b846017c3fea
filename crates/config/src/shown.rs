//! A configuration for people to read: every key, what holds for it and why, and no secret.

use serde::Serialize;

use crate::configuration::Configuration;
use crate::keys::{Key, Of, Takes};
use crate::place::Origin;
use crate::provider_section::{ProviderSection, Vendor};
use crate::secret::Secret;
use crate::section::Section;

/// One key, and what holds for it.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Shown {
    /// Such as `provider.juhe`, or `facade`.
    pub section: String,
    /// Such as `timeout`.
    pub key: &'static str,
    /// In words: for a secret only whether it is set.
    pub value: String,
    /// Such as `heyan.toml:3`, `HEYAN_PROVIDER_JUHE_TIMEOUT`, or `default`.
    pub from: String,
}

impl Configuration {
    /// Every key with what holds for it, secrets as set or not set: the providers in the order in which they are listed,
    /// those that nobody asks after them, then the whole.
    pub fn shown(&self) -> Vec<Shown> {
        let of_providers = self.asked().chain(self.unasked()).flat_map(|provider| {
            provider
                .of()
                .keys()
                .map(move |key| shown(&provider.section, key, &|| provider.secret().1.shown()))
        });
        let of_facade =
            Of::Facade.keys().map(|key| shown(&self.facade.section, key, &|| self.session_key_shown()));
        of_providers.chain(of_facade).collect()
    }

    fn session_key_shown(&self) -> String {
        let set: Vec<_> = self.facade.session_key.iter().map(Secret::shown).collect();
        match (&set[..], self.derived_from()) {
            ([], Some(provider)) => format!("derived from {}.api_key", provider.section.name),
            ([], None) => "not needed, since nobody starts scans".to_owned(),
            (set, _) => set.join(", "),
        }
    }
}

impl ProviderSection {
    fn of(&self) -> Of {
        match self.vendor {
            Vendor::Juhe { .. } => Of::Juhe,
            Vendor::Ihuyi { .. } => Of::Ihuyi,
        }
    }
}

fn shown(section: &Section, key: &'static Key, secret: &dyn Fn() -> String) -> Shown {
    let value = match key.takes {
        Takes::Secret | Takes::Secrets => secret(),
        _ => section.shown(key),
    };
    let from = section.get(key.name).map_or(&Origin::Default, |setting| &setting.place.origin);
    Shown { section: section.name.clone(), key: key.name, value, from: from.to_string() }
}
