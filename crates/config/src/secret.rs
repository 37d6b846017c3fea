//! A secret: named by environment variable or file, or written out.

use std::path::PathBuf;

use heyan_core::{CredentialProblem, check_credential, check_passphrase, decode_text, trim_credential};
use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

use crate::error::ConfigError;
use crate::place::{Origin, Place};
use crate::setting::{Setting, Value};

/// A secret, or where to find it. `Debug` never shows it.
#[derive(Debug)]
pub(crate) struct Secret {
    found: Found,
    place: Place,
}

#[derive(Debug)]
enum Found {
    Environment(String),
    File(String),
    Literal(SecretString),
}

/// Stands for what could not be read: well-formed and long enough, so that no second problem follows from it.
pub(crate) const STAND_IN: &str = "stands-for-something-that-could-not-be-read";

impl Secret {
    /// A secret in the place of one that could not be read.
    pub(crate) fn stand_in() -> Self {
        let place = Place::new(Origin::Default, "");
        Self { found: Found::Literal(STAND_IN.into()), place }
    }

    pub(crate) fn read(setting: Setting) -> Result<Self, ConfigError> {
        let found = match setting.value {
            Value::Text(text) => Some(Found::Literal(text.into())),
            Value::Table(entries) => named(entries),
            _ => None,
        };
        let problem = "a secret is { env = \"NAME\" }, { file = \"PATH\" } or a text";
        let found = found.ok_or_else(|| ConfigError::new(setting.place.clone(), problem))?;
        Ok(Self { found, place: setting.place })
    }

    /// Whether the file itself holds it.
    pub(crate) fn is_in_file(&self) -> bool {
        matches!((&self.found, &self.place.origin), (Found::Literal(_), Origin::File { .. }))
    }

    /// The variable that should hold it.
    pub(crate) fn variable(&self) -> Option<&str> {
        match &self.found {
            Found::Environment(name) => Some(name),
            Found::File(_) | Found::Literal(_) => None,
        }
    }

    pub(crate) fn place(&self) -> &Place {
        &self.place
    }

    /// An error at its place.
    pub(crate) fn wrong(&self, problem: impl Into<String>) -> ConfigError {
        ConfigError::new(self.place.clone(), problem)
    }

    /// Returns a vendor's credential, as the vendor would see it: without the blanks and the mark around it.
    pub(crate) fn credential(&self) -> Result<SecretString, ConfigError> {
        let found = self.found()?;
        self.checked(trim_credential(found.expose_secret()), check_credential)
    }

    /// Returns a secret of one's own. One that is written out counts to the letter.
    pub(crate) fn passphrase(&self) -> Result<SecretString, ConfigError> {
        let found = self.found()?;
        let text = found.expose_secret();
        let text = if matches!(self.found, Found::Literal(_)) { text } else { trim_credential(text) };
        self.checked(text, check_passphrase)
    }

    fn checked(
        &self,
        secret: &str,
        check: fn(&str) -> Result<(), CredentialProblem>,
    ) -> Result<SecretString, ConfigError> {
        check(secret).map_err(|problem| self.wrong(self.described(problem)))?;
        Ok(secret.into())
    }

    fn found(&self) -> Result<SecretString, ConfigError> {
        match &self.found {
            Found::Environment(name) => variable(name).ok_or_else(|| {
                self.wrong(if is_variable(name) {
                    format!("the environment variable {name} is not set; set it to the key")
                } else {
                    // It may be the key itself, in the wrong place.
                    "env is not the name of an environment variable, which has capitals, digits and _; put the name \
                     of a variable here, not the secret itself"
                        .to_owned()
                })
            }),
            Found::File(written) => self.in_file(written),
            Found::Literal(text) => Ok(text.clone()),
        }
    }

    fn described(&self, problem: CredentialProblem) -> String {
        let way_out = match (problem, &self.found) {
            (CredentialProblem::Unexpanded, Found::Literal(_)) => {
                ", or write { env = \"NAME\" } with the variable's name alone"
            }
            _ => "",
        };
        format!("{}{problem}{way_out}", self.holder())
    }

    fn in_file(&self, written: &str) -> Result<SecretString, ConfigError> {
        let bytes = std::fs::read(self.path(written)).map(Zeroizing::new).map_err(|error| {
            self.wrong(format!(
                "its file cannot be read ({error}); give the path of a file that holds the key"
            ))
        })?;
        let text = decode_text(&bytes).map_err(|error| self.wrong(format!("its file {error}")))?;
        Ok(SecretString::from(text.into_owned()))
    }

    /// What holds the secret, for a sentence that goes on with what is wrong with it.
    fn holder(&self) -> String {
        match &self.found {
            Found::Environment(name) => format!("the environment variable {name} "),
            Found::File(_) => "its file ".to_owned(),
            Found::Literal(_) => String::new(),
        }
    }

    /// Says whether it is set, and by what. A name that names nothing is left out: it may be the secret.
    pub(crate) fn shown(&self) -> String {
        match &self.found {
            Found::Environment(name) if variable(name).is_some() => format!("set (env {name})"),
            Found::Environment(name) if is_variable(name) => format!("not set (env {name})"),
            Found::Environment(_) => "not set (env, with something that is no variable's name)".to_owned(),
            Found::File(written) => match self.in_file(written) {
                Ok(text) if trim_credential(text.expose_secret()).is_empty() => {
                    "not set (file, which is empty)".to_owned()
                }
                Ok(_) => format!("set (file {written})"),
                Err(_) => "not set (file, which cannot be read)".to_owned(),
            },
            Found::Literal(_) if self.is_in_file() => "set (in the file)".to_owned(),
            Found::Literal(_) => "set (in the environment)".to_owned(),
        }
    }

    fn path(&self, written: &str) -> PathBuf {
        self.place.path(written.as_ref())
    }
}

/// `{ env = "NAME" }` or `{ file = "PATH" }`.
fn named(entries: Vec<(String, Setting)>) -> Option<Found> {
    let [(by, Setting { value: Value::Text(what), .. })] = <[_; 1]>::try_from(entries).ok()? else {
        return None;
    };
    match by.as_str() {
        "env" => Some(Found::Environment(what)),
        "file" => Some(Found::File(what)),
        _ => None,
    }
}

/// What the variable holds, if that is more than white space.
fn variable(name: &str) -> Option<SecretString> {
    let value = SecretString::from(std::env::var(name).ok()?);
    let trimmed = trim_credential(value.expose_secret());
    (!trimmed.is_empty()).then(|| trimmed.into())
}

fn is_variable(name: &str) -> bool {
    name.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_')
        && !name.starts_with(|c: char| c.is_ascii_digit())
}
