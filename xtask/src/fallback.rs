//! `cargo xtask fallback`: the facade's table of what follows on a failure, as a page of the documentation.

use std::path::Path;

use heyan::ErrorKind;
use heyan::fallback::{Health, Next, Rule, TABLE};

use crate::page::{self, grid};

const PAGE: &str = "docs/guide/fallback.md";

/// What stands before the table, and after it.
const BEFORE: &str = "\
# What follows on a failure

Generated from `crates/facade/src/fallback.rs` by `cargo xtask fallback`: change the table there, not this page.

A negative answer is no failure: a mismatch ends the matter, and what a vendor left open is
[completed](billing-safety.md) by the next one that can settle it. This page is about questions that got no answer, or
none that can be read. Whether somebody else is asked then goes by the kind of the failure, and by nothing else.

";

const AFTER: &str = "
- **Next provider**: whether the chain goes on. `policy = { rate_limited = \"stop\" }` in `heyan.toml`, or
  `Policy::with_rule` in code, sets another rule for a kind. `unrecognized` in the file stands for both rows.
- **Over the table**, `on_maybe_billed = \"stop\"` ends the chain after every failure that is not `not_billed`. The
  default goes on: another provider costs one more fee at the most, and the one that failed is never asked again.
- **Provider** means an account. A second account of one vendor stands in where the first fails; it is never asked to
  complete what the vendor has left open, nor for a value that the vendor refused.
- **Health**: what the breaker makes of it. `counts` is one of several in a row, `opens` leaves the vendor alone at
  once, `-` says nothing of it. What may be the fault of the person asked about never counts, whatever its kind: ihuyi
  answers invented IDs with its code 1. Juhe's 280105 is no failure at all but an answer that leaves everything
  open.
- **Exit code**: that of `heyan verify` where this was the only failure and nobody answered. Where several failed it is
  65 if each failure is one with 65, else 69. Where nobody was asked, because the request lacks evidence or permission,
  it is 65.
- `refused` is a limit of our own, in the trail as `skipped`. `session_not_found` and `session_refused` come where a scan
  is asked after: that costs nothing and moves the chain to nobody. `exhausted` is a chain within a chain.
";

/// Writes the page.
pub(crate) fn write(root: &Path) -> Result<(), String> {
    page::write(root, PAGE, &text())?;
    println!("{} rows in {PAGE}", TABLE.len());
    Ok(())
}

/// Fails where the page is not what [`write()`] would write.
pub(crate) fn check(root: &Path) -> Result<(), String> {
    page::check(root, PAGE, &text(), "fallback")
}

fn text() -> String {
    let header = ["kind", "what it is", "next provider", "health", "exit code"];
    format!("{BEFORE}{}{AFTER}", grid(&header, TABLE.iter().map(row)))
}

fn row(rule: &Rule) -> Vec<String> {
    let next = match rule.next {
        Next::Provider => "yes",
        Next::Stop => "no",
    };
    let health = match rule.health {
        Health::Counts => "counts",
        Health::OpensAtOnce => "opens",
        _ => "-",
    };
    let kind = match rule.scope.map(|scope| ErrorKind::Unrecognized { scope }) {
        Some(kind) => format!("`{}` ({})", rule.kind, scope_name(kind)),
        None => format!("`{}`", rule.kind),
    };
    [kind, what_it_is(rule), next.to_owned(), health.to_owned(), exit_code(rule).to_string()].into()
}

fn scope_name(kind: ErrorKind) -> &'static str {
    match kind.scope() {
        Some(heyan::Scope::System) => "system",
        _ => "request",
    }
}

fn what_it_is(rule: &Rule) -> String {
    let kind = ErrorKind::ALL.into_iter().find(|kind| kind.as_str() == rule.kind);
    match kind {
        Some(ErrorKind::InputRefused { .. }) => {
            "the vendor does not take a value that is well-formed".to_owned()
        }
        Some(kind) => kind.to_string(),
        None => String::new(),
    }
}

/// As the command line has it; a test there holds it against this page.
fn exit_code(rule: &Rule) -> u8 {
    match rule.kind {
        "invalid_request" | "input_refused" | "session_refused" => 65,
        _ => 69,
    }
}
