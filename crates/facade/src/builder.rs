//! Collects the parts of a facade.

mod build;

use std::sync::Arc;
use std::time::Duration;

use heyan_core::{Clock, Observer, SessionKeys, Verifier};

use crate::facade::{Admission, Facade};
use crate::fallback::Policy;
use crate::gates::{Gate, Limits};
use crate::portraits::Portraits;
use crate::recent::AnswerStore;
use crate::select::Strategy;

pub use build::BuildError;

/// Collects the parts of a [`Facade`].
#[derive(Debug, Default)]
pub struct Builder {
    id: Option<String>,
    providers: Vec<(Arc<dyn Verifier>, Limits)>,
    gates: Vec<Arc<dyn Gate>>,
    strategy: Strategy,
    policy: Policy,
    observers: Vec<Arc<dyn Observer>>,
    deadline: Option<Duration>,
    admission: Admission,
    session_keys: Option<SessionKeys>,
    session_retention: Option<Duration>,
    recent_answers: Option<Duration>,
    answer_store: Option<Arc<dyn AnswerStore>>,
    portraits: Portraits,
    clock: Option<Arc<dyn Clock>>,
}

impl Facade {
    /// Begins a facade.
    pub fn builder() -> Builder {
        Builder::default()
    }
}

impl Builder {
    /// The facade's own name as a verifier, for a facade within a facade: `heyan` where none is set.
    #[must_use]
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// Refuses a portrait or hosted step without a consent id.
    #[must_use]
    pub fn require_consent(mut self, required: bool) -> Self {
        self.admission.require_consent = required;
        self
    }

    /// Refuses people who have not completed so many years.
    #[must_use]
    pub fn min_age(mut self, years: u8) -> Self {
        self.admission.min_age = years;
        self
    }

    /// The keys that sign open sessions; needed where a provider starts hosted scans. Every process that is to ask
    /// after a scan needs the same.
    #[must_use]
    pub fn session_key(mut self, keys: SessionKeys) -> Self {
        self.session_keys = Some(keys);
        self
    }

    /// Sets how long a session can be queried after the scan was started, and again after its link ended. Defaults to 7
    /// days.
    #[must_use]
    pub fn session_retention(mut self, retention: Duration) -> Self {
        self.session_retention = Some(retention);
        self
    }

    /// Gives the same question the same answer, or the same open scan, for this long; off where nothing is set. See
    /// [`RecentAnswers`](crate::RecentAnswers).
    #[must_use]
    pub fn recent_answers(mut self, period: Duration) -> Self {
        self.recent_answers = Some(period);
        self
    }

    /// Keeps recent answers there, such as where several machines find them, for 60 s where no period is set; without a
    /// store they are kept in the memory of this process.
    #[must_use]
    pub fn answer_store(mut self, store: impl AnswerStore) -> Self {
        self.answer_store = Some(Arc::new(store));
        self
    }

    /// Where portraits are fitted: with as many places as the machine runs threads at a time, where nothing is set. A
    /// provider whose capability has a portrait budget gets each photo fitted into it, but for one that is an upright
    /// baseline JPEG inside it already, which it gets byte for byte.
    #[cfg(feature = "portrait")]
    #[must_use]
    pub fn fitter(mut self, fitter: heyan_portrait::Fitter) -> Self {
        self.portraits.fitter = fitter;
        self
    }

    /// Looks at each portrait before a provider is asked: what is odd about it observers hear, and one that can hold no
    /// face is refused before money is spent. Off where nothing is set.
    #[cfg(feature = "portrait")]
    #[must_use]
    pub fn check_portraits(mut self, check: bool) -> Self {
        self.portraits.check = check;
        self
    }

    /// Another clock, for tests.
    #[must_use]
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Some(Arc::new(clock));
        self
    }

    /// Lists one more provider, to be asked after those that are listed already. Those that start hosted scans are
    /// asked last, wherever they are listed.
    #[must_use]
    pub fn provider(self, provider: impl Verifier) -> Self {
        self.provider_within(Limits::new(), provider)
    }

    /// Lists one more provider, with limits of its own.
    #[must_use]
    pub fn provider_within(mut self, limits: Limits, provider: impl Verifier) -> Self {
        self.providers.push((Arc::new(provider), limits));
        self
    }

    /// Adds a gate of your own before every provider, such as a kill switch.
    #[must_use]
    pub fn gate(mut self, gate: impl Gate) -> Self {
        self.gates.push(Arc::new(gate));
        self
    }

    /// In which order they are asked: as they are listed where nothing is set.
    #[must_use]
    pub fn strategy(mut self, strategy: Strategy) -> Self {
        self.strategy = strategy;
        self
    }

    /// Whether anybody else is asked after a failure: [the table](crate::fallback::TABLE) where nothing is set.
    #[must_use]
    pub fn policy(mut self, policy: Policy) -> Self {
        self.policy = policy;
        self
    }

    /// One more observer of every attempt.
    #[must_use]
    pub fn observer(mut self, observer: impl Observer) -> Self {
        self.observers.push(Arc::new(observer));
        self
    }

    /// The time for a whole verification, 30 s where none is set. A request's own deadline counts if it is sooner.
    #[must_use]
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = Some(deadline);
        self
    }
}
