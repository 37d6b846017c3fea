//! `heyan plan`: what people and programs are told, and that nobody is asked.

use serde_json::json;

use crate::heyan::{Beside, Heyan, request};

fn two_accounts(url: &str, facade: &str) -> String {
    format!(
        "[provider.juhe]\nkey = \"k\"\nbase_url = \"{url}\"\nprice = \"0.80\"\n\
         [provider.juhe-b]\nkind = \"juhe\"\nkey = \"k\"\nbase_url = \"{url}\"\nprice = \"0.60\"\n\
         [provider.ihuyi]\naccount = \"C1\"\napi_key = \"sandbox-key\"\nbase_url = \"{url}\"\n[facade]\n{facade}\n"
    )
}

#[test]
fn people_see_the_order_the_reasons_and_the_cost() {
    let heyan = Heyan::new();
    let mut shown = String::new();
    for arguments in [
        &["--persona", "pass"][..],
        &["--persona", "pass", "--lang", "zh"],
        &["--name", "张三", "--id-number", "11010519491231002X"],
        &["--name", "张三", "--id-number", "11010519491231002X", "--lang", "zh"],
        &["--name", "张三", "--id-number", "11010519491231002X", "--return-url", "https://example.com/done"],
    ] {
        let run = heyan.run(&[&["plan", "--sandbox"], arguments].concat());
        shown += &format!(
            "$ heyan plan --sandbox {}\n{}({})\n\n",
            arguments.join(" "),
            run.everything(),
            run.code
        );
    }
    insta::assert_snapshot!(shown);
}

#[test]
fn programs_get_one_object_and_nobody_is_asked() {
    let beside = Beside::start();
    let heyan = Heyan::new();
    heyan.file("heyan.toml", two_accounts(&beside.url(), "strategy = \"cheapest\""));
    let run = heyan.run_with(&["plan", "--request", "-", "--json"], &request("13800138000"));
    let expected = json!({
        "schema": 1,
        "steps": [
            {"provider": "juhe-b", "when": "first", "price_fen": 60},
            {"provider": "juhe", "when": "if_still_open", "price_fen": 80},
            {"provider": "ihuyi", "when": "never", "skipped_because": "not_permitted", "detail": "hosted"},
        ],
        "least_fen": 60,
        "most_fen": 140,
    });
    assert_eq!((run.json(), run.code), (expected, 0));
    assert!(beside.sandbox.requests().is_empty());
}

#[test]
fn a_plan_says_that_a_cheaper_order_exists() {
    let beside = Beside::start();
    let heyan = Heyan::new();
    heyan.file("heyan.toml", two_accounts(&beside.url(), "order = [\"juhe\", \"juhe-b\", \"ihuyi\"]"));
    let plan = |more: &[&str]| {
        let arguments = [&["plan", "--request", "-"], more].concat();
        heyan.run_with(&arguments, &request("13800138000"))
    };
    assert_eq!(plan(&["--json"]).json()["cheaper"], json!({"order": ["juhe-b", "juhe"], "cost_fen": 60}));
    let last = |run: crate::heyan::Run| run.stdout.trim().lines().last().unwrap().to_owned();
    insta::assert_snapshot!(last(plan(&[])), @"if everything matches, the order juhe-b, juhe costs 0.60 yuan instead of 0.80");
    insta::assert_snapshot!(last(plan(&["--lang", "zh"])), @"全部一致时，按 juhe-b、juhe 的顺序只需 0.60 元，当前顺序为 0.80 元");
}

#[test]
fn a_weighted_random_order_says_so() {
    let heyan = Heyan::new();
    heyan.file(
        "heyan.toml",
        two_accounts("http://127.0.0.1:1", "strategy = \"weighted\"\nweights = { juhe = 3 }"),
    );
    let run = heyan.run_with(&["plan", "--request", "-"], &request("13800138000"));
    assert!(run.stdout.contains("the order is drawn by lot for each verification"), "{}", run.everything());
    let run = heyan.run_with(&["plan", "--request", "-", "--json"], &request("13800138000"));
    assert_eq!(run.json()["drawn"], true);
}

#[test]
fn where_nobody_would_be_asked_the_code_is_that_of_the_verification() {
    let heyan = Heyan::new();
    let person = r#"{"name": "张三", "id_number": "11010519491231002X"}"#;
    let strict = r#"{"name": "张三", "id_number": "11010519491231002X", "mobile": "13800138000", "portrait": "face.jpg", "require": "strict"}"#;
    for (person, code) in [(person, 65), (strict, 65)] {
        for command in ["plan", "verify"] {
            assert_eq!(
                heyan.run_with(&[command, "--sandbox", "--request", "-"], person).code,
                code,
                "{command}"
            );
        }
    }
    heyan.file("heyan.toml", "[provider.juhe]\nkey = \"k\"\nbase_url = \"http://127.0.0.1:1\"\nprice = \"0.80\"\nbudget = \"0.10/day\"\n");
    for command in ["plan", "verify"] {
        assert_eq!(
            heyan.run_with(&[command, "--request", "-"], &request("13800138000")).code,
            69,
            "{command}"
        );
    }
}

#[test]
fn what_cannot_be_planned_is_refused() {
    let heyan = Heyan::new();
    heyan.file("open.json", crate::ihuyi_codes::older_session());
    let with_session = format!(
        r#"{{"name": "张三", "id_number": "11010519491231002X", "session": {}}}"#,
        std::fs::read_to_string(heyan.path().join("open.json")).unwrap()
    );
    let run = heyan.run_with(&["plan", "--sandbox", "--request", "-"], &with_session);
    assert_eq!(run.code, 65);
    assert!(run.stderr.contains("nothing to plan with a session"), "{}", run.stderr);
    assert_eq!(heyan.run(&["plan", "--sandbox"]).code, 64);
    assert_eq!(heyan.run(&["plan", "--name", "张三", "--id-number", "11010519491231002X"]).code, 78);
}
