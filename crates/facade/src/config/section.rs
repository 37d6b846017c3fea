//! One provider's section: what every vendor has, and what its kind adds.

use std::ops::Range;
use std::time::Duration;

use heyan_provider_ihuyi::{FailMeans, Password};
use serde::Deserialize;
use toml::Spanned;

use super::secret::Secret;
use super::values::{Period, Yuan};
use super::{ConfigError, Source};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "a section such as [provider.juhe]")]
pub(crate) struct RawProvider {
    kind: Option<Spanned<String>>,
    base_url: Option<Spanned<String>>,
    timeout: Option<Spanned<String>>,
    price: Option<Spanned<String>>,
    proxy: Option<Spanned<String>>,
    root_certificate: Option<Spanned<String>>,
    // Juhe's.
    key: Option<Secret>,
    // ihuyi's.
    account: Option<Spanned<String>>,
    api_key: Option<Secret>,
    password: Option<Spanned<String>>,
    fail_means: Option<Spanned<String>>,
}

/// One account at a vendor.
#[derive(Debug)]
pub(crate) struct ProviderSection {
    pub(crate) vendor: Vendor,
    pub(crate) base_url: Option<Spanned<String>>,
    pub(crate) timeout: Option<Duration>,
    pub(crate) price: Option<u64>,
    pub(crate) proxy: Option<Spanned<String>>,
    pub(crate) root_certificate: Option<Spanned<String>>,
}

/// The vendor, with what only it needs.
#[derive(Debug)]
pub(crate) enum Vendor {
    Juhe { key: Secret },
    Ihuyi { account: Spanned<String>, api_key: Secret, password: Password, fail_means: FailMeans },
}

impl RawProvider {
    pub(crate) fn read(self, source: &Source, id: &Spanned<String>) -> Result<ProviderSection, ConfigError> {
        let name = id.get_ref();
        let key = |key: &str| format!("provider.{name}.{key}");
        Ok(ProviderSection {
            timeout: source.value(&key("timeout"), self.timeout.as_ref(), Period::parse)?,
            price: source.value(&key("price"), self.price.as_ref(), Yuan::parse)?,
            base_url: self.base_url.clone(),
            proxy: self.proxy.clone(),
            root_certificate: self.root_certificate.clone(),
            vendor: self.vendor(source, id)?,
        })
    }

    fn vendor(self, source: &Source, id: &Spanned<String>) -> Result<Vendor, ConfigError> {
        let name = id.get_ref();
        let wrong = |key: &str, span: Option<Range<usize>>, problem: &str| ConfigError {
            place: source.place(&format!("provider.{name}.{key}"), span),
            problem: problem.to_owned(),
        };
        let missing = |key: &str, example: &str| {
            wrong(key, Some(id.span()), &format!("is missing; add {key} = {example}"))
        };
        let (kind, span) = match &self.kind {
            Some(kind) => (kind.get_ref().as_str(), kind.span()),
            None => (name.as_str(), id.span()),
        };
        let juhes = [("key", self.key.as_ref().and_then(Secret::span))];
        let ihuyis = [
            ("account", self.account.as_ref().map(Spanned::span)),
            ("api_key", self.api_key.as_ref().and_then(Secret::span)),
            ("password", self.password.as_ref().map(Spanned::span)),
            ("fail_means", self.fail_means.as_ref().map(Spanned::span)),
        ];
        let (others, problem): (&[_], _) = match kind {
            "juhe" => (&ihuyis, "is a key of sections of kind \"ihuyi\"; take it out"),
            "ihuyi" => (&juhes, "is a key of sections of kind \"juhe\"; ihuyi has account and api_key"),
            _ => {
                let problem = "no such kind of provider; the known kinds are \"juhe\" and \"ihuyi\" (a second \
                               account: kind = \"juhe\")";
                return Err(wrong("kind", Some(span), problem));
            }
        };
        if let Some((key, span)) = others.iter().find(|(_, span)| span.is_some()) {
            return Err(wrong(key, span.clone(), problem));
        }
        if kind == "juhe" {
            let key = self.key.ok_or_else(|| missing("key", "{ env = \"JUHE_KEY\" }"))?;
            return Ok(Vendor::Juhe { key });
        }
        let key = |key: &str| format!("provider.{name}.{key}");
        let password = source.value(&key("password"), self.password.as_ref(), password)?;
        let fail_means = source.value(&key("fail_means"), self.fail_means.as_ref(), fail_means)?;
        Ok(Vendor::Ihuyi {
            account: self.account.ok_or_else(|| missing("account", "\"C12345678\""))?,
            api_key: self.api_key.ok_or_else(|| missing("api_key", "{ env = \"IHUYI_API_KEY\" }"))?,
            password: password.unwrap_or_default(),
            fail_means: fail_means.unwrap_or_default(),
        })
    }
}

fn password(text: &str) -> Result<Password, &'static str> {
    match text {
        "dynamic" => Ok(Password::Dynamic),
        "static" => Ok(Password::Static),
        _ => Err("is not known; write \"dynamic\" or \"static\""),
    }
}

fn fail_means(text: &str) -> Result<FailMeans, &'static str> {
    match text {
        "indeterminate" => Ok(FailMeans::Indeterminate),
        "mismatch" => Ok(FailMeans::Mismatch),
        _ => Err("is not known; write \"indeterminate\" or \"mismatch\""),
    }
}

impl ProviderSection {
    /// The key of the vendor's secret, and the secret.
    pub(crate) fn secret(&self) -> (&'static str, &Secret) {
        match &self.vendor {
            Vendor::Juhe { key } => ("key", key),
            Vendor::Ihuyi { api_key, .. } => ("api_key", api_key),
        }
    }

    /// Where a key stands that was given.
    pub(crate) fn span_of(&self, key: &str) -> Option<Range<usize>> {
        let (name, secret) = self.secret();
        match (key, &self.vendor) {
            (key, _) if key == name => secret.span(),
            ("account", Vendor::Ihuyi { account, .. }) => Some(account.span()),
            ("base_url", _) => self.base_url.as_ref().map(Spanned::span),
            ("proxy", _) => self.proxy.as_ref().map(Spanned::span),
            ("root_certificate", _) => self.root_certificate.as_ref().map(Spanned::span),
            _ => None,
        }
    }
}
