//! A result as JSON: its fields in a fixed order, those of a newer version left out.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Satisfied, Verification};
use crate::json::{NOT_A_WORD, Object, Word, is_word, known};
use crate::{
    Advice, AnySession, Attempt, Decision, Factor, FactorSet, Findings, Reason, SealedSession, VerificationId,
};

/// A result as it is written.
#[derive(Serialize)]
struct Written<'a> {
    schema: Schema,
    id: VerificationId,
    #[serde(skip_serializing_if = "Option::is_none")]
    reference: Option<&'a str>,
    decision: &'a Word<Decision>,
    reason: &'a Word<Reason>,
    advice: &'a Word<Advice>,
    #[serde(skip_serializing_if = "Option::is_none")]
    satisfied: Option<&'a Satisfied>,
    findings: &'a Findings,
    #[serde(skip_serializing_if = "Option::is_none")]
    cost_fen: Option<u64>,
    attempts: &'a [Attempt],
    #[serde(skip_serializing_if = "Option::is_none")]
    session: Option<&'a AnySession>,
}

/// A result as it is read.
#[derive(Deserialize)]
struct Read {
    #[serde(rename = "schema")]
    _schema: Schema,
    id: VerificationId,
    reference: Option<Box<str>>,
    decision: Word<Decision>,
    reason: Word<Reason>,
    advice: Word<Advice>,
    satisfied: Option<Satisfied>,
    findings: Findings,
    cost_fen: Option<u64>,
    attempts: Vec<Attempt>,
    session: Option<SealedSession>,
}

impl Serialize for Verification {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let written = Written {
            schema: Schema,
            id: self.id,
            reference: self.reference(),
            decision: &self.decision,
            reason: &self.reason,
            advice: &self.advice,
            satisfied: self.satisfied.as_ref(),
            findings: &self.findings,
            cost_fen: self.cost_fen,
            attempts: &self.attempts,
            session: self.session(),
        };
        written.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Verification {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Object(read) = Object::<Read>::deserialize(deserializer)?;
        Ok(Self {
            id: read.id,
            reference: read.reference,
            decision: read.decision,
            reason: read.reason,
            advice: read.advice,
            satisfied: read.satisfied,
            findings: read.findings,
            cost_fen: read.cost_fen,
            attempts: read.attempts,
            session: read.session.map(|sealed| Box::new(sealed.into())),
        })
    }
}

impl Serialize for Satisfied {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.carried {
            Some(names) => names.serialize(serializer),
            None => self.set.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Satisfied {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let names: Vec<Box<str>> = Vec::deserialize(deserializer)?;
        if names.iter().any(|name| !is_word(name)) {
            return Err(serde::de::Error::custom(NOT_A_WORD));
        }
        let factors: Vec<Option<Factor>> = names.iter().map(|name| known(name)).collect();
        let carried = factors.contains(&None).then_some(names);
        Ok(Self { set: factors.into_iter().flatten().collect::<FactorSet>(), carried })
    }
}

/// The version of the JSON form.
struct Schema;

impl Schema {
    const VERSION: u32 = 1;
}

impl Serialize for Schema {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u32(Self::VERSION)
    }
}

impl<'de> Deserialize<'de> for Schema {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match u32::deserialize(deserializer)? {
            Self::VERSION => Ok(Self),
            other => {
                Err(serde::de::Error::custom(format_args!("schema {other} is not known, only schema 1")))
            }
        }
    }
}
