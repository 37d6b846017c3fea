//! The limits of one provider, as a section has them.

use std::num::{NonZeroU32, NonZeroUsize};
use std::time::Duration;

use crate::error::{ConfigError, Problems, listed, safe_name};
use crate::section::Section;
use crate::setting::Setting;
use crate::values::{budget, count, period, rate};
use heyan::gates::{Limits, Period};

/// The limits, and the budget among them by itself.
#[derive(Clone, Debug)]
pub(crate) struct SectionLimits {
    pub(crate) limits: Limits,
    pub(crate) budget: Option<(u64, Period)>,
}

const WRITE: &str = "write { failures = 5, cool_down = \"30s\" }, or \"none\"";

impl SectionLimits {
    /// Reads the limits, and leaves out those that cannot be read.
    pub(crate) fn read(section: &Section, problems: &mut Problems) -> Self {
        let mut limits = Limits::new();
        if let Some(breaker) = section.get("breaker").and_then(|setting| breaker(setting, problems)) {
            limits = limits.with_breaker(breaker.failures, breaker.cool_down);
            limits = breaker.slow_after.into_iter().fold(limits, Limits::with_slow_after);
        }
        let min_time_left = section.optional("min_time_left", period, problems);
        limits = min_time_left.into_iter().fold(limits, Limits::with_min_time_left);
        if let Some((questions, every)) = section.optional("rate", rate, problems) {
            limits = limits.with_rate(questions, every);
        }
        if let Some(questions) = section.optional("concurrency", count, problems) {
            limits = limits.with_concurrency(NonZeroUsize::try_from(questions).unwrap_or(NonZeroUsize::MAX));
        }
        let budget = section.optional("budget", budget, problems);
        if let Some((fen, period)) = budget {
            limits = limits.with_budget(fen, period);
        }
        if section.is_set("budget") && section.get("price").is_none() {
            let problem = format!(
                "needs the price of one question, to know what is spent; add price = \"0.80\" to [{}], or set {}",
                section.name,
                section.variable("price")
            );
            problems.add(ConfigError::new(section.place_of("budget"), problem));
        }
        Self { limits, budget }
    }
}

struct Breaker {
    failures: NonZeroU32,
    cool_down: Duration,
    slow_after: Option<Duration>,
}

/// `{ failures = 5, cool_down = "30s" }`, with or without `slow_after`, or `"none"`.
fn breaker(setting: &Setting, problems: &mut Problems) -> Option<Breaker> {
    if setting.text() == Some("none") {
        return None;
    }
    let Some(entries) = setting.table() else {
        problems.add(setting.wrong(format!("is not known; {WRITE}")));
        return None;
    };
    let entry = |key: &str| entries.iter().find(|(name, _)| name == key).map(|(_, setting)| setting);
    problems.extend(other_keys(setting, entries));
    let failures =
        entry("failures").and_then(|failures| {
            problems.note(count(failures).map_err(|_| {
                failures.wrong("has failures that are not a whole number from 1; write it like 5")
            }))
        });
    let mut time = |key: &str| {
        let cannot = format!("has a {key} that cannot be used: it ");
        entry(key).and_then(|time| problems.note(period(time).map_err(|error| error.prefixed(&cannot))))
    };
    let (cool_down, slow_after) = (time("cool_down"), time("slow_after"));
    failures.zip(cool_down).map(|(failures, cool_down)| Breaker { failures, cool_down, slow_after })
}

/// The keys that are not known, and those that are missing: one is often the other, misspelt.
fn other_keys(setting: &Setting, entries: &[(String, Setting)]) -> Option<ConfigError> {
    let needed = ["failures", "cool_down"];
    let is_known = |name: &str| needed.contains(&name) || name == "slow_after";
    let unknown = entries.iter().filter(|(name, _)| !is_known(name));
    let unknown: Vec<&str> = unknown.map(|(name, _)| safe_name(name).unwrap_or("another key")).collect();
    let missing = needed.into_iter().filter(|key| entries.iter().all(|(name, _)| name != key));
    let told = [(unknown, "not known"), (missing.collect(), "missing")].map(|(names, what)| {
        let are = if names.len() == 1 { "is" } else { "are" };
        listed(&names).map(|names| format!("{names} {are} {what}"))
    });
    let told: Vec<String> = told.into_iter().flatten().collect();
    (!told.is_empty()).then(|| setting.wrong(format!("{}; {WRITE}", told.join(", "))))
}
