//! A request body that knows whether it was ever asked for its bytes, and gives none after that was asked.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::task::{Context, Poll};

use bytes::Bytes;
use heyan_core::Stage;
use http_body::{Body, Frame, SizeHint};
use zeroize::Zeroizing;

const WAITING: u8 = 0;
const TAKEN: u8 = 1;
const WITHDRAWN: u8 = 2;

/// One body, sent in one piece. Not clonable, so no layer below can send it twice.
#[derive(Debug)]
pub(crate) struct CallBody {
    content: Option<Bytes>,
    length: u64,
    state: Arc<AtomicU8>,
}

/// Whether the body was taken, which is the moment from which the request may have left.
#[derive(Debug)]
pub(crate) struct SentProof(Arc<AtomicU8>);

/// The body was withdrawn before it was taken.
#[derive(Debug)]
pub(crate) struct Withdrawn;

impl CallBody {
    /// A body of these bytes.
    pub(crate) fn new(content: Zeroizing<Vec<u8>>) -> (Self, SentProof) {
        let content = Bytes::from_owner(content);
        let state = Arc::new(AtomicU8::new(WAITING));
        let length = u64::try_from(content.len()).unwrap_or(u64::MAX);
        (Self { content: Some(content), length, state: Arc::clone(&state) }, SentProof(state))
    }

    /// No body, of which the proof holds all the same.
    pub(crate) fn none() -> (Self, SentProof) {
        let (body, proof) = Self::new(Zeroizing::default());
        (Self { content: None, ..body }, proof)
    }

    /// Whether the body may still be sent.
    fn is_taken(&self) -> bool {
        let taken = self
            .state
            .compare_exchange(WAITING, TAKEN, Ordering::AcqRel, Ordering::Acquire)
            .unwrap_or_else(|was| was);
        taken != WITHDRAWN
    }
}

impl Body for CallBody {
    type Data = Bytes;
    type Error = Withdrawn;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Withdrawn>>> {
        if !self.is_taken() {
            return Poll::Ready(Some(Err(Withdrawn)));
        }
        Poll::Ready(self.content.take().map(|content| Ok(Frame::data(content))))
    }

    /// The HTTP library asks this right before it writes a head, so it is when a request without a body is taken. One
    /// that was withdrawn pretends to have a body, which then fails: an unfinished request is not flushed.
    fn is_end_stream(&self) -> bool {
        self.content.is_none() && self.is_taken()
    }

    fn size_hint(&self) -> SizeHint {
        let withdrawn = self.state.load(Ordering::Acquire) == WITHDRAWN;
        SizeHint::with_exact(match self.content {
            _ if withdrawn => self.length.max(1),
            Some(_) => self.length,
            None => 0,
        })
    }
}

impl SentProof {
    /// Takes the body back. Returns how far a request got that brought no answer: one whose body was never taken has
    /// not left, and will not, whatever else happened.
    pub(crate) fn withdraw(&self) -> Stage {
        match self.0.compare_exchange(WAITING, WITHDRAWN, Ordering::AcqRel, Ordering::Acquire) {
            Ok(_) | Err(WITHDRAWN) => Stage::NotSent,
            Err(_) => Stage::MaybeSent,
        }
    }
}

impl fmt::Display for Withdrawn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the request was withdrawn")
    }
}

impl std::error::Error for Withdrawn {}

#[cfg(test)]
mod tests {
    use super::*;

    fn poll(body: &mut CallBody) -> Poll<Option<Result<Frame<Bytes>, Withdrawn>>> {
        Pin::new(body).poll_frame(&mut Context::from_waker(std::task::Waker::noop()))
    }

    fn form() -> (CallBody, SentProof) {
        CallBody::new(Zeroizing::new(b"key=k".to_vec()))
    }

    #[test]
    fn a_body_that_was_withdrawn_gives_no_byte() {
        let (mut body, proof) = form();
        assert!(!body.is_end_stream(), "to look at a body is not to take it");
        assert_eq!(proof.withdraw(), Stage::NotSent);
        assert!(matches!(poll(&mut body), Poll::Ready(Some(Err(Withdrawn)))));
        assert_eq!(proof.withdraw(), Stage::NotSent, "once and for all");
    }

    #[test]
    fn a_body_that_was_taken_cannot_be_withdrawn() {
        let (mut body, proof) = form();
        assert!(matches!(poll(&mut body), Poll::Ready(Some(Ok(_)))));
        assert_eq!(proof.withdraw(), Stage::MaybeSent);
        assert!(matches!(poll(&mut body), Poll::Ready(None)));
    }

    #[test]
    fn a_request_without_a_body_is_taken_when_its_head_is_about_to_be_written() {
        let (body, proof) = CallBody::none();
        assert_eq!(body.size_hint().exact(), Some(0));
        assert!(body.is_end_stream());
        assert_eq!(proof.withdraw(), Stage::MaybeSent);
    }

    #[test]
    fn a_request_without_a_body_that_was_withdrawn_cannot_be_finished() {
        let (mut body, proof) = CallBody::none();
        assert_eq!(proof.withdraw(), Stage::NotSent);
        assert!(!body.is_end_stream());
        assert_eq!(body.size_hint().exact(), Some(1), "a head that promises a byte");
        assert!(matches!(poll(&mut body), Poll::Ready(Some(Err(Withdrawn)))), "that never comes");
    }
}
