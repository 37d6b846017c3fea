//! One provider of a facade: behind its gates, and how it fares.

use std::sync::Arc;

use heyan_core::{
    BreakerState, Capability, Outcome, ProviderId, Skip, SkipReason, Step, Verifier, VerifyError,
    VerifyRequest,
};
use serde::Serialize;

use crate::ask::Ask;
use crate::context::Context;
use crate::deadline::TimeLimit;
use crate::gates::{Gates, Limits};

/// One provider, ready to be called.
#[derive(Debug)]
pub(crate) struct Candidate(Ask);

/// How a provider fares at this moment.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ProviderHealth {
    /// The provider.
    pub provider: ProviderId,
    /// The state of its breaker, where it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub breaker: Option<BreakerState>,
    /// How many calls, billable ones and queries, are in flight, where their number is limited.
    #[serde(rename = "under_way", skip_serializing_if = "Option::is_none")]
    pub in_flight: Option<usize>,
    /// What is spent of its budget in this period, in fen, with what is reserved for calls in flight.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spent_fen: Option<u64>,
    /// What was granted for each period, in fen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub budget_fen: Option<u64>,
}

impl Candidate {
    pub(crate) fn new(provider: Arc<dyn Verifier>, limits: Limits, context: &Context) -> Self {
        let (id, capability) = (provider.id().clone(), provider.capability().clone());
        let gates = Gates::new(&id, &capability, limits, context);
        Self(Ask { id, capability, provider, gates, context: context.clone() })
    }

    pub(crate) fn id(&self) -> &ProviderId {
        &self.0.id
    }

    pub(crate) fn capability(&self) -> &Capability {
        &self.0.capability
    }

    /// Calls the provider, if its gates let the call pass.
    pub(crate) async fn call(
        &self,
        request: &VerifyRequest,
        time: &TimeLimit,
    ) -> Result<Outcome, VerifyError> {
        self.0.call(request, time).await
    }

    /// Why its gates would keep a billable call back at this moment, however long it waited; `None` if they would not.
    pub(crate) fn closed(&self) -> Option<Skip> {
        self.0.gates.closed()
    }

    /// That too little time is left for a billable call, or that the process drains.
    pub(crate) fn out_of_time(&self, time: &TimeLimit) -> Option<Skip> {
        self.0.gates.out_of_time(Step::Ask, time)
    }

    /// What the trail says of it where the planner gives this reason. That it could not settle enough may be because it
    /// is closed, and nobody was asked before it for that reason.
    pub(crate) fn reason_not_to_ask(&self, planned: Skip) -> Skip {
        let useless = planned.reason == SkipReason::CannotSettle;
        self.closed().filter(|_| useless).unwrap_or(planned)
    }

    pub(crate) fn health(&self) -> ProviderHealth {
        let gates = &self.0.gates;
        let budget = gates.budget();
        ProviderHealth {
            provider: self.id().clone(),
            breaker: gates.breaker(),
            in_flight: gates.in_flight(),
            spent_fen: budget.map(|(spent, _)| spent),
            budget_fen: budget.map(|(_, ceiling)| ceiling),
        }
    }
}
