//! What is counted of everything that happens: names, labels and units that dashboards are built on.

use std::num::NonZeroU32;
use std::time::Duration;

use heyan::gates::Limits;
use heyan::{ErrorKind, Facade, MetricsObserver, Observer, Stage, Verifier};
use metrics::{Unit, set_default_local_recorder, with_local_recorder};
use metrics_util::MetricKind;
use metrics_util::debugging::{DebugValue, DebuggingRecorder, Snapshotter};

use crate::happenings::{all, each, request};
use crate::providers::{ALL_MATCH, answers, fails, photo_check, settling, unasked};

/// One line for each series that has a value, as an exporter would show it.
fn series(snapshotter: &Snapshotter) -> String {
    let lines = snapshotter.snapshot().into_vec().into_iter().map(|(key, _, _, value)| {
        let labels = key.key().labels().map(|label| format!("{}={:?}", label.key(), label.value()));
        let value = match value {
            DebugValue::Counter(count) => format!("{count}"),
            DebugValue::Gauge(value) => format!("{value}"),
            DebugValue::Histogram(values) => format!("{values:?}").replace("OrderedFloat", ""),
        };
        format!("{}{{{}}} {value}\n", key.key().name(), labels.collect::<Vec<_>>().join(","))
    });
    lines.collect()
}

