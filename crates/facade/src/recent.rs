//! Recent answers: the same question within a short time gets the same answer, not a second fee.

mod question;
mod single_flight;
mod cached_call;
mod reused;
mod store;
mod memory;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use heyan_core::{Capability, Clock, Outcome, ProviderId, SystemClock, Verifier, VerifyError, VerifyRequest};
use tokio::time::timeout_at;

use cached_call::CachedCall;
use question::Question;
use single_flight::{Role, SingleFlight, Waiter};

pub use memory::InMemory;
pub use store::AnswerStore;

/// How long an answer is given again where nothing is set.
const PERIOD: Duration = Duration::from_secs(60);

/// A verifier around another one that answers a repeated question from memory: a double click and a page that is
/// loaded once more cost no second fee.
///
/// Whoever asks what is being asked already waits for that answer; whoever asks what was answered within the period,
/// 60 s where nothing is set, gets the answer or the open session again. Either way the attempts say that they are
/// [reused](heyan_core::Attempt::is_reused), and nothing is billed. Failures go to whoever waits for them and are
/// then forgotten.
///
/// **The same question** is one about the same name, ID number, mobile number, portrait (byte by byte), hosted
/// permission and requirement, whatever its reference, consent id and deadline.
///
/// **After a scan** was started, asking how it went is always live until there is a final answer. That answer is
/// given again, for its session; the session itself is not, so the next question without one starts a new scan.
///
/// **Cancellation.** A question that was asked goes on in a task of its own, by the deadline of whoever asked first,
/// even if they are gone: it may be billed, so its answer is kept. It ends early only if the runtime does,
/// which must be tokio's. The price is that a caller who gives up no longer stops a question that still waits for
/// its turn behind a limit: it may be asked, and cost its fee, when nobody waits for it any more. Give each request a
/// deadline, as a [`Facade`](crate::Facade) does by itself: nothing is asked after it.
///
/// **Without a deadline** a question ends, where the verifier within never answers, after 24 hours, as a time-out that
/// may be billed; until then everybody who asks the same waits.
///
/// **In a facade** it is one setting, [`Builder::recent_answers`](crate::Builder::recent_answers): consent and age are
/// looked at for everybody, and observers hear of what is given again. Around a facade, neither would be so: the
/// consent id is no part of the question, and nobody is asked.
///
/// **Personal data.** To tell questions apart the memory holds them, name, numbers and portrait, in the memory of this
/// process only: while they are asked, and then for the period; a scan for no longer than its link. What is over is let go
/// at that moment, whether or not anybody asks again, and with the verifier all of it goes ([`InMemory`]). It is bounded
/// by [`with_capacity`](Self::with_capacity) and [`with_portrait_bytes`](Self::with_portrait_bytes).
///
/// ```
/// use std::time::Duration;
/// # use heyan::{Capability, Factor, FactorSet, ProviderId, RecentAnswers, Verifier, Method};
/// # use heyan_testkit::{FakeVerifier, person};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let capability = Capability::new([Method::verifying(FactorSet::of([Factor::Identity]))]);
/// # let facade = FakeVerifier::new(ProviderId::new("fake")?, capability);
/// let verifier = RecentAnswers::new(facade).with_period(Duration::from_secs(30));
/// verifier.verify(&person(1).request()).await?;
/// let again = verifier.verify(&person(1).request()).await?;
/// assert!(again.answered().is_some_and(|answer| answer.attempts().iter().all(|attempt| attempt.is_reused())));
/// # Ok(())
/// # }
/// ```
pub struct RecentAnswers<V> {
    inner: Arc<V>,
    period: Duration,
    clock: Arc<dyn Clock>,
    memory: InMemory,
    /// Instead of the memory.
    store: Option<Arc<dyn AnswerStore>>,
    single_flight: SingleFlight,
}

