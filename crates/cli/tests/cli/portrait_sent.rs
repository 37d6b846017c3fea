//! What `heyan check`, `verify` and `plan` say of a portrait, before and while it is sent.

use serde_json::json;

use crate::heyan::{Beside, Heyan, Run, configuration, request};
use crate::pictures::{FIGURES, dark, grey, jpeg, png, textured};

/// A request whose portrait is this photo.
fn with(photo: impl AsRef<[u8]>) -> Heyan {
    let heyan = Heyan::new();
    heyan.file("face.jpg", photo);
    heyan.file("request.json", request("13900000100"));
    heyan
}

fn half() -> Vec<u8> {
    let mut photo = jpeg(700, 500, textured);
    photo.truncate(photo.len() / 2);
    photo
}

#[test]
fn people_are_told_what_would_be_sent_and_what_is_odd() {
    let mut shown = String::new();
    let photos = [
        ("a large one", jpeg(900, 700, textured)),
        ("one in the budget", heyan_sandbox::PORTRAIT.to_vec()),
        ("a dark one", png(600, 500, dark)),
        ("a wall", png(600, 500, grey)),
        ("one pixel", png(1, 1, grey)),
        ("half of one", half()),
        ("an iPhone's", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec()),
    ];
    for (name, photo) in photos {
        let heyan = with(photo);
        for language in ["en", "zh"] {
            let run = heyan.run(&["check", "--request", "request.json", "--lang", language]);
            shown += &format!("# {name}\n{}({})\n", run.everything(), run.code);
        }
    }
    insta::with_settings!({filters => FIGURES}, { insta::assert_snapshot!(shown) });
}

