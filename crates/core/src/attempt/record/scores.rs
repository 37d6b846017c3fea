//! The scores of an attempt; those of a kind that this version does not know are left out.

use serde::{Deserialize, Deserializer, Serialize};

use crate::json::{NOT_A_WORD, Object, is_word, known};
use crate::{Score, ScoreKind};

#[derive(Debug, Default, Serialize)]
#[serde(transparent)]
pub(super) struct Scores(pub(super) Vec<Score>);

/// A score as it is read.
#[derive(Deserialize)]
struct Record {
    kind: Box<str>,
    value: f64,
}

impl Scores {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Record {
    fn score<E: serde::de::Error>(self) -> Result<Option<Score>, E> {
        match known::<ScoreKind>(&self.kind) {
            Some(kind) => Ok(Some(Score { kind, value: self.value })),
            None if is_word(&self.kind) => Ok(None),
            None => Err(E::custom(NOT_A_WORD)),
        }
    }
}

impl<'de> Deserialize<'de> for Scores {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let records: Vec<Object<Record>> = Vec::deserialize(deserializer)?;
        let scores = records.into_iter().filter_map(|Object(record)| record.score().transpose());
        scores.collect::<Result<_, _>>().map(Self)
    }
}

impl<'de> Deserialize<'de> for Score {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Object(record) = Object::<Record>::deserialize(deserializer)?;
        record.score()?.ok_or_else(|| serde::de::Error::custom("a score of a kind that is not known"))
    }
}
