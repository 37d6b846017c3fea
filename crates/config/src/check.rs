//! Everything that can be known of a configuration without asking anybody.

use std::path::Path;

use super::error::{ConfigError, ConfigWarning, Problems};
use super::read::Read;
use super::{Configuration, Environment};
use heyan::BuildError;

/// What is wrong with a configuration, and what could be better.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub struct Check {
    /// With these nobody can be asked.
    pub errors: Vec<ConfigError>,
    /// With these everybody can.
    pub warnings: Vec<ConfigWarning>,
    /// The ids of those who are asked, in the order in which they are listed, as far as they can be read.
    pub providers: Vec<String>,
}

impl Configuration {
    /// Looks every secret up and builds everything, but asks nobody. Providers that `order` does not list are left out.
    pub fn check(&self) -> Check {
        self.checked(Problems::default())
    }

    /// The same of a file, or of the environment alone where there is none, with all that is wrong in what is written:
    /// a value that cannot be read hides nothing that is wrong elsewhere. Of text that is no TOML the first problem
    /// alone is told.
    pub fn check_with(path: Option<&Path>, environment: &Environment) -> Check {
        let read = match path {
            Some(path) => Read::file(path, environment),
            None => Ok(Read::environment(environment)),
        };
        match read {
            Ok(Read { configuration, problems }) => configuration.checked(problems),
            Err(error) => Check { errors: alone(&error), ..Check::default() },
        }
    }

    /// `problems` are those of what is written.
    fn checked(&self, mut problems: Problems) -> Check {
        let builder = self.build(&mut problems);
        let whole = |error: BuildError| ConfigError::new(self.place.clone(), error.to_string());
        // What is wrong with the whole may be a consequence of what is wrong with its parts.
        let built = problems.none().and_then(|()| builder.build().map_err(whole));
        let errors = built.err().iter().flat_map(alone).collect();
        Check { errors, warnings: self.warnings(), providers: self.providers().map(str::to_owned).collect() }
    }
}

fn alone(error: &ConfigError) -> Vec<ConfigError> {
    error.all().map(ConfigError::alone).collect()
}
