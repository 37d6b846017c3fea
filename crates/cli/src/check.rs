//! `heyan check`: everything that can be known about a request before paying.

use std::process::ExitCode;

use heyan::juhe::PORTRAIT_BYTES;
use heyan::{Factor, VerifyRequest, today_in_shanghai};
use serde::Serialize;

use crate::args;
use crate::refusal::{Body, Refusal};
use crate::words::{Language, Oddity};
use crate::{exit, output, request};

/// The result in JSON.
#[derive(Serialize)]
struct Document<'a> {
    schema: u32,
    well_formed: bool,
    errors: Vec<Body<'a>>,
    warnings: Vec<Note>,
}

/// Something missing or odd, in JSON.
#[derive(Serialize)]
struct Note {
    field: &'static str,
    code: &'static str,
    message: String,
}

pub(crate) fn run(arguments: &args::Check, language: Language) -> Result<ExitCode, Refusal> {
    let mut checked = request::from_json(&arguments.request, &[])
        .and_then(|read| read.builder.build(today_in_shanghai()).map_err(|error| vec![Refusal::from(error)]));
    // What cannot be read at all is refused as for any command.
    if let Err(errors) = &mut checked
        && !errors.iter().any(Refusal::is_about_a_field)
        && let Some(refusal) = errors.pop()
    {
        return Err(refusal);
    }
    let (errors, oddities) = match &checked {
        Ok(request) => (&[][..], oddities(request)),
        Err(errors) => (errors.as_slice(), Vec::new()),
    };
    if arguments.output.json {
        let note =
            |odd: &Oddity| Note { field: odd.field(), code: odd.code(), message: odd.text(Language::En) };
        output::json(&Document {
            schema: 1,
            well_formed: errors.is_empty(),
            errors: errors.iter().map(Refusal::body).collect(),
            warnings: oddities.iter().map(note).collect(),
        });
    } else {
        errors.iter().for_each(|error| output::error(&error.text(language), language));
        oddities.iter().for_each(|odd| output::warning(&odd.text(language), language));
        if let Ok(request) = &checked {
            output::text(&language.well_formed(request));
        }
    }
    Ok(if errors.is_empty() { ExitCode::SUCCESS } else { exit::DATA.into() })
}

/// What is missing or odd, though well-formed.
fn oddities(request: &VerifyRequest) -> Vec<Oddity> {
    let data = request.subject().warnings().into_iter().map(Oddity::Data);
    let mobile = request.subject().mobile().is_none().then_some(Oddity::NoMobile);
    let portrait = request.portrait().is_none().then_some(Oddity::NoPortrait);
    // Whoever lacks nothing for Juhe, and is not asked for liveness, needs no scan and no permission for one.
    let alive = request.requirement().alternatives().iter().all(|set| set.contains(Factor::Liveness));
    let needs_scan = alive || request.subject().mobile().is_none() || request.portrait().is_none();
    let hosted = (needs_scan && request.hosted().is_none()).then_some(Oddity::NoHosted);
    let most = *PORTRAIT_BYTES.end();
    let size = request.portrait().map(|portrait| portrait.expose().len());
    let large = size.filter(|size| *size > most).map(|size| Oddity::LargePortrait { size, most });
    data.chain(mobile).chain(portrait).chain(hosted).chain(large).collect()
}
