//! `heyan check`: everything that can be known about a request before paying.

use std::process::ExitCode;

use heyan::portrait::{Budget, Fitted, Portrait, Warning};
use heyan::{Factor, VerifyRequest, today_in_shanghai};
use serde::Serialize;

use crate::look::{self, FromTo};
use crate::refusal::{Body, Refusal};
use crate::words::{Language, RequestWarning};
use crate::{args, exit, output, request};

/// The result in JSON.
#[derive(Serialize)]
struct Document<'a> {
    schema: u32,
    well_formed: bool,
    errors: Vec<Body<'a>>,
    warnings: Vec<Note>,
    #[serde(skip_serializing_if = "Option::is_none")]
    portrait: Option<FromTo>,
}

/// A warning in JSON.
#[derive(Serialize)]
struct Note {
    field: &'static str,
    code: &'static str,
    message: String,
}

pub(crate) fn run(arguments: &args::Check, language: Language) -> Result<ExitCode, Refusal> {
    let mut portrait = None;
    let mut look = |given: &Portrait| {
        portrait = Some(look::fit(given.expose(), &Budget::default())?);
        Ok(())
    };
    let read = request::from_json(&arguments.request, &[], &mut look);
    let mut checked =
        read.and_then(|read| read.builder.build(today_in_shanghai()).map_err(|error| vec![error.into()]));
    // What cannot be read at all is refused as for any command.
    if let Err(errors) = &mut checked
        && !errors.iter().any(Refusal::is_about_a_field)
        && let Some(refusal) = errors.pop()
    {
        return Err(refusal);
    }
    let (request, mut errors) = match checked {
        Ok(request) => (Some(request), Vec::new()),
        Err(errors) => (None, errors),
    };
    let seen = || portrait.iter().flat_map(|portrait| portrait.warnings.iter().copied());
    errors.extend(seen().filter(Warning::blocks).map(Refusal::hopeless));
    let mut warnings = request.as_ref().map(warnings).unwrap_or_default();
    warnings.extend(seen().filter(|warning| !warning.blocks()).map(RequestWarning::Portrait));

    let well_formed = errors.is_empty();
    if arguments.output.json {
        let note = |warning: &RequestWarning| Note {
            field: warning.field(),
            code: warning.code(),
            message: warning.text(Language::En),
        };
        output::json(&Document {
            schema: 1,
            well_formed,
            errors: errors.iter().map(Refusal::body).collect(),
            warnings: warnings.iter().map(note).collect(),
            portrait: portrait.as_ref().map(FromTo::of),
        });
    } else {
        errors.iter().for_each(|error| output::error(&error.text(language), language));
        warnings.iter().for_each(|warning| output::warning(&warning.text(language), language));
        if let Some(request) = request.filter(|_| well_formed) {
            output::text(&summary(&request, portrait.as_ref(), language));
        }
        if portrait.is_some() {
            output::text(language.no_face_looked_for());
        }
    }
    Ok(if well_formed { ExitCode::SUCCESS } else { exit::DATA.into() })
}

/// The person, masked, and what would be sent as their portrait.
fn summary(request: &VerifyRequest, portrait: Option<&Fitted>, language: Language) -> String {
    let well_formed = language.well_formed(request, portrait.map(|portrait| &portrait.given));
    let sent = portrait.map(|portrait| format!("\n{}", language.would_be_sent(portrait)));
    well_formed + &sent.unwrap_or_default()
}

/// What is missing or doubtful, though well-formed.
fn warnings(request: &VerifyRequest) -> Vec<RequestWarning> {
    let data = request.warnings().into_iter().map(RequestWarning::Data);
    let mobile = request.subject().mobile().is_none().then_some(RequestWarning::NoMobile);
    let portrait = request.portrait().is_none().then_some(RequestWarning::NoPortrait);
    // Whoever lacks nothing for Juhe, and is not asked for liveness, needs no scan and no permission for one.
    let alive = request.requirement().alternatives().iter().all(|set| set.contains(Factor::Liveness));
    let needs_scan = alive || request.subject().mobile().is_none() || request.portrait().is_none();
    let hosted = (needs_scan && request.hosted().is_none()).then_some(RequestWarning::NoHosted);
    data.chain(mobile).chain(portrait).chain(hosted).collect()
}
