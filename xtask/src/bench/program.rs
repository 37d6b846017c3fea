//! A program that stays running and answers a line with a line of JSON, so that its start is not measured.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::Value;

/// It ends when it is dropped.
#[derive(Debug)]
pub(super) struct Program {
    child: Child,
    questions: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

impl Program {
    pub(super) fn start(command: &mut Command) -> Result<Self, String> {
        let name = format!("{command:?}");
        let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = piped.spawn().map_err(|error| format!("{name} could not be started: {error}"))?;
        let questions = child.stdin.take();
        let answers = child.stdout.take().ok_or("a program without an output")?;
        Ok(Self { child, questions, answers: BufReader::new(answers) })
    }

    /// What it answers about a photo and a portrait.
    pub(super) fn ask(&mut self, photo: &Path, portrait: &Path) -> Result<Value, String> {
        let ended = |error| format!("it ended: {error}");
        let questions = self.questions.as_mut().ok_or("a program without an input")?;
        let question = format!("{}\t{}\n", photo.display(), portrait.display());
        questions.write_all(question.as_bytes()).and_then(|()| questions.flush()).map_err(ended)?;
        let mut answer = String::new();
        self.answers.read_line(&mut answer).map_err(ended)?;
        let answer = parsed(&answer)?;
        match answer.get("error").and_then(Value::as_str) {
            Some(error) => Err(error.to_owned()),
            None => Ok(answer),
        }
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It ends where its input does; what it says of that interests nobody.
        drop(self.questions.take());
        _ = self.child.wait();
    }
}

/// One line of JSON.
pub(super) fn parsed(line: &str) -> Result<Value, String> {
    if line.trim().is_empty() {
        return Err("it ended without an answer".to_owned());
    }
    serde_json::from_str(line).map_err(|error| format!("its answer is not JSON: {error}"))
}

/// A figure of an answer.
pub(super) fn figure(answer: &Value, name: &str) -> Result<f64, String> {
    answer.get(name).and_then(Value::as_f64).ok_or_else(|| format!("its answer has no {name}"))
}
