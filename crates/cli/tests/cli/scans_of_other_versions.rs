//! Sessions of another version and another age by the real binary: one that is good goes on, one that is old is refused.

use serde_json::{Value, json};

use crate::heyan::{Beside, Heyan, Run};

const OF_0_1_0: &str = include_str!("../fixtures/golden/session-0.1.0.json");
const NEWER: &str = include_str!("../fixtures/golden/session-newer.json");

/// Asks with this session file about the person of the golden files; how often ihuyi was asked comes with it.
fn query(session: &str, facade: &str) -> (Run, usize) {
    let (beside, heyan) = (Beside::start(), Heyan::new());
    let config = format!(
        "[provider.ihuyi]\naccount = \"sandbox\"\napi_key = \"sandbox-key\"\nbase_url = \"{}\"\n[facade]\n\
         session_key = \"the key of the golden files, for tests alone\"\n{facade}\n",
        beside.url()
    );
    heyan.file("heyan.toml", config);
    heyan.file("session.json", session);
    let request = json!({"name": "张三", "id_number": "11010519491231002X", "mobile": "13800138000"});
    heyan.file("request.json", request.to_string());
    let run = heyan.run(&["verify", "--request", "request.json", "--session", "session.json", "--json"]);
    let asked = beside.sandbox.requests().iter().filter(|request| request.vendor == "ihuyi").count();
    (run, asked)
}

const FOR_EVER: &str = "session_retention = \"100000d\"";

#[test]
fn a_session_of_version_0_1_0_or_of_a_newer_one_is_opened_and_queried() {
    for session in [OF_0_1_0, NEWER] {
        let (run, asked) = query(session, FOR_EVER);
        let result = run.json();
        assert_eq!((run.code, asked), (69, 1), "{}{}", run.stdout, run.stderr);
        let last = result["attempts"].as_array().unwrap().last().unwrap();
        assert_eq!(last["error"], "session_not_found", "this sandbox has not started it");
        assert_eq!(result["id"], "f5da4e3f-9948-42d4-a44a-b0098fa625af");
        assert_eq!(result["findings"]["mobile"]["verdict"], "match", "what was found before is kept");
    }
    let (run, _) = query(NEWER, FOR_EVER);
    assert_eq!(
        run.json()["findings"]["iris"]["verdict"],
        "match",
        "what this version does not know is carried"
    );
}

#[test]
fn a_session_after_its_retention_is_refused() {
    for session in [OF_0_1_0, NEWER] {
        let (run, asked) = query(session, "session_retention = \"1d\"");
        assert_eq!((run.code, asked), (65, 0), "{}", run.stdout);
        let error = &run.json()["error"];
        assert_eq!(error["kind"], "session_refused");
        assert_eq!(
            error["message"],
            "session: the session is older than sessions are kept; check this machine's clock, and if it is right, start a new scan"
        );
    }
}

#[test]
fn a_session_is_an_object() {
    let golden: Value = serde_json::from_str(OF_0_1_0).unwrap();
    let values: Value = golden.as_object().unwrap().values().cloned().collect();
    for session in [values.to_string(), json!([golden]).to_string(), json!({ "session": values }).to_string()]
    {
        let (run, asked) = query(&session, FOR_EVER);
        assert_eq!((run.code, asked), (65, 0), "{session}");
        assert_eq!(run.json()["error"]["kind"], "session_refused");
    }
}

#[test]
fn what_a_person_writes_is_an_object_of_known_names() {
    let heyan = Heyan::new();
    let name = ("name", json!("张三"));
    let id_number = ("id_number", json!("11010519491231002X"));
    let with = |key: &str, value: Value| {
        let fields = [name.clone(), id_number.clone(), (key, value)];
        Value::Object(fields.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
    };
    let wrong = [
        json!(["张三", "11010519491231002X"]),
        with("portrait", json!(["QUJD"])),
        with("hosted", json!(["h5", "https://example.com/done"])),
        with("session", json!([OF_0_1_0])),
        with("region", json!("cn-north")),
        with("require", json!([["identity", "iris"]])),
        with("require", json!({"identity": true})),
    ];
    for request in wrong {
        heyan.file("request.json", request.to_string());
        let run = heyan.run(&["check", "--request", "request.json", "--json"]);
        assert_eq!(run.code, 65, "{request}: {}", run.stdout);
    }
}
