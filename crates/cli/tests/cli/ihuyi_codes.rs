//! Every code of ihuyi's pages through the real binary: what it becomes, what it may cost, the exit code.

use heyan::{
    IdNumber, ProviderId, RealName, Session, SessionKeys, SessionLink, SystemClock, VerifyRequest,
    today_in_shanghai,
};
use heyan_sandbox::SandboxConfig;
use serde_json::{Value, json};

use crate::heyan::{Beside, Heyan, Run};

pub(crate) const KEY: &str = "a key for sessions of thirty-two bytes";

fn rows(table: &str) -> Vec<(u64, String)> {
    let codes: Value = serde_json::from_str(include_str!("../fixtures/ihuyi-codes.json")).unwrap();
    let row = |row: &Value| {
        // What stands in brackets is a remark.
        let kind = row["kind"].as_str().unwrap().split(' ').next().unwrap().to_owned();
        (row["code"].as_u64().unwrap(), kind)
    };
    codes[table].as_array().unwrap().iter().map(row).collect()
}

/// A configuration whose account makes the sandbox answer with this code.
fn configured(heyan: &Heyan, beside: &Beside, code: u64) {
    heyan.file(
        "heyan.toml",
        format!(
            "[provider.ihuyi]\naccount = \"sandbox-{code}\"\napi_key = \"sandbox-key\"\nbase_url = \"{}\"\n\
             price = \"1.00\"\n[facade]\nsession_key = \"{KEY}\"\n",
            beside.url()
        ),
    );
}

fn verify(heyan: &Heyan, more: &[&str]) -> Run {
    let person = ["verify", "--json", "--name", "张三", "--id-number", "11010519491231002X"];
    heyan.run(&[&person[..], more].concat())
}

fn last(run: &Run) -> Value {
    run.json()["attempts"].as_array().unwrap().last().unwrap().clone()
}

#[test]
fn every_code_of_submit() {
    let beside = Beside::start();
    let heyan = Heyan::new();
    let rows = rows("submit_known");
    assert_eq!(rows.len(), 10);
    for (code, kind) in rows {
        configured(&heyan, &beside, code);
        let run = verify(&heyan, &["--return-url", "https://example.com/done"]);
        let attempt = last(&run);
        assert_eq!(attempt["vendor_code"], code.to_string(), "{}", run.stderr);
        if kind == "ok" {
            assert_eq!((run.code, &attempt["billing"]), (3, &json!("maybe_billed")));
            continue;
        }
        let exit = if kind == "input_refused" { 65 } else { 69 };
        assert_eq!((&attempt["error"], run.code), (&json!(kind), exit), "{code}");
        assert_eq!((&attempt["billing"], attempt.get("cost_fen")), (&json!("not_billed"), None), "{code}");
    }
    assert_eq!(beside.sandbox.invoice().ihuyi.len(), 1, "the one that was accepted");
}

/// A scan that was started two minutes ago: the vendor has had time to catch up.
pub(crate) fn older_session() -> String {
    let who = VerifyRequest::builder(
        RealName::parse("张三").unwrap(),
        IdNumber::parse("11010519491231002X").unwrap(),
    );
    let request = who.build(today_in_shanghai()).unwrap();
    let link = SessionLink::Url("https://face.example/1".into());
    let started = heyan::Clock::now(&SystemClock) - std::time::Duration::from_secs(120);
    let ends = started + std::time::Duration::from_secs(1800);
    let session = Session::new(ProviderId::new("ihuyi").unwrap(), "16236437872836", link, started, ends);
    serde_json::to_string(&SessionKeys::new(KEY).unwrap().seal(session, &request)).unwrap()
}

#[test]
fn every_code_of_get_result_in_both_formats() {
    for xml in [false, true] {
        let beside = Beside::with(SandboxConfig::default().with_xml_answers(xml));
        let heyan = Heyan::new();
        heyan.file("session.json", older_session());
        let rows = rows("get_result");
        assert_eq!(rows.len(), 16);
        for (code, kind) in rows.into_iter().filter(|(_, kind)| kind != "ok") {
            configured(&heyan, &beside, code);
            let run = verify(&heyan, &["--session", "session.json"]);
            let attempt = last(&run);
            assert_eq!(
                (&attempt["step"], &attempt["error"], &attempt["vendor_code"], &attempt["billing"]),
                (&json!("query"), &json!(kind), &json!(code.to_string()), &json!("not_billed")),
                "{code}, xml: {xml}"
            );
            // The session stays open, unless the vendor does not know it.
            let lost = kind == "session_not_found";
            let decision = if lost { "undetermined" } else { "pending" };
            assert_eq!(run.json()["decision"], decision, "{code}");
            assert_eq!(run.code, if lost { 69 } else { 3 }, "{code}");
        }
        assert!(beside.sandbox.invoice().ihuyi.is_empty(), "queries cost nothing");
    }
}

#[test]
fn every_status_in_both_formats() {
    for xml in [false, true] {
        let beside = Beside::with(SandboxConfig::default().with_xml_answers(xml));
        let heyan = Heyan::new();
        for (persona, seen, exit) in [
            ("no-photo", ["ING", "SUCCESS"], 0),
            ("household-moving", ["ING", "FAIL"], 2),
            ("scan-state", ["SCAN", "SUCCESS"], 0),
            ("walks-away", ["ING", "ING"], 3),
        ] {
            let ask = |more: &[&str]| {
                let url = beside.url();
                let first = ["verify", "--json", "--sandbox-url", &url, "--persona", persona];
                heyan.run(&[&first[..], more].concat())
            };
            heyan.file("session.json", ask(&[]).stdout);
            let runs = [ask(&["--session", "session.json"]), ask(&["--session", "session.json"])];
            assert_eq!([&runs[0], &runs[1]].map(|run| last(run)["vendor_code"].clone()), seen, "{persona}");
            assert_eq!(runs[1].code, exit, "{persona}, xml: {xml}");
        }
    }
}
