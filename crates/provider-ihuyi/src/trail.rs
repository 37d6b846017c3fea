//! The attempts that stand in the trail for what the vendor answered.

use heyan_core::{Attempt, Billing, ScoreKind};
use heyan_transport::Call;

use crate::conclude::Conclusion;
use crate::decode::{Queried, Submitted};

/// Submit was answered.
pub(crate) fn submitted(call: &Call<'_>, submitted: &Submitted) -> Attempt {
    let Submitted { billing, meaning, .. } = *submitted;
    let mut attempt = match submitted.answer {
        Ok(_) => call.pending(billing, meaning),
        Err(kind) => call.failed(kind, billing, meaning),
    };
    if let Some(code) = submitted.vendor_code {
        attempt = attempt.with_vendor_code(&code.to_string());
    }
    if let Some(order_id) = &submitted.order_id {
        attempt = attempt.with_order_id(order_id);
    }
    attempt
}

/// GetResult was answered, and this is what it comes to.
pub(crate) fn queried(call: &Call<'_>, queried: &Queried, conclusion: Conclusion) -> Attempt {
    let mut attempt = match conclusion {
        Conclusion::Pending(meaning) => call.pending(Billing::NotBilled, meaning),
        Conclusion::Ended(_, meaning) => call.answered(Billing::NotBilled, meaning),
        Conclusion::Failed(kind, meaning) => call.failed(kind, Billing::NotBilled, meaning),
    };
    if let Some(code) = queried.vendor_code() {
        attempt = attempt.with_vendor_code(&code);
    }
    if let Some(score) = queried.similarity {
        attempt = attempt.with_score(ScoreKind::Similarity, score);
    }
    if let Some(score) = queried.liveness {
        attempt = attempt.with_score(ScoreKind::Liveness, score);
    }
    attempt
}
