//! A scan that was paid for is never lost: not by an interruption, nor by a reader that goes away.
#![cfg(unix)]

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};

use heyan_sandbox::Vendor;
use serde_json::Value;

use crate::heyan::{Beside, Heyan};

const WHO: [&str; 6] =
    ["--name", "张三", "--id-number", "11010519491231002X", "--return-url", "https://example.com/done"];

fn start(heyan: &Heyan, beside: &Beside, more: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_heyan"))
        .args(["verify", "--sandbox-url", &beside.url()])
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

/// Reads standard error until the wait has begun; what came till then, and the rest to be read.
fn until_it_waits(child: &mut Child) -> String {
    let mut said = String::new();
    for line in BufReader::new(child.stderr.take().unwrap()).lines() {
        let line = line.unwrap();
        said = format!("{said}{line}\n");
        if line.starts_with("awaiting the scan") {
            break;
        }
    }
    said
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
    let gate = beside.sandbox.hold(Vendor::Ihuyi);
    let mut child = start(&heyan, &beside, &["--wait", "--json"]);
    beside.block_on(gate.reached());
    signal(&child, "INT");
    let mut told = String::new();
    BufReader::new(child.stderr.as_mut().unwrap()).read_line(&mut told).unwrap();
    assert!(told.starts_with("the question was sent and may be paid for"), "{told}");
    gate.open();
    let (code, shown) = ended(child);
    let result: Value = serde_json::from_str(&shown).unwrap();
    assert_eq!((code, result["session"]["token"].is_string()), (Some(3), true), "{shown}");
}

#[test]
fn whoever_insists_is_let_go() {
    let (heyan, beside) = (Heyan::new(), Beside::start());
    let gate = beside.sandbox.hold(Vendor::Ihuyi);
    let mut child = start(&heyan, &beside, &["--json"]);
    beside.block_on(gate.reached());
    signal(&child, "INT");
    BufReader::new(child.stderr.as_mut().unwrap()).read_line(&mut String::new()).unwrap();
    signal(&child, "INT");
    assert_eq!(ended(child).0, Some(130));
    gate.open();
}

#[test]
fn ctrl_c_is_heard_in_the_middle_of_a_query() {
    let (heyan, beside) = (Heyan::new(), Beside::start());
    let mut child = start(&heyan, &beside, &["--wait", "--json"]);
    let waiting = until_it_waits(&mut child);
    let gate = beside.sandbox.hold(Vendor::Ihuyi);
    beside.block_on(gate.reached());
    signal(&child, "INT");
    assert_eq!(ended(child).0, Some(3), "{waiting}");
    gate.open();
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
#[cfg(target_os = "linux")]
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
