//! From a request to the endpoint that answers it.

use std::sync::Arc;

use hyper::body::Incoming;
use hyper::{Method, Request, Response, StatusCode};

use crate::endpoint::{self, Endpoint, Vendors};
use crate::faults::{self, FaultKind, FaultQueue, Shown};
use crate::form::Form;
use crate::h5;
use crate::holds::Holds;
use crate::ihuyi::Ihuyi;
use crate::intake::read;
use crate::invoice::OpenInvoice;
use crate::journal::{Journal, LoggedRequest};
use crate::juhe::Juhe;
use crate::response::{self, Answer, Broken};
use crate::socket::Line;
use crate::vendor::Vendor;

/// The endpoints, the books that all of them keep, and what is scripted for them.
pub(crate) struct Router {
    vendors: Vendors,
    invoice: OpenInvoice,
    journal: Journal,
    faults: FaultQueue,
    holds: Holds,
}

impl Router {
    pub(crate) fn new(juhe: Juhe, ihuyi: Ihuyi) -> Self {
        Self {
            vendors: Vendors { juhe, ihuyi },
            invoice: OpenInvoice::default(),
            journal: Journal::default(),
            faults: FaultQueue::default(),
            holds: Holds::default(),
        }
    }

    pub(crate) fn ihuyi(&self) -> &Ihuyi {
        &self.vendors.ihuyi
    }

    pub(crate) fn invoice(&self) -> &OpenInvoice {
        &self.invoice
    }

    pub(crate) fn journal(&self) -> &Journal {
        &self.journal
    }

    pub(crate) fn faults(&self) -> &FaultQueue {
        &self.faults
    }

    pub(crate) fn holds(&self) -> &Holds {
        &self.holds
    }

    pub(crate) async fn answer(
        &self,
        request: Request<Incoming>,
        line: &Arc<Line>,
    ) -> Result<Response<Shown>, Broken> {
        if let Some(endpoint) = Endpoint::at(request.uri().path()) {
            return self.answer_vendor(endpoint, request, line).await;
        }
        let is_get = request.method() == Method::GET;
        let answer = match request.uri().path() {
            "/_sandbox/invoice" if is_get => response::told(&self.invoice.invoice())?,
            "/_sandbox/requests" if is_get => response::told(&self.journal.requests())?,
            "/_sandbox/invoice" | "/_sandbox/requests" => response::wrong_method("GET"),
            "/_sandbox/faults" => self.answer_faults(request).await?,
            "/_sandbox/returned" => h5::returned(request.method()),
            path if path.starts_with(h5::PREFIX) => h5::answer(request, self.ihuyi()).await?,
            path => match Vendor::redirected_to(path) {
                Some(vendor) => self.answer_redirected(vendor, request).await?,
                None => response::no_such_path(),
            },
        };
        Ok(answer.map(Shown::Whole))
    }

    /// The one way of every vendor's requests: read, logged, failed if that is scripted, answered, held.
    async fn answer_vendor(
        &self,
        endpoint: &'static Endpoint,
        request: Request<Incoming>,
        line: &Arc<Line>,
    ) -> Result<Response<Shown>, Broken> {
        let vendor = endpoint.vendor;
        let mut entry = LoggedRequest::new(vendor, request.method(), endpoint.path);
        let (head, body) = request.into_parts();
        let body =
            if head.method == Method::POST { read(body).await? } else { Err(response::wrong_method("POST")) };
        let form = body.as_ref().map(|body| Form::read(&head.headers, body));
        if let Ok(form) = &form {
            entry.asked(form.names(endpoint::fields(vendor)), self.vendors.persona(vendor, form));
            entry.brought(endpoint::image(vendor, form));
        }

        // Nothing waits between taking a fault and logging it, so a client that goes away cannot lose one.
        let fault = self.faults.take(vendor);
        let held = self.holds.take(vendor);
        entry.taken(fault);
        let answer = match (fault, form) {
            (Some(FaultKind::ResetBefore), _) => Err(Broken::Reset),
            (Some(FaultKind::Status(status)), _) => {
                let page = faults::page(status, vendor);
                entry.refused(page.status());
                Ok(page)
            }
            (_, Ok(form)) => {
                let reply = (endpoint.answer)(&self.vendors, &form, &self.invoice)?;
                entry.answered(reply.code);
                Ok(response::typed(reply.content_type, reply.body))
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
            Method::GET => response::told(&self.faults.scripted())?,
            Method::POST => match read(request.into_body()).await? {
                Ok(body) => match faults::parse(&body) {
                    Ok(fault) => {
                        self.faults.script(fault);
                        response::done()
                    }
                    Err(bad) => response::refusal(StatusCode::BAD_REQUEST, format!("{bad}\n")),
                },
                Err(refusal) => refusal,
            },
            Method::DELETE => {
                self.faults.clear();
                response::done()
            }
            _ => response::wrong_method("GET, POST, DELETE"),
        })
    }

    /// Logs whoever follows a scripted redirect, and what was sent again.
    async fn answer_redirected(&self, vendor: Vendor, request: Request<Incoming>) -> Result<Answer, Broken> {
        let mut entry = LoggedRequest::new(vendor, request.method(), vendor.redirected_path());
        let (head, body) = request.into_parts();
        let answer = match read(body).await? {
            Ok(body) => {
                let form = Form::read(&head.headers, &body);
                entry.asked(form.names(endpoint::fields(vendor)), self.vendors.persona(vendor, &form));
                response::nothing_here()
            }
            Err(refusal) => refusal,
        };
        entry.refused(answer.status());
        self.journal.keep(entry);
        Ok(answer)
    }
}
