//! What is done about a question that nobody asks yet: look it up, else ask, and keep what is final.

use std::sync::Arc;
use std::time::Duration;

use heyan_core::{Clock, ErrorKind, Outcome, Session, Step, Verifier, VerifyError, VerifyRequest};
use tokio::time::{Instant, timeout, timeout_at};

use super::single_flight::Leader;
use super::{AnswerStore, reused};
use crate::deadline::LONGEST;

/// How long a store is waited for, each time: a store that is down must not stop anybody.
const PATIENCE: Duration = Duration::from_secs(1);

/// One question on its way.
pub(super) struct CachedCall<V> {
    pub(super) inner: Arc<V>,
    pub(super) store: Arc<dyn AnswerStore>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) period: Duration,
    pub(super) request: VerifyRequest,
}

impl<V: Verifier> CachedCall<V> {
    /// Whoever is told can rely on it: by then what is to be kept is kept, and what is over is forgotten.
    pub(super) async fn run(self, leader: Leader) {
        let result = self.result().await;
        leader.publish(result);
    }

    async fn result(&self) -> Result<Outcome, VerifyError> {
        if let Some(kept) = self.in_time(self.store.find(&self.request)).await.flatten() {
            // Not kept once more: the period counts from when the answer came.
            return Ok(reused::outcome(kept, &self.request));
        }
        // One that hangs must not hold up for ever whoever asks the same without a deadline.
        let result = timeout(LONGEST, self.inner.verify(&self.request))
            .await
            .unwrap_or_else(|_elapsed| Err(reused::given_up(self.inner.id(), &self.request)));
        match self.request.step() {
            Step::Ask => self.keep_answer(&result).await,
            Step::Query => self.keep_final_answer(&result).await,
        }
        result
    }

    async fn keep_answer(&self, result: &Result<Outcome, VerifyError>) {
        match result {
            Ok(answer @ Outcome::Answered(_)) => self.keep(answer, self.period).await,
            Ok(answer @ Outcome::Pending(session)) => {
                self.keep(answer, self.period.min(self.link_left(session))).await;
            }
            _ => {}
        }
    }

    /// Of a query: as long as the person has yet to scan, every look must be a live one. A session that is refused, such
    /// as by a new key, is of no use to anybody either: given again, it would lock the person out for the period.
    async fn keep_final_answer(&self, result: &Result<Outcome, VerifyError>) {
        let is_over = match result {
            Ok(Outcome::Answered(_)) => true,
            Err(error) => matches!(error.kind(), ErrorKind::SessionNotFound | ErrorKind::SessionRefused),
            _ => false,
        };
        if is_over {
            self.in_time(self.store.forget(&self.request)).await;
        }
        if let Ok(answer @ Outcome::Answered(_)) = result {
            self.keep(answer, self.period).await;
        }
    }

    async fn keep(&self, answer: &Outcome, period: Duration) {
        if !period.is_zero() {
            self.in_time(self.store.keep(&self.request, answer, period)).await;
        }
    }

    /// How long the person can still begin to scan, by whichever clock says so. A link that has ended is of no use to
    /// anybody.
    fn link_left(&self, session: &Session) -> Duration {
        session.link_left(self.clock.now(), self.clock.now())
    }

    /// Waits for the store, but not long, and never past the deadline.
    async fn in_time<T>(&self, answer: impl Future<Output = T>) -> Option<T> {
        let patience = Instant::now() + PATIENCE;
        let until = self.request.deadline().map_or(patience, |deadline| patience.min(deadline.into()));
        timeout_at(until, answer).await.ok()
    }
}
