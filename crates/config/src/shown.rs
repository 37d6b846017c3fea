//! A configuration for people to read: every key, what holds for it, where that is set, and no secret.

use serde::Serialize;

use crate::configuration::Configuration;
use crate::keys::{Key, Owner, Takes};
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
    /// Returns every key with what holds for it, secrets as set or not set: of the providers in their order, of those
    /// that are never asked, and of the whole.
    pub fn shown(&self) -> Vec<Shown> {
        let provider_keys = self.asked().chain(self.unasked()).flat_map(|provider| {
            provider
                .owner()
                .keys()
                .map(move |key| shown(&provider.section, key, &|| provider.secret().1.shown()))
        });
        let facade_keys =
            Owner::Facade.keys().map(|key| shown(&self.facade.section, key, &|| self.session_key_shown()));
        provider_keys.chain(facade_keys).collect()
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
    fn owner(&self) -> Owner {
        match self.vendor {
            Vendor::Juhe { .. } => Owner::Juhe,
            Vendor::Ihuyi { .. } => Owner::Ihuyi,
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
