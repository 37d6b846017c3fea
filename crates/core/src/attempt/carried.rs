//! The words of an attempt that this version does not know.

use std::borrow::Cow;
use std::collections::BTreeMap;

/// The fields whose words may be those of a newer version.
pub(super) const STEP: &str = "step";
pub(super) const STATUS: &str = "status";
pub(super) const ERROR: &str = "error";
pub(super) const STAGE: &str = "stage";
pub(super) const FIELD: &str = "field";
pub(super) const SCOPE: &str = "scope";
pub(super) const REFUSED_BY: &str = "refused_by";
pub(super) const SKIPPED_BECAUSE: &str = "skipped_because";
pub(super) const BILLING: &str = "billing";
pub(super) const CARRIER: &str = "carrier";

/// Words by their fields. Mostly there are none.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Carried(Option<Box<Words>>);

type Words = BTreeMap<&'static str, Box<str>>;

impl Carried {
    pub(super) fn keep(&mut self, field: &'static str, word: Box<str>) {
        self.0.get_or_insert_default().insert(field, word);
    }

    pub(super) fn has(&self, field: &str) -> bool {
        self.word(field).is_some()
    }

    /// Once something else is known of this field.
    pub(super) fn forget(&mut self, field: &str) {
        if let Some(words) = &mut self.0 {
            words.remove(field);
        }
        self.0.take_if(|words| words.is_empty());
    }

    /// The word as it was read, else the one that is known.
    pub(super) fn or(&self, field: &str, known: Option<&'static str>) -> Option<Cow<'static, str>> {
        let carried = self.word(field).map(|word| Cow::Owned(word.to_owned()));
        carried.or(known.map(Cow::Borrowed))
    }

    fn word(&self, field: &str) -> Option<&str> {
        self.0.as_ref()?.get(field).map(|word| &**word)
    }
}
