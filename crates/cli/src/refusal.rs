//! Why nobody was asked: one clear sentence, as text or as JSON, and an exit code.

use std::process::ExitCode;

use heyan::portrait::{PortraitError, Warning};
use heyan::{Field, InputError, TextEncodingError};
use heyan_config::ConfigError;
use serde::Serialize;

use crate::words::{Language, Says};
use crate::{exit, output};

/// A refusal before anybody was asked.
#[derive(Debug)]
pub(crate) struct Refusal {
    kind: &'static str,
    field: Option<String>,
    problem: Option<&'static str>,
    says: Says,
    code: u8,
}

#[derive(Serialize)]
struct Document<'a> {
    schema: u32,
    error: Body<'a>,
}

/// A refusal in JSON.
#[derive(Serialize)]
pub(crate) struct Body<'a> {
    kind: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<&'a str>,
    message: String,
}

impl Refusal {
    /// The command line itself.
    pub(crate) fn usage(says: Says) -> Self {
        Self { kind: "usage", field: None, problem: None, says, code: exit::USAGE }
    }

    /// The configuration.
    pub(crate) fn configuration(says: Says) -> Self {
        Self { kind: "configuration", code: exit::CONFIGURATION, ..Self::usage(says) }
    }

    /// The request as a whole.
    pub(crate) fn request(says: Says) -> Self {
        Self { kind: "invalid_request", code: exit::DATA, ..Self::usage(says) }
    }

    /// One field of the request, by its path in JSON.
    pub(crate) fn field(path: impl Into<String>, says: Says) -> Self {
        Self { field: Some(path.into()), ..Self::request(says) }
    }

    /// A field's value, by the field's path in JSON.
    pub(crate) fn value(path: impl Into<String>, error: &InputError) -> Self {
        let problem = error.problem();
        Self { problem: Some(problem.code()), ..Self::field(path, Says::Problem(problem)) }
    }

    /// A key that stands twice, by its path in JSON.
    pub(crate) fn stands_twice(path: String) -> Self {
        Self::field(path, Says::StandsTwice).with_problem("stands_twice")
    }

    /// A request in an encoding that is not read.
    pub(crate) fn encoding(error: TextEncodingError) -> Self {
        Self::request(Says::Encoding(error)).with_problem(error.code())
    }

    /// Names the problem for programs.
    pub(crate) fn with_problem(self, problem: &'static str) -> Self {
        Self { problem: Some(problem), ..self }
    }

    /// A photo of which nothing can be made.
    pub(crate) fn portrait(error: PortraitError) -> Self {
        match error {
            PortraitError::Unusable(problem) => InputError::new(Field::Portrait, problem).into(),
            other => {
                Self { problem: Some(other.code()), ..Self::field("portrait", Says::PortraitError(other)) }
            }
        }
    }

    /// A portrait in which nobody can find a face.
    pub(crate) fn hopeless(warning: Warning) -> Self {
        Self { problem: Some(warning.code()), ..Self::field("portrait", Says::PortraitHopeless(warning)) }
    }

    /// The session of a scan: nobody is asked with it.
    pub(crate) fn session(says: Says) -> Self {
        Self { kind: "session_refused", ..Self::field("session", says) }
    }

    /// A bug, or a machine that cannot run the program.
    pub(crate) fn bug(message: impl Into<String>) -> Self {
        Self { kind: "bug", code: exit::BUG, ..Self::usage(Says::Bug(message.into())) }
    }

    /// Whether one field is meant, rather than the request as a whole.
    pub(crate) fn is_about_a_field(&self) -> bool {
        self.field.is_some()
    }

    /// The sentence, with the field in front.
    pub(crate) fn text(&self, language: Language) -> String {
        let text = self.says.text(language);
        self.field.as_ref().map_or(text.clone(), |field| format!("{field}: {text}"))
    }

    /// The refusal in JSON, which is English always.
    pub(crate) fn body(&self) -> Body<'_> {
        let message = self.text(Language::En);
        Body { kind: self.kind, field: self.field.as_deref(), problem: self.problem, message }
    }

    /// Says it, and gives the exit code.
    pub(crate) fn tell(&self, json: bool, language: Language) -> ExitCode {
        if json {
            output::json(&Document { schema: 1, error: self.body() });
        } else {
            output::error(&self.text(language), language);
        }
        self.code.into()
    }
}

impl From<InputError> for Refusal {
    fn from(error: InputError) -> Self {
        Self::value(error.field().as_str(), &error)
    }
}

impl From<ConfigError> for Refusal {
    fn from(error: ConfigError) -> Self {
        Self::configuration(Says::Configuration(error.to_string()))
    }
}
