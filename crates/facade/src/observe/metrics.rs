//! An observer that counts attempts, fees and results for the `metrics` crate, by labels that have few values.

use std::sync::Arc;
use std::time::Duration;

use heyan_core::{AttemptEnded, BreakerChanged, BreakerState, Observer, VerificationEnded};
use metrics::{Key, Label, Level, Metadata, SharedString, Unit, with_recorder};

/// Counts attempts, fees and results for whatever recorder the `metrics` crate has.
///
/// | metric | kind | labels | what |
/// |---|---|---|---|
/// | `heyan_attempts_total` | counter | `provider`, `step`, `status`, `error` | attempts that ended, `error` being `none` where they did not fail |
/// | `heyan_attempts_skipped_total` | counter | `provider`, `reason` | providers that were not asked, by the rule that kept them out |
/// | `heyan_attempts_reused_total` | counter | `provider` | attempts of an earlier verification whose answer was given again |
/// | `heyan_attempt_billing_total` | counter | `provider`, `billing` | attempts that ended, by what is known about their fee |
/// | `heyan_cost_fen_total` | counter | `provider`, `billing` | what attempts cost, or may have cost, in fen, where the price is known |
/// | `heyan_attempt_duration_seconds` | histogram | `provider`, `step` | how long attempts took, where that is known |
/// | `heyan_verifications_total` | counter | `decision`, `reason` | results; a scan that is asked after gives one each time |
/// | `heyan_breaker_state` | gauge | `provider` | the breaker's state: 0 closed, 1 half-open, 2 open; absent until it first changes |
///
/// The values of labels are names of this library and the ids of your providers, never anything of a person, a request
/// or a vendor's answer. A skipped or reused attempt asked nobody, so it counts nowhere else.
///
/// There is no gauge of attempts in flight: what is started once may end as several attempts, so that one which follows
/// the events would drift.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct MetricsObserver;

const ATTEMPTS: Metric<4> = Metric {
    name: "heyan_attempts_total",
    kind: Kind::Counter,
    labels: ["provider", "step", "status", "error"],
    what: "attempts that ended, `error` being `none` where they did not fail",
};
const SKIPPED: Metric<2> = Metric {
    name: "heyan_attempts_skipped_total",
    kind: Kind::Counter,
    labels: ["provider", "reason"],
    what: "providers that were not asked, by the rule that kept them out",
};
const REUSED: Metric<1> = Metric {
    name: "heyan_attempts_reused_total",
    kind: Kind::Counter,
    labels: ["provider"],
    what: "attempts of an earlier verification whose answer was given again",
};
const BILLING: Metric<2> = Metric {
    name: "heyan_attempt_billing_total",
    kind: Kind::Counter,
    labels: ["provider", "billing"],
    what: "attempts that ended, by what is known about their fee",
};
const COST: Metric<2> = Metric {
    name: "heyan_cost_fen_total",
    kind: Kind::Counter,
    labels: ["provider", "billing"],
    what: "what attempts cost, or may have cost, in fen, where the price is known",
};
const DURATION: Metric<2> = Metric {
    name: "heyan_attempt_duration_seconds",
    kind: Kind::Histogram(Unit::Seconds),
    labels: ["provider", "step"],
    what: "how long attempts took, where that is known",
};
const VERIFICATIONS: Metric<2> = Metric {
    name: "heyan_verifications_total",
    kind: Kind::Counter,
    labels: ["decision", "reason"],
    what: "results; a scan that is asked after gives one each time",
};
const BREAKER: Metric<1> = Metric {
    name: "heyan_breaker_state",
    kind: Kind::Gauge,
    labels: ["provider"],
    what: "the breaker's state: 0 closed, 1 half-open, 2 open; absent until it first changes",
};

/// For recorders that choose by it what they keep.
static METADATA: Metadata<'static> = Metadata::new("heyan", Level::INFO, Some(module_path!()));

/// One row of the table: what a recorder is told of a metric, and the labels that every value of it has.
struct Metric<const LABELS: usize> {
    name: &'static str,
    kind: Kind,
    labels: [&'static str; LABELS],
    what: &'static str,
}

enum Kind {
    Counter,
    Gauge,
    Histogram(Unit),
}

impl MetricsObserver {
    /// Describes the metrics to the recorder. So make it after the recorder was installed; one that comes later has
    /// the values, but not the descriptions.
    #[expect(clippy::new_without_default, reason = "a default value has no effects, and this has one")]
    pub fn new() -> Self {
        ATTEMPTS.describe();
        SKIPPED.describe();
        REUSED.describe();
        BILLING.describe();
        COST.describe();
        DURATION.describe();
        VERIFICATIONS.describe();
        BREAKER.describe();
        Self
    }
}

impl Observer for MetricsObserver {
    fn attempt_ended(&self, event: &AttemptEnded<'_>) {
        let attempt = event.attempt;
        let provider = shared(attempt.provider().as_str());
        if let Some(skip) = attempt.skip() {
            return SKIPPED.add([provider, skip.reason.as_str().into()], 1);
        }
        if attempt.is_reused() {
            return REUSED.add([provider], 1);
        }
        let (step, billing) = (attempt.step().as_str(), attempt.billing().as_str());
        let error = attempt.failure().map_or("none", |failure| failure.kind.as_str());
        ATTEMPTS.add([provider.clone(), step.into(), attempt.status().as_str().into(), error.into()], 1);
        BILLING.add([provider.clone(), billing.into()], 1);
        if let Some(fen) = attempt.cost_fen() {
            COST.add([provider.clone(), billing.into()], fen);
        }
        if let Some(milliseconds) = attempt.elapsed_ms() {
            DURATION.record([provider, step.into()], Duration::from_millis(milliseconds).as_secs_f64());
        }
    }

    fn verification_ended(&self, event: &VerificationEnded<'_>) {
        VERIFICATIONS.add([event.decision.as_str().into(), event.reason.as_str().into()], 1);
    }

    fn breaker_changed(&self, event: &BreakerChanged<'_>) {
        let state = match event.state {
            BreakerState::Closed => 0.0,
            BreakerState::HalfOpen => 1.0,
            BreakerState::Open => 2.0,
            _ => return,
        };
        BREAKER.set([shared(event.provider.as_str())], state);
    }
}

/// Several metrics take the same label.
fn shared(text: &str) -> SharedString {
    Arc::<str>::from(text).into()
}

impl<const LABELS: usize> Metric<LABELS> {
    fn describe(&self) {
        let (name, what) = (self.name.into(), self.what.into());
        with_recorder(|recorder| match self.kind {
            Kind::Counter => recorder.describe_counter(name, None, what),
            Kind::Gauge => recorder.describe_gauge(name, None, what),
            Kind::Histogram(unit) => recorder.describe_histogram(name, Some(unit), what),
        });
    }

    fn add(&self, values: [SharedString; LABELS], by: u64) {
        with_recorder(|recorder| recorder.register_counter(&self.key(values), &METADATA).increment(by));
    }

    fn set(&self, values: [SharedString; LABELS], to: f64) {
        with_recorder(|recorder| recorder.register_gauge(&self.key(values), &METADATA).set(to));
    }

    fn record(&self, values: [SharedString; LABELS], value: f64) {
        with_recorder(|recorder| recorder.register_histogram(&self.key(values), &METADATA).record(value));
    }

    fn key(&self, values: [SharedString; LABELS]) -> Key {
        let labels = self.labels.iter().zip(values).map(|(&label, value)| Label::new(label, value));
        Key::from_parts(self.name, labels.collect::<Vec<_>>())
    }
}
