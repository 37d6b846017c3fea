//! Every fault of a vendor through the binary: kind, stage, billing, exit code, asked at most once, and nothing
//! personal on any output at trace level.

use std::time::Duration;

use heyan_sandbox::{Fault, FaultKind, FaultStatus, Vendor};
use heyan_testkit::Planted;
use serde_json::json;

use crate::heyan::{Beside, Heyan, Run};

const KEY: &str = "planted-key-4711";
const NAME: &str = "阿依古丽·买买提";
const ID_NUMBER: &str = "110101199003078670";
const MOBILE: &str = "16600166123";

fn run(beside: &Beside, json: &[&str]) -> Run {
    let heyan = Heyan::new().env("RUST_LOG", "trace").env("RUST_BACKTRACE", "full");
    let url = beside.url();
    let text = format!(
        "[provider.juhe]\nkey = \"{KEY}\"\nbase_url = \"{url}\"\ntimeout = \"2s\"\nprice = \"0.80\"\n"
    );
    heyan.file("heyan.toml", text);
    let request = format!(
        r#"{{"name": "{NAME}", "id_number": "{ID_NUMBER}", "mobile": "{MOBILE}", "portrait": "face.jpg"}}"#
    );
    heyan.run_with(&[&["verify", "--request", "-"], json].concat(), &request)
}

#[track_caller]
fn nothing_planted_in(run: &Run) {
    let planted = Planted::new([KEY, NAME, ID_NUMBER, MOBILE]).with_bytes(heyan_sandbox::PORTRAIT);
    assert!(!planted.is_in(&run.everything()), "a planted value came out");
    assert!(run.stderr.contains("attempt ended"), "the logs were on");
}

#[test]
fn every_fault() {
    let status = |code| FaultKind::Status(FaultStatus::new(code).unwrap());
    for (fault, kind, stage, billing, billed) in [
        (FaultKind::ResetBefore, "network", "maybe_sent", "maybe_billed", 0),
        (FaultKind::ResetAfterBilling, "network", "maybe_sent", "maybe_billed", 1),
        (FaultKind::Truncate, "network", "maybe_sent", "maybe_billed", 1),
        (FaultKind::Delay(Duration::from_secs(60)), "timeout", "maybe_sent", "maybe_billed", 1),
        (FaultKind::SlowDrip, "timeout", "maybe_sent", "maybe_billed", 1),
        (FaultKind::Garbage, "protocol", "answered", "maybe_billed", 1),
        (FaultKind::Endless, "protocol", "answered", "maybe_billed", 1),
        (status(302), "protocol", "answered", "maybe_billed", 0),
        (status(429), "rate_limited", "answered", "maybe_billed", 0),
        (status(503), "unavailable", "answered", "maybe_billed", 0),
    ] {
        let beside = Beside::start();
        beside.sandbox.script(Fault::new(Vendor::Juhe, fault));
        let run = run(&beside, &["--json"]);
        nothing_planted_in(&run);
        let result = run.json();
        let attempt = &result["attempts"][0];
        assert_eq!(attempt["status"], "failed", "{fault:?}");
        assert_eq!(
            (&attempt["error"], &attempt["stage"], &attempt["billing"]),
            (&json!(kind), &json!(stage), &json!(billing)),
            "{fault:?}"
        );
        assert_eq!((result["cost_fen"].as_u64(), run.code), (Some(80), 69), "{fault:?}");
        assert_eq!(beside.sandbox.invoice().juhe.len(), billed, "{fault:?}");
        assert_eq!(beside.sandbox.requests().len(), 1, "asked once: {fault:?}");
    }
}

#[test]
fn a_refused_connection_is_never_billed() {
    let beside = Beside::start();
    beside.sandbox.script(Fault::new(Vendor::Juhe, FaultKind::Refuse));
    let run = run(&beside, &["--json"]);
    nothing_planted_in(&run);
    let attempt = &run.json()["attempts"][0];
    assert_eq!((attempt["error"].as_str(), run.code), (Some("network"), 69));
    assert!(beside.sandbox.invoice().juhe.is_empty());
}

#[test]
fn success_at_trace_level_tells_nothing_either() {
    for output in [&[][..], &["--json"], &["--lang", "zh"]] {
        let beside = Beside::start();
        let run = run(&beside, output);
        assert_eq!(run.code, 0);
        nothing_planted_in(&run);
    }
}

#[test]
fn a_fault_scripted_over_http_reaches_the_next_request() {
    let beside = Beside::start();
    beside.script_over_http(r#"{"vendor": "juhe", "kind": "status", "status": 503, "count": 2}"#);
    for expected in ["unavailable", "unavailable"] {
        assert_eq!(run(&beside, &["--json"]).json()["attempts"][0]["error"], expected);
    }
    assert_eq!(run(&beside, &["--json"]).code, 0);
}
