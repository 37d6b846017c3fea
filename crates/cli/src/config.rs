//! `heyan config`: what is wrong with a configuration, and what holds in it.

use std::path::Path;
use std::process::ExitCode;

use heyan_config::{Configuration, Environment, Shown};
use serde::Serialize;

use crate::args;
use crate::refusal::{Body, Refusal};
use crate::target;
use crate::words::Language;
use crate::{exit, output, table};

/// What `check` found, in JSON.
#[derive(Serialize)]
struct Checked<'a> {
    schema: u32,
    usable: bool,
    errors: Vec<Body<'a>>,
    warnings: Vec<String>,
}

/// What `show` shows, in JSON.
#[derive(Serialize)]
struct Settings {
    schema: u32,
    settings: Vec<Shown>,
}

pub(crate) fn run(arguments: &args::Config, language: Language) -> Result<ExitCode, Refusal> {
    match arguments {
        args::Config::Check(source) => check(source, language),
        args::Config::Show(source) => {
            let shown = target::configuration(source.config.as_deref(), language)?.shown();
            if source.output.json {
                output::json(&Settings { schema: 1, settings: shown });
            } else {
                output::text(&render(&shown, language));
            }
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn check(source: &args::ConfigSource, language: Language) -> Result<ExitCode, Refusal> {
    let file = target::configuration_file(source.config.as_deref(), language)?;
    let (errors, warnings, providers) = found(file.as_deref());
    if source.output.json {
        output::json(&Checked {
            schema: 1,
            usable: errors.is_empty(),
            errors: errors.iter().map(Refusal::body).collect(),
            warnings,
        });
    } else {
        errors.iter().for_each(|error| output::error(&error.text(language), language));
        warnings.iter().for_each(|warning| output::warning(warning, language));
        if errors.is_empty() {
            output::text(&language.usable(&providers));
        }
    }
    Ok(if errors.is_empty() { ExitCode::SUCCESS } else { exit::CONFIGURATION.into() })
}

/// Everything that is wrong, everything that could be better, and who is asked.
fn found(file: Option<&Path>) -> (Vec<Refusal>, Vec<String>, String) {
    let check = Configuration::check_with(file, &Environment::of_process());
    let warnings = check.warnings.iter().map(ToString::to_string).collect();
    (check.errors.into_iter().map(Refusal::from).collect(), warnings, check.providers.join(", "))
}

fn render(shown: &[Shown], language: Language) -> String {
    let mut rows = table::new_table(language.setting_header());
    for Shown { section, key, value, from, .. } in shown {
        rows.add_row([section, *key, value, from]);
    }
    rows.trim_fmt()
}
