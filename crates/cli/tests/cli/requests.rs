//! The forms in which a request comes.

use base64::Engine as _;
use serde_json::Value;

use crate::heyan::{Beside, Heyan, request};

fn decision(heyan: &Heyan, arguments: &[&str], stdin: &str) -> (Value, i32) {
    let run = heyan.run_with(arguments, stdin);
    (run.json()["decision"].clone(), run.code)
}

#[test]
fn a_file_standard_input_a_persona_or_flags() {
    let heyan = Heyan::new();
    heyan.file("request.json", request("13900000101"));
    let sandbox = ["verify", "--sandbox", "--json"];
    let with = |more: &[&'static str]| [&sandbox[..], more].concat();
    assert_eq!(decision(&heyan, &with(&["--request", "request.json"]), ""), ("rejected".into(), 1));
    assert_eq!(
        decision(&heyan, &with(&["--request", "-"]), &request("13900000104")),
        ("undetermined".into(), 2)
    );
    assert_eq!(decision(&heyan, &with(&["--persona", "pass"]), ""), ("verified".into(), 0));
    let flags = [
        "--name",
        "张三",
        "--id-number",
        "11010519491231002x",
        "--mobile",
        "+86 139-0000-0100",
        "--portrait",
        "face.jpg",
    ];
    assert_eq!(decision(&heyan, &with(&flags), ""), ("verified".into(), 0));
}

#[test]
fn a_portrait_in_any_base64() {
    let heyan = Heyan::new();
    let standard = base64::engine::general_purpose::STANDARD.encode(heyan_sandbox::PORTRAIT);
    let url_safe = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(heyan_sandbox::PORTRAIT);
    let lines = standard
        .as_bytes()
        .chunks(76)
        .map(|line| std::str::from_utf8(line).unwrap())
        .collect::<Vec<_>>()
        .join("\\r\\n");
    for text in [standard.clone(), format!("data:image/jpg;base64,{standard}"), url_safe, lines] {
        let request = request("13900000100").replace("\"face.jpg\"", &format!("{{\"base64\": \"{text}\"}}"));
        assert_eq!(
            decision(&heyan, &["verify", "--sandbox", "--request", "-", "--json"], &request),
            ("verified".into(), 0)
        );
    }
}

#[test]
fn every_persona_is_answered_as_the_sandbox_lists_it() {
    let heyan = Heyan::new();
    let listed = heyan.run(&["sandbox", "personas", "--json"]).json();
    assert_eq!(listed.as_array().unwrap().len(), 15);
    let beside = Beside::start();
    for persona in listed.as_array().unwrap() {
        let name = persona["persona"].as_str().unwrap();
        let result =
            heyan.run(&["verify", "--sandbox-url", &beside.url(), "--persona", name, "--json"]).json();
        let first = persona["juhe"].as_str().unwrap().split(',').next().unwrap();
        assert_eq!(result["attempts"][0]["vendor_code"], first, "{name}");
    }
}

#[test]
fn what_is_required_can_be_spelled_out() {
    let heyan = Heyan::new();
    let with = |require: &str| {
        request("13900000109").replace("\"name\"", &format!("\"require\": {require}, \"name\""))
    };
    let ask = |require: &str| {
        let run = heyan.run_with(&["verify", "--sandbox", "--request", "-", "--json"], &with(require));
        (run.json(), run.code)
    };
    let (result, code) = ask(r#"[["identity", "mobile"], ["face", "identity"]]"#);
    assert_eq!((result["satisfied"].to_string(), code), (r#"["identity","face"]"#.to_owned(), 0));
    assert_eq!(ask("\"standard\"").1, 2);
    let (result, code) = ask("\"strict\"");
    assert_eq!((result["attempts"][0]["skipped_because"].as_str(), code), (Some("cannot_settle"), 65));
    assert_eq!(result["attempts"][0]["detail"], "liveness");
    assert_eq!(result["attempts"][1]["skipped_because"], "not_permitted", "a scan could have told");
}

#[test]
fn a_request_that_lacks_evidence_asks_nobody() {
    let beside = Beside::start();
    let heyan = Heyan::new();
    let url = beside.url();
    let bare = r#"{"name": "张三", "id_number": "11010519491231002X", "reference": "order-7"}"#;
    let run = heyan.run_with(&["verify", "--sandbox-url", &url, "--request", "-", "--json"], bare);
    let result = run.json();
    assert_eq!((result["reason"].as_str(), run.code), (Some("missing_evidence"), 65));
    assert_eq!(
        (result["reference"].as_str(), result["attempts"][0]["detail"].as_str()),
        (Some("order-7"), Some("mobile"))
    );
    assert!(beside.sandbox.requests().is_empty());
}
