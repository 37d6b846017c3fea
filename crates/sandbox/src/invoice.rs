//! What has been billed.

use std::fmt;
use std::sync::{Mutex, PoisonError};

use serde::Serialize;

/// What a sandbox has billed, by vendor and oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Invoice {
    /// Juhe bills every answer with `error_code` 0 ("状态码,为0时计费"), a mismatch as well as a match.
    pub juhe: Vec<InvoiceEntry>,
    /// ihuyi's page does not say when it bills: here every Submit that it accepts, and never a query.
    pub ihuyi: Vec<InvoiceEntry>,
}

/// One billed answer.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct InvoiceEntry {
    /// The vendor's order id, unique within a sandbox; for ihuyi the serial, `idcardid`.
    pub order_id: String,
    /// The vendor's code of the billed answer, for Juhe its `res`: `100`; for ihuyi always `2`.
    pub code: String,
    #[serde(skip)]
    mobile: String,
    #[serde(skip)]
    id_number: String,
}

impl InvoiceEntry {
    /// The mobile number that Juhe was asked about, so that a test can join its requests with what they cost;
    /// empty for ihuyi, which is asked about none and tells the serial. It is never serialised, nor shown by
    /// `Debug`.
    #[must_use]
    pub fn mobile(&self) -> &str {
        &self.mobile
    }

    /// The ID number that the vendor was asked about, so that a test can join its requests with what they cost at
    /// either vendor. It is never serialised, nor shown by `Debug`.
    #[must_use]
    pub fn id_number(&self) -> &str {
        &self.id_number
    }
}

impl fmt::Debug for InvoiceEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InvoiceEntry")
            .field("order_id", &self.order_id)
            .field("code", &self.code)
            .finish_non_exhaustive()
    }
}

/// The invoice of one sandbox, as it grows.
#[derive(Default)]
pub(crate) struct OpenInvoice(Mutex<Invoice>);

impl OpenInvoice {
    pub(crate) fn bill_juhe(&self, order_id: String, code: String, mobile: String, id_number: String) {
        let mut invoice = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        invoice.juhe.push(InvoiceEntry { order_id, code, mobile, id_number });
    }

    pub(crate) fn bill_ihuyi(&self, serial: String, id_number: String) {
        let mut invoice = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let code = "2".to_owned();
        invoice.ihuyi.push(InvoiceEntry { order_id: serial, code, mobile: String::new(), id_number });
    }

    pub(crate) fn invoice(&self) -> Invoice {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
