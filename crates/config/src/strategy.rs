//! `strategy`, with the weights and the seed that belong to one of them.

use std::num::NonZeroU32;

use heyan_core::ProviderId;

use crate::error::{ConfigError, Problems, safe_name};
use crate::section::Section;
use crate::setting::Setting;
use crate::values::{count, one_of};
use heyan::select::Strategy;

#[derive(Clone, Copy, Eq, PartialEq)]
enum Word {
    Listed,
    Weighted,
    Cheapest,
}

const WORDS: &[(&str, Word)] =
    &[("listed", Word::Listed), ("weighted", Word::Weighted), ("cheapest", Word::Cheapest)];

/// Reads the strategy, and leaves out what cannot be read. `order` lists the providers, if it could be read itself.
pub(crate) fn read(section: &Section, order: Option<&[String]>, problems: &mut Problems) -> Strategy {
    let word = section.required("strategy", |setting| one_of(setting, WORDS), problems);
    let weights = section.get("weights").map(|setting| weights(setting, order, problems));
    let seed = section.required("seed", seed, problems);
    for key in ["weights", "seed"] {
        if section.is_set(key) && word.is_some_and(|word| word != Word::Weighted) {
            let problem = "is only for strategy = \"weighted\"; set that, or take this out";
            problems.add(ConfigError::new(section.place_of(key), problem));
        }
    }
    match word {
        Some(Word::Weighted) => {
            Strategy::Weighted { weights: weights.unwrap_or_default(), seed: seed.unwrap_or_default() }
        }
        Some(Word::Cheapest) => Strategy::Cheapest,
        Some(Word::Listed) | None => Strategy::Listed,
    }
}

type Weights = Vec<(ProviderId, NonZeroU32)>;

fn weights(setting: &Setting, order: Option<&[String]>, problems: &mut Problems) -> Weights {
    let Some(entries) = setting.table() else {
        problems.add(setting.wrong("is not a table; write it like { juhe = 3, ihuyi = 1 }"));
        return Weights::new();
    };
    let mut weights = Weights::new();
    for (id, entry) in entries {
        let whose = problems.note(listed(id, entry, order));
        let whom = safe_name(id).map_or(String::new(), |id| format!(" of {id}"));
        let weight = problems.note(count(entry).map_err(|_| {
            entry.wrong(format!("the weight{whom} is not a whole number from 1; write it like 3"))
        }));
        weights.extend(whose.flatten().zip(weight));
    }
    weights
}

/// The provider that a weight belongs to. Without an `order` that could be read, none is known to be missing from it.
fn listed(id: &str, entry: &Setting, order: Option<&[String]>) -> Result<Option<ProviderId>, ConfigError> {
    let Some(order) = order else { return Ok(None) };
    if order.iter().any(|listed| listed == id) {
        return Ok(ProviderId::new(id).ok());
    }
    let whom = safe_name(id).map_or("somebody who".to_owned(), |id| format!("{id}, which"));
    Err(entry.wrong(format!("has a weight for {whom} is not listed; listed are {}", order.join(", "))))
}

fn seed(setting: &Setting) -> Result<u64, ConfigError> {
    setting.number().ok_or_else(|| setting.wrong("is not a whole number from 0; write it like 7"))
}
