//! `heyan portrait`: what comes of which photo, as people and programs are told.

use serde_json::json;

use crate::heyan::Heyan;
use crate::pictures::{FIGURES, dark, grey, jpeg, png, textured, turned};

const HEIC: &[u8] = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic";

/// A folder with one photo of each kind.
fn photos() -> Heyan {
    let heyan = Heyan::new();
    let large = jpeg(1200, 900, textured);
    heyan.file("large.jpg", &large);
    heyan.file("large.png", png(900, 1200, textured));
    heyan.file("turned.jpg", turned(&large));
    heyan.file("dark.png", png(600, 500, dark));
    heyan.file("wall.png", png(600, 500, grey));
    heyan.file("1x1.png", png(1, 1, grey));
    heyan.file("iphone.heic", HEIC);
    heyan.file("gif.jpg", "GIF89a");
    heyan.file("text.jpg", "not an image");
    heyan.file("half.jpg", &large[..large.len() / 2]);
    heyan.file("empty.jpg", "");
    heyan
}

const KINDS: [&str; 12] = [
    "large.jpg",
    "large.png",
    "turned.jpg",
    "face.jpg",
    "dark.png",
    "wall.png",
    "1x1.png",
    "iphone.heic",
    "gif.jpg",
    "text.jpg",
    "half.jpg",
    "empty.jpg",
];

#[test]
fn every_kind_of_photo_in_both_languages() {
    let heyan = photos();
    for language in ["en", "zh"] {
        let mut shown = String::new();
        for photo in KINDS {
            let run = heyan.run(&["portrait", photo, "out.jpg", "--lang", language]);
            assert_eq!(run.stdout, "");
            shown += &format!("$ heyan portrait {photo} out.jpg\n{}({})\n\n", run.stderr, run.code);
        }
        insta::with_settings!({filters => FIGURES}, {
            insta::assert_snapshot!(format!("kinds-{language}"), shown);
        });
    }
}

#[test]
fn what_is_written_is_an_upright_jpeg_inside_the_budget() {
    let heyan = photos();
    for (photo, sides) in [("large.jpg", (480, 360)), ("large.png", (360, 480)), ("turned.jpg", (360, 480))] {
        let run = heyan.run(&["portrait", photo, "out.jpg", "--json"]);
        let (told, written) = (run.json(), heyan.read("out.jpg"));
        assert!((16_000..=20_000).contains(&written.len()), "{photo}: {} bytes", written.len());
        let expected = json!({"format": "jpeg", "width": sides.0, "height": sides.1, "bytes": written.len()});
        assert_eq!((&told["sent"], &told["untouched"]), (&expected, &json!(false)), "{photo}");
        // Written again it is what it was: it is upright, and inside the budget.
        let again = heyan.run(&["portrait", "out.jpg", "again.jpg", "--json"]);
        assert_eq!((again.code, &again.json()["untouched"]), (0, &json!(true)));
        assert_eq!(heyan.read("again.jpg"), written);
    }
}

#[test]
fn what_is_inside_the_budget_is_written_byte_for_byte() {
    let heyan = photos();
    heyan.run(&["portrait", "face.jpg", "out.jpg"]);
    assert_eq!(heyan.read("out.jpg"), heyan_sandbox::PORTRAIT);
    heyan.run(&["portrait", "--bytes", "30000", "face.jpg", "most.jpg"]);
    assert_eq!(heyan.read("most.jpg"), heyan_sandbox::PORTRAIT, "a single number is the most");
}

#[test]
fn where_only_metadata_go_the_picture_stays() {
    let heyan = Heyan::new();
    let place = b"\xFF\xFE\x00\x10taken at home.";
    heyan.file("noted.jpg", [&heyan_sandbox::PORTRAIT[..2], place, &heyan_sandbox::PORTRAIT[2..]].concat());
    let run = heyan.run(&["portrait", "noted.jpg", "out.jpg", "--json"]);
    assert_eq!((run.code, &run.json()["untouched"]), (0, &json!(false)));
    assert_eq!(heyan.read("out.jpg"), heyan_sandbox::PORTRAIT);
}

#[test]
fn programs_get_one_object() {
    let heyan = photos();
    let run = heyan.run(&["portrait", "1x1.png", "out.jpg", "--json", "--lang", "zh"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    let sent = heyan.read("out.jpg").len();
    let figures = run.json();
    let messages = &figures["warnings"];
    assert_eq!(
        figures,
        json!({
            "schema": 1,
            "given": {"format": "png", "width": 1, "height": 1, "bytes": heyan.read("1x1.png").len()},
            "sent": {"format": "jpeg", "width": 1, "height": 1, "bytes": sent},
            "untouched": false,
            "warnings": [
                {"code": "small_portrait", "message": messages[0]["message"]},
                {"code": "uniform_portrait", "message": messages[1]["message"]},
            ],
        })
    );
    assert!(messages[0]["message"].as_str().unwrap().contains("1 px, fewer than 32"));
    let refused = heyan.run(&["portrait", "half.jpg", "out.jpg", "--json"]);
    insta::assert_snapshot!(refused.stdout, @r#"
    {
      "schema": 1,
      "error": {
        "kind": "invalid_request",
        "field": "portrait",
        "problem": "truncated_image",
        "message": "portrait: the JPEG ends in the middle of the picture; send the whole file"
      }
    }
    "#);
    assert_eq!((refused.code, refused.stderr.as_str()), (65, ""));
}

#[test]
fn a_photo_that_is_written_byte_for_byte_is_looked_at_as_well() {
    let heyan = Heyan::new();
    heyan.file("wall.jpg", jpeg(400, 400, grey));
    let run = heyan.run(&["portrait", "--bytes", "100000", "wall.jpg", "out.jpg", "--json"]);
    assert_eq!(
        (&run.json()["untouched"], &run.json()["warnings"][0]["code"]),
        (&json!(true), &json!("uniform_portrait"))
    );
}

#[test]
fn the_budget_is_what_is_said() {
    let heyan = photos();
    let written = |arguments: &[&str]| {
        let run = heyan.run(&[&["portrait", "large.jpg", "out.jpg", "--json"], arguments].concat());
        (run.json()["sent"].clone(), heyan.read("out.jpg").len())
    };
    let (file, bytes) = written(&["--bytes", "9000-12000"]);
    assert!((9_000..=12_000).contains(&bytes), "{bytes}");
    assert_eq!(file["width"], 480);
    let (_, as_text) = written(&["--bytes", "9000-12000", "--base64"]);
    assert!((9_000 / 4 * 3..=12_000 / 4 * 3).contains(&as_text), "{as_text} bytes are its base64's");
    let (file, bytes) = written(&["--longest-side", "320", "--bytes", "10000"]);
    assert_eq!((&file["width"], &file["height"]), (&json!(320), &json!(240)));
    assert!(bytes <= 10_000);
    let told = [
        ["--bytes", "20000-16000"],
        ["--bytes", "20k"],
        ["--bytes", "0"],
        ["--longest-side", "0"],
        ["--longest-side", "wide"],
        ["--bytes", "50"],
    ]
    .map(|more| {
        let en = heyan.run(&[&["portrait", "large.jpg", "never.jpg"], &more[..]].concat());
        let zh = heyan.run(&[&["portrait", "--lang", "zh", "large.jpg", "never.jpg"], &more[..]].concat());
        format!("{}\n{} {}{}", more.join(" "), en.code, en.stderr, zh.stderr)
    });
    insta::assert_snapshot!(told.join("\n"));
    assert!(!heyan.names().contains(&"never.jpg".to_owned()));
}
