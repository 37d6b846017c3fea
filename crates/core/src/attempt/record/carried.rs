//! The words of an attempt that this version does not know.

use std::borrow::Cow;
use std::collections::BTreeMap;

/// Words by their fields. Mostly there are none, and then it takes no memory.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Carried(BTreeMap<&'static str, Box<str>>);

impl Carried {
    pub(super) fn keep(&mut self, field: &'static str, word: Box<str>) {
        self.0.insert(field, word);
    }

    pub(super) fn has(&self, field: &str) -> bool {
        self.0.contains_key(field)
    }

    /// Once something else is known of this field.
    pub(in crate::attempt) fn forget(&mut self, field: &str) {
        self.0.remove(field);
    }

    /// The word as it was read, else the one that is known.
    pub(super) fn or(&self, field: &str, known: Option<&'static str>) -> Option<Cow<'static, str>> {
        let carried = self.0.get(field).map(|word| Cow::Owned(word.to_string()));
        carried.or(known.map(Cow::Borrowed))
    }
}
