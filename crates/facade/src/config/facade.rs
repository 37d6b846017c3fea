//! The section `[facade]`, understood: the settings of the whole.

use std::time::Duration;

use super::ConfigError;
use super::error::{Problems, safe_name};
use super::keys::Of;
use super::secret::Secret;
use super::section::Section;
use super::setting::{Setting, Value};
use super::values::{age, boolean, period};
use super::{policy, strategy};
use crate::policy::Policy;
use crate::strategy::Strategy;

/// The settings of the whole.
#[derive(Debug)]
pub(crate) struct FacadeSection {
    pub(crate) section: Section,
    pub(crate) order: Vec<String>,
    pub(crate) strategy: Strategy,
    pub(crate) policy: Policy,
    pub(crate) deadline: Duration,
    pub(crate) recent_answers: Option<Duration>,
    /// The first signs, all of them are accepted.
    pub(crate) session_key: Vec<Secret>,
    pub(crate) session_retention: Duration,
    pub(crate) app_schemes: Vec<String>,
    pub(crate) require_consent: bool,
    pub(crate) min_age: u8,
}

impl FacadeSection {
    /// `ids` are those of all providers.
    pub(crate) fn read(mut section: Section, ids: &[String], problems: &mut Problems) -> Option<Self> {
        section.complete(Of::Facade);
        default_order(&mut section, ids);
        let order = section.required("order", |setting| order(setting, ids), problems);
        let strategy = strategy::read(&section, order.as_deref(), problems);
        let policy = policy::read(&section, problems);
        let deadline = section.required("deadline", period, problems);
        let recent_answers = section.optional("recent_answers", period, problems);
        let session_retention = section.required("session_retention", period, problems);
        let app_schemes = section.required("app_schemes", app_schemes, problems);
        let require_consent = section.required("require_consent", boolean, problems);
        let min_age = section.required("min_age", age, problems);
        let session_key = problems.note(session_key(section.take("session_key")));
        Some(Self {
            section,
            order: order?,
            strategy: strategy?,
            policy: policy?,
            deadline: deadline?,
            recent_answers,
            session_key: session_key?,
            session_retention: session_retention?,
            app_schemes: app_schemes?,
            require_consent: require_consent?,
            min_age: min_age?,
        })
    }
}

/// By name: a table has no order.
fn default_order(section: &mut Section, ids: &[String]) {
    let place = section.place();
    let id = |id: &String| Setting { value: Value::Text(id.clone()), place: place.clone() };
    section.default("order", Value::List(ids.iter().map(id).collect()));
}

fn order(setting: &Setting, ids: &[String]) -> Result<Vec<String>, ConfigError> {
    let listed = setting
        .texts()
        .ok_or_else(|| setting.wrong("is not a list of providers; write it like [\"juhe\", \"ihuyi\"]"))?;
    let mut order: Vec<String> = Vec::with_capacity(listed.len());
    for (id, entry) in listed {
        if !ids.iter().any(|known| known == id) {
            let which =
                safe_name(id).map_or("such section".to_owned(), |id| format!("section [provider.{id}]"));
            return Err(entry.wrong(format!("there is no {which}; the providers are {}", ids.join(", "))));
        }
        if order.iter().any(|earlier| earlier == id) {
            return Err(entry.wrong(format!("{id} is listed twice; nobody is asked twice")));
        }
        order.push(id.to_owned());
    }
    // Without any provider that is another problem.
    if order.is_empty() && !ids.is_empty() {
        return Err(setting.wrong("is empty, so nobody could be asked; list a provider"));
    }
    Ok(order)
}

/// One key, or several of which the first signs.
fn session_key(setting: Option<Setting>) -> Result<Vec<Secret>, ConfigError> {
    let Some(setting) = setting else { return Ok(Vec::new()) };
    match setting.value {
        Value::List(keys) if keys.is_empty() => {
            let problem = "is empty; name a key, or leave it out";
            Err(ConfigError::new(setting.place, problem))
        }
        Value::List(keys) => {
            let several = keys.len() > 1;
            let numbered = |(number, key): (usize, Setting)| {
                if several { Setting { place: key.place.numbered(number), ..key } } else { key }
            };
            keys.into_iter().enumerate().map(numbered).map(Secret::read).collect()
        }
        _ => Ok(vec![Secret::read(setting)?]),
    }
}

/// Schemes as in `myapp://done`. Those that would run code are refused later, whoever lists them.
fn app_schemes(setting: &Setting) -> Result<Vec<String>, ConfigError> {
    let is_scheme = |text: &str| {
        text.starts_with(|c: char| c.is_ascii_alphabetic())
            && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b))
    };
    let listed = setting.texts().ok_or_else(|| setting.wrong("is not a list; write it like [\"myapp\"]"))?;
    let read = |(scheme, entry): (&str, &Setting)| {
        let problem = "has something that is no scheme; write it like \"myapp\", without ://";
        is_scheme(scheme).then(|| scheme.to_owned()).ok_or_else(|| entry.wrong(problem))
    };
    listed.into_iter().map(read).collect()
}
