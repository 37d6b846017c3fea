//! The last requests, without anybody's data.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use hyper::{Method, StatusCode};
use serde::Serialize;

use crate::faults::FaultKind;
use crate::juhe::LoggedImage;
use crate::persona::Persona;
use crate::vendor::Vendor;

/// How many requests are remembered.
const REMEMBERED: usize = 100;

/// A request to a vendor's endpoint, as far as it may be told: nothing in it was chosen freely by the client,
/// but the size of an image.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct LoggedRequest {
    /// The vendor that was asked: `juhe` or `ihuyi`.
    pub vendor: &'static str,
    /// The HTTP method; `(other)` for one that HTTP does not define.
    pub method: &'static str,
    /// The endpoint's path, without a query; `/_sandbox/redirected/juhe` and the like if a
    /// scripted redirect was followed.
    pub path: &'static str,
    /// The names of the vendor's fields that were sent, be they empty or not; `(other)` for all those that
    /// the vendor does not know. Never a value.
    pub fields: Vec<&'static str>,
    /// The vendor's code in the answer (for Juhe `100`, `280102`, `10001`; for ihuyi `2`, `40502`); `http-405` and the like for a request that
    /// HTTP already refused, or a scripted status; empty if the connection was reset before any answer.
    pub code: String,
    /// The [persona](crate::personas) that was asked about, if it was one; in a query of a scan, whose it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub persona: Option<&'static str>,
    /// The image that came, if one did: its size, its format, and whether the vendor would like it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<LoggedImage>,
    /// The [name](FaultKind::name) of the scripted fault that it took, if it took one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fault: Option<&'static str>,
}

impl LoggedRequest {
    pub(crate) fn new(vendor: Vendor, method: &Method, path: &'static str) -> Self {
        Self {
            vendor: vendor.name(),
            method: known(method),
            path,
            fields: Vec::new(),
            code: String::new(),
            persona: None,
            image: None,
            fault: None,
        }
    }

    pub(crate) fn asked(&mut self, fields: Vec<&'static str>, persona: Option<&'static Persona>) {
        self.fields = fields;
        self.persona = persona.map(|persona| persona.persona);
    }

    pub(crate) fn brought(&mut self, image: Option<LoggedImage>) {
        self.image = image;
    }

    pub(crate) fn taken(&mut self, fault: Option<FaultKind>) {
        self.fault = fault.map(FaultKind::name);
    }

    pub(crate) fn answered(&mut self, code: String) {
        self.code = code;
    }

    pub(crate) fn refused(&mut self, status: StatusCode) {
        self.code = format!("http-{}", status.as_str());
    }
}

/// A client may invent a method, and so put anything into it.
fn known(method: &Method) -> &'static str {
    const KNOWN: [&str; 9] = ["GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "CONNECT", "PATCH", "TRACE"];
    KNOWN.into_iter().find(|known| method == known).unwrap_or("(other)")
}

/// The requests of one sandbox.
#[derive(Default)]
pub(crate) struct Journal(Mutex<VecDeque<LoggedRequest>>);

impl Journal {
    pub(crate) fn keep(&self, request: LoggedRequest) {
        let mut requests = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if requests.len() == REMEMBERED {
            requests.pop_front();
        }
        requests.push_back(request);
    }

    pub(crate) fn requests(&self) -> Vec<LoggedRequest> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }
}
