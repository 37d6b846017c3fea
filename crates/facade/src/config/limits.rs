//! The limits of one provider, as a section has them.

use std::num::{NonZeroU32, NonZeroUsize};
use std::time::Duration;

use super::ConfigError;
use super::error::Problems;
use super::section::Section;
use super::setting::Setting;
use super::values::{budget, count, period, rate};
use crate::limits::{Limits, Period};

/// The limits, and what has to be known of them besides.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SectionLimits {
    pub(crate) limits: Limits,
    pub(crate) budget: Option<(u64, Period)>,
}

impl SectionLimits {
    pub(crate) fn read(section: &Section, problems: &mut Problems) -> Option<Self> {
        let mut limits = Limits::new();
        if let Some((failures, cool_down)) = section.required("breaker", breaker, problems)? {
            limits = limits.breaker(failures, cool_down);
        }
        if let Some((questions, every)) = section.optional("rate", rate, problems) {
            limits = limits.rate(questions, every);
        }
        if let Some(questions) = section.optional("concurrency", count, problems) {
            limits = limits.concurrency(NonZeroUsize::try_from(questions).unwrap_or(NonZeroUsize::MAX));
        }
        let budget = section.optional("budget", budget, problems);
        if let Some((fen, period)) = budget {
            limits = limits.budget(fen, period);
        }
        if section.is_set("budget") && section.get("price").is_none() {
            let problem = format!(
                "needs the price of one question, to know what is spent; add price = \"0.80\" to [{}], or set {}",
                section.name,
                section.variable("price")
            );
            problems.add(ConfigError::new(section.place_of("budget"), problem));
        }
        Some(Self { limits, budget })
    }
}

/// `{ failures = 5, cool_down = "30s" }`, or `"none"`.
fn breaker(setting: &Setting) -> Result<Option<(NonZeroU32, Duration)>, ConfigError> {
    if setting.text() == Some("none") {
        return Ok(None);
    }
    let entry = |key: &str| {
        let entries = setting.table().unwrap_or_default();
        entries.iter().find(|(name, _)| name == key).map(|(_, setting)| setting)
    };
    let both = entry("failures").zip(entry("cool_down"));
    let (failures, cool_down) =
        both.filter(|_| setting.table().is_some_and(|table| table.len() == 2)).ok_or_else(|| {
            setting.wrong("is not known; write { failures = 5, cool_down = \"30s\" }, or \"none\"")
        })?;
    let failures = count(failures)
        .map_err(|_| failures.wrong("has failures that are not a whole number from 1; write it like 5"))?;
    let cool_down = period(cool_down)
        .map_err(|_| cool_down.wrong("has a cool_down that is not a period; write it like \"30s\""))?;
    Ok(Some((failures, cool_down)))
}
