//! From the parts to a facade: checked, put in order and joined.

use std::sync::Arc;
use std::time::Duration;

use heyan_core::{Capability, ProviderId, ProviderIdError, SystemClock, Timestamp};

use super::Builder;
use crate::Facade;
use crate::candidate::Candidate;
use crate::chain::Chain;
use crate::context::{Context, Drain};
use crate::deadline;
use crate::gates::Limits;
use crate::observe::Observers;
use crate::recent::RecentAnswers;
use crate::scan::Scans;
use crate::select::Strategy;

/// How long after its start a session can be asked after where nothing is set.
const SESSION_RETENTION: Duration = Duration::from_secs(7 * 24 * 60 * 60);

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
    /// A deadline of no time at all.
    #[error("deadline is zero, so no provider could be called; give a time such as 30 s")]
    ZeroDeadline,
    /// The facade's own name.
    #[error("id: {0}")]
    Id(#[source] ProviderIdError),
}

impl Builder {
    /// Builds the facade.
    ///
    /// # Errors
    /// No provider, two of the same id, one that starts hosted scans without a key to sign them with, a budget without a
    /// price, a weight of a provider that is not listed, or a deadline of zero.
    pub fn build(mut self) -> Result<Facade, BuildError> {
        self.check()?;
        let capability = self.capability();
        let clock = self.clock.take().unwrap_or_else(|| Arc::new(SystemClock));
        self.put_in_order(clock.now());
        let id = ProviderId::new(self.id.as_deref().unwrap_or("heyan")).map_err(BuildError::Id)?;
        let context = Context {
            observers: Observers::new(self.observers),
            clock,
            portraits: self.portraits,
            drain: Drain::default(),
        };
        let gates = self.gates;
        let candidate = |(provider, limits): (_, Limits)| {
            Candidate::new(provider, limits.with_gates_before(&gates), &context)
        };
        let scans = Scans {
            facade: id.clone(),
            keys: self.session_keys,
            retention: self.session_retention.unwrap_or(SESSION_RETENTION),
            clock: Arc::clone(&context.clock),
        };
        let chain = Arc::new(Chain {
            id,
            capability,
            candidates: self.providers.into_iter().map(candidate).collect(),
            strategy: self.strategy,
            policy: self.policy,
            scans,
            context,
        });
        let wanted = self.recent_answers.is_some() || self.answer_store.is_some();
        let recent = wanted.then(|| {
            let recent = RecentAnswers::new(Arc::clone(&chain)).with_clock(Arc::clone(&chain.context.clock));
            let recent = self.recent_answers.into_iter().fold(recent, RecentAnswers::with_period);
            self.answer_store.into_iter().fold(recent, RecentAnswers::with_store)
        });
        let deadline = self.deadline.unwrap_or(deadline::DEFAULT).min(deadline::LONGEST);
        Ok(Facade { admission: self.admission, deadline, recent, chain })
    }

    fn check(&self) -> Result<(), BuildError> {
        if self.providers.is_empty() {
            return Err(BuildError::NoProvider);
        }
        if self.deadline.is_some_and(|deadline| deadline.is_zero()) {
            return Err(BuildError::ZeroDeadline);
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

    /// The ways of all providers. Where all are accounts of one vendor, the facade is one too.
    fn capability(&self) -> Capability {
        let capabilities = || self.providers.iter().map(|(provider, _)| provider.capability());
        let ways = capabilities().flat_map(|capability| capability.methods().iter().cloned());
        // A facade that fits portraits itself takes any.
        let wanted =
            (!cfg!(feature = "portrait")).then(|| capabilities().find_map(Capability::portrait_budget));
        let budget = wanted.flatten().cloned();
        let whole = budget.into_iter().fold(Capability::new(ways), Capability::with_portrait_budget);
        let vendor = capabilities().next().and_then(Capability::vendor);
        let same = vendor.filter(|_| capabilities().all(|capability| capability.vendor() == vendor));
        same.into_iter().fold(whole, Capability::with_vendor)
    }
}
