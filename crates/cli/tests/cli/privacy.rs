//! Planted values come out nowhere: not on success, not on any failure, not on bad input.

use base64::Engine as _;
use heyan_sandbox::{Auto, SandboxConfig};
use heyan_testkit::Planted;

use crate::heyan::{Beside, Heyan, Run, configuration};
use crate::vendor::Vendor;

const KEY: &str = "planted-key-4711";
const NAME: &str = "阿依古丽·买买提";
const ID_NUMBER: &str = "110101199003078670";
const MOBILE: &str = "16600166123";

#[track_caller]
fn nothing_planted_in(run: &Run) {
    let planted = Planted::new([KEY, NAME, ID_NUMBER, MOBILE]).with_bytes(heyan_sandbox::PORTRAIT);
    assert!(!planted.is_in(&run.everything()), "a planted value came out");
}

fn request() -> String {
    format!(
        r#"{{"name": "{NAME}", "id_number": "{ID_NUMBER}", "mobile": "{MOBILE}", "portrait": "face.jpg"}}"#
    )
}

#[test]
fn whatever_a_vendor_answers() {
    let echo = format!("{KEY} {NAME} {ID_NUMBER} {MOBILE}");
    let bodies = [
        (
            200,
            format!(
                r#"{{"reason":"{echo}","result":{{"orderid":"{KEY}","res":100,"resmsg":"{echo}","type":"{NAME}"}},"error_code":0}}"#
            ),
        ),
        (200, format!(r#"{{"reason":"{echo}","result":"{KEY}","error_code":10012}}"#)),
        (200, format!(r#"{{"error_code":"{MOBILE}"}}"#)),
        (200, format!(r#"{{"error_code":{MOBILE}}}"#)),
        (200, echo.clone()),
        (500, echo.clone()),
        (302, echo),
    ];
    for (status, body) in &bodies {
        for json in [&[][..], &["--json"]] {
            let vendor = Vendor::answering(*status, body);
            let heyan = Heyan::new().env("RUST_LOG", "trace").env("RUST_BACKTRACE", "1");
            heyan.file("heyan.toml", configuration(&vendor.url, KEY));
            let run = heyan.run_with(&[&["verify", "--request", "-"], json].concat(), &request());
            assert!(
                [0, 69].contains(&run.code) && run.stderr.contains("attempt ended"),
                "{}",
                run.everything()
            );
            nothing_planted_in(&run);
        }
    }
}

#[test]
fn a_hosted_scan_from_its_start_to_its_end() {
    let beside = Beside::with(SandboxConfig::default().with_auto(Auto::Pass).with_ihuyi_api_key(KEY));
    let heyan = Heyan::new().env("RUST_LOG", "trace").env("RUST_BACKTRACE", "1");
    let session_key = format!("{KEY} {KEY} {KEY}");
    heyan.file(
        "heyan.toml",
        format!(
            "[provider.ihuyi]\naccount = \"C1\"\napi_key = \"{KEY}\"\nbase_url = \"{}\"\n[facade]\nsession_key = \
             \"{session_key}\"\n",
            beside.url()
        ),
    );
    let back = "https://example.com/planted-return";
    let request = format!(
        r#"{{"name": "{NAME}", "id_number": "{ID_NUMBER}", "consent_id": "planted-consent",
            "hosted": {{"return_url": "{back}"}}}}"#
    );
    heyan.file("request.json", request);
    let ask = |more: &[&str]| {
        let run = heyan.run(&[&["verify", "--json", "--request", "request.json"], more].concat());
        nothing_planted_in(&run);
        let planted = Planted::new([&session_key, "planted-return", "planted-consent"]);
        assert!(!planted.is_in(&run.everything()), "a planted value came out");
        run
    };
    let started = ask(&[]);
    heyan.file("open.json", &started.stdout);
    let token = started.json()["session"]["token"].as_str().unwrap().to_owned();
    assert!(started.stderr.contains("attempt ended"), "logs are on: {}", started.stderr);
    assert!(!started.stderr.contains("may have been billed without"), "it was answered: {}", started.stderr);
    let runs = [started, ask(&["--session", "open.json"]), ask(&["--session", "open.json", "--wait"])];
    assert_eq!(runs.each_ref().map(|run| run.code), [3, 3, 0]);
    for run in &runs {
        assert!(!run.stderr.contains(&token) && !run.stderr.contains("heyan1."), "a session in a log");
    }
}

#[test]
fn whatever_is_wrong_with_the_input() {
    let heyan = Heyan::new().env("RUST_LOG", "trace");
    let spoilt = [
        request().replace("\"name\"", "\"nme\""),
        request().replace(ID_NUMBER, &format!("{ID_NUMBER}{ID_NUMBER}")),
        request().replace(&format!("\"{MOBILE}\""), MOBILE),
        request().replace("face.jpg", "nowhere.jpg"),
        request().replace("face.jpg", &format!("{NAME}_{ID_NUMBER}.jpg")),
        request()
            .replace("face.jpg", &base64::engine::general_purpose::STANDARD.encode(heyan_sandbox::PORTRAIT)),
        request().replace('}', ""),
        request().replace(NAME, &format!("{NAME}\\u0007x")),
        format!("{NAME}{ID_NUMBER}{MOBILE}"),
        format!("[\"{NAME}\"]"),
    ];
    for request in &spoilt {
        let run = heyan.run_with(&["verify", "--sandbox", "--request", "-"], request);
        assert_eq!(run.code, 65);
        nothing_planted_in(&run);
    }
    for arguments in [
        vec!["verify", "--sandbox", NAME],
        vec!["verify", "--sandbox", "--mobil", MOBILE],
        vec!["verify", "--sandbox", "--lang", MOBILE],
        vec!["verify", "--sandbox", "--name", NAME, "--id-number", ID_NUMBER, "--mobile", KEY],
        vec!["verify", "--sandbox", &format!("--name{NAME}")],
        vec!["verify", "--sandbox", &format!("--id-number{ID_NUMBER}")],
        vec!["verify", "--sandbox", &format!("--mobile:{MOBILE}")],
        vec!["verify", "--sandbox", &format!("--{MOBILE}")],
        vec!["verify", "--sandbox", "--planted-key"],
        vec!["verify", "--sandbox", &format!("--{KEY}=1")],
        vec!["verify", "--sandbox", "--request", &format!("{NAME}.json")],
        vec!["verify", "--sandbox", "--persona", &format!("{NAME}{ID_NUMBER}")],
        vec![
            "verify",
            "--sandbox",
            "--portrait",
            &format!("{NAME}.jpg"),
            "--name",
            "李四",
            "--id-number",
            "11010519491231002X",
        ],
        vec!["portrait", &format!("{NAME}.jpg"), "out.jpg"],
        vec!["portrait", "face.jpg", &format!("{NAME}/{ID_NUMBER}.jpg")],
        vec!["portrait", "face.jpg", &format!("{NAME}.jpg"), &format!("{NAME}.jpg")],
        vec!["portrait", &format!("{NAME}.jpg"), &format!("{NAME}.jpg"), "--bytes", ID_NUMBER],
        vec!["verify", ID_NUMBER],
        vec![ID_NUMBER],
        vec!["sandbox", "--listen", MOBILE],
    ] {
        nothing_planted_in(&heyan.run(&arguments));
    }
}

#[test]
fn whatever_the_other_commands_say_at_trace_level() {
    use std::io::{BufRead, BufReader, Read};
    use std::process::{Command, Stdio};

    let mut sandbox = Command::new(env!("CARGO_BIN_EXE_heyan"))
        .args(["sandbox", "--listen", "127.0.0.1:0"])
        .env("RUST_LOG", "trace")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut url = String::new();
    BufReader::new(sandbox.stdout.take().unwrap()).read_line(&mut url).unwrap();

    let heyan = Heyan::new().env("RUST_LOG", "trace");
    let verified = heyan.run_with(&["verify", "--sandbox-url", url.trim(), "--request", "-"], &request());
    assert_eq!(verified.code, 0, "{}", verified.everything());
    nothing_planted_in(&verified);
    nothing_planted_in(&heyan.run_with(&["check", "--request", "-"], &request()));
    nothing_planted_in(&heyan.run_with(&["check", "--request", "-", "--json"], &request()));

    sandbox.kill().unwrap();
    sandbox.wait().unwrap();
    let mut stderr = String::new();
    sandbox.stderr.take().unwrap().read_to_string(&mut stderr).unwrap();
    nothing_planted_in(&Run { code: 0, stdout: url, stderr });
}
