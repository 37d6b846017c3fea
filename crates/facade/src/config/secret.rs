//! A secret: named by environment variable or file, or, with a warning, written out.

use std::ops::Range;
use std::path::{Path, PathBuf};

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use toml::Spanned;

/// Where a secret stands. `Debug` never shows it.
#[derive(Debug)]
pub(crate) struct Secret {
    place: Place,
    span: Range<usize>,
}

#[derive(Debug)]
enum Place {
    Environment(String),
    File(PathBuf),
    Literal(SecretString),
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Raw {
    Environment(FromEnvironment),
    File(FromFile),
    Literal(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FromEnvironment {
    env: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FromFile {
    file: PathBuf,
}

impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Spanned::<toml::Value>::deserialize(deserializer)?;
        let span = value.span();
        Self::read(value.into_inner(), span)
    }
}

/// One secret, or a list of them.
#[derive(Debug)]
pub(crate) struct Secrets(pub(crate) Vec<Secret>);

impl<'de> Deserialize<'de> for Secrets {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Spanned::<toml::Value>::deserialize(deserializer)?;
        let span = value.span();
        let each = match value.into_inner() {
            toml::Value::Array(several) => several,
            one => vec![one],
        };
        each.into_iter().map(|value| Secret::read(value, span.clone())).collect::<Result<_, _>>().map(Self)
    }
}

impl Secret {
    fn read<E: serde::de::Error>(value: toml::Value, span: Range<usize>) -> Result<Self, E> {
        let problem = "a secret is { env = \"NAME\" }, { file = \"PATH\" } or a text";
        let place = match Raw::deserialize(value).map_err(|_| E::custom(problem))? {
            Raw::Environment(FromEnvironment { env }) => Place::Environment(env),
            Raw::File(FromFile { file }) => Place::File(file),
            Raw::Literal(text) => Place::Literal(text.into()),
        };
        Ok(Self { place, span })
    }

    pub(crate) fn is_literal(&self) -> bool {
        matches!(self.place, Place::Literal(_))
    }

    pub(crate) fn span(&self) -> Option<Range<usize>> {
        Some(self.span.clone())
    }

    /// The secret itself. A file's outer white space does not belong to it.
    pub(crate) fn look_up(&self, folder: &Path) -> Result<SecretString, String> {
        match &self.place {
            Place::Environment(name) => {
                match std::env::var(name) {
                    Ok(value) if !value.trim().is_empty() => Ok(value.trim().into()),
                    _ if is_variable(name) => {
                        Err(format!("the environment variable {name} is not set; set it to the key"))
                    }
                    // Perhaps the key itself, in the wrong place.
                    _ => Err("env is not the name of an environment variable; write capitals, digits and _"
                        .to_owned()),
                }
            }
            Place::File(path) => {
                let text =
                    std::fs::read_to_string(folder.join(path)).map(SecretString::from).map_err(|error| {
                        format!(
                            "its file cannot be read ({error}); give the path of a file that holds the key"
                        )
                    })?;
                Ok(text.expose_secret().trim().into())
            }
            Place::Literal(text) => Ok(text.clone()),
        }
    }
}

fn is_variable(name: &str) -> bool {
    name.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_')
        && !name.starts_with(|c: char| c.is_ascii_digit())
}
