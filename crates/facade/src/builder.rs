//! Collects the parts of a facade, and finds those of which none can be built.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use heyan_core::{
    Capability, Clock, Observer, ProviderId, ProviderIdError, SessionKeys, SystemClock, Timestamp, Verifier,
};

use crate::Facade;
use crate::admission::Admission;
use crate::announce::Observers;
use crate::candidate::Candidate;
use crate::limits::Limits;
use crate::policy::Policy;
use crate::strategy::Strategy;

/// The time for a whole verification where none is set.
const DEADLINE: Duration = Duration::from_secs(30);

/// No verification takes longer, whatever is set; it also keeps clocks from overflowing.
const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

/// How long after its start a session can be asked after where nothing is set.
const SESSION_RETENTION: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// Collects the parts of a [`Facade`].
#[derive(Debug, Default)]
pub struct Builder {
    id: Option<String>,
    providers: Vec<(Arc<dyn Verifier>, Limits)>,
    strategy: Strategy,
    policy: Policy,
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
    /// A budget for a provider whose price is not known.
    #[error("{0} has a budget and no price; give its configuration a price")]
    NoPrice(ProviderId),
    /// A weight for somebody who is not listed.
    #[error("{0} has a weight and is not listed; add it, or take its weight away")]
    WeightOfNobody(ProviderId),
    /// A provider that starts hosted scans, and no key to sign them with.
    #[error(
        "{0} starts hosted scans, and no session key is set to sign them with; give the builder a session_key"
    )]
    NoSessionKey(ProviderId),
    /// The facade's own name.
    #[error("id: {0}")]
    Id(#[source] ProviderIdError),
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
    pub fn provider(self, provider: impl Verifier) -> Self {
        self.provider_within(Limits::new(), provider)
    }

    /// Lists one more provider, with limits of its own.
    #[must_use]
    pub fn provider_within(mut self, limits: Limits, provider: impl Verifier) -> Self {
        self.providers.push((Arc::new(provider), limits));
        self
    }

    /// In which order they are asked: as they are listed where nothing is set.
    #[must_use]
    pub fn strategy(mut self, strategy: Strategy) -> Self {
        self.strategy = strategy;
        self
    }

    /// Whether anybody else is asked after a failure: [the table](crate::policy::TABLE) where nothing is set.
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

    /// Builds the facade.
    ///
    /// # Errors
    /// No provider, two of the same id, one that starts hosted scans without a key to sign them with, a budget without a
    /// price, or a weight of nobody.
    pub fn build(mut self) -> Result<Facade, BuildError> {
        self.check()?;
        let capability = self.capability();
        let clock = self.clock.take().unwrap_or_else(|| Arc::new(SystemClock));
        self.put_in_order(clock.now());
        let observers = Observers::new(self.observers);
        let candidate = |(provider, limits)| Candidate::new(provider, &limits, &observers, &clock);
        Ok(Facade {
            id: ProviderId::new(self.id.as_deref().unwrap_or("heyan")).map_err(BuildError::Id)?,
            capability,
            candidates: self.providers.into_iter().map(candidate).collect(),
            strategy: self.strategy,
            policy: self.policy,
            observers,
            admission: self.admission,
            session_keys: self.session_keys,
            session_retention: self.session_retention.unwrap_or(SESSION_RETENTION),
            clock,
            stopping: AtomicBool::new(false),
            deadline: self.deadline.unwrap_or(DEADLINE).min(LONGEST),
        })
    }

    fn check(&self) -> Result<(), BuildError> {
        if self.providers.is_empty() {
            return Err(BuildError::NoProvider);
        }
        let mut ids: Vec<_> = self.providers.iter().map(|(provider, _)| provider.id()).collect();
        if let Strategy::Weighted { weights, .. } = &self.strategy
            && let Some((stranger, _)) = weights.iter().find(|(id, _)| !ids.contains(&id))
        {
            return Err(BuildError::WeightOfNobody(stranger.clone()));
        }
        ids.sort();
        if let Some(twice) =
            ids.windows(2).find_map(|pair| pair.first().filter(|first| pair.last() == Some(first)))
        {
            return Err(BuildError::SameId((*twice).clone()));
        }
        for (provider, limits) in &self.providers {
            if limits.has_budget() && provider.capability().price_fen().is_none() {
                return Err(BuildError::NoPrice(provider.id().clone()));
            }
            if provider.capability().is_hosted() && self.session_keys.is_none() {
                return Err(BuildError::NoSessionKey(provider.id().clone()));
            }
        }
        Ok(())
    }

    fn put_in_order(&mut self, now: Timestamp) {
        let listed = self.providers.iter().map(|(provider, _)| (provider.id(), provider.capability()));
        let order = self.strategy.order(&listed.collect::<Vec<_>>(), now);
        let mut listed: Vec<_> = std::mem::take(&mut self.providers).into_iter().map(Some).collect();
        self.providers = order.into_iter().filter_map(|place| listed.get_mut(place)?.take()).collect();
    }

    /// The ways of all providers.
    fn capability(&self) -> Capability {
        let capabilities = || self.providers.iter().map(|(provider, _)| provider.capability());
        let ways = capabilities().flat_map(|capability| capability.ways().iter().cloned());
        let budget = capabilities().find_map(|capability| capability.portrait_budget());
        budget.cloned().into_iter().fold(Capability::new(ways), Capability::with_portrait_budget)
    }
}
