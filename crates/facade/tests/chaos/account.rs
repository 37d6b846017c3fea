//! The account of a run: how much of what happened, so that a run in which nothing happens is noticed.

use std::collections::BTreeMap;
use std::fmt;

use heyan::{Attempt, Billing, Decision, Status, Step};

use crate::case::cases;
use crate::heard::ended;
use crate::run::Run;

/// What happened, by name.
#[derive(Debug, Default)]
pub(crate) struct Account {
    counts: BTreeMap<&'static str, usize>,
    faults: BTreeMap<&'static str, usize>,
}

/// Everything that is counted, in the order in which it is told.
const COUNTED: [&str; 14] = [
    "verifications",
    "dropped",
    "verified by Juhe",
    "verified by a scan",
    "rejected",
    "undetermined",
    "entries of Juhe",
    "entries of ihuyi",
    "billed",
    "maybe billed with an entry",
    "maybe billed without",
    "abandoned at Juhe with an entry",
    "abandoned at ihuyi with an entry",
    "abandoned without",
];

/// Every kind of fault.
const FAULTS: [&str; 9] = [
    "delay",
    "refuse",
    "reset_before",
    "reset_after_billing",
    "truncate",
    "garbage",
    "status",
    "slow_drip",
    "endless",
];

impl Account {
    pub(crate) fn add(&mut self, run: &Run) {
        for (kind, count) in &run.faults {
            *self.faults.entry(kind).or_default() += count;
        }
        self.count("entries of Juhe", run.invoice.juhe.len());
        self.count("entries of ihuyi", run.invoice.ihuyi.len());
        for case in cases(run).0 {
            let scanned = ended(&case.events).any(|attempt| attempt.step() == Step::Query);
            self.count("verifications", 1);
            self.count("dropped", usize::from(case.story.dropped));
            match case.story.decision {
                Some(Decision::Verified) if scanned => self.count("verified by a scan", 1),
                Some(Decision::Verified) => self.count("verified by Juhe", 1),
                Some(Decision::Rejected) => self.count("rejected", 1),
                Some(_) => self.count("undetermined", 1),
                None => {}
            }
            for (_, books) in case.books() {
                books.asks.iter().for_each(|ask| self.ask(ask, !books.entries.is_empty()));
            }
        }
    }

    fn ask(&mut self, attempt: &Attempt, has_entry: bool) {
        match attempt.billing() {
            Billing::Billed => self.count("billed", 1),
            Billing::MaybeBilled if has_entry => self.count("maybe billed with an entry", 1),
            Billing::MaybeBilled => self.count("maybe billed without", 1),
            _ => {}
        }
        if *attempt.status() == Status::Abandoned {
            let what = match attempt.provider().as_str() {
                "juhe" if has_entry => "abandoned at Juhe with an entry",
                _ if has_entry => "abandoned at ihuyi with an entry",
                _ => "abandoned without",
            };
            self.count(what, 1);
        }
    }

    fn count(&mut self, what: &'static str, times: usize) {
        *self.counts.entry(what).or_default() += times;
    }

    /// What never happened.
    pub(crate) fn never(&self) -> Vec<&'static str> {
        let happened = |what: &&str| self.counts.get(what).or(self.faults.get(what)).is_some_and(|n| *n > 0);
        COUNTED.into_iter().chain(FAULTS).filter(|what| !happened(what)).collect()
    }
}

impl fmt::Display for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let told = |names: &[&'static str], counts: &BTreeMap<_, usize>| {
            let told =
                names.iter().map(|name| format!("{} {name}", counts.get(name).copied().unwrap_or_default()));
            told.collect::<Vec<_>>().join(", ")
        };
        write!(f, "{}; faults: {}", told(&COUNTED, &self.counts), told(&FAULTS, &self.faults))
    }
}
