//! An observer that tells `tracing` of every attempt, every result and every breaker, without anything personal.

use heyan_core::{
    AttemptEnded, AttemptStarted, Billing, BreakerChanged, BreakerState, Observer, PortraitFitted, Status,
    VerificationEnded,
};
use tracing::{info, warn};

/// Tells `tracing` of every attempt, every result and every breaker. Its events have the target `heyan`; messages and
/// fields are stable, named as in a result's JSON, and absent where there is nothing to say.
///
/// | message | level | fields |
/// |---|---|---|
/// | `attempt started` | info | `id`, `reference`, `provider`, `step` |
/// | `attempt ended` | info | `id`, `reference`, `provider`, `step`, `status`, `error`, `stage`, `skipped_because`, `vendor_code`, `order_id`, `billing`, `reused`, `cost_fen`, `elapsed_ms` |
/// | `may have been billed without an answer; …` | warn | `id`, `reference`, `provider` |
/// | `verification ended` | info | `id`, `reference`, `decision`, `reason`, `cost_fen` |
/// | `portrait fitted` | info | `id`, `reference`, `provider`, `given`, `sent` |
/// | `portrait is odd` | warn | `id`, `reference`, `provider`, `warning`, `detail` |
/// | `breaker changed` | warn where it opens, else info | `provider`, `state` |
///
/// The first warning follows the end of an attempt that the vendor's invoice has to be compared with.
#[derive(Clone, Copy, Debug, Default)]
pub struct TracingObserver;

impl Observer for TracingObserver {
    fn attempt_started(&self, event: &AttemptStarted<'_>) {
        info!(
            target: "heyan",
            id = %event.id,
            reference = event.reference,
            provider = %event.provider,
            step = event.step.as_str(),
            "attempt started"
        );
    }

    fn portrait_fitted(&self, event: &PortraitFitted<'_>) {
        if event.given != event.sent {
            info!(
                target: "heyan",
                id = %event.id,
                reference = event.reference,
                provider = %event.provider,
                given = event.given.to_string(),
                sent = event.sent.to_string(),
                "portrait fitted"
            );
        }
        for warning in event.warnings {
            warn!(
                target: "heyan",
                id = %event.id,
                reference = event.reference,
                provider = %event.provider,
                warning = warning.code(),
                detail = warning.to_string(),
                "portrait is odd"
            );
        }
    }

    fn attempt_ended(&self, event: &AttemptEnded<'_>) {
        let attempt = event.attempt;
        let failure = attempt.failure();
        info!(
            target: "heyan",
            id = %event.id,
            reference = event.reference,
            provider = %attempt.provider(),
            step = attempt.step().as_str(),
            status = attempt.status().as_str(),
            error = failure.map(|failure| failure.kind.as_str()),
            stage = failure.map(|failure| failure.stage.as_str()),
            skipped_because = attempt.skip().map(|skip| skip.reason.as_str()),
            vendor_code = attempt.vendor_code(),
            order_id = attempt.order_id(),
            billing = attempt.billing().as_str(),
            reused = attempt.is_reused().then_some(true),
            cost_fen = attempt.cost_fen(),
            elapsed_ms = attempt.elapsed_ms(),
            "attempt ended"
        );
        // A scan that was started has its answer; when it is billed, the vendor does not say.
        if attempt.billing() == Billing::MaybeBilled && *attempt.status() != Status::Pending {
            warn!(
                target: "heyan",
                id = %event.id,
                reference = event.reference,
                provider = %attempt.provider(),
                "may have been billed without an answer; reconcile it with the vendor's invoice"
            );
        }
    }

    fn verification_ended(&self, event: &VerificationEnded<'_>) {
        info!(
            target: "heyan",
            id = %event.id,
            reference = event.reference,
            decision = event.decision.as_str(),
            reason = event.reason.as_str(),
            cost_fen = event.cost_fen,
            "verification ended"
        );
    }

    fn breaker_changed(&self, event: &BreakerChanged<'_>) {
        let (provider, state) = (event.provider, event.state.as_str());
        // The level of an event is fixed where it is written.
        if event.state == BreakerState::Open {
            warn!(target: "heyan", %provider, state, "breaker changed");
        } else {
            info!(target: "heyan", %provider, state, "breaker changed");
        }
    }
}
