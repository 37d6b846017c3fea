//! A fault as JSON, in and out. No refusal repeats anything that was sent.

use std::time::Duration;

use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

use super::kind::{Fault, FaultKind, FaultStatus};
use crate::vendor::Vendor;

/// The longest delay, a day.
const LONGEST_MS: u64 = 24 * 60 * 60 * 1000;

/// The most requests that one script is for.
const MOST: u64 = 1_000_000;

/// Why a script was refused.
#[derive(Debug, thiserror::Error)]
pub(crate) enum BadScript {
    #[error(r#"the body must be one JSON object, such as {{"vendor": "juhe", "kind": "garbage"}}"#)]
    NoObject,
    #[error(
        "unknown key: allowed are vendor, kind, count, ms (with kind delay) and status (with kind status)"
    )]
    Key,
    #[error("vendor must be {}", quoted(Vendor::ALL.iter().map(|vendor| vendor.name())))]
    Vendor,
    #[error("kind must be {}", quoted(FaultKind::EVERY.iter().map(|kind| kind.name())))]
    Kind,
    #[error("ms must be a whole number from 1 to {LONGEST_MS}, and kind delay must have it")]
    Ms,
    #[error("ms is allowed with kind delay only")]
    NeedlessMs,
    #[error("status must be a whole number from 200 to 599, and kind status must have it")]
    Status,
    #[error("status is allowed with kind status only")]
    NeedlessStatus,
    #[error("count must be a whole number from 1 to {MOST}, and is 1 where it is left out")]
    Count,
}

type Keys = Map<String, Value>;

/// Reads a script.
pub(crate) fn parse(body: &[u8]) -> Result<Fault, BadScript> {
    let keys: Keys = serde_json::from_slice(body).map_err(|_| BadScript::NoObject)?;
    if keys.keys().any(|key| !["vendor", "kind", "ms", "status", "count"].contains(&key.as_str())) {
        return Err(BadScript::Key);
    }
    let vendor = text(&keys, "vendor").and_then(Vendor::named).ok_or(BadScript::Vendor)?;
    let named =
        text(&keys, "kind").and_then(|name| FaultKind::EVERY.into_iter().find(|kind| kind.name() == name));
    let kind = match named.ok_or(BadScript::Kind)? {
        FaultKind::Delay(_) => FaultKind::Delay(delay(&keys)?),
        FaultKind::Status(_) => FaultKind::Status(status(&keys)?),
        other => other,
    };
    if keys.contains_key("ms") && !matches!(kind, FaultKind::Delay(_)) {
        return Err(BadScript::NeedlessMs);
    }
    if keys.contains_key("status") && !matches!(kind, FaultKind::Status(_)) {
        return Err(BadScript::NeedlessStatus);
    }
    Ok(Fault::new(vendor, kind).with_count(count(&keys)?))
}

fn text<'a>(keys: &'a Keys, key: &str) -> Option<&'a str> {
    keys.get(key).and_then(Value::as_str)
}

fn delay(keys: &Keys) -> Result<Duration, BadScript> {
    let ms = keys.get("ms").and_then(Value::as_u64).filter(|ms| (1..=LONGEST_MS).contains(ms));
    ms.map(Duration::from_millis).ok_or(BadScript::Ms)
}

fn status(keys: &Keys) -> Result<FaultStatus, BadScript> {
    let status = keys.get("status").and_then(Value::as_u64).and_then(|status| u16::try_from(status).ok());
    status.and_then(FaultStatus::new).ok_or(BadScript::Status)
}

fn count(keys: &Keys) -> Result<u32, BadScript> {
    let Some(count) = keys.get("count") else { return Ok(1) };
    let count = count.as_u64().filter(|count| (1..=MOST).contains(count));
    count.and_then(|count| u32::try_from(count).ok()).ok_or(BadScript::Count)
}

/// `"one"`, or `"one", "two" or "three"`.
fn quoted<'a>(names: impl DoubleEndedIterator<Item = &'a str>) -> String {
    let mut names: Vec<_> = names.map(|name| format!("\"{name}\"")).collect();
    match (names.pop(), names.is_empty()) {
        (Some(last), false) => format!("{} or {last}", names.join(", ")),
        (last, _) => last.unwrap_or_default(),
    }
}

impl Serialize for Fault {
    /// As it is scripted over HTTP, with the count that is left.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Script {
            vendor: Vendor,
            kind: &'static str,
            #[serde(skip_serializing_if = "Option::is_none")]
            ms: Option<u128>,
            #[serde(skip_serializing_if = "Option::is_none")]
            status: Option<u16>,
            count: u32,
        }
        let (ms, status) = match self.kind() {
            FaultKind::Delay(delay) => (Some(delay.as_millis()), None),
            FaultKind::Status(status) => (None, Some(status.as_u16())),
            _ => (None, None),
        };
        Script { vendor: self.vendor(), kind: self.kind().name(), ms, status, count: self.count() }
            .serialize(serializer)
    }
}
