//! Hosted scans by the real binary: start, wait, come back; and sessions that are refused.

use std::time::Duration;

use serde_json::{Value, json};

use crate::heyan::{Beside, Heyan, Run};

const WHO: [&str; 4] = ["--name", "张三", "--id-number", "11010519491231002X"];
const RETURN: [&str; 2] = ["--return-url", "https://example.com/done"];

/// A sandbox, and a folder in which the pending result is kept.
struct Shop {
    beside: Beside,
    heyan: Heyan,
}

impl Shop {
    fn open() -> Self {
        Self { beside: Beside::start(), heyan: Heyan::new() }
    }

    fn run(&self, arguments: &[&[&str]]) -> Run {
        let url = self.beside.url();
        self.heyan.run(&[&["verify", "--sandbox-url", &url], arguments.concat().as_slice()].concat())
    }

    /// Starts a scan about somebody who is no persona, and keeps the pending result.
    fn start(&self) -> Value {
        let run = self.run(&[&WHO, &RETURN, &["--json"]]);
        assert_eq!(run.code, 3, "{}{}", run.stdout, run.stderr);
        self.heyan.file("pending.json", &run.stdout);
        run.json()
    }

    fn ask_after(&self) -> Run {
        self.run(&[&WHO, &["--session", "pending.json", "--json"]])
    }

    /// How often ihuyi was asked for anything.
    fn asked(&self) -> usize {
        self.beside.sandbox.requests().iter().filter(|request| request.vendor == "ihuyi").count()
    }
}

#[test]
fn each_persona_ends_as_its_row_says() {
    #[rustfmt::skip]
    let rows = [
        ("pass",             "verified",     "all_matched",     0),
        ("family-sim",       "rejected",     "mismatch",        1),
        ("impostor",         "rejected",     "mismatch",        1),
        ("wrong-name",       "rejected",     "mismatch",        1),
        ("renamed",          "rejected",     "mismatch",        1),
        ("household-moving", "undetermined", "scan_not_passed", 2),
        ("no-photo",         "verified",     "all_matched",     0),
        ("blurred",          "verified",     "all_matched",     0),
        ("virtual-operator", "verified",     "all_matched",     0),
        ("carrier-down",     "verified",     "all_matched",     0),
        ("sources-down",     "verified",     "all_matched",     0),
        ("foreign-permit",   "verified",     "all_matched",     0),
        ("walks-away",       "pending",      "awaiting_scan",   3),
        ("late",             "verified",     "all_matched",     0),
        ("scan-state",       "verified",     "all_matched",     0),
    ];
    assert_eq!(rows.len(), heyan_sandbox::personas().len());
    let shop = Shop::open();
    for (persona, decision, reason, code) in rows {
        let before = shop.beside.sandbox.invoice();
        let mut run = shop.run(&[&["--persona", persona, "--json"]]);
        if run.code == 3 {
            shop.heyan.file("pending.json", &run.stdout);
            if persona == "late" {
                shop.beside.sandbox.advance(Duration::from_secs(4));
            }
            // Under way at the first look, over at the second.
            for _ in 0..2 {
                run = shop.run(&[&["--persona", persona, "--session", "pending.json", "--json"]]);
            }
        }
        let result = run.json();
        assert_eq!((&result["decision"], &result["reason"]), (&json!(decision), &json!(reason)), "{persona}");
        assert_eq!(run.code, code, "{persona}");
        // Everything on the invoice is in the trail.
        let after = shop.beside.sandbox.invoice();
        let entries = (after.juhe.len() - before.juhe.len()) + (after.ihuyi.len() - before.ihuyi.len());
        let told =
            result["attempts"].as_array().unwrap().iter().filter(|a| a["billing"] != "not_billed").count();
        assert_eq!(entries, told, "{persona}");
    }
}

#[test]
fn a_pending_result_reads_the_same_from_run_to_run() {
    let shop = Shop::open();
    shop.start();
    let started = std::fs::read_to_string(shop.heyan.path().join("pending.json")).unwrap();
    insta::with_settings!({filters => heyan_testkit::snapshot::filters()}, {
        insta::assert_snapshot!("pending-json", started);
        insta::assert_snapshot!("pending-again-json", shop.ask_after().stdout);
    });
}

#[test]
fn what_people_see_of_a_pending_result() {
    for language in ["en", "zh"] {
        let run = Shop::open().run(&[&WHO, &RETURN, &["--lang", language]]);
        assert_eq!(run.code, 3);
        let filters = [heyan_testkit::snapshot::filters(), heyan_testkit::snapshot::table_filters()].concat();
        insta::with_settings!({filters => filters}, {
            insta::assert_snapshot!(format!("pending-{language}"), run.everything());
        });
    }
}

