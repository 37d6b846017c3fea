//! A facade from a `heyan.toml`, and from the environment: which providers, with which credentials, in which order.
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
//! What is not set is as [`heyan::Builder`] has it, except one key: without a `breaker`, a provider is left alone for
//! 30 s after 5 failures in a row. `breaker = "none"` goes without, as the builder does.
//!
//! The modules stand in the order in which a configuration meets them: what there is to set, how it is written, what
//! each key means, the whole, and what the whole is used for.

mod keys;
mod place;
mod error;
mod setting;
mod section;
mod file;
mod environment;
mod values;
mod secret;
mod limits;
mod provider_section;
mod strategy;
mod fallback;
mod facade_section;
mod configuration;
mod session_keys;
mod builder;
mod check;
mod shown;

pub use check::Check;
pub use configuration::Configuration;
pub use environment::Environment;
pub use error::{ConfigError, ConfigWarning};
pub use shown::Shown;
