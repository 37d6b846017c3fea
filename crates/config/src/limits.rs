//! The limits of one provider, as a section has them.

use std::num::{NonZeroU32, NonZeroUsize};
use std::time::Duration;

use crate::error::{ConfigError, Problems, listed, safe_name};
use crate::section::Section;
use crate::setting::Setting;
use crate::values::{budget, count, period, rate};
use heyan::gates::{Limits, Period};

/// The limits, and the budget among them by itself.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SectionLimits {
    pub(crate) limits: Limits,
    pub(crate) budget: Option<(u64, Period)>,
}

const WRITE: &str = "write { failures = 5, cool_down = \"30s\" }, or \"none\"";

impl SectionLimits {
    /// Reads the limits, and leaves out those that cannot be read.
    pub(crate) fn read(section: &Section, problems: &mut Problems) -> Self {
        let mut limits = Limits::new();
        if let Some((failures, cool_down)) =
            section.get("breaker").and_then(|setting| breaker(setting, problems))
        {
            limits = limits.with_breaker(failures, cool_down);
        }
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

/// `{ failures = 5, cool_down = "30s" }`, or `"none"`.
fn breaker(setting: &Setting, problems: &mut Problems) -> Option<(NonZeroU32, Duration)> {
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
    let cool_down = entry("cool_down").and_then(|cool_down| {
        problems.note(
            period(cool_down).map_err(|error| error.prefixed("has a cool_down that cannot be used: it ")),
        )
    });
    failures.zip(cool_down)
}

/// The keys that are not known, and those that are missing: one is often the other, misspelt.
fn other_keys(setting: &Setting, entries: &[(String, Setting)]) -> Option<ConfigError> {
    let keys = ["failures", "cool_down"];
    let unknown = entries.iter().filter(|(name, _)| !keys.contains(&name.as_str()));
    let unknown: Vec<&str> = unknown.map(|(name, _)| safe_name(name).unwrap_or("another key")).collect();
    let missing = keys.into_iter().filter(|key| entries.iter().all(|(name, _)| name != key));
    let told = [(unknown, "not known"), (missing.collect(), "missing")].map(|(names, what)| {
        let are = if names.len() == 1 { "is" } else { "are" };
        listed(&names).map(|names| format!("{names} {are} {what}"))
    });
    let told: Vec<String> = told.into_iter().flatten().collect();
    (!told.is_empty()).then(|| setting.wrong(format!("{}; {WRITE}", told.join(", "))))
}