impl<V: Verifier> RecentAnswers<V> {
    /// Around this verifier, with a memory of its own.
    pub fn new(inner: V) -> Self {
        Self {
            inner: Arc::new(inner),
            period: PERIOD,
            clock: Arc::new(SystemClock),
            memory: InMemory::default(),
            store: None,
            single_flight: SingleFlight::default(),
        }
    }

    /// How long an answer is given again, from when it came: 60 s where nothing is set. With none at all, only what
    /// is being asked at the same time is asked once.
    #[must_use]
    pub fn with_period(mut self, period: Duration) -> Self {
        self.period = period;
        self
    }

    /// Another clock, for tests.
    #[must_use]
    pub fn with_clock(mut self, clock: impl Clock) -> Self {
        self.clock = Arc::new(clock);
        self.memory = self.memory.with_clock(Arc::clone(&self.clock));
        self
    }

    /// The most answers that the memory keeps, 1,024 where nothing is set; the oldest goes first. It says nothing to a
    /// store of your own.
    #[must_use]
    pub fn with_capacity(mut self, answers: usize) -> Self {
        self.memory = self.memory.with_capacity(answers);
        self
    }

    /// The most bytes of portraits that the memory keeps, 64 MiB where nothing is set; the oldest answer goes first. The
    /// answer to a question whose portrait alone is larger is not kept. It says nothing to a store of your own.
    #[must_use]
    pub fn with_portrait_bytes(mut self, bytes: usize) -> Self {
        self.memory = self.memory.with_portrait_bytes(bytes);
        self
    }

    /// Keeps answers there instead of in a memory of its own, such as in one that several machines share.
    #[must_use]
    pub fn with_store(mut self, store: impl AnswerStore) -> Self {
        self.store = Some(Arc::new(store));
        self
    }

    /// What is done about a question that nobody asks yet.
    fn cached_call(&self, request: &VerifyRequest) -> CachedCall<V> {
        CachedCall {
            inner: Arc::clone(&self.inner),
            store: self.store.clone().unwrap_or_else(|| Arc::new(self.memory.clone())),
            clock: Arc::clone(&self.clock),
            period: self.period,
            request: request.clone(),
        }
    }

    /// Waits for what somebody else asks, but no longer than the request's own deadline.
    async fn join(&self, waiter: Waiter, request: &VerifyRequest) -> Result<Outcome, VerifyError> {
        let result = match request.deadline() {
            Some(deadline) => timeout_at(deadline.into(), waiter.result())
                .await
                .map_err(|_elapsed| reused::too_late(self.inner.id(), request))?,
            None => waiter.result().await,
        };
        let result = result.unwrap_or_else(|| Err(reused::lost(self.inner.id(), request)));
        reused::result(result, request)
    }
}

#[async_trait]
impl<V: Verifier> Verifier for RecentAnswers<V> {
    fn id(&self) -> &ProviderId {
        self.inner.id()
    }

    fn capability(&self) -> &Capability {
        self.inner.capability()
    }

    async fn verify(&self, request: &VerifyRequest) -> Result<Outcome, VerifyError> {
        match self.single_flight.enter(Question::of(request)) {
            Role::Leader(leader, waiter) => {
                let flight = self.cached_call(request).run(leader);
                // What is logged of it belongs to whoever asked first.
                #[cfg(feature = "tracing")]
                let flight = tracing::Instrument::in_current_span(flight);
                // In a task of its own, since whoever asked first may leave while others wait.
                tokio::spawn(flight);
                waiter.result().await.unwrap_or_else(|| Err(reused::lost(self.inner.id(), request)))
            }
            Role::Waiter(waiter) => self.join(waiter, request).await,
        }
    }
}

impl<V: Verifier> fmt::Debug for RecentAnswers<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RecentAnswers")
            .field("inner", &self.inner)
            .field("period", &self.period)
            .field("memory", &self.memory)
            .field("store", &self.store)
            .finish_non_exhaustive()
    }
}
