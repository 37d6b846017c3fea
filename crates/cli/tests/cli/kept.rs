//! A scan that was paid for is never lost: not by an interruption, nor by a reader that goes away.
#![cfg(target_os = "linux")]

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use heyan_sandbox::{Hold, Vendor};
use serde_json::Value;

use crate::heyan::{Beside, Heyan};

const WHO: [&str; 6] =
    ["--name", "张三", "--id-number", "11010519491231002X", "--return-url", "https://example.com/done"];

/// Whatever signals this process ignores, the program hears those that it is to hear.
fn start(heyan: &Heyan, beside: &Beside, more: &[&str]) -> Child {
    start_with("--default-signal=INT,TERM,HUP", heyan, beside, more)
}

fn start_with(signals: &str, heyan: &Heyan, beside: &Beside, more: &[&str]) -> Child {
    Command::new("env")
        .args([signals, env!("CARGO_BIN_EXE_heyan"), "verify", "--sandbox-url", &beside.url()])
        .args(WHO)
        .args(more)
        .current_dir(heyan.path())
        .env("LANG", "C.UTF-8")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

fn signal(child: &Child, name: &str) {
    let sent = Command::new("kill").args(["-s", name, &child.id().to_string()]).status().unwrap();
    assert!(sent.success());
}

/// Whether a text holds a session, and so everything that is needed to go on.
fn holds_a_session(text: &str) -> bool {
    text.lines()
        .any(|line| serde_json::from_str::<Value>(line).is_ok_and(|session| session["token"].is_string()))
}

/// Reads standard error until the wait has begun; what came till then.
fn until_it_waits(child: &mut Child) -> String {
    let mut said = String::new();
    let mut reader = BufReader::new(child.stderr.as_mut().unwrap());
    while !said.contains("awaiting the scan") {
        assert!(reader.read_line(&mut said).unwrap() > 0, "it never waits: {said}");
    }
    said
}

/// Waits until the vendor holds a request at the hold.
fn reached(beside: &Beside, hold: &Hold) {
    let reached = async { tokio::time::timeout(Duration::from_secs(30), hold.reached()).await };
    beside.block_on(reached).expect("a request comes to the hold");
}

fn ended(mut child: Child) -> (Option<i32>, String) {
    let mut shown = String::new();
    child.stdout.take().unwrap().read_to_string(&mut shown).unwrap();
    (child.wait().unwrap().code(), shown)
}

#[test]
fn while_it_waits_every_signal_ends_it_with_the_pending_result() {
    for name in ["INT", "TERM", "HUP"] {
        let (heyan, beside) = (Heyan::new(), Beside::start());
        let mut child = start(&heyan, &beside, &["--wait", "--json"]);
        assert!(!holds_a_session(&until_it_waits(&mut child)), "no log is a place for a session");
        signal(&child, name);
        let (code, shown) = ended(child);
        let result: Value = serde_json::from_str(&shown).unwrap();
        assert_eq!((code, result["decision"].as_str()), (Some(3), Some("pending")), "{name}");
    }
}

#[test]
fn a_scan_that_is_being_started_is_not_given_up_by_ctrl_c() {
    let (heyan, beside) = (Heyan::new(), Beside::start());
    let hold = beside.sandbox.hold(Vendor::Ihuyi);
    let mut child = start(&heyan, &beside, &["--wait", "--json"]);
    reached(&beside, &hold);
    signal(&child, "INT");
    let mut told = String::new();
    BufReader::new(child.stderr.as_mut().unwrap()).read_line(&mut told).unwrap();
    assert!(told.starts_with("the question was sent and may be paid for"), "{told}");
    hold.release();
    let (code, shown) = ended(child);
    let result: Value = serde_json::from_str(&shown).unwrap();
    assert_eq!((code, result["session"]["token"].is_string()), (Some(3), true), "{shown}");
}

#[test]
fn whoever_insists_is_let_go() {
    let (heyan, beside) = (Heyan::new(), Beside::start());
    let hold = beside.sandbox.hold(Vendor::Ihuyi);
    let mut child = start(&heyan, &beside, &["--json"]);
    reached(&beside, &hold);
    signal(&child, "INT");
    BufReader::new(child.stderr.as_mut().unwrap()).read_line(&mut String::new()).unwrap();
    signal(&child, "TERM");
    signal(&child, "INT");
    assert_eq!(ended(child).0, Some(130));
    hold.release();
}

#[test]
fn ctrl_c_is_heard_in_the_middle_of_a_query() {
    let (heyan, beside) = (Heyan::new(), Beside::start());
    let mut child = start(&heyan, &beside, &["--wait", "--json"]);
    let waiting = until_it_waits(&mut child);
    let hold = beside.sandbox.hold(Vendor::Ihuyi);
    reached(&beside, &hold);
    signal(&child, "INT");
    let (code, shown) = ended(child);
    hold.release();
    let result: Value = serde_json::from_str(&shown).unwrap();
    assert_eq!(code, Some(3), "{waiting}");
    // It did not wait for the query: that would have failed by its time-out.
    let failed =
        result["attempts"].as_array().unwrap().iter().filter(|attempt| attempt["status"] == "failed");
    assert_eq!(failed.count(), 0, "{shown}");
}

#[test]
fn after_an_interruption_nobody_else_is_asked() {
    let (heyan, beside) = (Heyan::new(), Beside::start());
    let hold = beside.sandbox.hold(Vendor::Juhe);
    let mut child = Command::new("env")
        .args([
            "--default-signal=INT",
            env!("CARGO_BIN_EXE_heyan"),
            "verify",
            "--json",
            "--persona",
            "no-photo",
        ])
        .args(["--sandbox-url", &beside.url()])
        .current_dir(heyan.path())
        .env("LANG", "C.UTF-8")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    reached(&beside, &hold);
    signal(&child, "INT");
    BufReader::new(child.stderr.as_mut().unwrap()).read_line(&mut String::new()).unwrap();
    hold.release();
    let (code, shown) = ended(child);
    let result: Value = serde_json::from_str(&shown).unwrap();
    assert_eq!((code, result["attempts"][0]["vendor_code"].as_str()), (Some(2), Some("104")), "{shown}");
    assert_eq!(result["attempts"][1]["skipped_because"], "deadline");
    assert!(beside.sandbox.invoice().ihuyi.is_empty(), "a scan was started after the interruption");
}

#[test]
fn whoever_only_looks_is_let_go_at_once() {
    let (heyan, beside) = (Heyan::new(), Beside::start());
    let (_, open) = ended(start(&heyan, &beside, &["--json"]));
    heyan.file("open.json", open);
    let hold = beside.sandbox.hold(Vendor::Ihuyi);
    let child = start(&heyan, &beside, &["--session", "open.json", "--json"]);
    reached(&beside, &hold);
    signal(&child, "INT");
    assert_eq!(ended(child).0, Some(130));
    hold.release();
}

#[test]
fn a_signal_that_is_to_be_ignored_is_ignored() {
    let (heyan, beside) = (Heyan::new(), Beside::start());
    let mut child = start_with("--ignore-signal=HUP", &heyan, &beside, &["--wait", "--json"]);
    until_it_waits(&mut child);
    signal(&child, "HUP");
    // It goes on asking.
    let hold = beside.sandbox.hold(Vendor::Ihuyi);
    reached(&beside, &hold);
    signal(&child, "TERM");
    assert_eq!(ended(child).0, Some(3));
    hold.release();
}

#[test]
fn a_reader_that_goes_away_does_not_take_the_session_with_it() {
    for more in [&["--json"][..], &[]] {
        let (heyan, beside) = (Heyan::new(), Beside::start());
        let mut child = start(&heyan, &beside, more);
        drop(child.stdout.take());
        let mut told = String::new();
        child.stderr.take().unwrap().read_to_string(&mut told).unwrap();
        assert!(holds_a_session(&told), "{told}");
        assert_eq!(child.wait().unwrap().code(), Some(3));
    }
}

#[test]
fn a_full_disk_does_not_take_the_session_with_it() {
    for more in [&["--json"][..], &[]] {
        let (heyan, beside) = (Heyan::new(), Beside::start());
        let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
        let output = Command::new(env!("CARGO_BIN_EXE_heyan"))
            .args(["verify", "--sandbox-url", &beside.url()])
            .args(WHO)
            .args(more)
            .current_dir(heyan.path())
            .env("LANG", "C.UTF-8")
            .stdout(full)
            .output()
            .unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(70));
        assert!(told.contains("\"token\""), "{told}");
    }
}
