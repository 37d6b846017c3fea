//! `heyan codes`: the table that everything is decoded by.

use crate::heyan::Heyan;

#[test]
fn every_code_in_both_languages() {
    for (name, arguments) in [("codes-en", vec!["codes"]), ("codes-zh", vec!["codes", "--lang", "zh"])] {
        let run = Heyan::new().run(&arguments);
        assert_eq!((run.code, run.stderr.as_str()), (0, ""));
        insta::assert_snapshot!(name, run.stdout);
    }
}

#[test]
fn every_code_as_json() {
    let codes = Heyan::new().run(&["codes", "--json"]).json();
    let codes = codes["codes"].as_array().unwrap();
    assert_eq!(codes.len(), 36 + 24);
    insta::assert_snapshot!(serde_json::to_string(&codes[2]).unwrap(), @r#"{"billing":"billed","code":102,"meaning":"identity and mobile match, the face is not this person's","vendor":"juhe","vendor_words":"身份、手机核验通过，人像核验不通过","verdicts":{"face":"mismatch","identity":"match","mobile":"match"}}"#);
    let scan = codes.iter().find(|code| code["status"] == "SUCCESS").unwrap();
    insta::assert_snapshot!(serde_json::to_string(scan).unwrap(), @r#"{"billing":"not_billed","code":2,"meaning":"the scan was passed: identity and face match, and a live person was there","status":"SUCCESS","step":"query","vendor":"ihuyi","vendor_words":"刷脸认证通过","verdicts":{"face":"match","identity":"match","liveness":"match"}}"#);
    let of_one = Heyan::new().run(&["codes", "ihuyi", "--json"]).json();
    assert_eq!(of_one["codes"].as_array().unwrap().len(), 24);
    let refused = codes.iter().find(|code| code["code"] == 280103).unwrap();
    assert_eq!(
        (refused["error"].as_str(), refused["field"].as_str()),
        (Some("input_refused"), Some("mobile"))
    );
}
