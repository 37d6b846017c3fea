//! A gate's refusal: the call never left, and the trail says `skipped`.

use heyan_core::{Limit, SkipReason};

/// The limit that a skip by a gate speaks of.
pub(crate) fn limit(reason: SkipReason) -> Limit {
    match reason {
        SkipReason::BreakerOpen => Limit::Breaker,
        SkipReason::Rate => Limit::Rate,
        SkipReason::Concurrency => Limit::Concurrency,
        SkipReason::Budget => Limit::Budget,
        SkipReason::Deadline => Limit::Deadline,
        _ => Limit::Gate,
    }
}
