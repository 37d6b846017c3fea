//! From the text of a `heyan.toml` to its sections.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::error::{ConfigError, Problems, safe_name};
use crate::keys::{KEYS, Owner, provider_keys};
use crate::place::{Origin, Place, Source};
use crate::section::{Section, Sections};
use crate::setting::Setting;

/// Marks that an input method writes instead of those of TOML.
const WIDE: &[char] = &['＝', '“', '”', '‘', '’', '「', '」', '，', '｛', '｝', '［', '］', '＂', '．', '：'];

/// The lines of a file. The text itself, which may hold a secret, is not kept.
struct Lines {
    source: Arc<Source>,
    /// Where each line ends, in bytes.
    ends: Vec<usize>,
}

/// Reads the sections. A text that is no TOML has one problem alone, since others may only follow from the first.
pub(crate) fn sections(text: &str, source: Source, problems: &mut Problems) -> Result<Sections, ConfigError> {
    let ends = text.match_indices('\n').map(|(at, _)| at).collect();
    let lines = Lines { source: Arc::new(source), ends };
    let table = DeTable::parse(text).map_err(|error| lines.not_toml(text, &error))?;
    let mut sections = Sections::new(lines.whole());
    for (name, value) in table.get_ref() {
        match (name.get_ref().as_ref(), value.get_ref()) {
            ("provider", DeValue::Table(providers)) => {
                for (id, section) in providers {
                    let read = lines.provider(id, section, problems);
                    sections.providers.extend(read.map(|section| (id.get_ref().to_string(), section)));
                }
            }
            ("facade", DeValue::Table(settings)) => {
                sections.facade = Section::new("facade".to_owned(), lines.origin(name.span()));
                lines.settings(&mut sections.facade, settings, Owner::Facade, problems);
            }
            ("provider", _) => {
                problems.add(lines.problem(name, "provider", "is a section; write [provider.juhe]"));
            }
            ("facade", _) => problems.add(lines.problem(name, "facade", "is a section; write [facade]")),
            (section, _) => {
                let which = safe_name(section).map_or("such section".to_owned(), |name| format!("[{name}]"));
                let problem = format!(
                    "there is no {which}; the sections are [provider.juhe] and its like, and [facade]"
                );
                problems.add(lines.problem(name, "", problem));
            }
        }
    }
    Ok(sections)
}

impl Lines {
    /// The parser's message as it is, and what to do. The parser names what it expected and quotes nothing of the text.
    fn not_toml(&self, text: &str, error: &toml::de::Error) -> ConfigError {
        let at = error.span().map(|span| span.start);
        let origin = error.span().map_or_else(|| self.whole(), |span| self.origin(span));
        let key = at.and_then(|at| key_at(text, at)).unwrap_or_default();
        let remedy = remedy(text, at.unwrap_or_default());
        ConfigError::new(Place::new(origin, key), format!("{}; {remedy}", error.message()))
    }

    fn provider(
        &self,
        id: &Spanned<Cow<'_, str>>,
        value: &Spanned<DeValue<'_>>,
        problems: &mut Problems,
    ) -> Option<Section> {
        let DeValue::Table(settings) = value.get_ref() else {
            problems.add(self.problem(
                id,
                "provider",
                "this cannot stand here; write a section such as [provider.juhe]",
            ));
            return None;
        };
        let mut section = Section::of_provider(id.get_ref(), self.origin(id.span()));
        let kind = settings.get("kind").map_or(Some(id.get_ref().as_ref()), |kind| kind.get_ref().as_str());
        let owner = kind.and_then(Owner::vendor).unwrap_or(Owner::Provider);
        self.settings(&mut section, settings, owner, problems);
        Some(section)
    }

