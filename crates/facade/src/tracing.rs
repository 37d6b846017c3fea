//! An observer that tells `tracing` of every attempt, without anything personal.
//!
//! Events have the target `heyan`: `attempt started` and `attempt ended`. Their fields are those of a result's JSON:
//! `id`, `reference`, `provider`, `step`, `status`, `error`, `stage`, `skipped_because`, `vendor_code`, `order_id`,
//! `billing`, `cost_fen`, `elapsed_ms`. A warning follows where something may have been billed without an answer.

use heyan_core::{AttemptEnded, AttemptStarted, Billing, Observer, Status};
use tracing::{info, warn};

/// Tells `tracing` of every attempt.
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
}
