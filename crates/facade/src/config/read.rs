//! The file's sections and keys, and where they stand.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;
use std::time::Duration;

use serde::Deserialize;
use toml::Spanned;

use super::secret::Secret;
use super::values::{Period, Yuan};
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

#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "a section such as [provider.juhe]")]
struct RawProvider {
    kind: Option<Spanned<String>>,
    key: Option<Secret>,
    base_url: Option<Spanned<String>>,
    timeout: Option<Spanned<String>>,
    price: Option<Spanned<String>>,
    proxy: Option<Spanned<String>>,
    root_certificate: Option<Spanned<String>>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields, expecting = "a section [facade]")]
struct RawFacade {
    order: Option<Vec<Spanned<String>>>,
    deadline: Option<Spanned<String>>,
    require_consent: bool,
    min_age: Option<Spanned<i64>>,
}

/// One account of Juhe's.
#[derive(Debug)]
pub(crate) struct ProviderSection {
    pub(crate) key: Secret,
    pub(crate) base_url: Option<Spanned<String>>,
    pub(crate) timeout: Option<Duration>,
    pub(crate) price: Option<u64>,
    pub(crate) proxy: Option<Spanned<String>>,
    pub(crate) root_certificate: Option<Spanned<String>>,
}

/// The settings of the whole.
#[derive(Debug, Default)]
pub(crate) struct FacadeSection {
    pub(crate) deadline: Option<Duration>,
    pub(crate) require_consent: bool,
    pub(crate) min_age: u8,
}

/// Where something stands: `heyan.toml:3: provider.juhe.timeout`.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Place {
    file: String,
    line: Option<usize>,
    key: String,
}

/// Reads the file and checks every value that can be checked without asking anybody.
pub(crate) fn file(text: &str, source: &Source) -> Result<File, ConfigError> {
    let raw: RawFile = toml::from_str(text).map_err(|error| ConfigError {
        place: source.place("", error.span()),
        problem: problem(error.message()),
    })?;
    let mut providers = BTreeMap::new();
    for (id, section) in raw.provider {
        let section = provider(source, &id, section)?;
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

fn provider(source: &Source, id: &Spanned<String>, raw: RawProvider) -> Result<ProviderSection, ConfigError> {
    let name = id.get_ref();
    let key = |key: &str| format!("provider.{name}.{key}");
    let (kind, span) = match &raw.kind {
        Some(kind) => (kind.get_ref(), kind.span()),
        None => (name, id.span()),
    };
    if kind != "juhe" {
        let problem =
            "no such kind of provider; the known kind is \"juhe\" (a second account: kind = \"juhe\")";
        return Err(ConfigError {
            place: source.place(&key("kind"), Some(span)),
            problem: problem.to_owned(),
        });
    }
    let Some(secret) = raw.key else {
        let problem = "is missing; add key = { env = \"JUHE_KEY\" }".to_owned();
        return Err(ConfigError { place: source.place(&key("key"), Some(id.span())), problem });
    };
    Ok(ProviderSection {
        timeout: source.value(&key("timeout"), raw.timeout.as_ref(), Period::parse)?,
        price: source.value(&key("price"), raw.price.as_ref(), Yuan::parse)?,
        key: secret,
        base_url: raw.base_url,
        proxy: raw.proxy,
        root_certificate: raw.root_certificate,
    })
}

fn min_age(source: &Source, years: Option<&Spanned<i64>>) -> Result<u8, ConfigError> {
    let Some(years) = years else { return Ok(0) };
    u8::try_from(*years.get_ref()).ok().filter(|years| *years <= 120).ok_or_else(|| ConfigError {
        place: source.place("facade.min_age", Some(years.span())),
        problem: "is not an age; write whole years from 0 to 120".to_owned(),
    })
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

impl ProviderSection {
    /// Where a key stands that was given.
    pub(crate) fn span_of(&self, key: &str) -> Option<Range<usize>> {
        match key {
            "key" => self.key.span(),
            "base_url" => self.base_url.as_ref().map(Spanned::span),
            "proxy" => self.proxy.as_ref().map(Spanned::span),
            "root_certificate" => self.root_certificate.as_ref().map(Spanned::span),
            _ => None,
        }
    }
}

impl Source {
    pub(crate) fn place(&self, key: &str, span: Option<Range<usize>>) -> Place {
        let line = span.map(|span| self.line_ends.partition_point(|end| *end < span.start) + 1);
        Place { file: self.name.clone(), line, key: key.to_owned() }
    }

    /// Reads a text value; what is wrong with it is told with its place, never with the value itself.
    fn value<T>(
        &self,
        key: &str,
        text: Option<&Spanned<String>>,
        parse: impl Fn(&str) -> Result<T, &'static str>,
    ) -> Result<Option<T>, ConfigError> {
        text.map(|text| {
            parse(text.get_ref()).map_err(|problem| ConfigError {
                place: self.place(key, Some(text.span())),
                problem: problem.to_owned(),
            })
        })
        .transpose()
    }
}

impl Place {
    pub(crate) fn file(name: &str) -> Self {
        Self { file: name.to_owned(), line: None, key: String::new() }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        if !self.key.is_empty() {
            write!(f, ": {}", self.key)?;
        }
        Ok(())
    }
}
