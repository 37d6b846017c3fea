//! `heyan check`: everything that can be known before paying.

use crate::heyan::{Heyan, request};

#[test]
fn a_good_request_is_well_formed_and_shown_masked() {
    let run = Heyan::new().run_with(&["check", "--request", "-"], &request("13800138000"));
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    insta::assert_snapshot!(run.stdout, @r"
    well-formed: 张*, 1****************X, 138****8000, JPEG 480 x 480, 19,337 bytes
    portrait: would be sent as it is, byte for byte
    no face was looked for in the portrait, and nothing of it is kept
    ");
}

#[test]
fn what_is_missing_or_odd_is_a_warning() {
    let old = r#"{"name": "张\ue000", "id_number": "610104620927690"}"#;
    let run = Heyan::new().run_with(&["check", "--request", "-"], old);
    assert_eq!(run.code, 0);
    insta::assert_snapshot!(run.stderr, @r"
    warning: name: has a private-use character; a vendor may not know the name in this spelling
    warning: id_number: the old 15 digits were brought to 18; ask for the number of a current card
    warning: mobile: is missing; Juhe needs it
    warning: portrait: is missing; Juhe needs it
    warning: hosted: is missing; without it nobody can be asked by a face scan (ihuyi) either
    ");
    let chinese = Heyan::new().run_with(&["check", "--request", "-", "--lang", "zh"], old);
    insta::assert_snapshot!(chinese.everything(), @r"
    格式无误：张*，6****************8
    提示：name: 含有自造字，渠道可能查不到此写法
    提示：id_number: 旧的15位号码已升为18位，请填写现行证件号码
    提示：mobile: 缺失，Juhe 需要手机号
    提示：portrait: 缺失，Juhe 需要人像
    提示：hosted: 缺失，也无法改用刷脸（ihuyi）
    ");
}

#[test]
fn who_asks_for_liveness_is_told_that_it_takes_a_scan() {
    let hosted = request("13800138000").replace("\"name\"", "\"require\": \"hosted\", \"name\"");
    let warned = |request: &str| {
        let run = Heyan::new().run_with(&["check", "--request", "-", "--json"], request);
        run.json()["warnings"].as_array().unwrap().iter().map(|w| w["field"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(warned(&hosted), ["hosted"]);
    assert!(warned(&request("13800138000")).is_empty());
}

#[test]
fn every_mistake_is_told_at_once() {
    let wrong = r#"{"name": "", "id_number": "11010519491231002X", "mobile": "110", "portrait": "nowhere.jpg", "phone": 1}"#;
    let run = Heyan::new().run_with(&["check", "--request", "-"], wrong);
    assert_eq!((run.code, run.stdout.as_str()), (65, ""));
    insta::assert_snapshot!(run.stderr, @r"
    error: phone: is not a known key; known here are name, id_number, mobile, portrait, hosted, require, reference, consent_id, session
    error: name: is empty; give a value
    error: mobile: is not a Chinese mobile number; give 11 digits that begin with 13 to 19, with or without +86
    error: portrait: its file cannot be read (No such file or directory (os error 2)); give a path, in a request relative to the request's file
    ");
    let json = Heyan::new().run_with(&["check", "--request", "-", "--json", "--lang", "zh"], wrong);
    assert_eq!((json.code, json.json()["errors"].as_array().unwrap().len()), (65, 4));
    assert_eq!(json.json()["errors"][2]["problem"], "format", "JSON has no language: {}", json.stdout);
}

#[test]
fn a_future_birth_is_found() {
    let heyan = Heyan::new();
    let unborn = request("13800138000").replace("11010519491231002X", "110101299003078679");
    assert_eq!(
        heyan.run_with(&["check", "--request", "-", "--json"], &unborn).json()["errors"][0]["problem"],
        "birth_in_future"
    );
}
