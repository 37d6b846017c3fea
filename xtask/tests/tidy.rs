//! The workspace keeps its own rules: what `.ci/run` asks of xtask, as a test.
#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

use std::process::Command;

fn xtask(arguments: &[&str]) -> (bool, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_xtask")).args(arguments).output().unwrap();
    let told = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8(told).unwrap())
}

#[test]
fn the_workspace_is_tidy() {
    let (success, told) = xtask(&["tidy"]);
    assert!(success, "{told}");
}

#[test]
fn the_pages_of_codes_are_those_of_the_tables() {
    let (success, told) = xtask(&["codes", "--check"]);
    assert!(success, "{told}");
}

#[test]
fn without_a_task_it_says_what_there_is() {
    let (success, told) = xtask(&[]);
    assert!(success);
    for task in ["tidy", "codes", "codes --check", "features"] {
        assert!(told.contains(&format!("cargo xtask {task} ")), "{told}");
    }
    let (success, told) = xtask(&["tidy", "codes"]);
    assert!(!success);
    assert!(told.starts_with("no such task: tidy codes\n"), "{told}");
}
