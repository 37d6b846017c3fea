//! The hosted face page, over HTTP: what a browser gets under `/h5/`.
//!
//! Nothing of a request is ever in an answer but the caller's own return address, to whoever has the link. No
//! request is logged, because the link itself opens the page.

use hyper::body::Incoming;
use hyper::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HOST, HeaderMap, HeaderName, HeaderValue, ORIGIN,
    REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use hyper::http::request::Parts;
use hyper::{Method, Request, StatusCode};
use serde::Serialize;

use crate::form::Form;
use crate::ihuyi::{Choice, Expired, Ihuyi, LinkState};
use crate::intake;
use crate::response::{self, Answer, Broken};

/// What every path here begins with.
pub(crate) const PREFIX: &str = "/h5/";

const PAGE: &str = include_str!("../assets/h5/page.html");
const STYLE: &str = include_str!("../assets/h5/page.css");
const SCRIPT: &str = include_str!("../assets/h5/page.js");
const RETURNED: &str = include_str!("../assets/returned.html");

/// Where the page is told which state it is in.
const STATE: &str = "{{state}}";

const HTML: &str = "text/html; charset=utf-8";

/// The page has no need of any other origin, and no other page of this one.
const HEADERS: [(HeaderName, &str); 5] = [
    (
        CONTENT_SECURITY_POLICY,
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; \
         media-src 'self' blob:; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
    ),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (REFERRER_POLICY, "no-referrer"),
    (CACHE_CONTROL, "no-store"),
    (HeaderName::from_static("permissions-policy"), "camera=(self)"),
];

/// Where the page goes next.
#[derive(Serialize)]
struct Return {
    return_url: String,
}

/// Why it goes nowhere, in a word.
#[derive(Serialize)]
struct Refused {
    error: &'static str,
}

/// Answers a browser.
pub(crate) async fn answer(request: Request<Incoming>, ihuyi: &Ihuyi) -> Result<Answer, Broken> {
    let (head, body) = request.into_parts();
    let path = head.uri.path();
    let path = path.strip_prefix(PREFIX).unwrap_or(path);
    let get = |right: fn() -> Answer| only_get(&head.method, right);
    let answer = match path.split_once('/') {
        Some(("assets", "page.css")) => get(|| response::typed("text/css; charset=utf-8", STYLE)),
        Some(("assets", "page.js")) => get(|| response::typed("text/javascript; charset=utf-8", SCRIPT)),
        Some((token, "finish")) => finish(token, &head, body, ihuyi).await?,
        Some(_) => response::no_such_path(),
        None => only_get(&head.method, || page(ihuyi.link_state(path))),
    };
    Ok(guarded(answer))
}

/// Where a browser can be sent after a scan, if there is nowhere else.
pub(crate) fn returned(method: &Method) -> Answer {
    guarded(only_get(method, || response::typed(HTML, RETURNED)))
}

fn only_get(method: &Method, right: impl FnOnce() -> Answer) -> Answer {
    if method == Method::GET { right() } else { response::wrong_method("GET") }
}

/// A link that nobody has is shown as one that has expired: that is all that a person can make of it.
fn page(link: Option<LinkState>) -> Answer {
    let state = match link {
        Some(LinkState::Open) => "open",
        Some(LinkState::Done) => "done",
        Some(LinkState::Expired) | None => "expired",
    };
    let mut page = response::typed(HTML, PAGE.replace(STATE, state));
    if link.is_none() {
        *page.status_mut() = StatusCode::NOT_FOUND;
    }
    page
}

async fn finish(token: &str, head: &Parts, body: Incoming, ihuyi: &Ihuyi) -> Result<Answer, Broken> {
    if head.method != Method::POST {
        return Ok(response::wrong_method("POST"));
    }
    if !is_own(&head.headers) {
        return refused(StatusCode::FORBIDDEN, "origin");
    }
    let body = match intake::read(body).await? {
        Ok(body) => body,
        Err(refusal) => return Ok(refusal),
    };
    let Some(choice) = Choice::named(Form::read(&head.headers, &body).get("result")) else {
        return refused(StatusCode::BAD_REQUEST, "result");
    };
    match ihuyi.finish(token, choice) {
        Some(Ok(return_url)) => response::told(&Return { return_url }),
        Some(Err(Expired)) => refused(StatusCode::GONE, "expired"),
        None => refused(StatusCode::NOT_FOUND, "unknown"),
    }
}

/// Whether no other site's page has sent this. Browsers name the origin of every POST; programs need not.
fn is_own(headers: &HeaderMap) -> bool {
    let own = headers.get(HOST).map(|host| [b"http://", host.as_bytes()].concat());
    headers.get_all(ORIGIN).iter().all(|origin| own.as_deref() == Some(origin.as_bytes()))
}

fn refused(status: StatusCode, error: &'static str) -> Result<Answer, Broken> {
    let mut answer = response::told(&Refused { error })?;
    *answer.status_mut() = status;
    Ok(answer)
}

fn guarded(mut answer: Answer) -> Answer {
    let headers = HEADERS.map(|(name, value)| (name, HeaderValue::from_static(value)));
    answer.headers_mut().extend(headers);
    answer
}
