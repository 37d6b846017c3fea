//! Taking in a request's body, up to a limit.

use bytes::Bytes;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::body::{Body, Incoming};

use crate::response::{self, Answer, Broken};

/// The largest body that is read, in bytes.
const BODY_LIMIT: usize = 32 * 1024 * 1024;

/// The whole body, or a refusal if it is larger than is read. A length that says so is believed at once.
pub(crate) async fn read(body: Incoming) -> Result<Result<Bytes, Answer>, Broken> {
    let announced = usize::try_from(body.size_hint().lower());
    if announced.is_ok_and(|length| length <= BODY_LIMIT) {
        match Limited::new(body, BODY_LIMIT).collect().await {
            Ok(body) => Ok(Ok(body.to_bytes())),
            Err(error) if error.is::<LengthLimitError>() => Ok(Err(response::body_too_large())),
            Err(_) => Err(Broken::Body),
        }
    } else {
        Ok(Err(response::body_too_large()))
    }
}
