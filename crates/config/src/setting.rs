//! A value as it is written, and where.

use std::fmt;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeInteger, DeValue};

use crate::error::ConfigError;
use crate::keys::Takes;
use crate::place::Place;

/// A value with its place. `Debug` leaves the value out: it may be a secret in the wrong place.
pub(crate) struct Setting {
    pub(crate) value: Value,
    pub(crate) place: Place,
}

/// A value, read as far as TOML goes. Tables are in the order in which they are written.
pub(crate) enum Value {
    Text(String),
    Number(i64),
    Boolean(bool),
    List(Vec<Setting>),
    Table(Vec<(String, Setting)>),
    /// What no key takes, or a value that was taken out.
    Other,
}

impl Setting {
    pub(crate) fn from_toml(value: &Spanned<DeValue<'_>>, place: &dyn Fn(Range<usize>) -> Place) -> Self {
        let read = match value.get_ref() {
            DeValue::String(text) => Value::Text(text.clone().into_owned()),
            DeValue::Integer(number) => whole_number(number).map_or(Value::Other, Value::Number),
            DeValue::Boolean(boolean) => Value::Boolean(*boolean),
            DeValue::Array(list) => {
                Value::List(list.iter().map(|value| Self::from_toml(value, place)).collect())
            }
            DeValue::Table(table) => {
                let mut entries: Vec<_> = table.iter().collect();
                entries.sort_by_key(|(name, _)| name.span().start);
                let entry = |(name, value): (&Spanned<_>, _)| {
                    (String::from(AsRef::<str>::as_ref(name.get_ref())), Self::from_toml(value, place))
                };
                Value::Table(entries.into_iter().map(entry).collect())
            }
            DeValue::Float(_) | DeValue::Datetime(_) => Value::Other,
        };
        Self { value: read, place: place(value.span()) }
    }

    /// Reads the text of a variable, or of a default. What is not text must be TOML. What is neither becomes
    /// [`Value::Other`], and the reader of the key says what to write.
    pub(crate) fn from_text(takes: Takes, text: &str, place: &Place) -> Self {
        let is_toml = match takes {
            Takes::Text | Takes::Address => false,
            Takes::Number | Takes::Boolean | Takes::Table => true,
            Takes::List => text.trim_start().starts_with('['),
            Takes::Secret | Takes::TextOrTable => text.trim_start().starts_with('{'),
            Takes::Secrets => text.trim_start().starts_with(['[', '{']),
        };
        if is_toml {
            return match DeValue::parse(text.trim()) {
                Ok(value) => Self::from_toml(&value, &|_| place.clone()),
                Err(_) => Self { value: Value::Other, place: place.clone() },
            };
        }
        let written = |text: &str| Self { value: Value::Text(text.to_owned()), place: place.clone() };
        match takes {
            Takes::List if text.trim().is_empty() => {
                Self { value: Value::List(Vec::new()), place: place.clone() }
            }
            Takes::List => {
                let each = text.split(',').map(|each| written(each.trim()));
                Self { value: Value::List(each.collect()), place: place.clone() }
            }
            // Outer white space does not belong to a secret, as in a file.
            Takes::Secret | Takes::Secrets => written(text.trim()),
            _ => written(text),
        }
    }

    pub(crate) fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The text, or an error that says to write it like `example`.
    pub(crate) fn quoted(&self, example: &str) -> Result<&str, ConfigError> {
        self.text().ok_or_else(|| self.wrong(format!("is not a text; put it in quotes: \"{example}\"")))
    }

    /// The texts of a list, each with its place.
    pub(crate) fn texts(&self) -> Option<Vec<(&str, &Setting)>> {
        match &self.value {
            Value::List(list) => list.iter().map(|each| Some((each.text()?, each))).collect(),
            _ => None,
        }
    }

    pub(crate) fn table(&self) -> Option<&[(String, Setting)]> {
        match &self.value {
            Value::Table(entries) => Some(entries),
            _ => None,
        }
    }

    pub(crate) fn number<T: TryFrom<i64>>(&self) -> Option<T> {
        match self.value {
            Value::Number(number) => T::try_from(number).ok(),
            _ => None,
        }
    }

    /// An error at its place, which must not repeat the value.
    pub(crate) fn wrong(&self, problem: impl Into<String>) -> ConfigError {
        ConfigError::new(self.place.clone(), problem)
    }

    /// The value as a file has it, except that a text has no quotation marks.
    pub(crate) fn shown(&self) -> String {
        self.text().map_or_else(|| self.to_string(), str::to_owned)
    }
}

impl fmt::Display for Setting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let joined = |each: Vec<String>| each.join(", ");
        match &self.value {
            Value::Text(text) => write!(f, "\"{text}\""),
            Value::Number(number) => write!(f, "{number}"),
            Value::Boolean(boolean) => write!(f, "{boolean}"),
            Value::List(list) => write!(f, "[{}]", joined(list.iter().map(Self::to_string).collect())),
            Value::Table(entries) if entries.is_empty() => f.write_str("{}"),
            Value::Table(entries) => {
                let entry = |(name, value): &(String, Self)| format!("{name} = {value}");
                write!(f, "{{ {} }}", joined(entries.iter().map(entry).collect()))
            }
            Value::Other => Ok(()),
        }
    }
}

impl fmt::Debug for Setting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Setting").field("place", &self.place).finish_non_exhaustive()
    }
}

fn whole_number(number: &DeInteger<'_>) -> Option<i64> {
    i64::from_str_radix(number.as_str(), number.radix()).ok()
}
