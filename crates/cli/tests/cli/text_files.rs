//! Every text file in every encoding that is read, and a clear word about the others: request, session, configuration,
//! secret.

use heyan_sandbox::{Auto, SandboxConfig};

use crate::heyan::{Beside, Heyan, configuration, request};

fn utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    "\u{FEFF}".encode_utf16().chain(text.encode_utf16()).flat_map(unit).collect()
}

/// As editors, Windows PowerShell and macOS write a text.
fn files(text: &str) -> [Vec<u8>; 4] {
    [
        text.as_bytes().to_vec(),
        format!("\u{FEFF}{text}").into_bytes(),
        utf16(text, u16::to_le_bytes),
        utf16(text, u16::to_be_bytes),
    ]
}

/// 张三 in GBK.
const GBK: &[u8] = b"{\"name\": \"\xD5\xC5\xC8\xFD\", \"id_number\": \"11010519491231002X\"}";

#[test]
fn a_request_is_read_in_each_encoding() {
    let heyan = Heyan::new();
    for (n, file) in files(&request("13800138000")).into_iter().enumerate() {
        heyan.file("request.json", &file);
        let run = heyan.run(&["verify", "--sandbox", "--request", "request.json", "--json"]);
        assert_eq!((run.json()["decision"].as_str(), run.code), (Some("verified"), 0), "{n}");
        let run = heyan.run_bytes(&["check", "--request", "-"], &file);
        assert_eq!(run.status.code(), Some(0), "{n}");
    }
}

#[test]
fn a_request_in_another_encoding_is_refused_with_its_likely_name() {
    let heyan = Heyan::new();
    heyan.file("request.json", GBK);
    for command in ["check", "verify"] {
        let sandbox: &[&str] = if command == "verify" { &["--sandbox"] } else { &[] };
        let arguments = [&[command], sandbox, &["--request", "request.json", "--json"]].concat();
        let run = heyan.run(&arguments);
        let error = &run.json()["error"];
        assert_eq!(
            (error["problem"].as_str(), error["message"].as_str(), run.code),
            (
                Some("encoding"),
                Some("the text is not UTF-8 but probably GBK or GB18030; save it as UTF-8"),
                65
            ),
            "{command}"
        );
    }
    let run = heyan.run(&["check", "--request", "request.json", "--lang", "zh"]);
    assert_eq!(run.stderr, "错误：文件不是 UTF-8，可能是 GBK 或 GB18030，请另存为 UTF-8\n");
}

/// A scan that was paid for must be found again, whichever shell wrote its session down.
#[test]
fn a_session_is_read_in_each_encoding() {
    let beside = Beside::with(SandboxConfig::default().with_auto(Auto::Pass));
    let heyan = Heyan::new();
    heyan.file("request.json", r#"{"name": "张三", "id_number": "11010519491231002X"}"#);
    let url = beside.url();
    let verify = ["verify", "--sandbox-url", &url, "--request", "request.json", "--json"];
    let pending = heyan.run(&[&verify[..], &["--return-url", "https://example.com/done"]].concat());
    assert_eq!(pending.code, 3, "{}", pending.everything());
    for (n, file) in files(&pending.stdout).into_iter().enumerate() {
        heyan.file("session.json", &file);
        let run = heyan.run(&[
            "verify",
            "--sandbox-url",
            &url,
            "--request",
            "request.json",
            "--return-url",
            "https://example.com/done",
            "--session",
            "session.json",
            "--json",
        ]);
        assert!(matches!(run.code, 0 | 3), "{n}: {}", run.everything());
    }
    heyan.file("session.json", GBK);
    let run = heyan.run(&[&verify[..], &["--session", "session.json"]].concat());
    let error = &run.json()["error"];
    assert_eq!(
        (error["kind"].as_str(), error["problem"].as_str()),
        (Some("session_refused"), Some("encoding"))
    );
}

#[test]
fn a_configuration_and_a_secret_are_read_in_each_encoding() {
    let heyan = Heyan::new();
    let with_file = configuration("http://127.0.0.1:1", "k").replace("\"k\"", "{ file = \"key\" }");
    for (n, file) in files(&with_file).into_iter().enumerate() {
        heyan.file("heyan.toml", &file);
        for (m, key) in files("9d2f0c5e\r\n").into_iter().enumerate() {
            heyan.file("key", &key);
            let run = heyan.run(&["config", "check"]);
            assert_eq!(run.code, 0, "{n} {m}: {}", run.everything());
        }
    }
    heyan.file("key", b"\xD5\xC5\xC8\xFD");
    let run = heyan.run(&["config", "check"]);
    assert_eq!(run.code, 78);
    assert!(
        run.stderr.contains("heyan.toml:2: provider.juhe.key: its file is not UTF-8 but probably GBK"),
        "{}",
        run.stderr
    );
    heyan.file("heyan.toml", [with_file.as_bytes(), b"# \xD5\xC5"].concat());
    let run = heyan.run(&["config", "check"]);
    assert_eq!(run.code, 78);
    assert!(run.stderr.contains("heyan.toml: is not UTF-8 but probably GBK"), "{}", run.stderr);
}
