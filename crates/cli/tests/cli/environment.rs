//! Machines on which other clients stumble.

use crate::heyan::{Beside, Heyan, request};

#[test]
fn a_dead_proxy_in_the_environment_and_no_certificates_change_nothing() {
    let mut heyan = Heyan::new();
    for name in ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY", "all_proxy"] {
        heyan = heyan.env(name, "http://127.0.0.1:9");
    }
    let heyan = heyan.env("SSL_CERT_FILE", "/nonexistent").env("SSL_CERT_DIR", "/nonexistent");
    let run = heyan.run(&["verify", "--sandbox", "--persona", "pass"]);
    assert_eq!(run.code, 0, "{}", run.everything());
}

#[test]
fn chinese_by_the_locale() {
    let chinese = Heyan::new().env("LANG", "zh_CN.UTF-8").run(&["verify", "--sandbox", "--persona", "pass"]);
    assert!(chinese.stdout.contains("核验通过"));
    let overruled = Heyan::new().env("LANG", "zh_CN.UTF-8").env("LC_ALL", "en_US.UTF-8");
    assert!(overruled.run(&["verify", "--sandbox", "--persona", "pass"]).stdout.contains("verified"));
}

#[test]
fn a_configuration_in_the_folder_is_read_and_named() {
    let beside = Beside::start();
    let heyan = Heyan::new().env("JUHE_KEY", "k");
    let text = format!("[provider.juhe]\nkey = {{ env = \"JUHE_KEY\" }}\nbase_url = \"{}\"\n", beside.url());
    heyan.file("heyan.toml", text);
    let run = heyan.run_with(&["verify", "--request", "-"], &request("13900000100"));
    assert_eq!((run.code, run.stderr.as_str()), (0, "using ./heyan.toml\n"));
    assert!(run.stdout.contains("no price is configured"));
    assert_eq!(beside.sandbox.invoice().juhe.len(), 1);
}

#[test]
fn a_running_sandbox_can_be_asked_and_is_told_apart_from_a_vendor() {
    let beside = Beside::start();
    let run = Heyan::new().run(&["verify", "--sandbox-url", &beside.url(), "--persona", "pass", "--json"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, "SANDBOX: simulated, no vendor was asked\n"));
    assert_eq!(beside.sandbox.requests().last().unwrap().persona, Some("pass"));
}

#[test]
fn a_reader_that_goes_away_is_no_bug() {
    let mut heyan = std::process::Command::new(env!("CARGO_BIN_EXE_heyan"));
    let mut child = heyan
        .args(["verify", "--sandbox", "--request", "-", "--json"])
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    // It cannot have written before it has read.
    drop(child.stdout.take());
    let bare = r#"{"name": "张三", "id_number": "11010519491231002X"}"#;
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), bare.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(65), "the exit code of the result");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "SANDBOX: simulated, no vendor was asked\n");
}

#[test]
#[cfg(target_os = "linux")]
fn a_result_that_cannot_be_written_is_no_success() {
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let mut heyan = std::process::Command::new(env!("CARGO_BIN_EXE_heyan"));
    let output =
        heyan.args(["verify", "--sandbox", "--persona", "pass", "--json"]).stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(70));
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(stderr.contains("the result could not be written"), "{stderr}");
    assert!(stderr.contains("\"order_id\": \"JH801"), "an answer that was paid for is not lost: {stderr}");
}

#[test]
fn a_port_that_is_taken_is_told_with_its_cause() {
    let beside = Beside::start();
    let address = beside.sandbox.address().to_string();
    let run = Heyan::new().run(&["sandbox", "--listen", &address]);
    assert_eq!(run.code, 64);
    assert!(run.stderr.contains("another program has this port; --listen 127.0.0.1:0"), "{}", run.stderr);
}
