//! Every row of docs/guide/fallback.md through the real binary: who is asked after which failure, and the exit code.

use std::time::Duration;

use heyan_sandbox::{Fault, FaultKind, FaultStatus, Vendor};
use serde_json::Value;

use crate::heyan::{Beside, Heyan, Run, request};
use crate::vendor;

const PAGE: &str = include_str!("../../../../docs/guide/fallback.md");

/// A row: the kind with its scope, whether the next is asked, the exit code.
fn rows() -> Vec<(String, bool, i32)> {
    let rows = PAGE.lines().filter(|line| line.starts_with("| `"));
    rows.map(|line| {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        (cells[1].replace('`', ""), cells[3] == "yes", cells[5].parse().unwrap())
    })
    .collect()
}

/// How a vendor is brought to fail in this way.
enum Failing {
    /// By the last digits of the mobile.
    Mobile(&'static str),
    /// By the key.
    Key(&'static str),
    /// By a fault of the connection.
    Fault(FaultKind),
    /// By an answer that the sandbox does not give.
    Answer(&'static str),
    /// By a line of its section.
    Setting(&'static str),
}

/// `None` for kinds that no vendor of the command line comes to.
fn failing(kind: &str) -> Option<Failing> {
    let status = |code| Failing::Fault(FaultKind::Status(FaultStatus::new(code).unwrap()));
    Some(match kind {
        "invalid_request" => Failing::Mobile("13800280101"),
        "input_refused" => Failing::Mobile("13800280102"),
        "credentials" => Failing::Key("sandbox-10001"),
        "forbidden" => Failing::Key("sandbox-10021"),
        "quota_exhausted" => Failing::Key("sandbox-10012"),
        "rate_limited" => status(429),
        "unavailable" => status(503),
        "timeout" => Failing::Fault(FaultKind::Delay(Duration::from_secs(60))),
        "network" => Failing::Fault(FaultKind::ResetBefore),
        "vendor_fault" => Failing::Key("sandbox-10014"),
        "protocol" => Failing::Fault(FaultKind::Garbage),
        "unrecognized (system)" => Failing::Answer(r#"{"error_code": 10099, "reason": "?", "result": null}"#),
        "unrecognized (request)" => {
            Failing::Answer(r#"{"error_code": 280199, "reason": "?", "result": null}"#)
        }
        "refused" => Failing::Setting("budget = \"0.10/day\""),
        // The planner keeps what a provider cannot do from it; these two come from verifiers of one's own.
        "unsupported" | "exhausted" => return None,
        // Of a scan that is asked after: the two tests below.
        "session_not_found" | "session_refused" => return None,
        _ => panic!("a row without its test: {kind}"),
    })
}

/// Asks a vendor that fails, and then, if that is wanted, one that does not.
fn run(failing: &Failing, and_another: bool) -> Run {
    let (heyan, beside, healthy) = (Heyan::new(), Beside::start(), Beside::start());
    let (mut url, mut key, mut mobile, mut more) = (beside.url(), "k", "13800138000", "");
    let stub;
    match failing {
        Failing::Mobile(number) => mobile = number,
        Failing::Key(name) => key = name,
        Failing::Fault(fault) => beside.sandbox.script(Fault::new(Vendor::Juhe, *fault)),
        Failing::Answer(body) => {
            stub = vendor::Vendor::answering(200, body);
            url.clone_from(&stub.url);
        }
        Failing::Setting(line) => more = line,
    }
    let first = format!(
        "[provider.a]\nkind = \"juhe\"\nkey = \"{key}\"\nbase_url = \"{url}\"\ntimeout = \"1s\"\nprice = \"0.80\"\n{more}\n"
    );
    let second = format!("[provider.b]\nkind = \"juhe\"\nkey = \"k\"\nbase_url = \"{}\"\n", healthy.url());
    heyan.file("heyan.toml", if and_another { format!("{first}{second}") } else { first });
    heyan.run_with(&["verify", "--request", "-", "--json"], &request(mobile))
}

/// What the first attempt came to, as the page names it.
fn kind(attempt: &Value) -> String {
    match (attempt["status"].as_str().unwrap(), attempt["scope"].as_str()) {
        ("skipped", _) => "refused".to_owned(),
        (_, Some(scope)) => format!("{} ({scope})", attempt["error"].as_str().unwrap()),
        _ => attempt["error"].as_str().unwrap().to_owned(),
    }
}

#[test]
fn the_page_and_the_binary_agree_on_every_row() {
    let rows = rows();
    assert_eq!(rows.len(), 18);
    for (name, next, code) in rows {
        let Some(failing) = failing(&name) else { continue };
        let alone = run(&failing, false);
        let attempts = alone.json()["attempts"].clone();
        assert_eq!((kind(&attempts[0]), alone.code), (name.clone(), code), "{}", alone.stderr);

        let asked = run(&failing, true).json()["attempts"].as_array().unwrap().len();
        assert_eq!(asked == 2, next, "{name}: whether another is asked");
    }
}

#[test]
fn a_scan_that_is_not_found_or_refused_moves_the_chain_to_nobody() {
    let exit = |name: &str| rows().into_iter().find(|(kind, ..)| kind == name).unwrap();
    let beside = Beside::start();
    let heyan = Heyan::new();
    let url = beside.url();
    heyan.file("session.json", crate::ihuyi_codes::older_session());
    heyan.file(
        "heyan.toml",
        format!(
            "[provider.ihuyi]\naccount = \"sandbox-4061\"\napi_key = \"sandbox-key\"\nbase_url = \"{url}\"\n\
             [provider.juhe]\nkey = \"k\"\nbase_url = \"{url}\"\n[facade]\nsession_key = \"{}\"\n",
            crate::ihuyi_codes::KEY
        ),
    );
    let ask = |id_number: &str| {
        let person = format!(
            r#"{{"name": "张三", "id_number": "{id_number}", "mobile": "13800138000", "portrait": "face.jpg"}}"#
        );
        heyan.run_with(&["verify", "--request", "-", "--session", "session.json", "--json"], &person)
    };
    let (_, next, code) = exit("session_refused");
    assert_eq!((ask("110101199003078670").code, next), (code, false), "another person's");
    // The session is one without a mobile.
    let person = r#"{"name": "张三", "id_number": "11010519491231002X", "portrait": "face.jpg"}"#;
    let run = heyan.run_with(&["verify", "--request", "-", "--session", "session.json", "--json"], person);
    let (_, next, code) = exit("session_not_found");
    assert_eq!((run.code, next), (code, false), "{}", run.stdout);
    assert!(beside.sandbox.invoice().juhe.is_empty(), "nobody else was asked");
}

#[test]
fn other_rules_can_be_set() {
    let settings = [("policy = { unavailable = \"stop\" }", 1), ("on_maybe_billed = \"stop\"", 1), ("", 2)];
    for (setting, asked) in settings {
        let (heyan, beside) = (Heyan::new(), Beside::start());
        beside.sandbox.script(Fault::new(Vendor::Juhe, FaultKind::Status(FaultStatus::new(503).unwrap())));
        let account = |name: &str| {
            format!("[provider.{name}]\nkind = \"juhe\"\nkey = \"k\"\nbase_url = \"{}\"\n", beside.url())
        };
        heyan.file("heyan.toml", format!("{}{}[facade]\n{setting}\n", account("a"), account("b")));
        let run = heyan.run_with(&["verify", "--request", "-", "--json"], &request("13800138000"));
        assert_eq!(run.json()["attempts"].as_array().unwrap().len(), asked, "{setting}: {}", run.stderr);
    }
}
