//! Where answers are kept for a while: the contract of a store, for one that several machines share.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use heyan_core::{Outcome, VerifyRequest};

/// Keeps answers for a while. [`InMemory`](crate::InMemory) does it for one process.
///
/// # Contract
///
/// **Which question.** By value: the name, ID number, mobile number (an absent one is a value too), the portrait's
/// bytes, the hosted permission with its address, the requirement, and the session, which is its token. Not the
/// reference, the consent id or the deadline: they differ between two clicks.
///
/// **What is stored.** Never the person's data: build the key as a keyed digest of the above (HMAC with a key that is
/// not in the store), each value behind its length. An ID number is guessed from a plain hash within minutes. The
/// value holds verdicts, order ids and the caller's own reference: [`Verification`](heyan_core::Verification) writes
/// and reads itself with serde. A [`Session`](heyan_core::Session) with a token writes itself, as a token and a link; it
/// is read back as a [`SealedSession`](heyan_core::SealedSession), which the store opens with
/// [`SessionKeys::open`](heyan_core::SessionKeys::open), the question and the facade's keys. If it doesn't open, nothing
/// is kept: say `None`. Neither holds a name or number, but anyone with a token and the person's data can query the
/// scan: guard the store as you guard sessions. A session without a token cannot be written; keep nothing then.
///
/// **Failures.** A store that fails says `None`, or keeps nothing, and does not panic: a store that is down must cost
/// a fee at most, and stop nobody. It is waited for at most a second each time, never past the question's deadline,
/// and then dropped, which may happen at any await.
///
/// **Period.** An answer is found until its period has passed since it was kept, and no longer.
///
/// Identical questions that are under way on two machines at the same moment are asked twice: only what was answered
/// is shared.
#[async_trait]
pub trait AnswerStore: fmt::Debug + Send + Sync + 'static {
    /// The answer that is kept for this question, as it was kept.
    async fn find(&self, question: &VerifyRequest) -> Option<Outcome>;

    /// Keeps the answer to this question for the period.
    async fn keep(&self, question: &VerifyRequest, answer: &Outcome, period: Duration);

    /// The scan of this question's session is over, or the session was refused, such as by a key that is no longer in
    /// use: forgets the open session that is kept for the same question *without* a session, so that the next one starts
    /// a new scan. What else may be kept for that question can go with it, which costs a fee at most.
    async fn forget(&self, question: &VerifyRequest);
}

#[async_trait]
impl<T: AnswerStore + ?Sized> AnswerStore for Arc<T> {
    async fn find(&self, question: &VerifyRequest) -> Option<Outcome> {
        (**self).find(question).await
    }

    async fn keep(&self, question: &VerifyRequest, answer: &Outcome, period: Duration) {
        (**self).keep(question, answer, period).await;
    }

    async fn forget(&self, question: &VerifyRequest) {
        (**self).forget(question).await;
    }
}
