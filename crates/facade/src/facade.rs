//! The facade: several verifiers behind one.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use async_trait::async_trait;
use heyan_core::{
    Capability, ErrorKind, InputError, Outcome, ProviderId, Verifier, VerifyError, VerifyRequest,
};
use tokio::time::Instant;

use crate::admission::Admission;
use crate::builder::Builder;
use crate::candidate::{Candidate, ProviderHealth};
use crate::chain::Chain;
use crate::plan::{self, Plan};
use crate::{RecentAnswers, resume, trail};

/// No verification takes longer, whatever is set; it also keeps clocks from overflowing.
pub(crate) const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

/// Asks one provider after the other until the answer is certain or nobody is left.
#[derive(Debug)]
pub struct Facade {
    pub(crate) admission: Admission,
    pub(crate) deadline: Duration,
    pub(crate) recent: Option<RecentAnswers<Arc<Chain>>>,
    pub(crate) chain: Arc<Chain>,
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
        plan::whole(&self.chain.in_order(), self.chain.draws_lots(), request)
    }

    /// How each provider fares at this moment.
    pub fn health(&self) -> Vec<ProviderHealth> {
        self.chain.candidates.iter().map(Candidate::health).collect()
    }

    /// From now on no question is sent that may cost: for a process that is about to end. What is under way goes on;
    /// whoever would be asked next, or waits for its turn, is skipped (`deadline`). Sessions can still be asked after.
    pub fn stop_asking(&self) {
        self.chain.around.stopping.store(true, Ordering::Relaxed);
    }

    async fn result(&self, request: &VerifyRequest) -> Result<Outcome, VerifyError> {
        if let Err(refused) = self.admits(request) {
            let error = self.chain.unasked(ErrorKind::InvalidRequest, trail::step(request));
            return Err(error.with_source(refused));
        }
        let own = Instant::now() + self.deadline;
        let deadline = request.deadline().map_or(own, |deadline| own.min(deadline.into()));
        let request = &request.with_deadline(deadline.into_std());
        let Some(recent) = &self.recent else { return self.chain.run(request).await };
        let result = recent.verify(request).await;
        let result = result.map_err(|error| resume::with_its_past(&self.chain, request, error));
        // Nobody was asked for these, so nobody has told of them.
        for given_again in trail::told(&result).iter().filter(|attempt| attempt.is_reused()) {
            self.chain.around.observers.ended(request, given_again);
        }
        result
    }
}

#[async_trait]
impl Verifier for Facade {
    fn id(&self) -> &ProviderId {
        &self.chain.id
    }

    /// The ways of all its providers.
    fn capability(&self) -> &Capability {
        &self.chain.capability
    }

    async fn verify(&self, request: &VerifyRequest) -> Result<Outcome, VerifyError> {
        let result = self.result(request).await;
        self.chain.around.observers.over(request, &result);
        result
    }
}
