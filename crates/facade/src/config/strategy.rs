//! `strategy`, with the weights and the seed that belong to one of them.

use std::num::NonZeroU32;

use heyan_core::ProviderId;

use super::ConfigError;
use super::error::{Problems, safe_name};
use super::section::Section;
use super::setting::Setting;
use super::values::{count, one_of};
use crate::strategy::Strategy;

#[derive(Clone, Copy, Eq, PartialEq)]
enum Word {
    Listed,
    Weighted,
    Cheapest,
}

const WORDS: &[(&str, Word)] =
    &[("listed", Word::Listed), ("weighted", Word::Weighted), ("cheapest", Word::Cheapest)];

/// `order` are those who are asked, if that could be read.
pub(crate) fn read(section: &Section, order: Option<&[String]>, problems: &mut Problems) -> Option<Strategy> {
    let word = section.required("strategy", |setting| one_of(setting, WORDS), problems);
    let weights = match (section.get("weights"), order) {
        (Some(setting), Some(order)) => problems.note(weights(setting, order)),
        _ => Some(Vec::new()),
    };
    let seed = section.required("seed", seed, problems);
    let (word, weights, seed) = (word?, weights?, seed?);
    for key in ["weights", "seed"] {
        if section.is_set(key) && word != Word::Weighted {
            let problem = "is only for strategy = \"weighted\"; set that, or take this out";
            problems.add(ConfigError::new(section.place_of(key), problem));
        }
    }
    Some(match word {
        Word::Listed => Strategy::Listed,
        Word::Weighted => Strategy::Weighted { weights, seed },
        Word::Cheapest => Strategy::Cheapest,
    })
}

fn weights(setting: &Setting, order: &[String]) -> Result<Vec<(ProviderId, NonZeroU32)>, ConfigError> {
    let entries = setting
        .table()
        .ok_or_else(|| setting.wrong("is not a table; write it like { juhe = 3, ihuyi = 1 }"))?;
    let weight = |(id, entry): &(String, Setting)| {
        let known = order.iter().any(|listed| listed == id).then(|| ProviderId::new(id).ok()).flatten();
        let known = known.ok_or_else(|| {
            let whom = safe_name(id).map_or("somebody who".to_owned(), |id| format!("{id}, which"));
            entry.wrong(format!("has a weight for {whom} is not listed; listed are {}", order.join(", ")))
        })?;
        let weight = count(entry).map_err(|_| {
            entry.wrong(format!("the weight of {id} is not a whole number from 1; write it like 3"))
        })?;
        Ok((known, weight))
    };
    entries.iter().map(weight).collect()
}

fn seed(setting: &Setting) -> Result<u64, ConfigError> {
    setting.number().ok_or_else(|| setting.wrong("is not a whole number from 0; write it like 7"))
}
