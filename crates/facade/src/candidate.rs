//! One provider of a facade: within its limits, and how it fares.

use std::sync::Arc;

use heyan_core::{BreakerState, Capability, ProviderId, Skip, SkipReason, Verifier};
use serde::Serialize;

use crate::context::Context;
use crate::gates::{self, Gated, Limits};

/// One provider, ready to be asked.
#[derive(Debug)]
pub(crate) struct Candidate {
    id: ProviderId,
    capability: Capability,
    gated: Gated,
}

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
    pub(crate) fn new(provider: Arc<dyn Verifier>, limits: &Limits, context: &Context) -> Self {
        let (id, capability) = (provider.id().clone(), provider.capability().clone());
        Self { id, capability, gated: gates::around(provider, limits, context) }
    }

    pub(crate) fn id(&self) -> &ProviderId {
        &self.id
    }

    pub(crate) fn capability(&self) -> &Capability {
        &self.capability
    }

    /// The provider, to be asked.
    pub(crate) fn verifier(&self) -> &dyn Verifier {
        self.gated.verifier.as_ref()
    }

    /// Why its own limits would keep a question back at this moment, however long it waits; `None` where they would
    /// not.
    pub(crate) fn closed(&self) -> Option<Skip> {
        let Gated { breaker, budget, .. } = &self.gated;
        let open = breaker.as_ref().filter(|breaker| !breaker.permits()).map(|breaker| breaker.skip());
        open.or_else(|| budget.as_ref().filter(|budget| !budget.has_room()).map(|budget| budget.skip()))
    }

    /// What the trail says of it where the planner gives this reason. That it could not settle enough may be because it
    /// is closed, and nobody was asked before it for that reason.
    pub(crate) fn reason_not_to_ask(&self, planned: Skip) -> Skip {
        let useless = planned.reason == SkipReason::CannotSettle;
        self.closed().filter(|_| useless).unwrap_or(planned)
    }

    pub(crate) fn health(&self) -> ProviderHealth {
        let Gated { breaker, in_flight, budget, .. } = &self.gated;
        ProviderHealth {
            provider: self.id.clone(),
            breaker: breaker.as_ref().map(|breaker| breaker.state()),
            in_flight: in_flight.as_ref().map(|permits| permits.in_flight()),
            spent_fen: budget.as_ref().map(|budget| budget.spent()),
            budget_fen: budget.as_ref().map(|budget| budget.ceiling()),
        }
    }
}
