//! From the text of a `heyan.toml` to its sections.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::ConfigError;
use super::error::{Problems, safe_name};
use super::keys::{Of, of_providers};
use super::place::{Origin, Place, Source};
use super::section::{Section, Sections};
use super::setting::Setting;
use super::syntax;

/// The lines of a file. The text itself, which may hold a secret, is not kept.
struct Lines {
    source: Arc<Source>,
    /// Where each line ends, in bytes.
    ends: Vec<usize>,
}

/// Reads the sections. Of text that is no TOML the first problem alone is told, since others may be its consequences.
pub(crate) fn sections(text: &str, source: Source, problems: &mut Problems) -> Result<Sections, ConfigError> {
    let ends = text.match_indices('\n').map(|(at, _)| at).collect();
    let lines = Lines { source: Arc::new(source), ends };
    let table = DeTable::parse(text).map_err(|error| {
        let at = error.span().map(|span| span.start);
        let origin = error.span().map_or_else(|| lines.whole(), |span| lines.origin(span));
        let key = at.and_then(|at| syntax::key(text, at)).unwrap_or_default();
        ConfigError::new(Place::new(origin, key), syntax::problem(text, at, error.message()))
    })?;
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
                lines.settings(&mut sections.facade, settings, Of::Facade, problems);
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
        let of = kind.and_then(Of::vendor).unwrap_or(Of::Provider);
        self.settings(&mut section, settings, of, problems);
        Some(section)
    }

    /// `of` is what the section seems to be. Whether a key is one of its kind's, is asked once its kind is known: the
    /// environment may say another.
    fn settings(&self, section: &mut Section, settings: &DeTable<'_>, of: Of, problems: &mut Problems) {
        for (name, value) in settings {
            let known = match of {
                Of::Facade => Of::Facade.key(name.get_ref()),
                _ => of_providers().find(|key| key.name == name.get_ref()),
            };
            let Some(key) = known else {
                problems.add(self.unknown(section, name, of));
                continue;
            };
            let full = format!("{}.{}", section.name, key.name);
            let place = |span| Place::new(self.origin(span), full.clone());
            section.set(key, Setting::from_toml(value, &place));
        }
    }

    fn unknown(&self, section: &Section, name: &Spanned<Cow<'_, str>>, of: Of) -> ConfigError {
        let what = safe_name(name.get_ref())
            .map_or("there is a key that is not known".to_owned(), |name| format!("there is no key {name}"));
        let keys: Vec<_> = of.keys().map(|key| key.name).collect();
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
