//! Findings as JSON: an object by factor, in the order of the factors.

use std::fmt;

use serde::de::{Error as _, MapAccess, Visitor};
use serde::ser::SerializeMap as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Finding, Findings, Noted};
use crate::json::{Object, Word, is_word};
use crate::{Factor, ProviderId, Verdict};

/// What stands behind a factor.
#[derive(Deserialize, Serialize)]
struct Record {
    verdict: Word<Verdict>,
    provider: ProviderId,
}

impl Serialize for Finding {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Record { verdict: self.verdict.into(), provider: self.provider.clone() }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Finding {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Noted::deserialize(deserializer).map(|noted| noted.finding)
    }
}

impl Serialize for Noted {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let verdict = Word { meant: self.finding.verdict, carried: self.carried.clone() };
        Record { verdict, provider: self.finding.provider.clone() }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Noted {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Object(record) = Object::<Record>::deserialize(deserializer)?;
        Ok(Self::new(record.verdict, record.provider))
    }
}

impl Serialize for Findings {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for factor in Factor::ALL {
            if let Some(noted) = self.noted(factor) {
                map.serialize_entry(factor.as_str(), noted)?;
            }
        }
        for (name, noted) in &self.others {
            map.serialize_entry(name, noted)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Findings {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(ByFactor)
    }
}

struct ByFactor;

impl<'de> Visitor<'de> for ByFactor {
    type Value = Findings;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("findings by factor")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Findings, A::Error> {
        let mut findings = Findings::default();
        while let Some(name) = map.next_key::<Box<str>>()? {
            let noted: Option<Noted> = map.next_value()?;
            let factor = Factor::ALL.into_iter().find(|factor| *factor.as_str() == *name);
            let is_here = match factor {
                Some(factor) => findings.noted(factor).is_some(),
                None => findings.others.contains_key(&name),
            };
            if is_here {
                return Err(A::Error::custom("a factor has two findings"));
            }
            match (factor, noted) {
                (_, None) => {}
                (Some(factor), Some(noted)) => findings.note(factor, noted),
                (None, Some(noted)) if is_word(&name) => findings.note_other(name, noted),
                (None, Some(_)) => return Err(A::Error::custom("a factor's name is a word")),
            }
        }
        Ok(findings)
    }
}
