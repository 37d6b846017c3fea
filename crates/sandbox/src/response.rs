//! Answers of HTTP itself, and of the sandbox about itself.

use bytes::Bytes;
use hyper::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, HeaderValue};
use hyper::{Response, StatusCode};
use serde::Serialize;

/// What ends a connection without an answer.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Broken {
    #[error("the request's body broke off")]
    Body,
    #[error("the answer could not be written as JSON")]
    Answer(#[from] serde_json::Error),
    #[error("a reset was scripted")]
    Reset,
}

pub(crate) type Answer = Response<Bytes>;

// No refusal repeats anything of the request: paths and bodies may hold a person's data.
const NO_SUCH_PATH: &str = "no such path: the sandbox answers POST /verifyface_mobile/query, \
                            POST /idcard/idface/Submit.json, POST /idcard/idface/GetResult.json (and .xml), \
                            GET /_sandbox/invoice, GET /_sandbox/requests, \
                            GET, POST and DELETE /_sandbox/faults, \
                            and a browser under /h5/ with the link of a scan\n";
const NOTHING_HERE: &str = "nothing is here: a redirect that was scripted has been followed\n";
const WRONG_METHOD: &str = "wrong method: the Allow header names what this path takes\n";
const BODY_TOO_LARGE: &str = "the body is larger than 32 MiB\n";

pub(crate) fn no_such_path() -> Answer {
    refusal(StatusCode::NOT_FOUND, NO_SUCH_PATH)
}

pub(crate) fn nothing_here() -> Answer {
    refusal(StatusCode::NOT_FOUND, NOTHING_HERE)
}

pub(crate) fn body_too_large() -> Answer {
    refusal(StatusCode::PAYLOAD_TOO_LARGE, BODY_TOO_LARGE)
}

pub(crate) fn wrong_method(allowed: &'static str) -> Answer {
    let mut answer = refusal(StatusCode::METHOD_NOT_ALLOWED, WRONG_METHOD);
    answer.headers_mut().insert(ALLOW, HeaderValue::from_static(allowed));
    answer
}

pub(crate) fn refusal(status: StatusCode, explanation: impl Into<Bytes>) -> Answer {
    let mut answer = typed("text/plain; charset=utf-8", explanation);
    *answer.status_mut() = status;
    answer
}

pub(crate) fn done() -> Answer {
    let mut answer = Response::new(Bytes::new());
    *answer.status_mut() = StatusCode::NO_CONTENT;
    answer
}

/// What the sandbox tells about itself.
pub(crate) fn told(what: &impl Serialize) -> Result<Answer, Broken> {
    let mut answer = typed("application/json", serde_json::to_string(what)?);
    answer.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(answer)
}

pub(crate) fn typed(content_type: &'static str, body: impl Into<Bytes>) -> Answer {
    let mut answer = Response::new(body.into());
    answer.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    answer
}
