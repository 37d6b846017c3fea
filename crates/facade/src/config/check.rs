//! Everything that can be known of a configuration without asking anybody.

use super::Configuration;
use super::error::{ConfigError, ConfigWarning};
use crate::BuildError;

/// What is wrong with a configuration that was read, and what could be better.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Check {
    /// With these nobody can be asked.
    pub errors: Vec<ConfigError>,
    /// With these everybody can.
    pub warnings: Vec<ConfigWarning>,
}

impl Configuration {
    /// Looks every secret up and builds everything, but asks nobody. Providers that `order` does not list are left out.
    pub fn check(&self) -> Check {
        let whole = |error: BuildError| ConfigError::new(self.place.clone(), error.to_string());
        let built = self.builder().and_then(|builder| builder.build().map_err(whole));
        let errors = built.err().iter().flat_map(ConfigError::all).map(ConfigError::alone).collect();
        Check { errors, warnings: self.warnings() }
    }
}