#[test]
fn with_a_sandbox_of_its_own_it_waits_until_the_scan_is_over() {
    let run = Heyan::new().run(&["verify", "--sandbox", "--persona", "no-photo", "--json"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let steps: Vec<_> = run.json()["attempts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|a| format!("{} {} {}", a["provider"], a["step"], a["status"]).replace('"', ""))
        .collect();
    assert_eq!(steps, ["juhe ask answered", "ihuyi ask pending", "ihuyi query answered"]);
    assert!(run.stderr.contains("http://127.0.0.1:"), "the link is told: {}", run.stderr);
}

#[test]
fn waiting_ends_with_a_last_look_and_the_session_stays_open() {
    let shop = Shop::open();
    let run = shop.run(&[&["--persona", "walks-away", "--wait=1s", "--json"]]);
    assert_eq!((run.code, &run.json()["decision"]), (3, &json!("pending")));
    assert!(run.json()["session"]["token"].is_string());
    assert_eq!(shop.asked(), 2, "the Submit, and a look when the time was up");
}

#[test]
fn a_query_that_fails_for_a_while_is_waited_over() {
    let shop = Shop::open();
    let started = shop.run(&[&["--persona", "no-photo", "--json"]]);
    shop.heyan.file("pending.json", &started.stdout);
    shop.beside.script_over_http(r#"{"vendor": "ihuyi", "kind": "status", "status": 503, "count": 2}"#);
    let run = shop.run(&[&["--persona", "no-photo", "--session", "pending.json", "--wait", "--json"]]);
    assert_eq!((run.code, &run.json()["decision"]), (0, &json!("verified")), "{}", run.stderr);
    assert!(run.stderr.contains("it costs nothing and is asked again"), "{}", run.stderr);
}

#[test]
fn no_time_is_waited_that_no_link_lives() {
    for time in ["soon", "25h", "300000000000y"] {
        let shop = Shop::open();
        let run = shop.run(&[&WHO, &RETURN, &[&format!("--wait={time}")]]);
        assert_eq!((run.code, shop.asked()), (64, 0), "{time}: {}", run.stderr);
        assert_eq!(run.stderr, "error: --wait takes a time of up to 24h, such as 30s or 10m\n");
    }
}

#[test]
fn a_session_is_taken_as_a_result_as_itself_in_a_request_or_from_standard_input() {
    let shop = Shop::open();
    let started = shop.start();
    shop.heyan.file("session.json", started["session"].to_string());
    let request = json!({
        "name": "张三", "id_number": "11010519491231002X", "session": started["session"],
    });
    shop.heyan.file("request.json", request.to_string());
    let token_alone = json!({"token": started["session"]["token"]});
    let url = shop.beside.url();
    let from_input = [&["verify", "--sandbox-url", &url], &WHO[..], &["--session", "-", "--json"]].concat();
    let runs = [
        shop.ask_after(),
        shop.run(&[&WHO, &["--session", "session.json", "--json"]]),
        shop.run(&[&["--request", "request.json", "--json"]]),
        shop.heyan.run_with(&from_input, &token_alone.to_string()),
    ];
    for run in runs {
        assert_eq!((run.code, run.json()["id"].clone()), (3, started["id"].clone()), "{}", run.stderr);
    }
    assert_eq!(shop.asked(), 5, "one Submit, and a query for each");
}

#[test]
fn a_session_that_does_not_belong_here_is_refused_and_nobody_is_asked() {
    let shop = Shop::open();
    let started = shop.start();
    let token = started["session"]["token"].as_str().unwrap().to_owned();
    let with_token = |token: &str| json!({"token": token}).to_string();
    let turned = |place: usize| {
        let mut token = token.clone().into_bytes();
        token[place] = if token[place] == b'A' { b'B' } else { b'A' };
        with_token(std::str::from_utf8(&token).unwrap())
    };
    let mut elsewhere = started["session"].clone();
    elsewhere["url"] = "https://example.com/another-page".into();
    let files = [
        ("changed-in-front.json", turned(9)),
        ("changed-in-the-middle.json", turned(token.len() / 2)),
        ("changed-at-the-end.json", turned(token.len() - 2)),
        ("another-link.json", elsewhere.to_string()),
        ("cut-off.json", with_token(&token[..token.len() / 2])),
        ("no-token.json", json!({"provider": "ihuyi"}).to_string()),
        ("a-final-result.json", json!({"schema": 1, "decision": "verified", "attempts": []}).to_string()),
        ("no-json.json", "heyan1.abc".to_owned()),
    ];
    let asked = shop.asked();
    let mut told = Vec::new();
    let mut refused = |case: &str, run: Run| {
        assert_eq!((run.code, run.json()["error"]["kind"].as_str()), (65, Some("session_refused")), "{case}");
        told.push(format!("{case}: {}", run.json()["error"]["message"].as_str().unwrap()));
    };
    for (file, content) in &files {
        shop.heyan.file(file, content);
        refused(file, shop.run(&[&WHO, &["--session", file, "--json"]]));
    }
    let another =
        ["--name", "李四", "--id-number", "11010519491231002X", "--session", "pending.json", "--json"];
    refused("another person", shop.run(&[&another]));
    let strict = json!({"name": "张三", "id_number": "11010519491231002X", "require": "strict"});
    shop.heyan.file("strict.json", strict.to_string());
    refused(
        "another requirement",
        shop.run(&[&["--request", "strict.json", "--session", "pending.json", "--json"]]),
    );
    let keys = |key: &str| {
        format!(
            "[provider.ihuyi]\naccount = \"sandbox\"\napi_key = \"sandbox-key\"\nbase_url = \"{}\"\n[facade]\n{key}\n",
            shop.beside.url()
        )
    };
    let configured = |config: &str| {
        shop.heyan.file("heyan.toml", config);
        shop.heyan.run(&[&["verify", "--json", "--session", "pending.json"], &WHO[..]].concat())
    };
    refused("another key", configured(&keys("session_key = \"another key of thirty-two bytes or more\"")));
    refused("nobody here starts scans", configured(&crate::heyan::configuration("http://127.0.0.1:1", "k")));
    refused("a file that is not there", shop.run(&[&WHO, &["--session", "nowhere.json", "--json"]]));
    assert_eq!(shop.asked(), asked, "ihuyi was asked");
    insta::assert_snapshot!(told.join("\n"));

    assert_eq!(configured(&keys("")).code, 3, "the same account derives the same key");
}

#[test]
fn a_failed_query_leaves_the_session_open_and_says_so() {
    let shop = Shop::open();
    let started = shop.start();
    shop.beside.script_over_http(r#"{"vendor": "ihuyi", "kind": "status", "status": 503}"#);
    let failed = shop.ask_after();
    let result = failed.json();
    assert_eq!((failed.code, &result["decision"]), (3, &json!("pending")));
    assert_eq!(result["session"]["token"], started["session"]["token"]);
    let last = result["attempts"].as_array().unwrap().last().unwrap();
    assert_eq!((&last["status"], &last["error"]), (&json!("failed"), &json!("unavailable")));
    assert_eq!(last["billing"], "not_billed");
    assert_eq!(shop.ask_after().code, 3);
}

#[test]
fn a_submit_is_sent_once_whatever_happens() {
    let faults = [
        r#"{"vendor": "ihuyi", "kind": "reset_before"}"#,
        r#"{"vendor": "ihuyi", "kind": "reset_after_billing"}"#,
        r#"{"vendor": "ihuyi", "kind": "truncate"}"#,
        r#"{"vendor": "ihuyi", "kind": "garbage"}"#,
        r#"{"vendor": "ihuyi", "kind": "endless"}"#,
        r#"{"vendor": "ihuyi", "kind": "status", "status": 503}"#,
        r#"{"vendor": "ihuyi", "kind": "status", "status": 307}"#,
    ];
    for fault in faults {
        let shop = Shop::open();
        shop.beside.script_over_http(fault);
        let run = shop.run(&[&WHO, &RETURN, &["--json"]]);
        let result = run.json();
        let ask = result["attempts"].as_array().unwrap().iter().find(|a| a["provider"] == "ihuyi").unwrap();
        assert_eq!((run.code, &ask["billing"]), (69, &json!("maybe_billed")), "{fault}");
        assert_eq!(shop.asked(), 1, "{fault}");
    }
}

#[test]
fn with_the_sdk_there_is_a_face_token_in_place_of_the_link() {
    let shop = Shop::open();
    let request = json!({
        "name": "张三", "id_number": "11010519491231002X",
        "hosted": {"mode": "sdk", "notify_url": "https://example.com/news"},
    });
    shop.heyan.file("request.json", request.to_string());
    let run = shop.run(&[&["--request", "request.json", "--json"]]);
    let session = &run.json()["session"];
    assert_eq!((run.code, session["url"].is_null(), session["face_token"].is_string()), (3, true, true));
}

#[test]
fn two_readers_of_standard_input_are_one_too_many() {
    let run = Heyan::new().run(&["verify", "--sandbox", "--request", "-", "--session", "-"]);
    assert_eq!(run.code, 64);
    insta::assert_snapshot!(run.stderr, @"error: --request and --session cannot both read standard input; give one of them as a file");
}

#[test]
fn an_address_that_leads_nowhere_is_refused() {
    for url in ["javascript:alert(1)", "http://example.com/done", "myapp://done", "done"] {
        let run = Heyan::new().run(&[&["verify", "--sandbox", "--return-url", url], &WHO[..]].concat());
        assert_eq!(run.code, 65, "{url}");
        assert!(run.stderr.contains("return_url"), "{}", run.stderr);
    }
    let heyan = Heyan::new();
    let beside = Beside::start();
    heyan.file(
        "heyan.toml",
        format!(
            "[provider.ihuyi]\naccount = \"a\"\napi_key = \"sandbox-key\"\nbase_url = \"{}\"\n[facade]\n\
             app_schemes = [\"myapp\"]\n",
            beside.url()
        ),
    );
    let run = heyan.run(&[&["verify", "--json", "--return-url", "myapp://done"], &WHO[..]].concat());
    assert_eq!(run.code, 3, "{}{}", run.stdout, run.stderr);
}
