//! The facade: several verifiers behind one.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use heyan_core::{
    Capability, Date, ErrorKind, Field, InputError, Outcome, Problem, ProviderId, Verifier, VerifyError,
    VerifyRequest, shanghai_date,
};
use tokio::time::Instant;

use crate::candidate::{Candidate, ProviderHealth};
use crate::chain::Chain;
use crate::select::{self, Plan};
use crate::{RecentAnswers, trail};

/// Asks one provider after the other until the answer is certain or nobody is left.
#[derive(Debug)]
pub struct Facade {
    pub(crate) admission: Admission,
    pub(crate) deadline: Duration,
    pub(crate) recent: Option<RecentAnswers<Arc<Chain>>>,
    pub(crate) chain: Arc<Chain>,
}

impl Facade {
    /// Whether the facade takes this request at all, before anybody is asked. [`Verifier::verify`] looks too.
    ///
    /// # Errors
    /// A person who is too young, or a portrait or hosted step without the consent that is required.
    pub fn admits(&self, request: &VerifyRequest) -> Result<(), InputError> {
        self.admission.check(request, shanghai_date(self.chain.context.clock.now()))
    }

    /// Who would be asked at this moment, in which order, who would not and why, and what it would cost. Asks nobody.
    pub fn plan(&self, request: &VerifyRequest) -> Plan {
        select::preview(&self.chain.in_order(), self.chain.is_random(), request)
    }

    /// How each provider fares at this moment.
    pub fn health(&self) -> Vec<ProviderHealth> {
        self.chain.candidates.iter().map(Candidate::health).collect()
    }

    /// Begins no more calls that may cost: for a process that is about to end. Calls in flight go on; a call that waits,
    /// such as for its rate, stops waiting at once, and its provider is skipped (`deadline`). Scans can still be queried.
    pub fn drain(&self) {
        self.chain.context.drain.begin();
    }

    async fn result(&self, request: &VerifyRequest) -> Result<Outcome, VerifyError> {
        if let Err(refused) = self.admits(request) {
            let error = trail::unasked(&self.chain.id, ErrorKind::InvalidRequest, request.step());
            return Err(error.with_source(refused));
        }
        let own = Instant::now() + self.deadline;
        let deadline = request.deadline().map_or(own, |deadline| own.min(deadline.into()));
        let request = &request.with_deadline(deadline.into_std());
        let Some(recent) = &self.recent else { return self.chain.run(request).await };
        let result = recent.verify(request).await;
        let result = result.map_err(|error| self.chain.scans.with_its_past(request, error));
        // No provider was called for these, so no observer has heard of them.
        let observers = &self.chain.context.observers;
        for reused in trail::told(&result).iter().filter(|attempt| attempt.is_reused()) {
            observers.reused(request, trail::verification(&result), reused);
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
        self.chain.context.observers.verification_ended(request, &result);
        result
    }
}

/// Whose requests are taken at all. By default, all.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Admission {
    pub(crate) require_consent: bool,
    pub(crate) min_age: u8,
}

impl Admission {
    pub(crate) fn check(self, request: &VerifyRequest, today: Date) -> Result<(), InputError> {
        let wants_consent = request.portrait().is_some() || request.hosted().is_some();
        if self.require_consent && wants_consent && request.consent_id().is_none() {
            return Err(InputError::new(Field::ConsentId, Problem::ConsentMissing));
        }
        let min_age = self.min_age;
        if min_age > 0 && request.subject().id_number().completed_years(today) < i16::from(min_age) {
            return Err(InputError::new(Field::IdNumber, Problem::UnderAge { min_age }));
        }
        Ok(())
    }
}