#[test]
fn programs_are_told_as_well() {
    let check = |heyan: &Heyan| heyan.run(&["check", "--request", "request.json", "--json"]);
    let run = check(&with(png(600, 500, dark)));
    insta::with_settings!({filters => FIGURES}, { insta::assert_snapshot!(run.stdout) });
    assert_eq!(run.code, 0);

    let run = check(&with(png(1, 1, grey)));
    let problems = |run: &Run| {
        let told = run.json();
        let errors = told["errors"].as_array().unwrap().clone();
        errors.iter().map(|error| (error["field"].clone(), error["problem"].clone())).collect::<Vec<_>>()
    };
    let portrait = |problem: &str| (json!("portrait"), json!(problem));
    assert_eq!(problems(&run), [portrait("small_portrait"), portrait("uniform_portrait")]);
    assert_eq!((run.code, &run.json()["well_formed"]), (65, &json!(false)));

    let run = check(&with(half()));
    assert_eq!((run.code, problems(&run)), (65, vec![portrait("truncated_image")]));
    assert_eq!(run.json().get("portrait"), None, "nothing is known of it");

    let without = Heyan::new();
    without.file("request.json", r#"{"name": "张三", "id_number": "11010519491231002X"}"#);
    assert_eq!(check(&without).json().get("portrait"), None);
}

#[test]
fn a_portrait_and_another_field_are_told_at_once() {
    for photo in [half(), png(1, 1, grey)] {
        let heyan = with(photo);
        let wrong = request("110");
        let run = heyan.run_with(&["check", "--request", "-", "--json"], &wrong);
        let told = run.json();
        let mut fields: Vec<_> = told["errors"].as_array().unwrap().iter().map(|e| &e["field"]).collect();
        fields.dedup();
        assert_eq!((run.code, fields), (65, vec![&json!("mobile"), &json!("portrait")]), "{}", run.stdout);
    }
}

#[test]
fn what_cannot_be_opened_asks_nobody() {
    let beside = Beside::start();
    let url = beside.url();
    let base64 = {
        use base64::Engine as _;
        base64::engine::general_purpose::STANDARD.encode(half())
    };
    let inline = request("13900000100").replace("\"face.jpg\"", &format!("{{\"base64\": \"{base64}\"}}"));
    let bare = ["--name", "张三", "--id-number", "11010519491231002X", "--portrait", "face.jpg"];
    let heyan = with(half());
    for command in ["verify", "plan"] {
        let from_file = heyan.run(&[command, "--sandbox-url", &url, "--request", "request.json", "--json"]);
        let from_text =
            heyan.run_with(&[command, "--sandbox-url", &url, "--request", "-", "--json"], &inline);
        let from_flags =
            heyan.run(&[&[command, "--sandbox-url", url.as_str()][..], &bare, &["--json"]].concat());
        for run in [from_file, from_text, from_flags] {
            let told = run.json();
            let error = (&told["error"]["field"], &told["error"]["problem"]);
            assert_eq!((run.code, error), (65, (&json!("portrait"), &json!("truncated_image"))), "{command}");
        }
    }
    assert!(beside.sandbox.requests().is_empty(), "nobody is asked");
}

#[test]
fn who_verifies_hears_that_the_portrait_was_fitted() {
    let beside = Beside::start();
    let heyan = with(jpeg(900, 700, textured));
    heyan.file("heyan.toml", configuration(&beside.url(), "k"));
    let verify = ["verify", "--config", "heyan.toml", "--request", "request.json"];
    let noted = |run: &Run| {
        run.stderr.lines().filter(|line| line.contains("JPEG")).map(|l| format!("{l}\n")).collect::<String>()
    };
    let [en, zh] = ["en", "zh"].map(|language| heyan.run(&[&verify[..], &["--lang", language]].concat()));
    let json = heyan.run(&[&verify[..], &["--json"]].concat());
    assert_eq!((en.code, json.json()["decision"].as_str()), (0, Some("verified")), "{}", en.everything());
    assert_eq!(noted(&json), noted(&en), "on standard error, in JSON too");
    insta::with_settings!({filters => FIGURES}, {
        insta::assert_snapshot!([noted(&en), noted(&zh)].concat(), @r"
        portrait for juhe: JPEG 900 x 700, [outside] bytes -> JPEG 480 x 373, [inside] bytes
        发给 juhe 的人像：JPEG 900 x 700，[outside] 字节 -> JPEG 480 x 373，[inside] 字节
        ");
    });
    let ready = with(heyan_sandbox::PORTRAIT);
    ready.file("heyan.toml", configuration(&beside.url(), "k"));
    assert_eq!(noted(&ready.run(&verify)), "", "what is sent byte for byte is no news");
}

#[test]
fn where_portraits_are_checked_their_oddities_are_told_and_the_hopeless_are_kept_back() {
    let beside = Beside::start();
    let checked = format!("{}[facade]\ncheck_portraits = true\n", configuration(&beside.url(), "k"));
    let verify = |heyan: &Heyan, language: &str| {
        heyan.file("heyan.toml", &checked);
        let run =
            heyan.run(&["verify", "--config", "heyan.toml", "--request", "request.json", "--lang", language]);
        // A key in a file is odd too.
        let told: String = run
            .stderr
            .lines()
            .filter(|line| !line.contains("heyan.toml"))
            .map(|l| format!("{l}\n"))
            .collect();
        (run, told)
    };
    let odd = with(png(600, 500, dark));
    let (en, told) = verify(&odd, "en");
    let (_, chinese) = verify(&odd, "zh");
    assert_eq!(en.code, 0, "{}", en.everything());
    insta::with_settings!({filters => FIGURES}, {
        insta::assert_snapshot!(told + &chinese, @r"
        portrait for juhe: PNG 600 x 500, [outside] bytes -> JPEG 480 x 400, [inside] bytes
        warning: portrait for juhe: it is very dark: its mean brightness is [20 to 29] of 255, below 40; take it in more light
        发给 juhe 的人像：PNG 600 x 500，[outside] 字节 -> JPEG 480 x 400，[inside] 字节
        提示：发给 juhe 的人像：画面过暗：平均亮度 [20 to 29]（满值 255），低于 40，请在光线充足处拍摄
        ");
    });

    let small = jpeg(199, 230, textured);
    assert!((16_000..=20_000).contains(&small.len()), "{} bytes, to be sent as they are", small.len());
    let (_, told) = verify(&with(small), "en");
    insta::assert_snapshot!(told, @"warning: portrait for juhe: its shorter side has 199 px, fewer than 200; take the photo from nearer, or send the original");

    let asked = beside.sandbox.requests().len();
    let hopeless = with(png(1, 1, grey));
    let (en, _) = verify(&hopeless, "en");
    let (zh, _) = verify(&hopeless, "zh");
    assert_eq!((en.code, beside.sandbox.requests().len()), (65, asked), "nobody is asked");
    let why = |run: &Run| run.stdout.lines().find(|line| line.starts_with("  juhe")).map(ToOwned::to_owned);
    assert_eq!(why(&en).unwrap(), "  juhe: input refused (not sent): the portrait can hold no face");
    assert_eq!(why(&zh).unwrap(), "  juhe：渠道不接受该取值（未发出）：人像中不可能有人脸");
}
