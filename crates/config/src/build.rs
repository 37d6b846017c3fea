//! From a provider's section to the provider.

use std::sync::Arc;

use heyan_core::Verifier;
use heyan_provider_ihuyi::{IhuyiConfig, IhuyiVerifier};
use heyan_provider_juhe::{JuheConfig, JuheVerifier};
use heyan_transport::{ProxySetting, TransportConfig};
use secrecy::SecretString;

use super::ConfigError;
use super::error::Problems;
use super::place::Place;
use super::provider::{ProviderSection, Vendor};
use super::secret::STAND_IN;

/// What a vendor may refuse, for itself or in the place of what was refused.
struct Parts {
    account: String,
    secret: SecretString,
    transport: TransportConfig,
    /// Read from the section's file, and trusted besides the machine's own.
    root_certificates: Option<Vec<u8>>,
}

/// What is refused: its key, where it is one, and why.
type Refused = (Option<&'static str>, String);

impl ProviderSection {
    /// Looks its secret up and builds it.
    pub(crate) fn verifier(&self, problems: &mut Problems) -> Option<Arc<dyn Verifier>> {
        let before = problems.count();
        let mut parts = Parts {
            account: self.account().to_owned(),
            secret: problems.note(self.secret().1.look_up()).unwrap_or_else(|| STAND_IN.into()),
            transport: self.transport.clone(),
            root_certificates: problems.note(self.root_certificates()).flatten(),
        };
        // The vendor tells one refusal alone. With a stand-in for what it refused, it tells the next.
        let mut refused = Vec::new();
        loop {
            match self.build(&parts) {
                Ok(verifier) => return (problems.count() == before).then_some(verifier),
                Err((Some(setting), _)) if refused.contains(&setting) => return None,
                Err((setting, problem)) => {
                    problems.add(self.wrong(setting, problem));
                    let setting = setting?;
                    parts.mend(setting, &self.vendor);
                    refused.push(setting);
                }
            }
        }
    }

    fn build(&self, parts: &Parts) -> Result<Arc<dyn Verifier>, Refused> {
        let secret = parts.secret.clone();
        let certificates = parts.root_certificates.clone();
        let transport =
            certificates.into_iter().fold(parts.transport.clone(), TransportConfig::with_root_certificates);
        match &self.vendor {
            Vendor::Juhe { portrait_unit, .. } => {
                let mut config = JuheConfig::new(secret)
                    .with_id(self.id.as_str())
                    .with_transport(transport)
                    .with_portrait_unit(*portrait_unit);
                config = self.price.into_iter().fold(config, JuheConfig::with_price_fen);
                match JuheVerifier::new(config) {
                    Ok(verifier) => Ok(Arc::new(verifier)),
                    Err(error) => Err((error.setting(), error.to_string())),
                }
            }
            Vendor::Ihuyi { password, fail_means, .. } => {
                let mut config = IhuyiConfig::new(&parts.account, secret)
                    .with_id(self.id.as_str())
                    .with_transport(transport)
                    .with_password(*password)
                    .with_fail_means(*fail_means);
                config = self.price.into_iter().fold(config, IhuyiConfig::with_price_fen);
                match IhuyiVerifier::new(config) {
                    Ok(verifier) => Ok(Arc::new(verifier)),
                    Err(error) => Err((error.setting(), error.to_string())),
                }
            }
        }
    }

    fn account(&self) -> &str {
        match &self.vendor {
            Vendor::Juhe { .. } => "",
            Vendor::Ihuyi { account, .. } => account,
        }
    }

    fn root_certificates(&self) -> Result<Option<Vec<u8>>, ConfigError> {
        let read = self.root_certificate.as_ref().map(std::fs::read).transpose();
        read.map_err(|error| {
            let problem = format!("cannot be read ({error}); give the path of a PEM file");
            ConfigError::new(self.section.place_of("root_certificate"), problem)
        })
    }

    /// The error names its key itself; the place adds the section and the line.
    fn wrong(&self, setting: Option<&str>, problem: String) -> ConfigError {
        let place = setting.map_or_else(|| self.section.place(), |key| self.section.place_of(key));
        ConfigError::new(Place::new(place.origin, &self.section.name), problem)
    }
}

impl Parts {
    /// Puts a stand-in in the place of what was refused.
    fn mend(&mut self, setting: &str, vendor: &Vendor) {
        let transport = self.transport.clone();
        match setting {
            "account" => STAND_IN.clone_into(&mut self.account),
            "key" | "api_key" => self.secret = STAND_IN.into(),
            "base_url" => self.transport = transport.with_base_url(vendor.base_url()),
            "proxy" => self.transport = transport.with_proxy(ProxySetting::None),
            "root_certificate" => self.root_certificates = None,
            _ => {}
        }
    }
}
