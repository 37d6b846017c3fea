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
mod section;
mod secret;
mod values;
mod place;
mod providers;
mod session_key;

use std::path::{Path, PathBuf};

use heyan_core::is_loopback;

use crate::{Builder, Facade};
use place::Place;
use providers::Section;
use read::File;
use section::ProviderSection;

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
        let of_providers = self.file.ordered().map(|(id, section)| {
            let (key, secret) = section.secret();
            (format!("provider.{id}.{key}"), secret)
        });
        let of_sessions =
            self.file.facade.session_key.iter().map(|key| ("facade.session_key".to_owned(), key));
        let literal = of_providers.chain(of_sessions).filter(|(_, secret)| secret.is_literal());
        let literal = literal.map(|(key, secret)| {
            let place = self.source.place(&key, secret.span());
            format!("{place}: a secret stands in the file; use {{ env = \"…\" }} or {{ file = \"…\" }}")
        });
        let unlisted = self.file.unlisted().map(|id| {
            let place = self.source.place("facade.order", None);
            format!("{place}: does not list {id}, so it is never asked")
        });
        literal.chain(unlisted).chain(self.derived_key_note()).map(ConfigWarning).collect()
    }

    /// The schemes, such as `myapp`, that a return address may have besides `https`.
    pub fn app_schemes(&self) -> impl Iterator<Item = &str> {
        self.file.facade.app_schemes.iter().map(String::as_str)
    }

    /// Looks the secrets up and builds the providers, in their order, for a facade that can still be added to.
    ///
    /// # Errors
    /// A secret or certificate that is not there, or settings with which a provider cannot be asked.
    pub fn builder(&self) -> Result<Builder, ConfigError> {
        let mut builder = Facade::builder();
        for section in self.sections() {
            builder = builder.provider(section.provider()?);
        }
        builder = self.session_keys()?.into_iter().fold(builder, Builder::session_key);
        let facade = &self.file.facade;
        builder = facade.session_retention.into_iter().fold(builder, Builder::session_retention);
        builder = facade.deadline.into_iter().fold(builder, Builder::deadline);
        Ok(builder.require_consent(facade.require_consent).min_age(facade.min_age))
    }

    /// The sections, in the order in which they are asked.
    fn sections(&self) -> impl Iterator<Item = Section<'_>> {
        self.file.ordered().map(|(id, section)| Section { source: &self.source, id, section })
    }
}
