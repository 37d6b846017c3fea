//! How an attempt ended: answered, pending, failed, skipped or abandoned.

use std::borrow::Cow;
use std::fmt;

use crate::json::vocabulary;
use crate::{ErrorKind, Stage};

/// Whether an attempt may cost. A word of a newer version reads as [`Step::Ask`].
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Step {
    /// A question, which the vendor may bill.
    Ask,
    /// A query of an open session, which never costs.
    Query,
}

/// How an attempt ended.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Status {
    /// An answer that could be read.
    Answered,
    /// The person has yet to scan their face.
    Pending,
    /// No answer, or one that cannot be read.
    Failed(Failure),
    /// Not asked at all.
    Skipped(Skip),
    /// The caller dropped the future before it ended.
    Abandoned,
    /// In a word of a newer version of heyan, which this one cannot read.
    Unknown,
}

/// Why an attempt failed, and how far its question got.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Failure {
    /// What went wrong.
    pub kind: ErrorKind,
    /// How far the question got.
    pub stage: Stage,
}

/// Why a provider was not asked.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Skip {
    /// The rule that kept it out.
    pub reason: SkipReason,
    /// The field or figure that the rule looked at.
    pub detail: Option<Cow<'static, str>>,
}

/// The rules that keep a provider from being asked.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum SkipReason {
    /// The request lacks what the provider needs.
    MissingEvidence,
    /// The step is hosted, and the request does not permit one.
    NotPermitted,
    /// Its answer could not settle what is still open.
    CannotSettle,
    /// Its breaker is open.
    BreakerOpen,
    /// Its rate is used up.
    Rate,
    /// As many questions are under way as it allows.
    Concurrency,
    /// Its budget is used up.
    Budget,
    /// Too little time is left.
    Deadline,
    /// A gate of the user's own refused; its name is in the detail.
    Gate,
    /// A rule of a newer version of heyan, whose word this one cannot read.
    Unknown,
}

vocabulary!(Step: Ask, Query; unknown: Ask);
vocabulary!(
    SkipReason: MissingEvidence, NotPermitted, CannotSettle, BreakerOpen, Rate, Concurrency, Budget, Deadline,
    Gate, Unknown; unknown: Unknown
);

impl Step {
    /// The name in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ask => "ask",
            Self::Query => "query",
        }
    }
}

impl Status {
    /// The name in JSON.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::Pending => "pending",
            Self::Failed(_) => "failed",
            Self::Skipped(_) => "skipped",
            Self::Abandoned => "abandoned",
            Self::Unknown => "unknown",
        }
    }
}

impl SkipReason {
    /// The name in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::MissingEvidence => "missing_evidence",
            Self::NotPermitted => "not_permitted",
            Self::CannotSettle => "cannot_settle",
            Self::BreakerOpen => "breaker_open",
            Self::Rate => "rate",
            Self::Concurrency => "concurrency",
            Self::Budget => "budget",
            Self::Deadline => "deadline",
            Self::Gate => "gate",
            Self::Unknown => "unknown",
        }
    }
}

impl fmt::Display for SkipReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Failure {
    /// A failure of this kind, after the question got so far.
    pub fn new(kind: ErrorKind, stage: Stage) -> Self {
        Self { kind, stage }
    }
}

impl Skip {
    /// A skip by this rule.
    pub fn new(reason: SkipReason) -> Self {
        Self { reason, detail: None }
    }

    /// A skip by a gate of the user's own. The name goes into trails and logs, so it must hold nothing personal.
    pub fn by_gate(name: impl Into<Cow<'static, str>>) -> Self {
        Self::new(SkipReason::Gate).with_detail(name)
    }

    /// The same with the field or figure that the rule looked at.
    #[must_use]
    pub fn with_detail(mut self, detail: impl Into<Cow<'static, str>>) -> Self {
        self.detail = Some(detail.into());
        self
    }
}
