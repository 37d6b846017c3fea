//! From a configuration to a facade: its secrets are looked up, and its providers are built.

use std::sync::Arc;

use heyan::{Builder, Facade};
use heyan_core::Verifier;
use heyan_provider_ihuyi::{IhuyiConfig, IhuyiConfigError, IhuyiVerifier};
use heyan_provider_juhe::{JuheConfig, JuheConfigError, JuheVerifier};

use crate::configuration::Configuration;
use crate::error::{ConfigError, Problems};
use crate::place::Place;
use crate::provider_section::{ProviderSection, Reach, Vendor};
use crate::secret::STAND_IN;

/// What a vendor refuses: the setting, if it is one, and why.
type Refusal = (Option<&'static str>, String);

impl Configuration {
    /// Looks the secrets up and builds the providers, in their order. Observers and more can still be added.
    ///
    /// # Errors
    /// A secret or certificate that is not there, or settings with which a provider cannot be asked.
    pub fn builder(&self) -> Result<Builder, ConfigError> {
        let mut problems = Problems::default();
        let builder = self.build(&mut problems);
        problems.into_result()?;
        Ok(builder)
    }

    /// Builds as many providers as it can.
    pub(crate) fn build(&self, problems: &mut Problems) -> Builder {
        let mut builder = Facade::builder();
        for provider in self.asked() {
            if let Some(verifier) = provider.verifier(problems) {
                builder = builder.provider_within(provider.limits.limits.clone(), verifier);
            }
        }
        builder = self.session_keys(problems).into_iter().fold(builder, Builder::session_key);
        let facade = &self.facade;
        builder = facade.recent_answers.into_iter().fold(builder, Builder::recent_answers);
        builder
            .strategy(facade.strategy.clone())
            .policy(facade.policy.clone())
            .deadline(facade.deadline)
            .session_retention(facade.session_retention)
            .require_consent(facade.require_consent)
            .min_age(facade.min_age)
            .check_portraits(facade.check_portraits)
    }
}

impl ProviderSection {
    /// Looks the secret up and builds the verifier.
    fn verifier(&self, problems: &mut Problems) -> Option<Arc<dyn Verifier>> {
        let before = problems.count();
        let secret = problems.note(self.secret().1.credential()).unwrap_or_else(|| STAND_IN.into());
        let certificates = problems.note(self.root_certificates()).flatten();
        let Reach { base_url, timeout, connect_timeout, proxy } = &self.reach;
        let built = match &self.vendor {
            Vendor::Juhe { portrait_unit, .. } => {
                let config = JuheConfig::new(secret)
                    .with_id(self.id.as_str())
                    .with_base_url(base_url)
                    .with_timeout(*timeout)
                    .with_connect_timeout(*connect_timeout)
                    .with_proxy(proxy.clone())
                    .with_portrait_unit(*portrait_unit);
                let config = certificates.into_iter().fold(config, JuheConfig::with_root_certificates);
                juhe(&self.price.into_iter().fold(config, JuheConfig::with_price_fen))
            }
            Vendor::Ihuyi { account, password, fail_means, .. } => {
                let config = IhuyiConfig::new(account, secret)
                    .with_id(self.id.as_str())
                    .with_base_url(base_url)
                    .with_timeout(*timeout)
                    .with_connect_timeout(*connect_timeout)
                    .with_proxy(proxy.clone())
                    .with_password(*password)
                    .with_fail_means(*fail_means);
                let config = certificates.into_iter().fold(config, IhuyiConfig::with_root_certificates);
                ihuyi(&self.price.into_iter().fold(config, IhuyiConfig::with_price_fen))
            }
        };
        match built {
            Ok(verifier) => (problems.count() == before).then_some(verifier),
            Err(refusals) => {
                problems.extend(refusals.into_iter().map(|refusal| self.wrong(refusal)));
                None
            }
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
    fn wrong(&self, (setting, problem): Refusal) -> ConfigError {
        let place = setting.map_or_else(|| self.section.place(), |key| self.section.place_of(key));
        ConfigError::new(Place::new(place.origin, &self.section.name), problem)
    }
}

fn juhe(config: &JuheConfig) -> Result<Arc<dyn Verifier>, Vec<Refusal>> {
    let refusal = |error: &JuheConfigError| (error.setting(), error.to_string());
    match JuheVerifier::new(config.clone()) {
        Ok(verifier) => Ok(Arc::new(verifier)),
        Err(first) => Err(all(first, config.problems()).iter().map(refusal).collect()),
    }
}

fn ihuyi(config: &IhuyiConfig) -> Result<Arc<dyn Verifier>, Vec<Refusal>> {
    let refusal = |error: &IhuyiConfigError| (error.setting(), error.to_string());
    match IhuyiVerifier::new(config.clone()) {
        Ok(verifier) => Ok(Arc::new(verifier)),
        Err(first) => Err(all(first, config.problems()).iter().map(refusal).collect()),
    }
}

/// The first error is among the problems, unless it is one that only building finds.
fn all<E>(first: E, problems: Vec<E>) -> Vec<E> {
    if problems.is_empty() { vec![first] } else { problems }
}
