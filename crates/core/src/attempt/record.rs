//! An attempt as JSON: flat, in the order that results are read in.

mod reader;
mod scores;

use std::borrow::Cow;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::carried::{
    BILLING, CARRIER, ERROR, FIELD, REFUSED_BY, SCOPE, SKIPPED_BECAUSE, STAGE, STATUS, STEP,
};
use crate::clock::Moment;
use crate::json::Object;
use crate::{Attempt, ProviderId, Status};
use scores::Scores;

/// A word: heyan's own, or as it was read.
type Text = Cow<'static, str>;

/// The flat form of an [`Attempt`].
#[derive(Debug, Deserialize, Serialize)]
struct AttemptRecord {
    provider: ProviderId,
    step: Text,
    status: Text,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    error: Option<Text>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    stage: Option<Text>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    field: Option<Text>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    scope: Option<Text>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    refused_by: Option<Text>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    skipped_because: Option<Text>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    detail: Option<Text>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    vendor_code: Option<Box<str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    meaning: Option<Text>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    order_id: Option<Box<str>>,
    billing: Text,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    reused: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    cost_fen: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    carrier: Option<Text>,
    #[serde(default, skip_serializing_if = "Scores::is_empty")]
    scores: Scores,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    asked_at: Option<Moment>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    elapsed_ms: Option<u64>,
}

impl Serialize for Attempt {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        AttemptRecord::from(self.clone()).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Attempt {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Object(record) = Object::<AttemptRecord>::deserialize(deserializer)?;
        record.try_into().map_err(serde::de::Error::custom)
    }
}

impl From<Attempt> for AttemptRecord {
    fn from(attempt: Attempt) -> Self {
        let failure = attempt.failure();
        let kind = failure.map(|failure| failure.kind);
        let carried = attempt.carried;
        let perhaps = |field, known: Option<&'static str>| carried.or(field, known);
        let word = |field, known: &'static str| perhaps(field, Some(known)).unwrap_or(known.into());
        let status = word(STATUS, attempt.status.as_str());
        let skip = match attempt.status {
            Status::Skipped(skip) => Some(skip),
            _ => None,
        };
        Self {
            provider: attempt.provider,
            step: word(STEP, attempt.step.as_str()),
            status,
            error: perhaps(ERROR, kind.map(|kind| kind.as_str())),
            stage: perhaps(STAGE, failure.map(|failure| failure.stage.as_str())),
            field: perhaps(FIELD, kind.and_then(|kind| kind.field()).map(|field| field.as_str())),
            scope: perhaps(SCOPE, kind.and_then(|kind| kind.scope()).map(|scope| scope.as_str())),
            refused_by: perhaps(REFUSED_BY, kind.and_then(|kind| kind.refused_by()).map(|by| by.as_str())),
            skipped_because: perhaps(SKIPPED_BECAUSE, skip.as_ref().map(|skip| skip.reason.as_str())),
            detail: skip.and_then(|skip| skip.detail),
            vendor_code: attempt.vendor_code,
            meaning: attempt.meaning,
            order_id: attempt.order_id,
            billing: word(BILLING, attempt.billing.as_str()),
            reused: attempt.reused,
            cost_fen: attempt.cost_fen,
            carrier: perhaps(CARRIER, attempt.carrier.map(|carrier| carrier.as_str())),
            scores: Scores(attempt.scores),
            asked_at: attempt.asked_at.map(Moment::from),
            elapsed_ms: attempt.elapsed_ms,
        }
    }
}
