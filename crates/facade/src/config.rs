//! A facade from a `heyan.toml`: whom to ask, with which credentials, in which order.
//!
//! ```
//! use heyan::config::Configuration;
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
//! # Ok::<(), heyan::config::ConfigError>(())
//! ```

mod read;
mod secret;
mod values;

use std::path::{Path, PathBuf};

use heyan_core::is_loopback;
use heyan_provider_juhe::{self as juhe, JuheConfig, JuheVerifier};
use heyan_transport::{ProxySetting, TransportConfig};

use crate::{Builder, Facade};
use read::{File, Place, ProviderSection};

/// A configuration that was read and is well-formed. Its secrets are not looked up before [`Self::builder`].
#[derive(Debug)]
pub struct Configuration {
    file: File,
    source: Source,
}

/// What a configuration cannot be used for, with the file, line and key where that stands.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("{place}: {problem}")]
pub struct ConfigError {
    place: Place,
    problem: String,
}

/// Something to mend, though the configuration works.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ConfigWarning(String);

impl std::fmt::Display for ConfigWarning {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Where the text came from, to tell lines and to find files beside it. The text itself, which may hold a secret,
/// is not kept.
#[derive(Debug)]
struct Source {
    name: String,
    folder: PathBuf,
    /// Where each line ends, in bytes.
    line_ends: Vec<usize>,
}

impl Configuration {
    /// Reads a file.
    ///
    /// # Errors
    /// A file that cannot be read, or text as in [`Self::parse`].
    pub fn load(path: &Path) -> Result<Self, ConfigError> {
        let name = path.display().to_string();
        let text = std::fs::read_to_string(path).map_err(|error| ConfigError {
            place: Place::file(&name),
            problem: format!("cannot be read ({}); give the path of a heyan.toml", error),
        })?;
        let mut configuration = Self::parse(&text, &name)?;
        configuration.source.folder = path.parent().unwrap_or(Path::new("")).to_owned();
        Ok(configuration)
    }

    /// Reads `text`; `name` stands for the file in errors.
    ///
    /// # Errors
    /// Text that is not TOML, unknown keys, values that are not well-formed, or no provider.
    pub fn parse(text: &str, name: &str) -> Result<Self, ConfigError> {
        let line_ends = text.match_indices('\n').map(|(at, _)| at).collect();
        let source = Source { name: name.to_owned(), folder: PathBuf::new(), line_ends };
        let file = read::file(text, &source)?;
        Ok(Self { file, source })
    }

    /// The providers' ids, in the order in which they are asked.
    pub fn providers(&self) -> impl Iterator<Item = &str> {
        self.file.ordered().map(|(id, _)| id)
    }

    /// Whether every provider is on this machine, and so no vendor.
    pub fn is_local(&self) -> bool {
        let address =
            |section: &ProviderSection| section.base_url.as_ref().map(|url| is_loopback(url.get_ref()));
        self.file.ordered().all(|(_, section)| address(section) == Some(true))
    }

    /// What should be mended.
    pub fn warnings(&self) -> Vec<ConfigWarning> {
        let literal =
            self.file.ordered().filter(|(_, section)| section.key.is_literal()).map(|(id, section)| {
                let place = self.source.place(&format!("provider.{id}.key"), section.key.span());
                format!("{place}: a secret stands in the file; use {{ env = \"…\" }} or {{ file = \"…\" }}")
            });
        let unlisted = self.file.unlisted().map(|id| {
            let place = self.source.place("facade.order", None);
            format!("{place}: does not list {id}, so it is never asked")
        });
        literal.chain(unlisted).map(ConfigWarning).collect()
    }

    /// Looks the secrets up and builds the providers, in their order, for a facade that can still be added to.
    ///
    /// # Errors
    /// A secret or certificate that is not there, or settings with which a provider cannot be asked.
    pub fn builder(&self) -> Result<Builder, ConfigError> {
        let mut builder = Facade::builder();
        for (id, section) in self.file.ordered() {
            builder = builder.provider(self.juhe(id, section)?);
        }
        let facade = &self.file.facade;
        builder = builder.require_consent(facade.require_consent).min_age(facade.min_age);
        Ok(match facade.deadline {
            Some(deadline) => builder.deadline(deadline),
            None => builder,
        })
    }

    /// How the provider is reached.
    fn transport(
        &self,
        id: &str,
        section: &ProviderSection,
        base_url: &str,
    ) -> Result<TransportConfig, ConfigError> {
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
                self.wrong(id, section, "root_certificate", problem)
            })?;
            transport = transport.root_certificates(pem);
        }
        Ok(transport)
    }

    fn wrong(&self, id: &str, section: &ProviderSection, key: &str, problem: String) -> ConfigError {
        let place = self.source.place(&format!("provider.{id}.{key}"), section.span_of(key));
        ConfigError { place, problem }
    }

    fn juhe(&self, id: &str, section: &ProviderSection) -> Result<JuheVerifier, ConfigError> {
        let key = section
            .key
            .look_up(&self.source.folder)
            .map_err(|problem| self.wrong(id, section, "key", problem))?;
        let mut config =
            JuheConfig::new(key).id(id).transport(self.transport(id, section, juhe::BASE_URL)?);
        if let Some(price) = section.price {
            config = config.price_fen(price);
        }
        JuheVerifier::new(config).map_err(|error| {
            // The error names its key itself; the place adds the section and the line.
            let span = error.setting().and_then(|key| section.span_of(key));
            ConfigError {
                place: self.source.place(&format!("provider.{id}"), span),
                problem: error.to_string(),
            }
        })
    }
}
