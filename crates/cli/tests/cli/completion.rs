//! What a scan completes, and what it is not asked for: each of Juhe's results through the real binary.

use heyan_sandbox::{Auto, SandboxConfig};

use crate::heyan::{Beside, Heyan};

/// Every result, and the error that leaves everything open.
fn mobiles() -> Vec<(u32, String)> {
    let results = (100..=116).map(|code| (code, format!("13800138{code}")));
    results.chain([(280_105, "13800280105".to_owned())]).collect()
}

/// For each of Juhe's codes: the decision in the end, and how many scans were started.
fn outcomes(require: &str) -> Vec<(u32, String, usize)> {
    let beside = Beside::with(SandboxConfig::default().with_auto(Auto::Pass));
    let heyan = Heyan::new();
    let url = beside.url();
    let mut outcomes = Vec::new();
    for (code, mobile) in mobiles() {
        let before = beside.sandbox.invoice().ihuyi.len();
        let request = format!(
            r#"{{"name": "张三", "id_number": "11010519491231002X", "mobile": "{mobile}", "portrait": "face.jpg",
                "hosted": {{"return_url": "https://example.com/done"}}, "require": {require}}}"#
        );
        heyan.file("request.json", request);
        let verify = ["verify", "--sandbox-url", &url, "--request", "request.json", "--json"];
        let mut run = heyan.run(&verify);
        // Still under way at the first look, over at the second.
        for _ in 0..2 {
            if run.code == 3 {
                heyan.file("open.json", &run.stdout);
                run = heyan.run(&[&verify[..], &["--session", "open.json"]].concat());
            }
        }
        let result = run.json();
        assert_eq!(result["attempts"][0]["vendor_code"], code.to_string());
        let scans = beside.sandbox.invoice().ihuyi.len() - before;
        outcomes.push((code, result["decision"].as_str().unwrap().to_owned(), scans));
    }
    outcomes
}

/// The codes that a scan completed to `verified`; nothing else was verified but what Juhe settled alone, and no scan was
/// started for anything else.
fn completed(require: &str, settled_by_juhe: &[u32]) -> Vec<u32> {
    let mut completed = Vec::new();
    for (code, decision, scans) in outcomes(require) {
        if scans == 1 {
            assert_eq!(decision, "verified", "{code}: a scan that could not complete it");
            completed.push(code);
        } else {
            let verified = settled_by_juhe.contains(&code);
            assert_eq!((decision == "verified", scans), (verified, 0), "{code}");
        }
    }
    completed
}

#[test]
fn under_standard() {
    assert_eq!(completed(r#""standard""#, &[100]), [104, 108, 109, 112, 113, 115, 280_105]);
}

#[test]
fn where_the_mobile_is_required() {
    assert_eq!(completed(r#"[["identity", "mobile", "face"]]"#, &[100]), [104, 115]);
}

#[test]
fn under_strict_a_full_match_leads_to_one_scan() {
    assert_eq!(completed(r#""strict""#, &[]), [100, 104, 115]);
}
