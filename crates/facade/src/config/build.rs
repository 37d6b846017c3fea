//! From a provider's section to the provider.

use std::fmt::Display;
use std::sync::Arc;

use heyan_core::Verifier;
use heyan_provider_ihuyi::{IhuyiConfig, IhuyiVerifier};
use heyan_provider_juhe::{JuheConfig, JuheVerifier};
use heyan_transport::TransportConfig;

use super::ConfigError;
use super::error::Problems;
use super::place::Place;
use super::provider::{ProviderSection, Vendor};

impl ProviderSection {
    /// Looks its secret up and builds it.
    pub(crate) fn verifier(&self, problems: &mut Problems) -> Option<Arc<dyn Verifier>> {
        let (_, secret) = self.secret();
        let secret = problems.note(secret.look_up());
        let transport = problems.note(self.transport());
        let (secret, transport) = (secret?, transport?);
        let verifier: Result<Arc<dyn Verifier>, _> = match &self.vendor {
            Vendor::Juhe { .. } => {
                let mut config = JuheConfig::new(secret).id(self.id.as_str()).transport(transport);
                config = self.price.into_iter().fold(config, JuheConfig::price_fen);
                match JuheVerifier::new(config) {
                    Ok(verifier) => Ok(Arc::new(verifier)),
                    Err(error) => Err(self.refused(error.setting(), &error)),
                }
            }
            Vendor::Ihuyi { account, password, fail_means, .. } => {
                let mut config = IhuyiConfig::new(account, secret)
                    .id(self.id.as_str())
                    .transport(transport)
                    .password(*password)
                    .fail_means(*fail_means);
                config = self.price.into_iter().fold(config, IhuyiConfig::price_fen);
                match IhuyiVerifier::new(config) {
                    Ok(verifier) => Ok(Arc::new(verifier)),
                    Err(error) => Err(self.refused(error.setting(), &error)),
                }
            }
        };
        problems.note(verifier)
    }

    fn transport(&self) -> Result<TransportConfig, ConfigError> {
        let mut transport = self.transport.clone();
        if let Some(file) = &self.root_certificate {
            let pem = std::fs::read(file).map_err(|error| {
                let problem = format!("cannot be read ({error}); give the path of a PEM file");
                ConfigError::new(self.section.place_of("root_certificate"), problem)
            })?;
            transport = transport.root_certificates(pem);
        }
        Ok(transport)
    }

    /// The error names its key itself; the place adds the section and the line.
    fn refused(&self, setting: Option<&str>, error: &impl Display) -> ConfigError {
        let place = setting.map_or_else(|| self.section.place(), |key| self.section.place_of(key));
        ConfigError::new(Place::new(place.origin, &self.section.name), error.to_string())
    }
}
