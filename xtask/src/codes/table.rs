//! The shape that every provider's code table takes for its page and its checks.

use heyan_core::{Billing, ErrorKind, Factor, Verdict};

/// A vendor's codes.
#[derive(Debug)]
pub(crate) struct Table {
    /// The page, from the workspace's root.
    pub(crate) page: &'static str,
    /// The source that holds the table, from the workspace's root.
    pub(crate) source: &'static str,
    pub(crate) title: &'static str,
    /// Where the codes are from, and what holds for all of them.
    pub(crate) introduction: &'static str,
    /// The factors that a result can report.
    pub(crate) factors: &'static [Factor],
    pub(crate) rows: Vec<Row>,
}

/// One code.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) section: Section,
    pub(crate) code: u32,
    /// The vendor's own words.
    pub(crate) vendor_words: &'static str,
    /// What it means, in heyan's words.
    pub(crate) meaning: &'static str,
    pub(crate) becomes: Becomes,
    pub(crate) billing: Billing,
}

/// Where the vendor's page lists a code; in the order in which a table has them.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) enum Section {
    Result,
    Error,
}

/// What a code becomes.
#[derive(Debug)]
pub(crate) enum Becomes {
    Verdicts(&'static [(Factor, Verdict)]),
    Failure(ErrorKind),
}
