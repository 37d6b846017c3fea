//! What follows on a failure: one table, by kind.

use heyan_core::{ErrorKind, Scope};

/// What follows on a failure of one kind.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
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
pub enum Health {
    /// Nothing: the request, the person or a limit of our own was at fault.
    Neutral,
    /// It counts against it.
    Counts,
    /// No question will be answered until somebody acts.
    OpensAtOnce,
}

/// The rule of every kind.
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

/// Whether anybody else is asked after a failure of `kind`.
pub fn next(kind: ErrorKind) -> Next {
    of(kind).map_or(Next::Stop, |rule| rule.next)
}
