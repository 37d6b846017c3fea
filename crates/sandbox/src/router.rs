//! From a request to the endpoint that answers it.

use std::sync::Arc;

use bytes::Bytes;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::body::{Body, Incoming};
use hyper::{Method, Request, Response, StatusCode};

use crate::answer::{self, Answer, Broken};
use crate::faults::{self, FaultKind, FaultQueue, Shown};
use crate::form::Form;
use crate::gates::Gates;
use crate::journal::{Journal, LoggedRequest};
use crate::juhe::{self, Juhe};
use crate::ledger::Ledger;
use crate::socket::Line;
use crate::vendor::Vendor;

/// The largest body that is read, in bytes.
const BODY_LIMIT: usize = 32 * 1024 * 1024;

/// The endpoints, the books that all of them keep, and what is scripted for them.
#[derive(Default)]
pub(crate) struct Router {
    juhe: Juhe,
    ledger: Ledger,
    journal: Journal,
    faults: FaultQueue,
    gates: Gates,
}

impl Router {
    pub(crate) fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    pub(crate) fn journal(&self) -> &Journal {
        &self.journal
    }

    pub(crate) fn faults(&self) -> &FaultQueue {
        &self.faults
    }

    pub(crate) fn gates(&self) -> &Gates {
        &self.gates
    }

    pub(crate) async fn answer(
        &self,
        request: Request<Incoming>,
        line: &Arc<Line>,
    ) -> Result<Response<Shown>, Broken> {
        let is_get = request.method() == Method::GET;
        let answer = match request.uri().path() {
            juhe::PATH => return self.answer_juhe(request, line).await,
            "/_sandbox/invoice" if is_get => answer::told(&self.ledger.invoice())?,
            "/_sandbox/requests" if is_get => answer::told(&self.journal.requests())?,
            "/_sandbox/invoice" | "/_sandbox/requests" => answer::wrong_method("GET"),
            "/_sandbox/faults" => self.answer_faults(request).await?,
            path => match Vendor::redirected_to(path) {
                Some(vendor) => self.answer_redirected(vendor, request).await?,
                None => answer::no_such_path(),
            },
        };
        Ok(answer.map(Shown::Whole))
    }

    async fn answer_juhe(
        &self,
        request: Request<Incoming>,
        line: &Arc<Line>,
    ) -> Result<Response<Shown>, Broken> {
        let mut entry = LoggedRequest::new(Vendor::Juhe, request.method(), juhe::PATH);
        let (head, body) = request.into_parts();
        let body =
            if head.method == Method::POST { read(body).await? } else { Err(answer::wrong_method("POST")) };
        let form = body.as_ref().map(|body| Form::read(&head.headers, body));
        if let Ok(form) = &form {
            entry.asked(form.names(&juhe::FIELDS), juhe::persona(form));
        }

        // Nothing waits between taking a fault and logging it, so a client that goes away cannot lose one.
        let fault = self.faults.take(Vendor::Juhe);
        let held = self.gates.take(Vendor::Juhe);
        entry.taken(fault);
        let answer = match (fault, form) {
            (Some(FaultKind::ResetBefore), _) => Err(Broken::Reset),
            (Some(FaultKind::Status(status)), _) => {
                let page = faults::page(status, Vendor::Juhe);
                entry.refused(page.status());
                Ok(page)
            }
            (_, Ok(form)) => {
                let reply = self.juhe.answer(&form, &self.ledger)?;
                entry.answered(reply.code);
                Ok(answer::typed(juhe::CONTENT_TYPE, reply.body))
            }
            (_, Err(refusal)) => {
                entry.refused(refusal.status());
                Ok(refusal.clone())
            }
        };
        self.journal.keep(entry);

        if let Some(held) = held {
            held.wait().await;
        }
        faults::show(fault, answer?, line).await
    }

    async fn answer_faults(&self, request: Request<Incoming>) -> Result<Answer, Broken> {
        Ok(match *request.method() {
            Method::GET => answer::told(&self.faults.scripted())?,
            Method::POST => match read(request.into_body()).await? {
                Ok(body) => match faults::parse(&body) {
                    Ok(fault) => {
                        self.faults.script(fault);
                        answer::done()
                    }
                    Err(bad) => answer::refusal(StatusCode::BAD_REQUEST, format!("{bad}\n")),
                },
                Err(refusal) => refusal,
            },
            Method::DELETE => {
                self.faults.clear();
                answer::done()
            }
            _ => answer::wrong_method("GET, POST, DELETE"),
        })
    }

    /// Logs whoever follows a scripted redirect, and what was sent again.
    async fn answer_redirected(&self, vendor: Vendor, request: Request<Incoming>) -> Result<Answer, Broken> {
        let mut entry = LoggedRequest::new(vendor, request.method(), vendor.redirected_path());
        let (head, body) = request.into_parts();
        let answer = match read(body).await? {
            Ok(body) => {
                let form = Form::read(&head.headers, &body);
                entry.asked(form.names(&juhe::FIELDS), juhe::persona(&form));
                answer::nothing_here()
            }
            Err(refusal) => refusal,
        };
        entry.refused(answer.status());
        self.journal.keep(entry);
        Ok(answer)
    }
}

/// The whole body, or a refusal if it is larger than is read. A length that says so is believed at once.
async fn read(body: Incoming) -> Result<Result<Bytes, Answer>, Broken> {
    let announced = usize::try_from(body.size_hint().lower());
    if announced.is_ok_and(|length| length <= BODY_LIMIT) {
        match Limited::new(body, BODY_LIMIT).collect().await {
            Ok(body) => Ok(Ok(body.to_bytes())),
            Err(error) if error.is::<LengthLimitError>() => Ok(Err(answer::body_too_large())),
            Err(_) => Err(Broken::Body),
        }
    } else {
        Ok(Err(answer::body_too_large()))
    }
}
