//! Names: what is mended, what is left alone, what is refused.

use heyan_core::{Field, IdNumber, Problem, RealName, VerifyRequest, Warning};

use crate::support::{ID_NUMBER, fixture, rows, text, today};

const NAMES: &str = include_str!("../fixtures/names.json");

const LOOK_ALIKES: [char; 8] = ['•', '‧', '∙', '⋅', '・', '･', '．', '\u{0387}'];

fn parsed(name: &str) -> String {
    RealName::parse(name).unwrap_or_else(|error| panic!("{name:?}: {error}")).expose().to_owned()
}

fn refused(name: &str) -> Problem {
    let error = RealName::parse(name).expect_err(name);
    assert_eq!(error.field(), Field::Name);
    error.problem()
}

fn warnings(name: &str) -> Vec<Warning> {
    VerifyRequest::builder(RealName::parse(name).unwrap(), IdNumber::parse(ID_NUMBER).unwrap())
        .build(today())
        .unwrap()
        .subject()
        .warnings()
}

#[test]
fn look_alikes_of_the_separator_become_the_separator() {
    for row in rows(&fixture(NAMES), "normalise") {
        assert_eq!(parsed(text(&row, "given")), text(&row, "sent"), "{row}");
    }
    for dot in LOOK_ALIKES {
        assert_eq!(parsed(&format!("阿依{dot}买买提")), "阿依\u{B7}买买提", "U+{:04X}", u32::from(dot));
    }
}

#[test]
fn look_alikes_that_are_not_between_han_characters_stay() {
    for dot in LOOK_ALIKES {
        for name in [
            format!("A{dot}B"),
            format!("阿{dot}B"),
            format!("A{dot}阿"),
            format!("{dot}阿"),
            format!("阿{dot}"),
            format!("阿{dot}{dot}依"),
        ] {
            assert_eq!(parsed(&name), name);
        }
    }
}

#[test]
fn every_block_of_han_characters_counts_as_han() {
    for han in ['〇', '⺁', '㐀', '一', '鿿', '豈', '𠮷', '𪚥', '\u{323AF}', '\u{E000}'] {
        assert_eq!(parsed(&format!("{han}•{han}")), format!("{han}·{han}"), "U+{:04X}", u32::from(han));
    }
}

#[test]
fn outer_white_space_and_invisible_marks_go() {
    for row in rows(&fixture(NAMES), "trimmed") {
        assert_eq!(parsed(text(&row, "given")), text(&row, "sent"), "{row}");
    }
    for mark in ('\u{200B}'..='\u{200F}').chain('\u{202A}'..='\u{202E}').chain(['\u{2060}', '\u{FEFF}']) {
        assert_eq!(parsed(&format!("{mark}张{mark}三 {mark} ")), "张三", "U+{:04X}", u32::from(mark));
    }
}

#[test]
fn a_mark_does_not_hide_the_han_character_behind_it() {
    assert_eq!(parsed("阿\u{200B}•\u{FEFF}依"), "阿·依");
}

#[test]
fn nothing_else_is_normalised() {
    for name in rows(&fixture(NAMES), "untouched") {
        let name = name.as_str().unwrap();
        assert_eq!(parsed(name), name);
    }
    for name in ["\u{F900}", "é", "e\u{301}", "Ｍ．ＳＭＩＴＨ", "John  Smith", "㍿", "M. SMITH"] {
        assert_eq!(parsed(name), name);
    }
}

#[test]
fn well_formed_names_are_accepted_without_a_warning() {
    for name in rows(&fixture(NAMES), "valid") {
        let name = name.as_str().unwrap();
        assert_eq!(parsed(name), name);
        assert_eq!(warnings(name), [], "{name}");
    }
}

#[test]
fn a_private_use_character_is_accepted_with_a_warning() {
    for name in rows(&fixture(NAMES), "rare_character") {
        let name = name.as_str().unwrap();
        assert_eq!(parsed(name), name);
        assert_eq!(warnings(name), [Warning::RareCharacter], "{name}");
    }
    for rare in ['\u{E000}', '\u{F8FF}', '\u{F0000}', '\u{FFFFD}', '\u{100000}', '\u{10FFFD}'] {
        assert_eq!(warnings(&format!("张{rare}")), [Warning::RareCharacter], "U+{:04X}", u32::from(rare));
    }
    assert_eq!(Warning::RareCharacter.code(), "rare_character");
}

#[test]
fn malformed_names_are_refused_with_the_reason() {
    for row in rows(&fixture(NAMES), "invalid") {
        let why = match text(&row, "why") {
            "empty" => Problem::Empty,
            "control character" => Problem::ControlCharacter,
            "longer than 50 characters" => Problem::TooLong { limit: 50 },
            other => panic!("unknown: {other}"),
        };
        assert_eq!(refused(text(&row, "name")), why, "{row}");
    }
    assert_eq!(refused("\u{200B}\u{FEFF}\u{3000}"), Problem::Empty);
    for control in ["张\n三", "张\t三", "张\u{7F}三", "张\u{85}三", "张三\u{1B}"] {
        assert_eq!(refused(control), Problem::ControlCharacter, "{control:?}");
    }
}

#[test]
fn fifty_characters_are_counted_as_scalars_after_trimming() {
    for character in ["A", "汉", "𠮷", "\u{E000}"] {
        assert_eq!(parsed(&format!("　{}\n", character.repeat(50))), character.repeat(50));
        assert_eq!(refused(&character.repeat(51)), Problem::TooLong { limit: 50 });
    }
    assert_eq!(parsed(&format!("{}\u{200B}", "汉".repeat(50))), "汉".repeat(50));
}

#[test]
fn the_mask_shows_the_first_character_only() {
    for (name, masked) in [
        ("张三", "张*"),
        ("欧阳娜娜", "欧*"),
        ("𠮷野", "𠮷*"),
        ("阿依古丽·买买提", "阿*"),
        ("M. SMITH", "M*"),
        // One character alone is the whole name.
        ("䶮", "*"),
    ] {
        assert_eq!(RealName::parse(name).unwrap().masked(), masked);
    }
}
