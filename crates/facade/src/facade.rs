//! The facade: several verifiers behind one.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use heyan_core::{
    Capability, Clock, InputError, Outcome, ProviderId, SessionKeys, Verifier, VerifyError, VerifyRequest,
};

use crate::admission::Admission;
use crate::announce::Observers;
use crate::builder::Builder;
use crate::candidate::{Candidate, ProviderHealth};
use crate::chain;
use crate::plan::{self, Plan};
use crate::policy::Policy;
use crate::strategy::Strategy;

/// Asks one provider after the other until the answer is certain or nobody is left.
#[derive(Debug)]
pub struct Facade {
    pub(crate) id: ProviderId,
    pub(crate) capability: Capability,
    pub(crate) candidates: Vec<Candidate>,
    pub(crate) strategy: Strategy,
    pub(crate) policy: Policy,
    pub(crate) observers: Observers,
    pub(crate) deadline: Duration,
    pub(crate) admission: Admission,
    pub(crate) session_keys: Option<SessionKeys>,
    pub(crate) session_retention: Duration,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) stopping: AtomicBool,
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

    /// Who would be asked at this moment, in which order, who would not and why, and what it would cost. Asks nobody.
    pub fn plan(&self, request: &VerifyRequest) -> Plan {
        plan::whole(&self.in_order(), self.draws_lots(), request)
    }

    /// How each provider fares at this moment.
    pub fn health(&self) -> Vec<ProviderHealth> {
        self.candidates.iter().map(Candidate::health).collect()
    }

    /// From now on no question is sent that may cost: for a process that is about to end. What is under way, or
    /// waits for its turn, goes on; whoever would be asked next is skipped (`deadline`). Sessions can still be asked after.
    pub fn stop_asking(&self) {
        self.stopping.store(true, Ordering::Relaxed);
    }

    fn draws_lots(&self) -> bool {
        matches!(self.strategy, Strategy::Weighted { .. })
    }

    /// The providers, in the order in which they are asked at this moment. They stand in the strategy's order already,
    /// but for one that draws lots.
    pub(crate) fn in_order(&self) -> Vec<&Candidate> {
        if !self.draws_lots() {
            return self.candidates.iter().collect();
        }
        let listed: Vec<_> = self.candidates.iter().map(|one| (one.id(), one.capability())).collect();
        let order = self.strategy.order(&listed, self.clock.now());
        order.into_iter().filter_map(|place| self.candidates.get(place)).collect()
    }
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
        let result = chain::run(self, request).await;
        self.observers.over(request, &result);
        result
    }
}
