//! What the field really sends, and what it must come to: requests, answers and credentials of `vectors/field`, row by
//! row, through the real binary.

use std::path::Path;

use crate::heyan::{Heyan, Run};
use crate::vendor::Vendor;

/// What a request must come to.
enum Comes {
    /// It is sent, without a warning.
    Accepted,
    /// It is sent, with a warning of this code.
    Warned(&'static str),
    /// It is refused with this problem.
    Refused(&'static str),
}

use Comes::{Accepted, Refused, Warned};

const REQUESTS: &[(&str, Comes)] = &[
    ("i1-cyrillic-kha.json", Accepted),
    ("i1-multiplication.json", Accepted),
    ("i1-roman-ten.json", Accepted),
    ("i2-isolates.json", Accepted),
    ("i2-mobile-isolates.json", Accepted),
    ("i2-mobile-variation-selector.json", Accepted),
    ("i3-excel-apostrophe.json", Accepted),
    ("i4-mobile-parentheses.json", Accepted),
    ("j2-base64-plus-became-space.json", Warned("base64_blanks")),
    ("n1-ascii-dot.json", Accepted),
    ("n1-ideographic-stop.json", Accepted),
    ("n2-hangul-filler.json", Accepted),
    ("n2-vs16.json", Accepted),
    ("n3-kangxi.json", Warned("radical")),
    ("n3-radical-supplement.json", Warned("radical")),
    ("n4-gbk-entity.json", Refused("not_a_name")),
    ("n4-masked.json", Refused("not_a_name")),
    ("n4-question-mark.json", Refused("not_a_name")),
    ("n4-replacement.json", Refused("not_a_name")),
    ("n5-space-between-han.json", Warned("blank_in_name")),
];

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/field").join(name)).unwrap()
}

fn heyan_with(names: &[&str]) -> Heyan {
    let heyan = Heyan::new();
    names.iter().for_each(|name| heyan.file(name, fixture(name)));
    heyan
}

/// The codes of what `check` warns of, without what is merely missing.
fn warnings(check: &Run) -> Vec<String> {
    let json = check.json();
    let codes = json["warnings"].as_array().unwrap().iter().map(|warning| warning["code"].as_str().unwrap());
    codes.filter(|code| *code != "missing").map(str::to_owned).collect()
}

#[test]
fn every_request_of_the_field_comes_to_what_it_must() {
    for (name, comes) in REQUESTS {
        let heyan = heyan_with(&[name]);
        let check = heyan.run(&["check", "--request", name, "--json"]);
        let verify = heyan.run(&["verify", "--sandbox", "--request", name, "--json"]);
        match comes {
            Accepted => assert_eq!((check.code, warnings(&check)), (0, vec![]), "{name}: {}", check.stdout),
            Warned(code) => {
                assert_eq!((check.code, warnings(&check)), (0, vec![(*code).to_owned()]), "{name}");
            }
            Refused(problem) => {
                let refused = |run: &Run, error: &serde_json::Value| {
                    (run.code, error["problem"].as_str().map(str::to_owned))
                };
                let expected = (65, Some((*problem).to_owned()));
                assert_eq!(refused(&check, &check.json()["errors"][0]), expected, "{name}");
                assert_eq!(refused(&verify, &verify.json()["error"]), expected, "{name}");
                continue;
            }
        }
        let told = format!("{name}: {}", verify.everything());
        assert!(matches!(verify.code, 0..=2), "{told}");
        assert!(
            verify.json()["attempts"].as_array().unwrap().iter().any(|ask| ask["billing"] == "billed"),
            "{told}"
        );
    }
}

/// Pictures as they come out of phones and mails, each in place of a good portrait.
#[test]
fn every_picture_of_the_field_comes_to_what_it_must() {
    for (name, problem) in [
        ("p2-no-eoi.jpg", None),
        ("p2-no-eoi-samsung-trailer.jpg", None),
        ("p6-newline-before-soi.jpg", Some("not_an_image")),
    ] {
        let beside = crate::heyan::Beside::start();
        let heyan = heyan_with(&[name]);
        heyan.file("request.json", crate::heyan::request("13900000100").replace("face.jpg", name));
        let check = heyan.run(&["check", "--request", "request.json", "--json"]);
        let verify =
            heyan.run(&["verify", "--sandbox-url", &beside.url(), "--request", "request.json", "--json"]);
        let Some(problem) = problem else {
            assert_eq!((check.code, warnings(&check)), (0, vec![]), "{name}: {}", check.everything());
            assert_eq!(verify.code, 0, "{name}: {}", verify.everything());
            let image = beside.sandbox.requests()[0].image.clone().unwrap();
            assert!(image.liked, "{name}: the vendor gets a whole JPEG in the budget, not {image:?}");
            continue;
        };
        assert_eq!((check.code, &check.json()["errors"][0]["problem"]), (65, &problem.into()), "{name}");
        assert_eq!((verify.code, &verify.json()["error"]["problem"]), (65, &problem.into()), "{name}");
        assert!(beside.sandbox.requests().is_empty(), "{name}: nobody is asked");
    }
}

/// What the vendor is asked, field by field: the sandbox does not look at names.
#[test]
fn the_vendor_is_sent_what_was_meant() {
    const MATCH: &str = r#"{"error_code":0,"result":{"orderid":"JH1","res":100,"score":900.0,"type":""}}"#;
    let mobile_and_number = ("13800138000", "19000019900307009X");
    for (name, real_name) in [
        ("i1-cyrillic-kha.json", "张三"),
        ("i1-multiplication.json", "张三"),
        ("i1-roman-ten.json", "张三"),
        ("i2-isolates.json", "张三"),
        ("i2-mobile-isolates.json", "张三"),
        ("i2-mobile-variation-selector.json", "张三"),
        ("i3-excel-apostrophe.json", "张三"),
        ("i4-mobile-parentheses.json", "张三"),
        ("n1-ascii-dot.json", "阿依古丽·买买提"),
        ("n1-ideographic-stop.json", "阿依古丽·买买提"),
        ("n2-hangul-filler.json", "张三"),
        ("n2-vs16.json", "张三"),
        ("n3-kangxi.json", "文小"),
        ("n3-radical-supplement.json", "民国"),
        ("n5-space-between-han.json", "张 三"),
    ] {
        let vendor = Vendor::answering(200, MATCH);
        let heyan = heyan_with(&[name]);
        heyan.file("heyan.toml", crate::heyan::configuration(&vendor.url, "k"));
        let run = heyan.run(&["verify", "--request", name, "--json"]);
        assert_eq!(run.code, 0, "{name}: {}", run.everything());
        let sent = (vendor.field("mobile"), vendor.field("idcard"), vendor.field("realname"));
        let (mobile, number) = mobile_and_number;
        assert_eq!(sent, (mobile.to_owned(), number.to_owned(), real_name.to_owned()), "{name}");
    }
}

/// What an answer must come to.
enum Answers {
    /// Verified, with this order id and this score.
    Verified(Option<&'static str>, Option<f64>),
    /// A protocol error that may be billed, with this in its meaning.
    Protocol(&'static str),
}

const ORDER_ID: Option<&str> = Some("JH801240913170041JZU80");
const SCORE: Option<f64> = Some(982.7);

const ANSWERS: &[(&str, Answers)] = &[
    ("h0-control.http", Answers::Verified(ORDER_ID, SCORE)),
    ("h1-bom.http", Answers::Verified(ORDER_ID, SCORE)),
    ("h2-gzip-unasked.http", Answers::Protocol("compressed")),
    ("h3-folded-header.http", Answers::Verified(ORDER_ID, SCORE)),
    ("h3-header-without-colon.http", Answers::Protocol("not HTTP")),
    ("h3-space-before-colon.http", Answers::Verified(ORDER_ID, SCORE)),
    ("h4-gbk-body.http", Answers::Verified(ORDER_ID, SCORE)),
    ("h5-error-code-0.0.http", Answers::Verified(ORDER_ID, SCORE)),
    ("h5-res-100.0.http", Answers::Verified(ORDER_ID, SCORE)),
    ("h6-orderid-number.http", Answers::Verified(Some("8012409131700418099"), SCORE)),
    ("h7-score-nan.http", Answers::Verified(ORDER_ID, None)),
    ("h7-trailing-nul.http", Answers::Verified(ORDER_ID, SCORE)),
];

#[test]
fn every_answer_of_the_field_comes_to_what_it_must() {
    for (name, answers) in ANSWERS {
        let vendor = Vendor::sending(fixture(name));
        let heyan = Heyan::new();
        heyan.file("heyan.toml", crate::heyan::configuration(&vendor.url, "k"));
        heyan.file("request.json", crate::heyan::request("13800138000"));
        let run = heyan.run(&["verify", "--request", "request.json", "--json"]);
        let (result, told) = (run.json(), format!("{name}: {}", run.everything()));
        let attempts = result["attempts"].as_array().unwrap();
        assert_eq!(attempts.len(), 1, "{told}");
        let attempt = &attempts[0];
        match answers {
            Answers::Verified(order_id, score) => {
                assert_eq!((run.code, result["decision"].as_str()), (0, Some("verified")), "{told}");
                assert_eq!(
                    (attempt["status"].as_str(), attempt["vendor_code"].as_str()),
                    (Some("answered"), Some("100"))
                );
                assert_eq!(
                    (attempt["billing"].as_str(), attempt["cost_fen"].as_u64()),
                    (Some("billed"), Some(80))
                );
                assert_eq!(attempt["order_id"].as_str(), *order_id, "{told}");
                assert_eq!(attempt["scores"][0]["value"].as_f64(), *score, "{told}");
            }
            Answers::Protocol(word) => {
                assert_eq!(
                    (run.code, result["reason"].as_str()),
                    (69, Some("no_provider_answered")),
                    "{told}"
                );
                assert_eq!(
                    (attempt["error"].as_str(), attempt["stage"].as_str()),
                    (Some("protocol"), Some("answered"))
                );
                assert_eq!(attempt["billing"].as_str(), Some("maybe_billed"), "{told}");
                assert!(attempt["meaning"].as_str().unwrap().contains(word), "{told}");
            }
        }
    }
}

#[test]
fn every_answer_of_the_field_has_its_row() {
    let files =
        std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/field")).unwrap();
    let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<_> = names.filter(|name| name.ends_with(".http")).collect();
    names.sort();
    assert_eq!(names, ANSWERS.iter().map(|(name, _)| *name).collect::<Vec<_>>());
}

#[test]
fn credentials_as_people_store_them_are_read_or_refused_without_a_word_of_them() {
    const SECRET: &str = "0123456789abcdef";
    let quoted = format!("\"{SECRET}{SECRET}\"");
    let cases: &[(&str, &str, &[&str], i32, &str)] = &[
        ("c1-file-bom.toml", "k", &["c1-secret-with-bom"], 0, ""),
        ("c1-env-quoted.toml", &quoted, &[], 78, "JUHE_KEY has quotation marks around it; take them off"),
        (
            "c2-base-url-is-endpoint.toml",
            "k",
            &[],
            78,
            "base_url ends in the interface's own path; cut it off",
        ),
    ];
    for (name, key, beside, code, word) in cases {
        let heyan = heyan_with(&[&[*name], *beside].concat()).env("JUHE_KEY", key);
        heyan.file("request.json", crate::heyan::request("13800138000"));
        let check = heyan.run(&["config", "check", "--config", name]);
        assert_eq!(check.code, *code, "{name}: {}", check.everything());
        assert!(check.stderr.contains(word), "{name}: {}", check.stderr);
        assert!(!check.everything().contains(SECRET), "{name}");
        if *code == 78 {
            let verify = heyan.run(&["verify", "--config", name, "--request", "request.json"]);
            assert_eq!(verify.code, 78, "{name}: {}", verify.everything());
            assert!(!verify.everything().contains(SECRET), "{name}");
        }
    }
    for (secret, word) in [
        ("c1-secret-quoted", "its file has quotation marks around it"),
        ("c1-secret-key-value", "its file has a name in front, as in NAME=value"),
    ] {
        let heyan = heyan_with(&[secret]);
        heyan.file(
            "heyan.toml",
            format!("[provider.juhe]\nkey = {{ file = \"{secret}\" }}\nprice = \"0.80\"\n"),
        );
        let check = heyan.run(&["config", "check"]);
        assert_eq!(check.code, 78, "{secret}");
        assert!(
            check.stderr.contains(word) && check.stderr.contains("provider.juhe.key"),
            "{}",
            check.stderr
        );
        assert!(!check.everything().contains(SECRET), "{secret}");
    }
}
