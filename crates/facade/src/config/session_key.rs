//! The keys of sessions: as configured, or made from the secrets of those who start them.

use heyan_core::{SessionKeyError, SessionKeys};
use hkdf::Hkdf;
use secrecy::{ExposeSecret, SecretString};
use sha2::Sha256;
use zeroize::Zeroizing;

use super::ConfigError;
use super::Configuration;
use super::section::Vendor;

impl Configuration {
    /// `None` where nobody starts sessions and no key is set.
    pub(super) fn session_keys(&self) -> Result<Option<SessionKeys>, ConfigError> {
        let set = &self.file.facade.session_key;
        let mut keys = None;
        for (place, key) in set.iter().enumerate() {
            let name = if set.len() == 1 {
                "facade.session_key".to_owned()
            } else {
                format!("facade.session_key[{place}]")
            };
            let wrong = |problem| ConfigError { place: self.source.place(&name, key.span()), problem };
            let key = key.look_up(&self.source.folder).map_err(wrong)?;
            let added = one_more(keys, key.expose_secret().as_bytes());
            keys = Some(added.map_err(|error| wrong(error.to_string()))?);
        }
        if keys.is_some() { Ok(keys) } else { self.derived_keys() }
    }

    /// The first account signs, what any of them signed is accepted.
    fn derived_keys(&self) -> Result<Option<SessionKeys>, ConfigError> {
        let mut keys = None;
        for section in self.sections() {
            let Vendor::Ihuyi { account, .. } = &section.section.vendor else { continue };
            let Some(key) = derive(&section.secret()?, account.get_ref()) else { continue };
            keys = one_more(keys, &*key).ok();
        }
        Ok(keys)
    }

    /// What to know where sessions are signed with a key that nobody set.
    pub(super) fn derived_key_note(&self) -> Option<String> {
        let mut hosted =
            self.sections().filter(|section| matches!(section.section.vendor, Vendor::Ihuyi { .. }));
        let first = hosted.next().filter(|_| self.file.facade.session_key.is_empty())?;
        let place = self.source.place("facade.session_key", None);
        Some(format!(
            "{place}: is not set, so open sessions are signed with a key made from provider.{}.api_key: a new api_key \
             voids them",
            first.id
        ))
    }
}

/// The first signs, all of them are accepted.
fn one_more(keys: Option<SessionKeys>, key: &[u8]) -> Result<SessionKeys, SessionKeyError> {
    match keys {
        None => SessionKeys::new(key),
        Some(keys) => keys.accepting(key),
    }
}

/// HKDF-SHA256 (RFC 5869), so that the vendor's secret itself signs nothing. 32 bytes can always be had.
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
