//! What each fault makes of an answer.

use std::sync::Arc;

use bytes::Bytes;
use hyper::header::{HeaderValue, LOCATION};
use hyper::{Response, StatusCode};

use super::body::Shown;
use super::kind::{FaultKind, FaultStatus};
use crate::response::{Broken, typed};
use crate::socket::Line;
use crate::vendor::Vendor;

/// Begins like JSON, and holds bytes that UTF-8 has nowhere: a lone continuation, `C0`, `FF`, and a character
/// that breaks off.
const GARBAGE: &[u8] = b"{\"reason\":\"\x80\xC0\xFF\xE6\x88\"\x00<<garbage";

/// The answer, as the client gets to see it.
pub(crate) async fn show(
    fault: Option<FaultKind>,
    right: Response<Bytes>,
    line: &Arc<Line>,
) -> Result<Response<Shown>, Broken> {
    Ok(match fault {
        // The last three are not about an answer that exists: what there is passes as it is.
        None | Some(FaultKind::Refuse | FaultKind::ResetBefore | FaultKind::Status(_)) => {
            right.map(Shown::Whole)
        }
        Some(FaultKind::Delay(delay)) => {
            tokio::time::sleep(delay).await;
            right.map(Shown::Whole)
        }
        Some(FaultKind::ResetAfterBilling) => return Err(Broken::Reset),
        Some(FaultKind::Truncate) => right.map(|body| Shown::half(&body, Arc::clone(line))),
        Some(FaultKind::Garbage) => successful(right.map(|_| Shown::Whole(Bytes::from_static(GARBAGE)))),
        Some(FaultKind::SlowDrip) => right.map(Shown::drip),
        Some(FaultKind::Endless) => successful(right.map(|_| Shown::Endless(Arc::clone(line)))),
    })
}

fn successful(mut answer: Response<Shown>) -> Response<Shown> {
    *answer.status_mut() = StatusCode::OK;
    answer
}

/// What a machine in front of the vendor answers, which knows nothing of the vendor's JSON.
pub(crate) fn page(status: FaultStatus, vendor: Vendor) -> Response<Bytes> {
    let code = status.code();
    let reason = code.canonical_reason().unwrap_or("Status");
    let html = format!("<html><body><h1>{} {reason}</h1></body></html>\n", code.as_str());
    let mut page = typed("text/html", html);
    *page.status_mut() = code;
    if code.is_redirection() {
        page.headers_mut().insert(LOCATION, HeaderValue::from_static(vendor.redirected_path()));
    }
    page
}
