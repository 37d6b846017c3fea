//! The file's sections and keys, and where they stand.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::Deserialize;
use toml::Spanned;

use super::secret::{Secret, Secrets};
use super::section::{ProviderSection, RawProvider};
use super::values::Period;
use super::{ConfigError, Source};

/// A whole `heyan.toml`.
#[derive(Debug)]
pub(crate) struct File {
    providers: BTreeMap<String, ProviderSection>,
    order: Vec<String>,
    pub(crate) facade: FacadeSection,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "sections such as [provider.juhe]")]
struct RawFile {
    #[serde(default)]
    provider: BTreeMap<Spanned<String>, RawProvider>,
    #[serde(default)]
    facade: RawFacade,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields, expecting = "a section [facade]")]
struct RawFacade {
    order: Option<Vec<Spanned<String>>>,
    deadline: Option<Spanned<String>>,
    session_key: Option<Secrets>,
    session_retention: Option<Spanned<String>>,
    app_schemes: Vec<Spanned<String>>,
    require_consent: bool,
    min_age: Option<Spanned<i64>>,
}

/// The settings of the whole.
#[derive(Debug, Default)]
pub(crate) struct FacadeSection {
    pub(crate) deadline: Option<Duration>,
    /// The first signs, all of them are accepted.
    pub(crate) session_key: Vec<Secret>,
    pub(crate) session_retention: Option<Duration>,
    pub(crate) app_schemes: Vec<String>,
    pub(crate) require_consent: bool,
    pub(crate) min_age: u8,
}

/// Reads the file and checks every value that can be checked without asking anybody.
pub(crate) fn file(text: &str, source: &Source) -> Result<File, ConfigError> {
    let raw: RawFile = toml::from_str(text).map_err(|error| ConfigError {
        place: source.place("", error.span()),
        problem: problem(error.message()),
    })?;
    let mut providers = BTreeMap::new();
    for (id, section) in raw.provider {
        let section = section.read(source, &id)?;
        providers.insert(id.into_inner(), section);
    }
    if providers.is_empty() {
        let problem =
            "no provider is configured; add a section [provider.juhe] with key = { env = \"JUHE_KEY\" }";
        return Err(ConfigError { place: source.place("", None), problem: problem.to_owned() });
    }
    let order = order(source, &providers, raw.facade.order)?;
    let facade = FacadeSection {
        deadline: source.value("facade.deadline", raw.facade.deadline.as_ref(), Period::parse)?,
        session_key: session_key(source, raw.facade.session_key)?,
        session_retention: source.value(
            "facade.session_retention",
            raw.facade.session_retention.as_ref(),
            Period::parse,
        )?,
        app_schemes: app_schemes(source, raw.facade.app_schemes)?,
        require_consent: raw.facade.require_consent,
        min_age: min_age(source, raw.facade.min_age.as_ref())?,
    };
    Ok(File { providers, order, facade })
}

/// The parser's message, without the value that it may quote: a secret in the wrong place is one too.
fn problem(message: &str) -> String {
    match message.split_once(", expected ") {
        Some((found, expected)) if found.starts_with("invalid ") => {
            format!("this cannot stand here; expected {expected}")
        }
        _ if names_a_secret(message) => "there is a key that is not known".to_owned(),
        _ => message.to_owned(),
    }
}

/// An unknown key is named, unless it may be a secret that stands in the wrong place.
fn names_a_secret(message: &str) -> bool {
    let key =
        message.strip_prefix("unknown field `").and_then(|rest| rest.split('`').next()).unwrap_or_default();
    !key.bytes().all(|b| b.is_ascii_lowercase() || b == b'_' || b == b'-')
}

fn min_age(source: &Source, years: Option<&Spanned<i64>>) -> Result<u8, ConfigError> {
    let Some(years) = years else { return Ok(0) };
    u8::try_from(*years.get_ref()).ok().filter(|years| *years <= 120).ok_or_else(|| ConfigError {
        place: source.place("facade.min_age", Some(years.span())),
        problem: "is not an age; write whole years from 0 to 120".to_owned(),
    })
}

/// One key, or several of which the first signs.
fn session_key(source: &Source, keys: Option<Secrets>) -> Result<Vec<Secret>, ConfigError> {
    match keys {
        None => Ok(Vec::new()),
        Some(Secrets(keys)) if keys.is_empty() => Err(ConfigError {
            place: source.place("facade.session_key", None),
            problem: "is empty; name a key, or leave it out".to_owned(),
        }),
        Some(Secrets(keys)) => Ok(keys),
    }
}

/// Schemes as in `myapp://done`. Those that would run code are refused later, whoever lists them.
fn app_schemes(source: &Source, schemes: Vec<Spanned<String>>) -> Result<Vec<String>, ConfigError> {
    let is_scheme = |text: &str| {
        text.starts_with(|c: char| c.is_ascii_alphabetic())
            && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b))
    };
    schemes
        .into_iter()
        .map(|scheme| {
            if is_scheme(scheme.get_ref()) {
                return Ok(scheme.into_inner());
            }
            let problem = "has something that is no scheme; write it like \"myapp\", without ://".to_owned();
            Err(ConfigError { place: source.place("facade.app_schemes", Some(scheme.span())), problem })
        })
        .collect()
}

/// The order as listed; where it is not, alphabetical, since a table has none.
fn order(
    source: &Source,
    providers: &BTreeMap<String, ProviderSection>,
    listed: Option<Vec<Spanned<String>>>,
) -> Result<Vec<String>, ConfigError> {
    let Some(listed) = listed else {
        return Ok(providers.keys().cloned().collect());
    };
    let mut order: Vec<String> = Vec::with_capacity(listed.len());
    for id in listed {
        let place = source.place("facade.order", Some(id.span()));
        let id = id.into_inner();
        if !providers.contains_key(&id) {
            return Err(ConfigError { place, problem: format!("there is no section [provider.{id}]") });
        }
        if order.contains(&id) {
            return Err(ConfigError {
                place,
                problem: format!("{id} is listed twice; nobody is asked twice"),
            });
        }
        order.push(id);
    }
    if order.is_empty() {
        let problem = "is empty, so nobody could be asked; list a provider".to_owned();
        return Err(ConfigError { place: source.place("facade.order", None), problem });
    }
    Ok(order)
}

impl File {
    /// The sections that nobody asks.
    pub(crate) fn unlisted(&self) -> impl Iterator<Item = &str> {
        self.providers.keys().filter(|id| !self.order.contains(id)).map(String::as_str)
    }

    pub(crate) fn ordered(&self) -> impl Iterator<Item = (&str, &ProviderSection)> {
        self.order.iter().filter_map(|id| Some((id.as_str(), self.providers.get(id)?)))
    }
}
