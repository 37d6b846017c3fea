//! A word of a fixed vocabulary, to which a newer version may have added.

use std::borrow::Cow;
use std::fmt;

use serde::de::value::{Error, StrDeserializer};
use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::identifier::identifier;

/// The longest word, in bytes.
const LONGEST: usize = 64;

/// Why a text is refused where a word is wanted. The text itself is not repeated.
pub(crate) const NOT_A_WORD: &str = "a word is up to 64 letters, digits, - and _";

/// The words of one JSON field.
pub(crate) trait Vocabulary: Copy + PartialEq + Sized + 'static {
    /// Every word that this version knows.
    const ALL: &'static [Self];

    /// What a word of a newer version counts as. It never says more, or anything better, than what is known.
    const UNKNOWN: Self;

    fn word(self) -> &'static str;
}

/// A word as it is written, and what this version takes it for.
#[derive(Clone, Eq, PartialEq)]
pub(crate) struct Word<T> {
    pub(crate) meant: T,
    /// The word itself, if this version does not know it: it is written back as it was.
    pub(crate) carried: Option<Box<str>>,
}

impl<T: Vocabulary> Word<T> {
    /// `None` if the text is no word at all.
    pub(crate) fn of(text: &str) -> Option<Self> {
        match T::ALL.iter().find(|known| known.word() == text) {
            Some(known) => Some(Self { meant: *known, carried: None }),
            None => identifier(text, LONGEST).map(|word| Self { meant: T::UNKNOWN, carried: Some(word) }),
        }
    }
}

/// Whether the text could be a word. Any other text could be a person's data, so it is not carried.
pub(crate) fn is_word(text: &str) -> bool {
    identifier(text, LONGEST).is_some()
}

/// What the word stands for, if this version knows it.
pub(crate) fn known<T: DeserializeOwned>(word: &str) -> Option<T> {
    T::deserialize(StrDeserializer::<Error>::new(word)).ok()
}

impl<T> From<T> for Word<T> {
    fn from(meant: T) -> Self {
        Self { meant, carried: None }
    }
}

impl<T: fmt::Debug> fmt::Debug for Word<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.carried {
            Some(word) => f.write_str(word),
            None => self.meant.fmt(f),
        }
    }
}

impl<T: Vocabulary> Serialize for Word<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.carried.as_deref().unwrap_or(self.meant.word()))
    }
}

impl<'de, T: Vocabulary> Deserialize<'de> for Word<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        Self::of(&text).ok_or_else(|| D::Error::custom(NOT_A_WORD))
    }
}

/// Makes the type the vocabulary of a JSON field, and its readers take a newer version's words for `$unknown`.
macro_rules! vocabulary {
    ($type:ident: $($known:ident),+; unknown: $unknown:ident) => {
        impl $crate::json::Vocabulary for $type {
            const ALL: &'static [Self] = &[$(Self::$known),+];
            const UNKNOWN: Self = Self::$unknown;

            fn word(self) -> &'static str {
                // Does not compile if the list above lacks one.
                match self {
                    $(Self::$known => self.as_str()),+
                }
            }
        }

        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::json::Word::deserialize(deserializer).map(|word: $crate::json::Word<Self>| word.meant)
            }
        }
    };
}

pub(crate) use vocabulary;
