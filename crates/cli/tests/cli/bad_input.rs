//! Bad input gets one clear sentence that names the field and says what to do, and no vendor is asked.

use crate::heyan::{Beside, Heyan, configuration, request};

/// The fields of a good request, to be spoilt one at a time.
fn with(key: &str, value: &str) -> String {
    let good = [
        ("name", "\"张三\""),
        ("id_number", "\"11010519491231002X\""),
        ("mobile", "\"13800138000\""),
        ("portrait", "\"face.jpg\""),
    ];
    let mut fields: Vec<_> = good.into_iter().filter(|(name, _)| *name != key).collect();
    fields.push((key, value));
    let fields: Vec<_> =
        fields.into_iter().filter(|(_, v)| !v.is_empty()).map(|(k, v)| format!("\"{k}\": {v}")).collect();
    format!("{{{}}}", fields.join(", "))
}

#[test]
fn each_field_of_a_request() {
    let beside = Beside::start();
    let heyan = Heyan::new();
    heyan.file("text.jpg", "not an image");
    heyan.file("animation.jpg", "GIF89a");
    heyan.file("empty.jpg", "");
    let long = format!("\"{}\"", "汉".repeat(51));
    let spoilt = [
        with("name", ""),
        with("name", "null"),
        with("name", "7"),
        with("name", "\" \""),
        with("name", r#""张\u0000三""#),
        with("name", &long),
        with("id_number", ""),
        with("id_number", "110105194912310020"),
        with("id_number", "\"1101051949123100\""),
        with("id_number", "\"110105194912310021\""),
        with("id_number", "\"440308199902301512\""),
        with("id_number", "\"110101299003078679\""),
        with("id_number", "\"H1234567800\""),
        with("mobile", "\"12800138000\""),
        with("mobile", "13800138000"),
        with("portrait", "\"\""),
        with("portrait", "\"nowhere.jpg\""),
        with("portrait", "\"text.jpg\""),
        with("portrait", "\"animation.jpg\""),
        with("portrait", "\"empty.jpg\""),
        with("portrait", "7"),
        with("portrait", r#"{"base64": "???"}"#),
        with("portrait", r#"{"base64": 7}"#),
        with("portrait", r#"{"file": "face.jpg"}"#),
        with("hosted", "true"),
        with("hosted", "{}"),
        with("hosted", r#"{"return_url": "http://example.com"}"#),
        with("hosted", r#"{"return_url": "javascript:alert(1)"}"#),
        with("hosted", r#"{"mode": "app", "return_url": "https://example.com"}"#),
        with("hosted", r#"{"mode": "sdk", "return_url": "https://example.com"}"#),
        with("hosted", r#"{"mode": "sdk", "notify_url": "ftp://example.com"}"#),
        with("require", "\"all\""),
        with("require", "[]"),
        with("require", "[[]]"),
        with("require", r#"[["name"]]"#),
        with("reference", &long.replace('汉', "xx")),
        with("consent_id", r#""a\nb""#),
        with("phone", "\"13800138000\""),
        with("portrait", "\"/9j/4AAQSkZJRgABAQAAAQABAAD\""),
        with("mobile", "\"13800138000\", \"mobile\": \"13900139000\""),
        "[]".to_owned(),
        String::new(),
        "{\"name\": ".to_owned(),
        "{\"name\": 张三}".to_owned(),
    ];
    let url = beside.url();
    let told: Vec<String> = spoilt
        .iter()
        .map(|request| {
            let run = heyan.run_with(&["verify", "--sandbox-url", &url, "--request", "-"], request);
            assert_eq!((run.code, run.stdout.as_str()), (65, ""), "{request}: {}", run.stderr);
            assert_eq!(run.stderr.lines().count(), 1, "one sentence: {}", run.stderr);
            let json =
                heyan.run_with(&["verify", "--sandbox-url", &url, "--request", "-", "--json"], request);
            assert_eq!(format!("error: {}\n", json.json()["error"]["message"].as_str().unwrap()), run.stderr);
            run.stderr.trim().to_owned()
        })
        .collect();
    insta::assert_snapshot!(told.join("\n"));
    assert!(beside.sandbox.requests().is_empty(), "no vendor is asked");
}

#[test]
fn a_refusal_as_json() {
    let run = Heyan::new()
        .run_with(&["verify", "--sandbox", "--request", "-", "--json"], &with("id_number", "\"01234567\""));
    insta::assert_snapshot!(run.stdout, @r#"
    {
      "schema": 1,
      "error": {
        "kind": "invalid_request",
        "field": "id_number",
        "problem": "unsupported_document",
        "message": "id_number: is a travel permit, passport or old residence card (unsupported_document); give the 18-character number of an ID card or residence permit"
      }
    }
    "#);
    assert_eq!(run.code, 65);
}

#[test]
fn usage_and_configuration() {
    let heyan = Heyan::new();
    heyan.file("request.json", request("13800138000"));
    heyan.file("public.toml", configuration("http://apis.juhe.cn", "k"));
    heyan.file("no-key.toml", "[provider.juhe]\nkey = { env = \"JUHE_KEY\" }\n");
    heyan.file("vendor.toml", configuration("https://vendor.invalid", "k"));
    heyan.file(
        "consent.toml",
        format!("{}[facade]\nrequire_consent = true\n", configuration("http://127.0.0.1:1", "k")),
    );
    heyan.file("age.toml", format!("{}[facade]\nmin_age = 120\n", configuration("http://127.0.0.1:1", "k")));
    let runs: [&[&str]; 25] = [
        &["verify", "--persona", "pass"],
        &["verify", "--request", "request.json"],
        &["verify", "--config", "nowhere.toml", "--request", "request.json"],
        &["verify", "--config", "public.toml", "--request", "request.json"],
        &["verify", "--config", "no-key.toml", "--request", "request.json"],
        &["verify", "--config", "consent.toml", "--request", "request.json"],
        &["verify", "--config", "age.toml", "--request", "request.json"],
        &["verify", "--config", "vendor.toml", "--persona", "pass"],
        &["verify", "--config", "vendor.toml", "--name", "张三", "--id-number", "11010519491231002X"],
        &["verify", "--sandbox"],
        &["verify", "--sandbox", "--persona", "nobody"],
        &["verify", "--sandbox", "--request", "nowhere.json"],
        &["verify", "--sandbox", "--sandbox-url", "http://127.0.0.1:1"],
        &["verify", "--sandbox-url", "http://example.com", "--persona", "pass"],
        &["verify", "--sandbox-url", "nonsense", "--persona", "pass"],
        &["verify", "--sandbox", "--persona", "pass", "--request", "request.json"],
        &["verify", "--sandbox", "--name", "张三"],
        &["verify", "--sandbox", "--persna", "pass"],
        &["verify", "--sandbox", "11010519491231002X"],
        &["verify", "--sandbox", "--mobil=13800138000"],
        &["verify", "--sandbox", "--request", "request.json", "--mobile", "13800138000"],
        &["verify", "--sandbox", "--persona", "pass", "--portrait", "face.jpg"],
        &["verify", "--sandbox-url", "http://127.0.0.1:80@example.com", "--persona", "pass"],
        &["sandbox", "--listen", "0.0.0.0:0"],
        &["sandbx"],
    ];
    let told = runs.map(|arguments| {
        let run = heyan.run(arguments);
        assert_eq!(run.stdout, "");
        format!("heyan {}\n  {} {}", arguments.join(" "), run.code, run.stderr.trim_end())
    });
    insta::assert_snapshot!(told.join("\n"));
}
