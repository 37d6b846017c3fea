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

#[cfg(test)]
mod tests {
    use super::*;

    const SENT: Sent<'_> =
        Sent { name: "", id_number: "", mobile: "", api_key: "", password: "", to_loopback: false };

    #[test]
    fn what_is_not_whole_is_unreadable_and_what_is_not_listed_is_something_else() {
        for (body, of_submit, of_get_result) in [
            (r#"{"code":401}"#, Reading::ListedFailure, Reading::ListedFailure),
            (r#"{"code":4061}"#, Reading::Other, Reading::ListedFailure),
            (r#"{"code":404}"#, Reading::ListedFailure, Reading::Other),
            (r#"{"code":2}"#, Reading::Other, Reading::Other),
            (r#"{"code":99}"#, Reading::Other, Reading::Other),
            ("{}", Reading::Other, Reading::Other),
            ("<R><code>401</code></R>", Reading::ListedFailure, Reading::ListedFailure),
            (r#"{"code":401"#, Reading::Unreadable, Reading::Unreadable),
            ("<R><code>401</code>", Reading::Unreadable, Reading::Unreadable),
            ("", Reading::Unreadable, Reading::Unreadable),
        ] {
            let face = FaceType::H5 { callback_url: "" };
            assert_eq!(submit(body.as_bytes(), &face, &SENT).1, of_submit, "{body}");
            assert_eq!(get_result(body.as_bytes(), FailMeans::Indeterminate).1, of_get_result, "{body}");
        }
    }
}
