//! A request body that knows whether it was ever asked for its bytes.

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use bytes::Bytes;
use heyan_core::Stage;
use http_body::{Body, Frame, SizeHint};
use zeroize::Zeroizing;

/// One form, sent in one piece. Not clonable, so no layer below can send it twice.
#[derive(Debug)]
pub(crate) struct FormBody {
    form: Option<Bytes>,
    length: u64,
    polled: Arc<AtomicBool>,
}

/// Whether the body's bytes were taken, which is the moment from which they may have left.
#[derive(Debug)]
pub(crate) struct SentProof(Arc<AtomicBool>);

impl FormBody {
    pub(crate) fn new(form: Zeroizing<Vec<u8>>) -> (Self, SentProof) {
        let form = Bytes::from_owner(form);
        let polled = Arc::new(AtomicBool::new(false));
        let length = u64::try_from(form.len()).unwrap_or(u64::MAX);
        (Self { form: Some(form), length, polled: Arc::clone(&polled) }, SentProof(polled))
    }
}

impl Body for FormBody {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        self.polled.store(true, Ordering::Release);
        Poll::Ready(self.form.take().map(|form| Ok(Frame::data(form))))
    }

    fn is_end_stream(&self) -> bool {
        self.form.is_none()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(if self.form.is_some() { self.length } else { 0 })
    }
}

impl SentProof {
    /// How far a question got that brought no answer: an unpolled body has not left, whatever else happened.
    pub(crate) fn stage(&self) -> Stage {
        if self.0.load(Ordering::Acquire) { Stage::MaybeSent } else { Stage::NotSent }
    }
}
