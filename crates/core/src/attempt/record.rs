//! An attempt as JSON: flat, in the order that results are read in.

use std::borrow::Cow;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{ORDER_ID_LIMIT, VENDOR_CODE_LIMIT, identifier};
use crate::clock::Moment;
use crate::{
    Attempt, Billing, Carrier, ErrorKind, Failure, Field, Limit, ProviderId, Scope, Score, Skip, SkipReason,
    Stage, Status, Step,
};

/// The flat form of an [`Attempt`].
#[derive(Debug, Deserialize, Serialize)]
struct AttemptRecord {
    provider: ProviderId,
    step: Step,
    status: StatusName,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    error: Option<Cow<'static, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    stage: Option<Stage>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    field: Option<Field>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    scope: Option<Scope>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    refused_by: Option<Limit>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    skipped_because: Option<SkipReason>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    detail: Option<Cow<'static, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    vendor_code: Option<Box<str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    meaning: Option<Cow<'static, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    order_id: Option<Box<str>>,
    billing: Billing,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    reused: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    cost_fen: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    carrier: Option<Carrier>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    scores: Vec<Score>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    asked_at: Option<Moment>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    elapsed_ms: Option<u64>,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
enum StatusName {
    Answered,
    Pending,
    Failed,
    Skipped,
    Abandoned,
}

impl Serialize for Attempt {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        AttemptRecord::from(self.clone()).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Attempt {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        AttemptRecord::deserialize(deserializer)?.try_into().map_err(serde::de::Error::custom)
    }
}

impl From<Attempt> for AttemptRecord {
    fn from(attempt: Attempt) -> Self {
        let failure = attempt.failure();
        let kind = failure.map(|failure| failure.kind);
        let (status, skip) = match attempt.status {
            Status::Answered => (StatusName::Answered, None),
            Status::Pending => (StatusName::Pending, None),
            Status::Failed(_) => (StatusName::Failed, None),
            Status::Skipped(skip) => (StatusName::Skipped, Some(skip)),
            Status::Abandoned => (StatusName::Abandoned, None),
        };
        Self {
            provider: attempt.provider,
            step: attempt.step,
            status,
            error: kind.map(|kind| Cow::Borrowed(kind.as_str())),
            stage: failure.map(|failure| failure.stage),
            field: kind.and_then(|kind| kind.field()),
            scope: kind.and_then(|kind| kind.scope()),
            refused_by: kind.and_then(|kind| kind.refused_by()),
            skipped_because: skip.as_ref().map(|skip| skip.reason),
            detail: skip.and_then(|skip| skip.detail),
            vendor_code: attempt.vendor_code,
            meaning: attempt.meaning,
            order_id: attempt.order_id,
            billing: attempt.billing,
            reused: attempt.reused,
            cost_fen: attempt.cost_fen,
            carrier: attempt.carrier,
            scores: attempt.scores,
            asked_at: attempt.asked_at.map(Moment::from),
            elapsed_ms: attempt.elapsed_ms,
        }
    }
}

impl TryFrom<AttemptRecord> for Attempt {
    type Error = &'static str;

    fn try_from(record: AttemptRecord) -> Result<Self, Self::Error> {
        let status = match record.status {
            StatusName::Answered => Status::Answered,
            StatusName::Pending => Status::Pending,
            StatusName::Abandoned => Status::Abandoned,
            StatusName::Skipped => {
                let reason = record.skipped_because.ok_or("a skipped attempt says skipped_because")?;
                Status::Skipped(Skip { reason, detail: record.detail })
            }
            StatusName::Failed => {
                let name = record.error.ok_or("a failed attempt says error")?;
                let kind = ErrorKind::from_parts(&name, record.field, record.scope, record.refused_by)
                    .ok_or("the attempt's error is unknown, or lacks its field or scope")?;
                Status::Failed(Failure { kind, stage: record.stage.ok_or("a failed attempt says stage")? })
            }
        };
        // What no constructor makes, no record brings in.
        let can_cost = record.step == Step::Ask
            && match &status {
                Status::Skipped(_) => false,
                Status::Failed(failure) => failure.stage != Stage::NotSent,
                _ => true,
            };
        if !can_cost && record.billing != Billing::NotBilled {
            return Err("a query, a skip, or what was not sent is not_billed");
        }
        if record.reused && (record.billing != Billing::NotBilled || record.status == StatusName::Skipped) {
            return Err("what is reused was asked by somebody, and is not_billed");
        }
        if record.billing == Billing::NotBilled && record.cost_fen.is_some() {
            return Err("what was not billed has no cost_fen");
        }
        let is_identifier = |text: &Option<Box<str>>, limit| {
            text.as_deref().is_none_or(|text| identifier(text, limit).is_some())
        };
        if !is_identifier(&record.vendor_code, VENDOR_CODE_LIMIT)
            || !is_identifier(&record.order_id, ORDER_ID_LIMIT)
        {
            return Err("vendor_code and order_id are identifiers");
        }
        Ok(Self {
            provider: record.provider,
            step: record.step,
            status,
            vendor_code: record.vendor_code,
            meaning: record.meaning,
            order_id: record.order_id,
            billing: record.billing,
            reused: record.reused,
            cost_fen: record.cost_fen,
            scores: record.scores,
            carrier: record.carrier,
            asked_at: record.asked_at.map(Moment::timestamp),
            elapsed_ms: record.elapsed_ms,
        })
    }
}
