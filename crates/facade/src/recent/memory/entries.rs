//! What is kept: found by its question, gone when it is over, and the oldest first where it is too much.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::time::Instant;

use heyan_core::Outcome;

use crate::recent::question::Question;

/// The entries. Whatever leaves is handed out, for the caller to drop once the lock is free: to zeroise portraits
/// takes time.
#[derive(Default)]
pub(super) struct Entries {
    next: u64,
    places: HashMap<Question, u64>,
    /// In the order in which it came.
    kept: BTreeMap<u64, Kept>,
    /// In the order in which it is over.
    ends: BTreeSet<(Instant, u64)>,
    portrait_bytes: usize,
}

pub(super) struct Kept {
    pub(super) question: Question,
    pub(super) answer: Outcome,
    /// None where the clock does not reach that far.
    pub(super) end: Option<Instant>,
}

/// How much is kept at the most.
#[derive(Clone, Copy)]
pub(super) struct Bounds {
    pub(super) answers: usize,
    pub(super) portrait_bytes: usize,
}

impl Entries {
    pub(super) fn len(&self) -> usize {
        self.kept.len()
    }

    pub(super) fn find(&self, question: &Question) -> Option<&Kept> {
        self.kept.get(self.places.get(question)?)
    }

    /// In place of an older answer to the same question.
    pub(super) fn put(&mut self, kept: Kept, now: Instant, most: Bounds) -> Vec<Kept> {
        let mut gone = self.take_over(now);
        gone.extend(self.take(&kept.question));
        let bytes = kept.question.portrait_bytes();
        if bytes > most.portrait_bytes {
            // It must not drive everybody else out first.
            gone.push(kept);
            return gone;
        }
        self.portrait_bytes = self.portrait_bytes.saturating_add(bytes);
        self.places.insert(kept.question.clone(), self.next);
        self.ends.extend(kept.end.map(|end| (end, self.next)));
        self.kept.insert(self.next, kept);
        self.next = self.next.wrapping_add(1);
        while (self.kept.len() > most.answers || self.portrait_bytes > most.portrait_bytes)
            && let Some((&oldest, _)) = self.kept.first_key_value()
        {
            gone.extend(self.remove(oldest));
        }
        gone
    }

    pub(super) fn take(&mut self, question: &Question) -> Option<Kept> {
        let place = *self.places.get(question)?;
        self.remove(place)
    }

    /// Everything that is over.
    pub(super) fn take_over(&mut self, now: Instant) -> Vec<Kept> {
        let mut gone = Vec::new();
        while let Some(&(end, place)) = self.ends.first()
            && end <= now
        {
            self.ends.pop_first();
            gone.extend(self.remove(place));
        }
        gone
    }

    /// When something is over next.
    pub(super) fn next_end(&self) -> Option<Instant> {
        self.ends.first().map(|(end, _)| *end)
    }

    fn remove(&mut self, place: u64) -> Option<Kept> {
        let kept = self.kept.remove(&place)?;
        self.places.remove(&kept.question);
        if let Some(end) = kept.end {
            self.ends.remove(&(end, place));
        }
        self.portrait_bytes = self.portrait_bytes.saturating_sub(kept.question.portrait_bytes());
        Some(kept)
    }
}

impl Kept {
    pub(super) fn is_fresh(&self, now: Instant) -> bool {
        self.end.is_none_or(|end| now < end)
    }
}