#[test]
fn names_labels_and_values_are_stable() {
    let told = each(|happening, request| {
        let recorder = DebuggingRecorder::new();
        with_local_recorder(&recorder, || happening.tell(&MetricsObserver::new(), request));
        series(&recorder.snapshotter())
    });
    insta::assert_snapshot!(told, @r#"
    a question starts
    a query starts
    an answer
      heyan_attempts_total{provider="juhe",step="ask",status="answered",error="none"} 1
      heyan_attempt_billing_total{provider="juhe",billing="billed"} 1
      heyan_cost_fen_total{provider="juhe",billing="billed"} 80
      heyan_attempt_duration_seconds{provider="juhe",step="ask"} [1.041]
    the same answer again
      heyan_attempts_reused_total{provider="juhe"} 1
    no answer
      heyan_attempts_total{provider="juhe",step="ask",status="failed",error="timeout"} 1
      heyan_attempt_billing_total{provider="juhe",billing="maybe_billed"} 1
      heyan_cost_fen_total{provider="juhe",billing="maybe_billed"} 80
      heyan_attempt_duration_seconds{provider="juhe",step="ask"} [15.0]
    not sent
      heyan_attempts_total{provider="juhe",step="ask",status="failed",error="network"} 1
      heyan_attempt_billing_total{provider="juhe",billing="not_billed"} 1
    a value is refused
      heyan_attempts_total{provider="juhe",step="ask",status="failed",error="input_refused"} 1
      heyan_attempt_billing_total{provider="juhe",billing="maybe_billed"} 1
    a scan is open
      heyan_attempts_total{provider="ihuyi",step="ask",status="pending",error="none"} 1
      heyan_attempt_billing_total{provider="ihuyi",billing="maybe_billed"} 1
      heyan_cost_fen_total{provider="ihuyi",billing="maybe_billed"} 120
    a scan was passed
      heyan_attempts_total{provider="ihuyi",step="query",status="answered",error="none"} 1
      heyan_attempt_billing_total{provider="ihuyi",billing="not_billed"} 1
      heyan_attempt_duration_seconds{provider="ihuyi",step="query"} [0.009]
    not asked
      heyan_attempts_skipped_total{provider="juhe",reason="missing_evidence"} 1
    given up
      heyan_attempts_total{provider="juhe-b",step="ask",status="abandoned",error="none"} 1
      heyan_attempt_billing_total{provider="juhe-b",billing="maybe_billed"} 1
    a result
      heyan_verifications_total{decision="rejected",reason="mismatch"} 1
    no result
      heyan_verifications_total{decision="undetermined",reason="no_provider_answered"} 1
    a portrait is fitted
    a portrait is odd
    the breaker opens
      heyan_breaker_state{provider="juhe"} 2
    it lets one through
      heyan_breaker_state{provider="juhe"} 1
    it closes
      heyan_breaker_state{provider="juhe"} 0
    "#);
}

/// The tables of the guide and of the type's documentation are what recorders are told.
#[test]
fn every_metric_stands_in_the_tables() {
    let recorder = DebuggingRecorder::new();
    with_local_recorder(&recorder, || {
        let (observer, request) = (MetricsObserver::new(), request());
        all().iter().for_each(|(_, happening)| happening.tell(&observer, &request));
    });
    let mut rows: Vec<String> = Vec::new();
    for (key, unit, what, _) in recorder.snapshotter().snapshot().into_vec() {
        let name = key.key().name();
        let what = what.unwrap_or_else(|| panic!("{name} is not described"));
        let kind = match key.kind() {
            MetricKind::Counter => "counter",
            MetricKind::Gauge => "gauge",
            MetricKind::Histogram => "histogram",
        };
        assert_eq!(kind == "counter", name.ends_with("_total"), "{name}");
        assert_eq!(unit, name.ends_with("_seconds").then_some(Unit::Seconds), "{name}");
        let labels: Vec<String> = key.key().labels().map(|label| format!("`{}`", label.key())).collect();
        let row = format!("| `{name}` | {kind} | {} | {what} |", labels.join(", "));
        if !rows.contains(&row) {
            rows.push(row);
        }
    }
    for (page, text) in [
        ("the guide", include_str!("../../../../docs/guide/observability.md")),
        ("the type", include_str!("../../src/observe/metrics.rs")),
    ] {
        for row in &rows {
            assert!(text.contains(row.as_str()), "{page} lacks the row\n{row}");
        }
        assert_eq!(text.matches("| `heyan_").count(), rows.len(), "{page} has a row of no metric");
    }
}

/// A label with a value for each request makes a series for each, and no metrics store survives that.
#[test]
fn a_hundred_requests_make_no_more_series_than_one() {
    let after = |requests: usize| {
        let recorder = DebuggingRecorder::new();
        with_local_recorder(&recorder, || {
            let observer = MetricsObserver::new();
            for n in 0..requests {
                let person = crate::people::with_everything();
                let person = person.reference(format!("order-{n}")).consent_id(format!("c-{n}"));
                let request = crate::people::build(person);
                all().iter().for_each(|(_, happening)| happening.tell(&observer, &request));
                let billed = crate::happenings::answered().with_order_id(&format!("JH-{n}"));
                observer.attempt_ended(&heyan::AttemptEnded::new(&request, heyan::AttemptId::nil(), &billed));
            }
        });
        series(&recorder.snapshotter()).lines().count()
    };
    assert_eq!(after(100), after(1));
}

#[tokio::test]
async fn a_facade_counts_what_it_asked() {
    let recorder = DebuggingRecorder::new();
    let _installed = set_default_local_recorder(&recorder);
    let once = Limits::new().with_breaker(NonZeroU32::MIN, Duration::from_secs(30));
    let facade = Facade::builder()
        .provider(unasked("useless", settling([])))
        .provider_within(once, fails("juhe", ErrorKind::Unavailable, Stage::Answered))
        .provider(answers("juhe-b", photo_check(), ALL_MATCH))
        .observer(MetricsObserver::new())
        .build()
        .unwrap();
    facade.verify(&request()).await.unwrap();
    insta::assert_snapshot!(series(&recorder.snapshotter()), @r#"
    heyan_attempts_skipped_total{provider="useless",reason="cannot_settle"} 1
    heyan_attempts_total{provider="juhe",step="ask",status="failed",error="unavailable"} 1
    heyan_attempt_billing_total{provider="juhe",billing="maybe_billed"} 1
    heyan_breaker_state{provider="juhe"} 2
    heyan_attempts_total{provider="juhe-b",step="ask",status="answered",error="none"} 1
    heyan_attempt_billing_total{provider="juhe-b",billing="billed"} 1
    heyan_cost_fen_total{provider="juhe-b",billing="billed"} 80
    heyan_verifications_total{decision="verified",reason="all_matched"} 1
    "#);
}
