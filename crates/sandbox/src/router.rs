//! From a request to the endpoint that answers it, and back to HTTP.

use bytes::Bytes;
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::body::{Body, Incoming};
use hyper::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, HeaderValue};
use hyper::{Method, Request, Response, StatusCode};
use serde::Serialize;

use crate::form::Form;
use crate::journal::{Journal, LoggedRequest};
use crate::juhe::{self, Juhe};
use crate::ledger::Ledger;

/// What ends a connection without an answer.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Broken {
    #[error("the request's body broke off")]
    Body,
    #[error("the answer could not be written as JSON")]
    Answer(#[from] serde_json::Error),
}

type Answer = Response<Full<Bytes>>;

/// The largest body that is read, in bytes.
const BODY_LIMIT: usize = 32 * 1024 * 1024;

// No refusal repeats anything of the request: paths and bodies may hold a person's data.
const NO_SUCH_PATH: &str = "no such path: the sandbox answers POST /verifyface_mobile/query, \
                            GET /_sandbox/invoice and GET /_sandbox/requests\n";
const WRONG_METHOD: &str = "wrong method: the Allow header names the one that this path takes\n";
const BODY_TOO_LARGE: &str = "the body is larger than 32 MiB\n";

/// The endpoints, and the books that all of them keep.
#[derive(Default)]
pub(crate) struct Router {
    juhe: Juhe,
    ledger: Ledger,
    journal: Journal,
}

impl Router {
    pub(crate) fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    pub(crate) fn journal(&self) -> &Journal {
        &self.journal
    }

    pub(crate) async fn answer(&self, request: Request<Incoming>) -> Result<Answer, Broken> {
        match request.uri().path() {
            juhe::PATH => self.answer_juhe(request).await,
            "/_sandbox/invoice" => about_itself(&request, || self.ledger.invoice()),
            "/_sandbox/requests" => about_itself(&request, || self.journal.requests()),
            _ => Ok(refusal(StatusCode::NOT_FOUND, NO_SUCH_PATH)),
        }
    }

    async fn answer_juhe(&self, request: Request<Incoming>) -> Result<Answer, Broken> {
        let mut entry = LoggedRequest::new(juhe::VENDOR, request.method(), juhe::PATH);
        let (head, body) = request.into_parts();
        let answer = if head.method != Method::POST {
            wrong_method("POST")
        } else if let Some(body) = read(body).await? {
            let form = Form::read(&head.headers, &body);
            let reply = self.juhe.answer(&form, &self.ledger)?;
            entry.answered(form.names(&juhe::FIELDS), reply.code, reply.persona);
            typed(juhe::CONTENT_TYPE, reply.body)
        } else {
            refusal(StatusCode::PAYLOAD_TOO_LARGE, BODY_TOO_LARGE)
        };
        if !answer.status().is_success() {
            entry.refused(answer.status());
        }
        self.journal.keep(entry);
        Ok(answer)
    }
}

/// The whole body, or `None` if it is larger than is read. A length that says so is believed at once.
async fn read(body: Incoming) -> Result<Option<Bytes>, Broken> {
    let announced = usize::try_from(body.size_hint().lower());
    if announced.is_ok_and(|length| length <= BODY_LIMIT) {
        match Limited::new(body, BODY_LIMIT).collect().await {
            Ok(body) => Ok(Some(body.to_bytes())),
            Err(error) if error.is::<LengthLimitError>() => Ok(None),
            Err(_) => Err(Broken::Body),
        }
    } else {
        Ok(None)
    }
}

/// What the sandbox tells about itself; `told` is asked only if the method is right.
fn about_itself<T: Serialize>(
    request: &Request<Incoming>,
    told: impl FnOnce() -> T,
) -> Result<Answer, Broken> {
    if request.method() != Method::GET {
        return Ok(wrong_method("GET"));
    }
    let mut answer = typed("application/json", serde_json::to_string(&told())?);
    answer.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(answer)
}

fn wrong_method(allowed: &'static str) -> Answer {
    let mut answer = refusal(StatusCode::METHOD_NOT_ALLOWED, WRONG_METHOD);
    answer.headers_mut().insert(ALLOW, HeaderValue::from_static(allowed));
    answer
}

fn refusal(status: StatusCode, explanation: &'static str) -> Answer {
    let mut answer = typed("text/plain; charset=utf-8", explanation);
    *answer.status_mut() = status;
    answer
}

fn typed(content_type: &'static str, body: impl Into<Bytes>) -> Answer {
    let mut answer = Response::new(Full::new(body.into()));
    answer.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    answer
}
