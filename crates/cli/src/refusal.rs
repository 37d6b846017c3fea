//! Why nobody was asked: one clear sentence, as text or as JSON, and an exit code.

use std::process::ExitCode;

use heyan::{InputError, config::ConfigError};
use serde::Serialize;

use crate::{exit, output};

/// A refusal before anybody was asked.
#[derive(Debug)]
pub(crate) struct Refusal {
    kind: &'static str,
    field: Option<String>,
    problem: Option<&'static str>,
    message: String,
    code: u8,
}

#[derive(Serialize)]
struct Document<'a> {
    schema: u32,
    error: Body<'a>,
}

#[derive(Serialize)]
struct Body<'a> {
    kind: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<&'a str>,
    message: &'a str,
}

impl Refusal {
    /// The command line itself.
    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self { kind: "usage", field: None, problem: None, message: message.into(), code: exit::USAGE }
    }

    /// The configuration.
    pub(crate) fn configuration(message: impl Into<String>) -> Self {
        Self {
            kind: "configuration",
            field: None,
            problem: None,
            message: message.into(),
            code: exit::CONFIGURATION,
        }
    }

    /// The request as a whole.
    pub(crate) fn request(message: impl Into<String>) -> Self {
        Self {
            kind: "invalid_request",
            field: None,
            problem: None,
            message: message.into(),
            code: exit::DATA,
        }
    }

    /// One field of the request, by its path in JSON.
    pub(crate) fn field(path: impl Into<String>, problem: impl std::fmt::Display) -> Self {
        let path = path.into();
        Self { message: format!("{path}: {problem}"), field: Some(path), ..Self::request("") }
    }

    /// A bug, or a machine that cannot run the program.
    pub(crate) fn bug(message: impl Into<String>) -> Self {
        Self { kind: "bug", field: None, problem: None, message: message.into(), code: exit::BUG }
    }

    /// Says it, and gives the exit code.
    pub(crate) fn tell(&self, json: bool) -> ExitCode {
        if json {
            let body = Body {
                kind: self.kind,
                field: self.field.as_deref(),
                problem: self.problem,
                message: &self.message,
            };
            output::json(&Document { schema: 1, error: body });
        } else {
            output::note(&format!("error: {}", self.message));
        }
        self.code.into()
    }
}

impl From<InputError> for Refusal {
    fn from(error: InputError) -> Self {
        Self { problem: Some(error.problem().code()), ..Self::field(error.field().as_str(), error.problem()) }
    }
}

impl From<ConfigError> for Refusal {
    fn from(error: ConfigError) -> Self {
        Self::configuration(error.to_string())
    }
}
