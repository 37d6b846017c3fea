//! The section `[facade]`: the settings of the whole, each with its meaning.

use std::time::Duration;

use crate::error::{ConfigError, Problems, safe_name};
use crate::keys::Owner;
use crate::secret::Secret;
use crate::section::Section;
use crate::setting::{Setting, Value};
use crate::values::{age, boolean, period, period_or_off};
use crate::{fallback, strategy};
use heyan::fallback::Policy;
use heyan::select::Strategy;

/// The settings of the whole.
#[derive(Debug)]
pub(crate) struct FacadeSection {
    pub(crate) section: Section,
    pub(crate) order: Vec<String>,
    pub(crate) strategy: Strategy,
    pub(crate) policy: Policy,
    pub(crate) deadline: Duration,
    pub(crate) recent_answers: Option<Duration>,
    /// The first key signs, and all of them are accepted.
    pub(crate) session_key: Vec<Secret>,
    pub(crate) session_retention: Duration,
    pub(crate) app_schemes: Vec<String>,
    pub(crate) require_consent: bool,
    pub(crate) min_age: u8,
    pub(crate) check_portraits: bool,
}

impl FacadeSection {
    /// `ids` are those of all providers. A stand-in takes the place of what cannot be read.
    pub(crate) fn read(mut section: Section, ids: &[String], problems: &mut Problems) -> Self {
        section.fill_defaults(Owner::Facade);
        default_order(&mut section, ids);
        let before = problems.count();
        let order = section.get("order").map_or(Vec::new(), |setting| order(setting, ids, problems));
        let is_known = problems.count() == before;
        let strategy = strategy::read(&section, is_known.then_some(&order[..]), problems);
        let policy = fallback::read(&section, problems);
        let deadline = section.required("deadline", period, problems);
        let recent_answers = section.optional("recent_answers", period_or_off, problems);
        let session_retention = section.required("session_retention", period, problems);
        let app_schemes = section.get("app_schemes").map(|setting| app_schemes(setting, problems));
        let require_consent = section.required("require_consent", boolean, problems);
        let min_age = section.required("min_age", age, problems);
        let check_portraits = section.required("check_portraits", boolean, problems);
        let session_key = session_key(section.take("session_key"), problems);
        Self {
            section,
            order: if is_known { order } else { with_the_rest(order, ids) },
            strategy,
            policy,
            deadline: deadline.unwrap_or_default(),
            recent_answers: recent_answers.flatten(),
            session_key,
            session_retention: session_retention.unwrap_or_default(),
            app_schemes: app_schemes.unwrap_or_default(),
            require_consent: require_consent.unwrap_or_default(),
            min_age: min_age.unwrap_or_default(),
            check_portraits: check_portraits.unwrap_or_default(),
        }
    }
}

/// Adds the providers that a list with a mistake leaves out: the mistake may be the name of any of them.
fn with_the_rest(mut order: Vec<String>, ids: &[String]) -> Vec<String> {
    let rest = ids.iter().filter(|id| !order.contains(id)).cloned().collect::<Vec<_>>();
    order.extend(rest);
    order
}

/// The order by default is by name: a table has none.
fn default_order(section: &mut Section, ids: &[String]) {
    let place = section.place();
    let id = |id: &String| Setting { value: Value::Text(id.clone()), place: place.clone() };
    section.set_default("order", Value::List(ids.iter().map(id).collect()));
}

fn order(setting: &Setting, ids: &[String], problems: &mut Problems) -> Vec<String> {
    let mut order: Vec<String> = Vec::new();
    let Some(listed) = setting.texts() else {
        problems.add(setting.wrong("is not a list of providers; write it like [\"juhe\", \"ihuyi\"]"));
        return order;
    };
    // A configuration without any provider is another problem.
    if listed.is_empty() && !ids.is_empty() {
        problems.add(setting.wrong("is empty, so nobody could be asked; list a provider"));
    }
    for (id, entry) in listed {
        if !ids.iter().any(|known| known == id) {
            let which =
                safe_name(id).map_or("such section".to_owned(), |id| format!("section [provider.{id}]"));
            let known = if ids.is_empty() {
                String::new()
            } else {
                format!("; the providers are {}", ids.join(", "))
            };
            problems.add(entry.wrong(format!("there is no {which}{known}")));
        } else if order.iter().any(|earlier| earlier == id) {
            problems.add(entry.wrong(format!("{id} is listed twice; nobody is asked twice")));
        } else {
            order.push(id.to_owned());
        }
    }
    order
}

/// One key, or several of which the first signs. A stand-in takes the place of keys that cannot be read: some are set.
fn session_key(setting: Option<Setting>, problems: &mut Problems) -> Vec<Secret> {
    let Some(setting) = setting else { return Vec::new() };
    let keys = match setting.value {
        Value::List(keys) if keys.is_empty() => {
            problems.add(ConfigError::new(setting.place, "is empty; name a key, or leave it out"));
            return vec![Secret::stand_in()];
        }
        Value::List(keys) => keys,
        value => vec![Setting { value, place: setting.place }],
    };
    let several = keys.len() > 1;
    let numbered = |(number, key): (usize, Setting)| {
        if several { Setting { place: key.place.numbered(number), ..key } } else { key }
    };
    let read = keys.into_iter().enumerate().map(numbered).map(Secret::read);
    let read: Vec<Secret> = read.filter_map(|key| problems.note(key)).collect();
    if read.is_empty() { vec![Secret::stand_in()] } else { read }
}

/// Schemes as in `myapp://done`. A request refuses those that would run code, even when they are listed.
fn app_schemes(setting: &Setting, problems: &mut Problems) -> Vec<String> {
    let is_scheme = |text: &str| {
        text.starts_with(|c: char| c.is_ascii_alphabetic())
            && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b))
    };
    let Some(listed) = setting.texts() else {
        problems.add(setting.wrong("is not a list; write it like [\"myapp\"]"));
        return Vec::new();
    };
    let problem = "has something that is no scheme; write it like \"myapp\", without ://";
    let read = |(scheme, entry): (&str, &Setting)| {
        problems.note(is_scheme(scheme).then(|| scheme.to_owned()).ok_or_else(|| entry.wrong(problem)))
    };
    listed.into_iter().filter_map(read).collect()
}
