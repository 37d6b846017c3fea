//! The facade: several verifiers behind one.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use heyan_core::{
    Capability, Clock, InputError, Observer, Outcome, ProviderId, ProviderIdError, SessionKeys, SystemClock,
    Verifier, VerifyError, VerifyRequest, Way,
};

use crate::admission::Admission;
use crate::chain;

/// The time for a whole verification where none is set.
const DEADLINE: Duration = Duration::from_secs(30);

/// No verification takes longer, whatever is set; it also keeps clocks from overflowing.
const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

/// How long after its start a session can be asked after where nothing is set.
const SESSION_RETENTION: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// Asks providers in the order in which they are listed, until the answer is certain or nobody is left.
#[derive(Debug)]
pub struct Facade {
    id: ProviderId,
    capability: Capability,
    pub(crate) providers: Vec<Arc<dyn Verifier>>,
    pub(crate) observers: Vec<Arc<dyn Observer>>,
    pub(crate) deadline: Duration,
    pub(crate) admission: Admission,
    pub(crate) session_keys: Option<SessionKeys>,
    pub(crate) session_retention: Duration,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) stopping: AtomicBool,
}

/// Collects the parts of a [`Facade`].
#[derive(Debug, Default)]
pub struct Builder {
    id: Option<String>,
    providers: Vec<Arc<dyn Verifier>>,
    observers: Vec<Arc<dyn Observer>>,
    deadline: Option<Duration>,
    admission: Admission,
    session_keys: Option<SessionKeys>,
    session_retention: Option<Duration>,
    clock: Option<Arc<dyn Clock>>,
}

/// Parts of which no facade can be built.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// No provider.
    #[error("no provider is listed, so nobody could be asked; add one")]
    NoProvider,
    /// Two providers of the same name, which no trail could tell apart.
    #[error("two providers are named {0}; give each its own id")]
    SameId(ProviderId),
    /// A provider that starts hosted scans, and no key to sign them with.
    #[error(
        "{0} starts hosted scans, and no session key is set to sign them with; give the builder a session_key"
    )]
    NoSessionKey(ProviderId),
    /// The facade's own name.
    #[error("id: {0}")]
    Id(#[source] ProviderIdError),
}

impl Facade {
    /// Begins a facade.
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// Whether the facade takes this request at all, before anybody is asked. [`Verifier::verify`] looks too.
    ///
    /// # Errors
    /// A person who is too young, or a portrait or hosted step without the consent that is required.
    pub fn admits(&self, request: &VerifyRequest) -> Result<(), InputError> {
        self.admission.check(request)
    }

    /// From now on no question is sent that may cost: for a process that is about to end. What is under way goes
    /// on; whoever would be asked next is skipped (`deadline`). Sessions can still be asked after.
    pub fn stop_asking(&self) {
        self.stopping.store(true, Ordering::Relaxed);
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

    /// How long after its start a session can be asked after, 7 days where nothing is set.
    #[must_use]
    pub fn session_retention(mut self, retention: Duration) -> Self {
        self.session_retention = Some(retention);
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
    pub fn provider(mut self, provider: impl Verifier) -> Self {
        self.providers.push(Arc::new(provider));
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

    /// Builds the facade.
    ///
    /// # Errors
    /// No provider, two of the same id, or one that starts hosted scans without a key to sign them with.
    pub fn build(mut self) -> Result<Facade, BuildError> {
        if self.providers.is_empty() {
            return Err(BuildError::NoProvider);
        }
        let mut ids: Vec<_> = self.providers.iter().map(|provider| provider.id()).collect();
        ids.sort();
        if let Some(twice) =
            ids.windows(2).find_map(|pair| pair.first().filter(|first| pair.last() == Some(first)))
        {
            return Err(BuildError::SameId((*twice).clone()));
        }
        // A stable sort: within either kind the order is that of the list.
        self.providers.sort_by_key(|provider| is_hosted(provider.as_ref()));
        if let (Some(last), None) = (self.providers.last(), &self.session_keys)
            && is_hosted(last.as_ref())
        {
            return Err(BuildError::NoSessionKey(last.id().clone()));
        }
        let capabilities = || self.providers.iter().map(|provider| provider.capability());
        let ways = capabilities().flat_map(|capability| capability.ways().iter().cloned());
        let mut capability = Capability::new(ways);
        if let Some(budget) = capabilities().find_map(|capability| capability.portrait_budget()) {
            capability = capability.with_portrait_budget(budget.clone());
        }
        Ok(Facade {
            id: ProviderId::new(self.id.as_deref().unwrap_or("heyan")).map_err(BuildError::Id)?,
            capability,
            providers: self.providers,
            observers: self.observers,
            admission: self.admission,
            session_keys: self.session_keys,
            session_retention: self.session_retention.unwrap_or(SESSION_RETENTION),
            clock: self.clock.unwrap_or_else(|| Arc::new(SystemClock)),
            stopping: AtomicBool::new(false),
            deadline: self.deadline.unwrap_or(DEADLINE).min(LONGEST),
        })
    }
}

/// Whether it starts scans.
fn is_hosted(provider: &dyn Verifier) -> bool {
    provider.capability().ways().iter().any(Way::is_hosted)
}

#[async_trait]
impl Verifier for Facade {
    fn id(&self) -> &ProviderId {
        &self.id
    }

    /// The ways of all its providers.
    fn capability(&self) -> &Capability {
        &self.capability
    }

    async fn verify(&self, request: &VerifyRequest) -> Result<Outcome, VerifyError> {
        chain::run(self, request).await
    }
}
