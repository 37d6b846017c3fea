//! `heyan config`: what is wrong with a configuration, what holds in it, and no secret in either.

use serde_json::{Value, json};

use crate::heyan::{Beside, Heyan, request};

const SECRET: &str = "planted-secret-4711";

fn wrong() -> Heyan {
    let heyan = Heyan::new();
    heyan.file(
        "heyan.toml",
        format!(
            "[provider.juhe]\nkey = \"{SECRET}\"\ntimeout = \"soon\"\nrate = \"20\"\n\n[facade]\norder = [\"juhe\", \"ihuyi\"]\nkeey = 1\n"
        ),
    );
    heyan
}

fn right() -> Heyan {
    let heyan = Heyan::new().env("JUHE_KEY", SECRET).env("HEYAN_FACADE_DEADLINE", "20s");
    heyan.file(
        "heyan.toml",
        "[provider.juhe]\nkey = { env = \"JUHE_KEY\" }\nprice = \"0.80\"\nbudget = \"500.00/day\"\n\n\
         [provider.ihuyi]\naccount = \"C1\"\napi_key = { env = \"IHUYI_API_KEY\" }\n\n[facade]\nstrategy = \"cheapest\"\n",
    );
    heyan
}

#[test]
fn check_tells_everything_that_is_wrong_at_once() {
    let run = wrong().run(&["config", "check"]);
    assert_eq!(run.code, 78);
    insta::assert_snapshot!("config-check-wrong", run.everything());
    let chinese = wrong().run(&["config", "check", "--lang", "zh"]);
    assert!(chinese.stderr.contains("错误："), "{}", chinese.stderr);
    for run in [run, chinese] {
        assert!(!run.everything().contains(SECRET));
    }
}

#[test]
fn a_malformed_value_hides_no_secret_that_is_missing_and_a_mistyped_variable_is_told() {
    let heyan = Heyan::new().env("HEYAN_FACADES_DEADLINE", SECRET).env("HEYAN_SESSION_KEY", SECRET);
    heyan.file(
        "heyan.toml",
        "[provider.juhe]\nkey = { env = \"JUHE_KEY\" }\ntimeout = \"soon\"\nbase_url = \"http://apis.juhe.cn\"\n\
         [facade]\nsession_key = { env = \"HEYAN_SESSION_KEY\" }\n",
    );
    let run = heyan.run(&["config", "check"]);
    assert_eq!(run.code, 78);
    let told: Vec<&str> = run.stderr.lines().filter_map(|line| line.split("heyan.toml:").nth(1)).collect();
    let lines: Vec<&str> = told.iter().filter_map(|told| told.split(':').next()).collect();
    assert_eq!(lines, ["2", "3", "4", "6"], "{}", run.stderr);
    assert!(run.stderr.contains("warning: HEYAN_FACADES_DEADLINE: sets no key"), "{}", run.stderr);
    assert!(!run.stderr.contains("HEYAN_SESSION_KEY: sets"), "{}", run.stderr);
    assert!(!run.everything().contains(SECRET));
}

#[test]
fn check_looks_secrets_up_and_asks_nobody() {
    let missing = right().run(&["config", "check"]);
    assert_eq!(missing.code, 78);
    assert!(
        missing.stderr.contains("the environment variable IHUYI_API_KEY is not set"),
        "{}",
        missing.stderr
    );
    let run = right().env("IHUYI_API_KEY", SECRET).run(&["config", "check"]);
    assert_eq!(run.code, 0);
    insta::assert_snapshot!("config-check-right", run.everything());
    assert!(!run.everything().contains(SECRET));
}

#[test]
fn check_and_show_in_json() {
    let run = wrong().run(&["config", "check", "--json"]);
    let found = run.json();
    assert_eq!((&found["schema"], &found["usable"], run.code), (&json!(1), &json!(false), 78));
    let messages: Vec<&str> =
        found["errors"].as_array().unwrap().iter().map(|error| error["message"].as_str().unwrap()).collect();
    assert!(
        messages.len() >= 4 && messages.iter().all(|message| message.starts_with("heyan.toml:")),
        "{messages:?}"
    );

    let shown = right().run(&["config", "show", "--json"]).json();
    let settings = shown["settings"].as_array().unwrap().clone();
    let setting = |section: &str, key: &str| -> Value {
        settings.iter().find(|one| one["section"] == section && one["key"] == key).unwrap().clone()
    };
    let deadline =
        json!({"section": "facade", "key": "deadline", "value": "20s", "from": "HEYAN_FACADE_DEADLINE"});
    assert_eq!(setting("facade", "deadline"), deadline);
    assert_eq!(setting("provider.juhe", "timeout")["from"], "default");
    assert_eq!(setting("provider.juhe", "key")["value"], "set (env JUHE_KEY)");
    assert_eq!(setting("provider.ihuyi", "api_key")["value"], "not set (env IHUYI_API_KEY)");
}

#[test]
fn show_is_a_table_with_where_each_value_stands() {
    let run = right().run(&["config", "show"]);
    assert_eq!(run.code, 0);
    insta::assert_snapshot!("config-show", run.everything());
    assert!(!run.everything().contains(SECRET));
}

#[test]
fn without_any_configuration_it_says_what_to_do() {
    for command in [["config", "check"], ["config", "show"]] {
        let run = Heyan::new().run(&command);
        assert_eq!(run.code, 78);
        assert!(run.stderr.contains("write a heyan.toml"), "{}", run.stderr);
    }
}

#[test]
fn variables_alone_configure_a_verification() {
    let beside = Beside::start();
    let heyan = Heyan::new()
        .env("HEYAN_PROVIDER_JUHE_KEY", "k")
        .env("HEYAN_PROVIDER_JUHE_BASE_URL", &beside.url())
        .env("HEYAN_PROVIDER_JUHE_PRICE", "0.80");
    let run = heyan.run_with(&["verify", "--request", "-", "--json"], &request("13800138000"));
    assert_eq!((run.code, run.json()["cost_fen"].as_u64()), (0, Some(80)), "{}", run.stderr);
    let wrong = heyan.env("HEYAN_PROVIDER_JUHE_TIMEOUT", "planted-value");
    let run = wrong.run_with(&["verify", "--request", "-"], &request("13800138000"));
    assert_eq!(run.code, 78);
    assert!(run.stderr.contains("HEYAN_PROVIDER_JUHE_TIMEOUT: "), "{}", run.stderr);
    assert!(!run.everything().contains("planted-value"));
}

#[test]
fn variables_do_not_reach_into_a_sandbox() {
    let run = Heyan::new()
        .env("HEYAN_FACADE_REQUIRE_CONSENT", "true")
        .env("HEYAN_PROVIDER_JUHE_BASE_URL", "https://apis.juhe.cn")
        .run(&["verify", "--sandbox", "--persona", "pass", "--json"]);
    assert_eq!(run.code, 0, "{}", run.everything());
}
