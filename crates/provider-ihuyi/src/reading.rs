//! What is made of an answer's bytes, and whether that counts under any HTTP status.

use heyan_transport::Reading;

use crate::codes::{self, Code, Meaning};
use crate::config::FailMeans;
use crate::decode::{Queried, Submitted, decode_get_result, decode_submit};
use crate::echo::Sent;
use crate::encode::FaceType;
use crate::wire;

/// Reads an answer of Submit.
pub(crate) fn submit(body: &[u8], face: &FaceType<'_>, sent: &Sent<'_>) -> (Submitted, Reading) {
    let submitted = decode_submit(body, face, sent);
    let listed = submitted.vendor_code.and_then(codes::submit);
    let reading = reading(body, submitted.vendor_code, listed);
    (submitted, reading)
}

/// Reads an answer of GetResult.
pub(crate) fn get_result(body: &[u8], fail_means: FailMeans) -> (Queried, Reading) {
    let queried = decode_get_result(body, fail_means);
    let reading = reading(body, queried.code, queried.code.and_then(codes::refused_query));
    (queried, reading)
}

fn reading(body: &[u8], code: Option<u32>, listed: Option<&Code>) -> Reading {
    match (code, listed.map(|row| row.becomes)) {
        (_, Some(Meaning::Failure(_))) => Reading::ListedFailure,
        (None, _) if wire::parse(body).is_none() => Reading::Unreadable,
        _ => Reading::Other,
    }
}
