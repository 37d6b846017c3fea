//! What follows on a failure: one table, by kind, and what is set over it.

use heyan_core::{Attempt, Billing, ErrorKind, Scope, Stage, VerifyError};

/// What follows on a failure of one kind.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Rule {
    /// The kind's name.
    pub kind: &'static str,
    /// For unrecognized codes, what they are about; else `None`.
    pub scope: Option<Scope>,
    /// Whether anybody else is asked.
    pub next: Next,
    /// What it says about the provider's health.
    pub health: Health,
}

/// Whether anybody else is asked after a failure.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Next {
    /// The next provider is asked.
    Provider,
    /// The chain ends: another provider would have the same trouble, or the fault is ours.
    Stop,
}

/// What a failure says about a provider's health.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Health {
    /// Nothing: the request, the person or a limit of our own was at fault.
    Neutral,
    /// It counts against it.
    Counts,
    /// No question will be answered until somebody acts.
    OpensAtOnce,
}

/// The rule of every kind. It speaks of billable questions: a query of a scan moves the chain to nobody.
#[rustfmt::skip]
pub const TABLE: &[Rule] = &[
    rule("invalid_request",   Next::Stop,     Health::Neutral),
    rule("input_refused",     Next::Provider, Health::Neutral),
    rule("unsupported",       Next::Provider, Health::Neutral),
    rule("credentials",       Next::Provider, Health::OpensAtOnce),
    rule("forbidden",         Next::Provider, Health::OpensAtOnce),
    rule("quota_exhausted",   Next::Provider, Health::OpensAtOnce),
    rule("rate_limited",      Next::Provider, Health::Counts),
    rule("unavailable",       Next::Provider, Health::Counts),
    rule("timeout",           Next::Provider, Health::Counts),
    rule("network",           Next::Provider, Health::Counts),
    rule("vendor_fault",      Next::Provider, Health::Counts),
    rule("protocol",          Next::Provider, Health::Counts),
    rule("session_not_found", Next::Stop,     Health::Neutral),
    rule("session_refused",   Next::Stop,     Health::Neutral),
    unrecognized(Scope::System,  Next::Provider, Health::Counts),
    unrecognized(Scope::Request, Next::Stop,     Health::Neutral),
    rule("refused",           Next::Provider, Health::Neutral),
    // A chain within a chain: its own providers' health is its own matter.
    rule("exhausted",         Next::Provider, Health::Neutral),
];

const fn rule(kind: &'static str, next: Next, health: Health) -> Rule {
    Rule { kind, scope: None, next, health }
}

const fn unrecognized(scope: Scope, next: Next, health: Health) -> Rule {
    Rule { kind: "unrecognized", scope: Some(scope), next, health }
}

/// The rule of `kind`; `None` for a kind that the table does not know, after which nobody else should be asked.
pub fn of(kind: ErrorKind) -> Option<&'static Rule> {
    TABLE.iter().find(|rule| rule.kind == kind.as_str() && rule.scope == kind.scope())
}

/// What a failure says about the health of the provider that gave it. One that the request itself brought about, such as
/// ihuyi's answer to invented IDs, says nothing, whatever its kind.
pub fn health(error: &VerifyError) -> Health {
    match of(error.kind()) {
        Some(rule) if !error.is_about_this_request() && !is_anothers(error) => rule.health,
        _ => Health::Neutral,
    }
}

/// Whether it is a failure of a question that somebody else asked, whose own it is to count.
fn is_anothers(error: &VerifyError) -> bool {
    error.attempts().iter().any(Attempt::is_reused)
}

/// Whether the question may have been billed, to whomever: of one that somebody else asked only its stage is known here.
fn may_be_billed(error: &VerifyError) -> bool {
    let sent = |attempt: &Attempt| attempt.failure().is_none_or(|failure| failure.stage != Stage::NotSent);
    error.billing() != Billing::NotBilled
        || error.attempts().iter().any(|attempt| attempt.is_reused() && sent(attempt))
}

/// The table, with what is set over it.
#[derive(Clone, Debug, Default)]
pub struct Policy {
    overrides: Vec<(ErrorKind, Next)>,
    stop_on_maybe_billed: bool,
}

impl Policy {
    /// The table as it is.
    pub fn new() -> Self {
        Self::default()
    }

    /// Something else after failures of this kind. Of kinds that carry something only the scope of
    /// [`ErrorKind::Unrecognized`] counts: a rule is for every field and every limit.
    #[must_use]
    pub fn with_rule(mut self, kind: ErrorKind, next: Next) -> Self {
        self.overrides.push((kind, next));
        self
    }

    /// Ends the chain after a failure that may have been billed, whatever its kind. Without that the next provider is
    /// asked, which costs one more fee at the most.
    #[must_use]
    pub fn with_on_maybe_billed(mut self, next: Next) -> Self {
        self.stop_on_maybe_billed = next == Next::Stop;
        self
    }

    /// Whether anybody else is asked after this failure. Of two settings for one kind the later counts.
    pub fn next(&self, error: &VerifyError) -> Next {
        if self.stop_on_maybe_billed && may_be_billed(error) {
            return Next::Stop;
        }
        let kind = error.kind();
        let same = |other: ErrorKind| other.as_str() == kind.as_str() && other.scope() == kind.scope();
        let set = self.overrides.iter().rev().find(|(of, _)| same(*of)).map(|(_, next)| *next);
        set.or(of(kind).map(|rule| rule.next)).unwrap_or(Next::Stop)
    }
}
