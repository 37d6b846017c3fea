//! The vendors' endpoints: each a path, and who answers a form that is posted there.

use crate::form::Form;
use crate::ihuyi::{self, Ihuyi};
use crate::invoice::OpenInvoice;
use crate::juhe::{self, Juhe, LoggedImage};
use crate::persona::Persona;
use crate::reply::Reply;
use crate::vendor::Vendor;

/// The vendors of one sandbox.
pub(crate) struct Vendors {
    pub(crate) juhe: Juhe,
    pub(crate) ihuyi: Ihuyi,
}

impl Vendors {
    /// Who this vendor is asked about, if it is one of the personas.
    pub(crate) fn persona(&self, vendor: Vendor, form: &Form<'_>) -> Option<&'static Persona> {
        match vendor {
            Vendor::Juhe => juhe::persona(form),
            Vendor::Ihuyi => self.ihuyi.persona(form),
        }
    }
}

/// The names of all fields that this vendor's endpoints know.
pub(crate) fn fields(vendor: Vendor) -> &'static [&'static str] {
    match vendor {
        Vendor::Juhe => &juhe::FIELDS,
        Vendor::Ihuyi => &ihuyi::FIELDS,
    }
}

/// What may be told of the image that this vendor gets.
pub(crate) fn image(vendor: Vendor, form: &Form<'_>) -> Option<LoggedImage> {
    match vendor {
        Vendor::Juhe => juhe::image(form),
        Vendor::Ihuyi => None,
    }
}

/// A question that a vendor answers, posted as a form.
pub(crate) struct Endpoint {
    pub(crate) vendor: Vendor,
    pub(crate) path: &'static str,
    /// Does the vendor's work, and bills it.
    pub(crate) answer: fn(&Vendors, &Form<'_>, &OpenInvoice) -> Result<Reply, serde_json::Error>,
}

impl Endpoint {
    /// The endpoint of this path.
    pub(crate) fn at(path: &str) -> Option<&'static Self> {
        ENDPOINTS.iter().find(|endpoint| endpoint.path == path)
    }
}

static ENDPOINTS: [Endpoint; 4] = [
    Endpoint {
        vendor: Vendor::Juhe,
        path: juhe::PATH,
        answer: |vendors, form, invoice| vendors.juhe.answer(form, invoice),
    },
    // "通过POST、 GET 方式进行提交". A GET would put credentials and a person into addresses, which end up in logs:
    // a client that does so must hear of it, so POST is all that any endpoint takes.
    Endpoint {
        vendor: Vendor::Ihuyi,
        path: ihuyi::SUBMIT,
        answer: |vendors, form, invoice| Ok(vendors.ihuyi.submit(form, invoice)),
    },
    Endpoint {
        vendor: Vendor::Ihuyi,
        path: ihuyi::GET_RESULT,
        answer: |vendors, form, _| Ok(vendors.ihuyi.get_result(form)),
    },
    Endpoint {
        vendor: Vendor::Ihuyi,
        path: ihuyi::GET_RESULT_XML,
        answer: |vendors, form, _| Ok(vendors.ihuyi.get_result_in_xml(form)),
    },
];
