//! `heyan plan`: who would be asked, and what it would cost, before anybody is.

use std::process::ExitCode;

use heyan::select::{Plan, Planned, When};
use heyan::{Attempt, ErrorKind, SkipReason, Step, Verification, VerifyError, VerifyRequest};
use serde::Serialize;

use crate::refusal::Refusal;
use crate::request::Asked;
use crate::target::Target;
use crate::words::{Language, Says, yuan};
use crate::{args, exit, output, request, table};

/// The plan in JSON.
#[derive(Serialize)]
struct Document<'a> {
    schema: u32,
    steps: Vec<StepInJson<'a>>,
    /// The order was drawn by lot.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    drawn: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    least_fen: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    most_fen: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cheaper: Option<CheaperInJson<'a>>,
}

/// An order that costs less if everything matches.
#[derive(Serialize)]
struct CheaperInJson<'a> {
    order: Vec<&'a str>,
    cost_fen: u64,
}

/// One provider's part in JSON.
#[derive(Serialize)]
struct StepInJson<'a> {
    provider: &'a str,
    when: When,
    #[serde(skip_serializing_if = "Option::is_none")]
    skipped_because: Option<SkipReason>,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    price_fen: Option<u64>,
}

impl<'a> StepInJson<'a> {
    fn of(step: &'a Planned) -> Self {
        let skip = step.skip.as_ref();
        Self {
            provider: step.provider.as_str(),
            when: step.when,
            skipped_because: skip.map(|skip| skip.reason),
            detail: skip.and_then(|skip| skip.detail.as_deref()),
            price_fen: step.price_fen,
        }
    }
}

pub(crate) async fn run(arguments: &args::Plan, language: Language) -> Result<ExitCode, Refusal> {
    let target = Target::choose(&arguments.target, language).await?;
    let planned = plan(arguments, &target, language);
    target.stop().await;
    let (plan, request) = planned?;
    if arguments.output.json {
        output::json(&document(&plan));
    } else {
        output::text(&render(&plan, language));
    }
    Ok(exit_code(&plan, &request).into())
}

fn plan(
    arguments: &args::Plan,
    target: &Target,
    language: Language,
) -> Result<(Plan, VerifyRequest), Refusal> {
    let scan = args::Scan { return_url: arguments.return_url.clone(), session: None, wait: None };
    let Asked { request, session } = request::read(&arguments.person, &scan, target)?;
    if session.is_some() {
        return Err(Refusal::session(Says::SessionPlanned));
    }
    let facade = target.facade(language)?;
    facade.admits(&request)?;
    Ok((facade.plan(&request), request))
}

fn document(plan: &Plan) -> Document<'_> {
    Document {
        schema: 1,
        drawn: plan.is_random(),
        steps: plan.steps().iter().map(StepInJson::of).collect(),
        least_fen: plan.least_fen(),
        most_fen: plan.most_fen(),
        cheaper: plan.cheaper().map(|cheaper| CheaperInJson {
            order: cheaper.order.iter().map(|provider| provider.as_str()).collect(),
            cost_fen: cheaper.fen,
        }),
    }
}

fn render(plan: &Plan, language: Language) -> String {
    let mut rows = table::new_table(language.plan_header());
    for step in plan.steps() {
        let price = step.price_fen.map_or("-".to_owned(), yuan);
        rows.add_row([step.provider.as_str(), language.when(step.when), &price]);
    }
    let skips = plan.steps().iter().filter_map(|step| {
        let skip = step.skip.as_ref()?;
        Some(format!("  {}{}{}", step.provider, language.colon(), language.skipped(skip)))
    });
    let table = std::iter::once(rows.trim_fmt()).chain(skips).collect::<Vec<_>>().join("\n");
    let drawn = plan.is_random().then(|| language.drawn().to_owned());
    let parts = [Some(table), drawn, Some(language.cost(plan)), language.cheaper(plan)];
    parts.into_iter().flatten().collect::<Vec<_>>().join("\n\n")
}

/// The code that the verification would end with, where nobody would be asked.
fn exit_code(plan: &Plan, request: &VerifyRequest) -> u8 {
    if plan.asks_anybody() {
        return exit::VERIFIED;
    }
    let skipped = plan
        .steps()
        .iter()
        .filter_map(|step| Some(Attempt::skipped(step.provider.clone(), Step::Ask, step.skip.clone()?)));
    let error = VerifyError::new(ErrorKind::Exhausted, skipped.collect());
    exit::of_error(&error, &Verification::unanswered(request, &error))
}