    /// `owner` is what the section seems to be. Keys of another vendor are found later: the environment may set another
    /// kind.
    fn settings(&self, section: &mut Section, settings: &DeTable<'_>, owner: Owner, problems: &mut Problems) {
        for (name, value) in settings {
            let known = match owner {
                Owner::Facade => Owner::Facade.key(name.get_ref()),
                _ => provider_keys().find(|key| key.name == name.get_ref()),
            };
            let Some(key) = known else {
                problems.add(self.unknown(section, name, owner));
                continue;
            };
            let full = format!("{}.{}", section.name, key.name);
            let place = |span| Place::new(self.origin(span), full.clone());
            section.set(key, Setting::from_toml(value, &place));
        }
    }

    fn unknown(&self, section: &Section, name: &Spanned<Cow<'_, str>>, owner: Owner) -> ConfigError {
        let what = safe_name(name.get_ref())
            .map_or("there is a key that is not known".to_owned(), |name| format!("there is no key {name}"));
        let keys: Vec<_> = owner.keys().map(|key| key.name).collect();
        self.problem(name, &section.name, format!("{what}; the keys here are {}", keys.join(", ")))
    }

    fn problem(&self, at: &Spanned<Cow<'_, str>>, key: &str, problem: impl Into<String>) -> ConfigError {
        ConfigError::new(Place::new(self.origin(at.span()), key), problem)
    }

    fn origin(&self, span: Range<usize>) -> Origin {
        let line = self.ends.partition_point(|end| *end < span.start) + 1;
        Origin::File { source: Arc::clone(&self.source), line: Some(line) }
    }

    fn whole(&self) -> Origin {
        Origin::File { source: Arc::clone(&self.source), line: None }
    }
}

/// What to do about a line that is no TOML.
fn remedy(text: &str, at: usize) -> &'static str {
    let line = line_at(text, at);
    if has_wide_marks(line) {
        "write = and \" as plain ASCII: an input method has put other marks here"
    } else if stands_twice(text, at) {
        "it stands twice; take one of them out"
    } else if ends_with_the_sign(line) {
        "write a value behind the =, such as \"15s\""
    } else {
        "write lines like [provider.juhe] and timeout = \"15s\", texts in quotes and nothing twice"
    }
}

/// Whether an earlier line of the section sets the key of this one.
fn stands_twice(text: &str, at: usize) -> bool {
    let key = |line: &str| line.split_once('=').map(|(key, _)| key.trim().to_owned());
    let Some(wanted) = key(line_at(text, at)) else { return false };
    let before = text.get(..at).and_then(|before| before.rsplit_once('\n')).map_or("", |(before, _)| before);
    let section = before.lines().rev().take_while(|line| !line.trim_start().starts_with('['));
    section.filter_map(key).any(|earlier| earlier == wanted)
}

/// The key at a place, such as `provider.juhe.timeout`, without names that may be secrets.
fn key_at(text: &str, at: usize) -> Option<String> {
    let is_of_a_name = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    let name = line_at(text, at).trim_start().split(|c| !is_of_a_name(c)).next()?;
    let known = KEYS.iter().find(|key| key.name == name)?.name;
    let before = text.get(..at).unwrap_or_default();
    let header = before.lines().rev().find_map(|line| line.trim_start().strip_prefix('['));
    let section = header.and_then(|header| header.split_once(']')).map(|(section, _)| section.trim());
    let id = section.and_then(|section| section.strip_prefix("provider.")).and_then(safe_name);
    Some(match (section, id) {
        (Some("facade"), _) => format!("facade.{known}"),
        (_, Some(id)) => format!("provider.{id}.{known}"),
        _ => known.to_owned(),
    })
}

/// The line at a place.
fn line_at(text: &str, at: usize) -> &str {
    let begin = text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
    text.get(begin..).and_then(|rest| rest.lines().next()).unwrap_or_default()
}

/// Whether no value follows the `=`.
fn ends_with_the_sign(line: &str) -> bool {
    line.split('#').next().is_some_and(|line| line.trim_end().ends_with('='))
}

/// Whether they stand outside of texts in ASCII quotes and of comments.
fn has_wide_marks(line: &str) -> bool {
    let plain = line.split('#').next().unwrap_or_default();
    plain.split('"').step_by(2).any(|outside| outside.contains(WIDE))
}
