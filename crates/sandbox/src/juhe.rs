//! Juhe's face four-element check (人脸四要素核验): name, ID number, mobile number and face, in one POST.

mod check;
mod image;
mod choose;

mod codes;

mod body;
mod order_id;

use crate::form::Form;
use crate::invoice::OpenInvoice;
use crate::persona::Persona;
use crate::reply;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use check::check;
use choose::Chooser;
use codes::Reply;
use order_id::OrderIds;

pub use image::LoggedImage;

pub(crate) const PATH: &str = "/verifyface_mobile/query";
pub(crate) const FIELDS: [&str; 5] = ["key", "realname", "idcard", "mobile", "image"];
const CONTENT_TYPE: &str = "application/json;charset=utf-8";

/// Juhe, as far as it remembers anything from one request to the next.
#[derive(Default)]
pub(crate) struct Juhe {
    chooser: Chooser,
    order_ids: OrderIds,
    /// Whether a face is compared only in an image that can be read.
    strict_images: bool,
}

/// Who is asked about, if it is one of the personas.
pub(crate) fn persona(form: &Form<'_>) -> Option<&'static Persona> {
    Persona::with_id_number(form.get("idcard"))
}

/// What may be told of the image, if one came that is base64.
pub(crate) fn image(form: &Form<'_>) -> Option<LoggedImage> {
    let sent = form.get("image");
    STANDARD.decode(sent).ok().filter(|file| !file.is_empty()).map(|file| LoggedImage::of(&file))
}

impl Juhe {
    pub(crate) fn new(strict_images: bool) -> Self {
        Self { strict_images, ..Self::default() }
    }

    /// Answers, and bills where Juhe does: for `error_code` 0 alone, "状态码,为0时计费". The code is the `res`
    /// where there is one, else the `error_code`.
    pub(crate) fn answer(
        &self,
        form: &Form<'_>,
        invoice: &OpenInvoice,
    ) -> Result<reply::Reply, serde_json::Error> {
        let reply = match check(form) {
            Err(refused) => refused,
            Ok(question) => {
                let reply = self.chooser.choose(persona(form), &question);
                let unread = self.strict_images && !LoggedImage::of(&question.image).readable;
                if unread { reply.without_face() } else { reply }
            }
        };
        let (body, code) = match reply {
            Reply::System(error) => (body::of_system_error(error)?, error.error_code.to_string()),
            Reply::Service(error) => {
                let body = if error.has_order_id {
                    body::of_error_with_order(error, &self.order_ids.next())
                } else {
                    body::of_service_error(error)?
                };
                (body, error.error_code.to_string())
            }
            Reply::Result(result) => {
                let order_id = self.order_ids.next();
                let body = body::of_result(result, &order_id)?;
                let code = result.res.to_string();
                let [mobile, id_number] = ["mobile", "idcard"].map(|field| form.get(field).to_owned());
                invoice.bill_juhe(order_id, code.clone(), mobile, id_number);
                (body, code)
            }
        };
        Ok(reply::Reply { content_type: CONTENT_TYPE, body, code })
    }
}
