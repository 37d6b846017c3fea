//! Who is answered what: first by persona, else by the digits of the mobile number.

use std::hash::{BuildHasher, RandomState};
use std::sync::OnceLock;

use super::check::Question;
use super::codes::{ALL_MATCHED, Reply};
use crate::persona::Persona;

/// The choice, and the one thing that it remembers.
#[derive(Default)]
pub(super) struct Chooser {
    /// A keyed hash of the first image that came for a persona whose answer changes with the image: nothing
    /// of the image itself is kept.
    first_image: OnceLock<u64>,
    hasher: RandomState,
}

impl Chooser {
    pub(super) fn choose(&self, persona: Option<&Persona>, question: &Question<'_>) -> Reply {
        persona
            .and_then(|persona| self.by_persona(persona, &question.image))
            .or_else(|| by_mobile(question.mobile))
            .unwrap_or(Reply::Result(&ALL_MATCHED))
    }

    /// Reads the persona's own words: a code, or one for the first image, "then" one for another.
    fn by_persona(&self, persona: &Persona, image: &[u8]) -> Option<Reply> {
        let words = match persona.juhe.split_once(", then ") {
            Some((_, for_another)) if !self.is_first(image) => for_another,
            _ => persona.juhe,
        };
        Reply::about_person(words.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()?)
    }

    fn is_first(&self, image: &[u8]) -> bool {
        let hash = self.hasher.hash_one(image);
        *self.first_image.get_or_init(|| hash) == hash
    }
}

fn by_mobile(mobile: &str) -> Option<Reply> {
    let last = |count| mobile.get(mobile.len().checked_sub(count)?..)?.parse().ok();
    last(6).and_then(Reply::about_person).or_else(|| last(3).and_then(Reply::about_person))
}
