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
    warning: name: has a private-use character or a bare radical; a vendor may not know the name in this spelling
    warning: id_number: the old 15 digits were brought to 18; ask for the number of a current card
    warning: mobile: is missing; Juhe needs it
    warning: portrait: is missing; Juhe needs it
    warning: hosted: is missing; without it nobody can be asked by a face scan (ihuyi) either
    ");
    let chinese = Heyan::new().run_with(&["check", "--request", "-", "--lang", "zh"], old);
    insta::assert_snapshot!(chinese.everything(), @r"
    格式无误：张*，6****************8
    提示：name: 含有自造字或单独的部首，渠道可能查不到此写法
    提示：id_number: 旧的15位号码已升为18位，请填写现行证件号码
    提示：mobile: 缺失，Juhe 需要手机号
    提示：portrait: 缺失，Juhe 需要人像
    提示：hosted: 缺失，也无法改用刷脸（ihuyi）
    ");
}

#[test]
fn every_doubt_about_a_name_is_a_warning() {
    let doubtful = request("13800138000").replace("张三", "⽂ 三\u{E000}葛\u{E0100}1A#");
    let run = Heyan::new().run_with(&["check", "--request", "-"], &doubtful);
    assert_eq!(run.code, 0);
    insta::assert_snapshot!(run.stderr, @r"
    warning: name: has a private-use character or a bare radical; a vendor may not know the name in this spelling
    warning: name: had a radical where a character belongs; it was replaced, compare the name with the ID card
    warning: name: had a variation selector, which no vendor takes; compare the character's form with the ID card
    warning: name: has a digit; compare it with the ID card
    warning: name: has a blank between Chinese characters; remove it unless the ID card prints it
    warning: name: mixes scripts, such as Chinese and Latin letters; compare it with the ID card
    warning: name: has a character that names do not have; compare it with the ID card
    ");
    let chinese = Heyan::new().run_with(&["check", "--request", "-", "--lang", "zh"], &doubtful);
    insta::assert_snapshot!(chinese.stderr, @r"
    提示：name: 含有自造字或单独的部首，渠道可能查不到此写法
    提示：name: 含有部首字符，已替换为对应的汉字，请对照证件核对
    提示：name: 含有异体字选择符，渠道不识别，请对照证件核对字形
    提示：name: 含有数字，请对照证件核对
    提示：name: 汉字之间有空格，如证件上没有，请删除
    提示：name: 混用了不同文字（如汉字与字母），请对照证件核对
    提示：name: 含有姓名中一般没有的字符，请对照证件核对
    ");
    let json = Heyan::new().run_with(&["check", "--request", "-", "--json"], &doubtful).json();
    let warnings = json["warnings"].as_array().unwrap();
    assert!(warnings.iter().all(|warning| warning["field"] == "name"), "{warnings:?}");
    let codes: Vec<_> = warnings.iter().map(|warning| warning["code"].as_str().unwrap()).collect();
    let expected = [
        "rare_character",
        "radical",
        "variation_selector",
        "digit_in_name",
        "blank_in_name",
        "mixed_scripts",
        "unknown_character",
    ];
    assert_eq!(codes, expected);
}

#[test]
fn what_cannot_be_a_name_or_a_whole_id_number_is_refused() {
    let no_name = request("13800138000").replace("张三", "张*");
    let truncated = request("13800138000").replace("11010519491231002X", "190000200304150");
    let refusal = |request: &str, language| {
        let run = Heyan::new().run_with(&["check", "--request", "-", "--lang", language], request);
        assert_eq!(run.code, 65);
        run.stderr
    };
    insta::assert_snapshot!(refusal(&no_name, "en"), @"error: name: is not a name: it is masked (*), damaged by a wrong encoding (?, &#...;), has control characters, or has no letters; give the name as the ID card prints it");
    insta::assert_snapshot!(refusal(&no_name, "zh"), @"错误：name: 不是姓名：已脱敏（*）、编码有误（出现 ?、&#...; 或乱码）、含控制字符或没有文字，请按证件上的写法填写");
    insta::assert_snapshot!(refusal(&truncated, "en"), @"error: id_number: is only the first 15 of 18 characters; give all 18");
    insta::assert_snapshot!(refusal(&truncated, "zh"), @"错误：id_number: 只是18位号码的前15位，请填写完整的18位号码");
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
