//! The keys that sign open sessions: as configured, or made from the secrets of the accounts that start scans.

use heyan_core::{SessionKeyError, SessionKeys};
use hkdf::Hkdf;
use secrecy::{ExposeSecret, SecretString};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::configuration::Configuration;
use crate::error::{ConfigWarning, Problems};
use crate::provider_section::{ProviderSection, Vendor};

impl Configuration {
    /// `None` if no provider starts scans and no key is set.
    pub(crate) fn session_keys(&self, problems: &mut Problems) -> Option<SessionKeys> {
        let mut keys = None;
        for secret in &self.facade.session_key {
            let added = secret.passphrase().and_then(|key| {
                let added = one_more(keys.clone(), key.expose_secret().as_bytes());
                added.map_err(|error| secret.wrong(error.to_string()))
            });
            keys = problems.note(added).or(keys);
        }
        if self.facade.session_key.is_empty() { self.derived_keys() } else { keys }
    }

    /// The first account's key signs, and all of them are accepted. A secret that is missing is a problem already.
    fn derived_keys(&self) -> Option<SessionKeys> {
        let mut keys = None;
        for provider in self.asked() {
            let Vendor::Ihuyi { account, api_key, .. } = &provider.vendor else { continue };
            let Some(key) = api_key.credential().ok().and_then(|secret| derive(&secret, account)) else {
                continue;
            };
            keys = one_more(keys, &*key).ok();
        }
        keys
    }

    /// The provider whose secret makes the signing key, if none is set.
    pub(crate) fn derived_from(&self) -> Option<&ProviderSection> {
        self.asked().find(|provider| provider.is_hosted()).filter(|_| self.facade.session_key.is_empty())
    }

    /// A warning that the signing key is not set and follows from an account.
    pub(crate) fn derived_key_note(&self) -> Option<ConfigWarning> {
        let from = &self.derived_from()?.section.name;
        let note = format!(
            "is not set, so open sessions are signed with a key made from {from}.api_key: a new api_key voids them"
        );
        Some(ConfigWarning::new(&self.facade.section.place_of("session_key"), note))
    }
}

/// Adds a key. The first one signs, and all of them are accepted.
fn one_more(keys: Option<SessionKeys>, key: &[u8]) -> Result<SessionKeys, SessionKeyError> {
    match keys {
        None => SessionKeys::new(key),
        Some(keys) => keys.with_accepted(key),
    }
}

/// HKDF-SHA256 (RFC 5869), so that the vendor's secret itself signs nothing. It always yields 32 bytes.
fn derive(secret: &SecretString, account: &str) -> Option<Zeroizing<[u8; 32]>> {
    let mut key = Zeroizing::new([0; 32]);
    let info = [b"heyan/session/1/", account.as_bytes()];
    let hkdf = Hkdf::<Sha256>::new(None, secret.expose_secret().as_bytes());
    hkdf.expand_multi_info(&info, &mut *key).ok().map(|()| key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_derived_key_is_the_one_that_another_implementation_derives() {
        // Made with Python's hmac and hashlib, by the two steps of RFC 5869.
        let key = derive(&"sandbox-key".into(), "C12345678").unwrap();
        let first: String = key.iter().take(10).map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(first, "cd58eb639af359ec2719");
        assert_ne!(derive(&"sandbox-key".into(), "C12345679").unwrap(), key);
    }
}
