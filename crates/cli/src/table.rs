//! A result for people: one row per factor, one per attempt, what it cost, what to do next.

use anstyle::{AnsiColor, Style};
use comfy_table::{ColumnConstraint, ContentArrangement, Table, presets};
use heyan::{Attempt, Billing, Decision, Factor, Status, Verification};
use terminal_size::Width;

use crate::words::{Language, yuan};

/// Renders a result.
pub(crate) fn render(verification: &Verification, language: Language, sandbox: bool) -> String {
    let mut parts = Vec::new();
    if sandbox {
        parts.push(language.sandbox_banner().to_owned());
    }
    parts.push(headline(verification, language));
    if !verification.findings().is_empty() {
        parts.push(factors(verification, language));
    }
    parts.push(attempts(verification, language));
    let mut footer = total(verification, language);
    let awaited = verification.session().map(|session| language.scan_link(session));
    if let (None, Some(advice)) = (&awaited, language.advice(verification.advice())) {
        footer = format!("{footer}\n{}{advice}", language.next());
    }
    parts.push(footer);
    parts.extend(awaited);
    parts.join("\n\n")
}

fn headline(verification: &Verification, language: Language) -> String {
    let colour = match verification.decision() {
        Decision::Verified => AnsiColor::Green,
        Decision::Rejected => AnsiColor::Red,
        _ => AnsiColor::Yellow,
    };
    let style = Style::new().bold().fg_color(Some(colour.into()));
    let decision = language.decision(verification.decision());
    if verification.decision() == Decision::Pending && language == Language::Zh {
        // The decision's word says the reason already.
        return format!("{style}{decision}{style:#}");
    }
    format!("{style}{decision}{style:#}{}{}", language.colon(), language.reason(verification.reason()))
}

fn factors(verification: &Verification, language: Language) -> String {
    let mut table = new_table(language.factor_header());
    for factor in Factor::ALL {
        let finding = verification.findings().get(factor);
        table.add_row([
            language.factor(factor),
            language.verdict(finding.map(|finding| finding.verdict)),
            finding.map_or("", |finding| finding.provider.as_str()),
        ]);
    }
    table.trim_fmt()
}

fn attempts(verification: &Verification, language: Language) -> String {
    let mut table = new_table(language.attempt_header());
    for attempt in verification.attempts() {
        table.add_row([
            attempt.provider().to_string(),
            language.status(attempt.status()).to_owned(),
            attempt.vendor_code().unwrap_or("-").to_owned(),
            attempt.order_id().unwrap_or("-").to_owned(),
            language.billing(attempt.billing()).to_owned(),
            attempt.cost_fen().map_or("-".to_owned(), yuan),
            attempt.elapsed_ms().map_or("-".to_owned(), |ms| format!("{ms} ms")),
        ]);
    }
    let notes = verification.attempts().iter().filter_map(|attempt| note(attempt, language));
    std::iter::once(table.trim_fmt()).chain(notes).collect::<Vec<_>>().join("\n")
}

/// What came of an attempt, in words.
fn note(attempt: &Attempt, language: Language) -> Option<String> {
    let detail = match attempt.status() {
        Status::Skipped(skip) => language.skipped(skip),
        Status::Failed(failure) => {
            let meaning = language.meaning(attempt).map(|meaning| format!("{}{meaning}", language.colon()));
            let stage = language.bracketed(language.stage(failure.stage));
            format!("{}{stage}{}", language.kind(failure.kind), meaning.unwrap_or_default())
        }
        _ => language.meaning(attempt)?.to_owned(),
    };
    Some(format!("  {}{}{detail}", attempt.provider(), language.colon()))
}

fn total(verification: &Verification, language: Language) -> String {
    let attempts = || verification.attempts().iter();
    let billed = || attempts().filter(|attempt| attempt.billing() == Billing::Billed);
    // Nothing billed costs nothing, whatever the price.
    let fen = billed().map(Attempt::cost_fen).sum::<Option<u64>>();
    let maybe_billed = attempts().filter(|attempt| attempt.billing() == Billing::MaybeBilled).count();
    language.total(fen, maybe_billed)
}

/// A table without lines.
pub(crate) fn new_table<const N: usize>(header: [&str; N]) -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_header(header);
    table
}

/// In a terminal, wraps the columns from `first` on within their cells rather than across the screen. The columns
/// before hold what people copy, and stay whole.
pub(crate) fn wrap_from(table: &mut Table, first: usize) {
    if let Some((Width(width), _)) = terminal_size::terminal_size_of(std::io::stdout()) {
        table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
        table.column_iter_mut().take(first).for_each(|column| {
            column.set_constraint(ColumnConstraint::ContentWidth);
        });
    }
}
