//! A facade from a `heyan.toml`, and from the environment: whom to ask, with which credentials, in which order.
//!
//! ```
//! use heyan_config::Configuration;
//!
//! let text = r#"
//!     [provider.juhe]
//!     key = { env = "JUHE_KEY" }       # or { file = "/run/secrets/juhe" }
//!     timeout = "15s"
//!     price = "0.80"                   # yuan
//!
//!     [facade]
//!     deadline = "30s"
//! "#;
//! let configuration = Configuration::parse(text, "heyan.toml")?;
//! assert_eq!(configuration.providers().collect::<Vec<_>>(), ["juhe"]);
//! # Ok::<(), heyan_config::ConfigError>(())
//! ```
//!
//! `docs/examples/heyan.toml` has every key. Each is also a variable, `HEYAN_<SECTION>_<KEY>`: `HEYAN_FACADE_DEADLINE`,
//! `HEYAN_PROVIDER_JUHE_TIMEOUT`, and `HEYAN_PROVIDER_JUHE_B_KEY` for `[provider.juhe-b]`; see [`Environment`]. A
//! variable goes over the file, and a section may be made of variables alone. What is not text is written there as in a
//! file: `HEYAN_PROVIDER_JUHE_KEY='{ file = "/run/secrets/juhe" }'`.
//!
//! What is not set is as [`Builder`] has it, but for one key: where no `breaker` is set, a provider is left alone for
//! 30 s after 5 failures in a row. `breaker = "none"` goes without, as the builder does.

mod keys;
mod place;
mod error;
mod setting;
mod section;
mod file;
mod environment;
mod values;
mod secret;
mod provider;
mod limits;
mod facade;
mod strategy;
mod policy;
mod read;
mod build;
mod session_key;
mod warnings;
mod check;
mod shown;

use std::path::Path;
use std::time::Duration;

use error::Problems;
use facade::FacadeSection;
use heyan::{Builder, Facade};
use place::{Place, Source};
use provider::ProviderSection;
use read::Read;

pub use check::Check;
pub use environment::Environment;
pub use error::{ConfigError, ConfigWarning};
pub use shown::Shown;

/// A configuration that was read and is well-formed. Its secrets are not looked up before [`Self::builder`].
#[derive(Debug)]
pub struct Configuration {
    /// The whole, for what is wrong with none of its keys.
    place: Place,
    /// By name.
    providers: Vec<ProviderSection>,
    facade: FacadeSection,
    /// Variables that look as if they were to set a key, and set none.
    strays: Vec<String>,
}

impl Configuration {
    /// Reads a file, and that alone.
    ///
    /// # Errors
    /// As [`Self::load_with`].
    pub fn load(path: &Path) -> Result<Self, ConfigError> {
        Self::load_with(path, &Environment::default())
    }

    /// Reads a file with the environment over it.
    ///
    /// # Errors
    /// A file that cannot be read, or text and variables as in [`Self::parse_with`].
    pub fn load_with(path: &Path, environment: &Environment) -> Result<Self, ConfigError> {
        Read::file(path, environment)?.whole()
    }

    /// Reads `text`, and that alone; `name` stands for the file in errors.
    ///
    /// # Errors
    /// As [`Self::parse_with`].
    pub fn parse(text: &str, name: &str) -> Result<Self, ConfigError> {
        Self::parse_with(text, name, &Environment::default())
    }

    /// Reads `text` with the environment over it; `name` stands for the file in errors. Files that it names are looked
    /// for where the process runs.
    ///
    /// # Errors
    /// Text that is not TOML, unknown keys or variables, values that are not well-formed, or no provider. The error has
    /// [all problems](ConfigError::all).
    pub fn parse_with(text: &str, name: &str, environment: &Environment) -> Result<Self, ConfigError> {
        Read::text(text, Source { name: name.to_owned(), folder: "".into() }, environment)?.whole()
    }

    /// Reads the environment without any file.
    ///
    /// # Errors
    /// Unknown variables, values that are not well-formed, or no provider.
    pub fn from_environment(environment: &Environment) -> Result<Self, ConfigError> {
        Read::environment(environment).whole()
    }

    /// The providers' ids, in the order in which they are listed.
    pub fn providers(&self) -> impl Iterator<Item = &str> {
        self.asked().map(ProviderSection::name)
    }

    /// Whether every provider is on this machine, and so no vendor.
    pub fn is_local(&self) -> bool {
        self.asked().all(|provider| provider.is_local)
    }

    /// The schemes, such as `myapp`, that a return address may have besides `https`.
    pub fn app_schemes(&self) -> impl Iterator<Item = &str> {
        self.facade.app_schemes.iter().map(String::as_str)
    }

    /// How long an answer may be given again to the same question; `None` where that is off.
    pub fn recent_answers(&self) -> Option<Duration> {
        self.facade.recent_answers
    }

    /// Looks the secrets up and builds the providers, in their order, for a facade that can still be added to.
    ///
    /// # Errors
    /// A secret or certificate that is not there, or settings with which a provider cannot be asked.
    pub fn builder(&self) -> Result<Builder, ConfigError> {
        let mut problems = Problems::default();
        let builder = self.build(&mut problems);
        problems.none()?;
        Ok(builder)
    }

    /// With as many providers as can be built.
    fn build(&self, problems: &mut Problems) -> Builder {
        let mut builder = Facade::builder();
        for provider in self.asked() {
            if let Some(verifier) = provider.verifier(problems) {
                builder = builder.provider_within(provider.limits.limits, verifier);
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

    /// Those who are asked, in the order in which they are listed.
    fn asked(&self) -> impl Iterator<Item = &ProviderSection> {
        let named = |id: &String| self.providers.iter().find(move |provider| provider.name() == id);
        self.facade.order.iter().filter_map(named)
    }

    /// Those whom `order` does not list.
    fn unasked(&self) -> impl Iterator<Item = &ProviderSection> {
        let listed = |id: &str| self.facade.order.iter().any(|listed| listed == id);
        self.providers.iter().filter(move |provider| !listed(provider.name()))
    }
}
