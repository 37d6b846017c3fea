//! From a provider's section to the provider.

use std::fmt::Display;
use std::sync::Arc;

use heyan_core::Verifier;
use heyan_provider_ihuyi::{self as ihuyi, IhuyiConfig, IhuyiVerifier};
use heyan_provider_juhe::{self as juhe, JuheConfig, JuheVerifier};
use heyan_transport::{ProxySetting, TransportConfig};
use secrecy::SecretString;

use super::section::{ProviderSection, Vendor};
use super::{ConfigError, Source};

/// One section, and where it stands.
pub(crate) struct Section<'a> {
    pub(crate) source: &'a Source,
    pub(crate) id: &'a str,
    pub(crate) section: &'a ProviderSection,
}

impl Section<'_> {
    pub(crate) fn provider(&self) -> Result<Arc<dyn Verifier>, ConfigError> {
        let price = self.section.price;
        match &self.section.vendor {
            Vendor::Juhe { .. } => {
                let transport = self.transport(juhe::BASE_URL)?;
                let mut config = JuheConfig::new(self.secret()?).id(self.id).transport(transport);
                config = price.into_iter().fold(config, JuheConfig::price_fen);
                let built = JuheVerifier::new(config);
                Ok(Arc::new(built.map_err(|error| self.refused(error.setting(), &error))?))
            }
            Vendor::Ihuyi { account, password, fail_means, .. } => {
                let transport = self.transport(ihuyi::BASE_URL)?;
                let mut config = IhuyiConfig::new(account.get_ref(), self.secret()?)
                    .id(self.id)
                    .transport(transport)
                    .password(*password)
                    .fail_means(*fail_means);
                config = price.into_iter().fold(config, IhuyiConfig::price_fen);
                let built = IhuyiVerifier::new(config);
                Ok(Arc::new(built.map_err(|error| self.refused(error.setting(), &error))?))
            }
        }
    }

    /// The vendor's secret, looked up.
    pub(crate) fn secret(&self) -> Result<SecretString, ConfigError> {
        let (key, secret) = self.section.secret();
        secret.look_up(&self.source.folder).map_err(|problem| self.wrong(key, problem))
    }

    fn transport(&self, base_url: &str) -> Result<TransportConfig, ConfigError> {
        let section = self.section;
        let base_url = section.base_url.as_ref().map_or(base_url, |url| url.get_ref());
        let mut transport = TransportConfig::new(base_url);
        if let Some(timeout) = section.timeout {
            transport = transport.timeout(timeout);
        }
        if let Some(proxy) = &section.proxy {
            transport = transport.proxy(ProxySetting::parse(proxy.get_ref()));
        }
        if let Some(file) = &section.root_certificate {
            let pem = std::fs::read(self.source.folder.join(file.get_ref())).map_err(|error| {
                let problem = format!("cannot be read ({error}); give the path of a PEM file");
                self.wrong("root_certificate", problem)
            })?;
            transport = transport.root_certificates(pem);
        }
        Ok(transport)
    }

    fn wrong(&self, key: &str, problem: String) -> ConfigError {
        let place = self.source.place(&format!("provider.{}.{key}", self.id), self.section.span_of(key));
        ConfigError { place, problem }
    }

    /// The error names its key itself; the place adds the section and the line.
    fn refused(&self, setting: Option<&str>, error: &impl Display) -> ConfigError {
        let span = setting.and_then(|key| self.section.span_of(key));
        let place = self.source.place(&format!("provider.{}", self.id), span);
        ConfigError { place, problem: error.to_string() }
    }
}
