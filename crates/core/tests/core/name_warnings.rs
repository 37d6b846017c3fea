//! What a name is accepted with: doubts that a person should see before a fee is paid.

use heyan_core::Warning::{
    self, BlankInName, DigitInName, MixedScripts, Radical, RareCharacter, UnknownCharacter, VariationSelector,
};

use crate::support::{fixture, name_warnings, parsed_name, rows, text};

const NAMES: &str = include_str!("../fixtures/names.json");

fn check(names: &[&str], expected: &[Warning]) {
    for name in names {
        assert_eq!(parsed_name(name), *name, "kept as it was typed");
        assert_eq!(name_warnings(name), expected, "{name:?}");
    }
}

#[test]
fn warned_names_stay_as_they_are() {
    for row in rows(&fixture(NAMES), "warned") {
        let name = text(&row, "name");
        assert_eq!(parsed_name(name), name);
        let codes: Vec<_> = name_warnings(name).iter().map(|warning| warning.code()).collect();
        assert_eq!(codes, [text(&row, "warning")], "{row}");
    }
}

#[test]
fn names_of_one_script_are_not_doubted() {
    check(&["张三", "㐀䶿", "〇", "佐々木", "\u{F900}", "\u{FA0E}", "\u{2F800}", "𠮷野"], &[]);
    // Extensions I and J are newer than the table: planes 2 and 3 hold nothing but ideographs.
    check(&["张\u{2EBF0}", "张\u{323B0}", "张\u{3134A}"], &[]);
    check(&["阿依古丽·买买提", "阿·依·古"], &[]);
    check(
        &["M. SMITH", "SMITH, JOHN A.", "O'NEIL", "O’NEIL", "JEAN-PAUL", "Col·lell", "Nguyễn", "e\u{301}"],
        &[],
    );
    check(&["Иванов", "ΑΝΝΑ", "김철수", "たなか"], &[]);
}

#[test]
fn digits_of_every_kind_are_doubted() {
    check(
        &["张三1", "张３", "1张", "张①", "张²", "张Ⅱ", "张㈠", "张〡", "张½", "JOHN 2", "张١"],
        &[DigitInName],
    );
}

#[test]
fn blanks_between_han_characters_are_doubted() {
    check(
        &["张 三", "张\u{3000}三", "张\u{A0}三", "张\u{2009} 三", "欧 阳 娜 娜", "张\u{2800}三"],
        &[BlankInName],
    );
    check(&["JOHN SMITH"], &[]);
    check(&["张 \u{E000}"], &[RareCharacter, BlankInName]);
}

#[test]
fn letters_of_two_scripts_are_doubted() {
    check(
        &["张A", "阿B", "张 ZHANG", "张З", "张ニ", "張の", "SМITH", "ΑNNA", "张ㄚ", "김三", "张é"],
        &[MixedScripts],
    );
    check(&["张Ａ"], &[MixedScripts, UnknownCharacter]);
    check(&["\u{E000}A"], &[RareCharacter]);
}

#[test]
fn characters_on_no_list_are_doubted() {
    check(
        &[
            "张三😀",
            "张@三",
            "张#",
            "张_三",
            "张&三",
            "(张三)",
            "张（三）",
            "张、三",
            "张，三",
            "张-三",
            "张—三",
            "张'三",
        ],
        &[UnknownCharacter],
    );
    // Symbols and letters of no particular script, unassigned characters, ideographic descriptions, strokes.
    check(
        &["张ー", "张ⓐ", "张〆", "张𝐀", "张㍿", "张\u{378}", "张\u{FFFE}", "⿰张三", "张㇐", "张\u{2FFFE}"],
        &[UnknownCharacter],
    );
    // Marks without their letter, dots and commas beside Han characters.
    check(
        &[
            "张\u{301}三",
            "张三。",
            "张三.",
            "·张三",
            "阿··依",
            "阿••依",
            "张 , 三",
            "•阿",
            "A•B",
            "AꞏB",
            "김ㆍ수",
            "张..三",
        ],
        &[UnknownCharacter],
    );
    // A register has neither full-width letters nor special blanks.
    check(&["Ｍ．ＳＭＩＴＨ", "JOHN\u{A0}SMITH", "JOHN\u{3000}SMITH"], &[UnknownCharacter]);
}

#[test]
fn private_use_characters_are_rare() {
    for row in rows(&fixture(NAMES), "rare_character") {
        check(&[row.as_str().unwrap()], &[RareCharacter]);
    }
    for rare in ['\u{E000}', '\u{F8FF}', '\u{F0000}', '\u{FFFFD}', '\u{100000}', '\u{10FFFD}'] {
        check(&[&format!("张{rare}")], &[RareCharacter]);
    }
}

#[test]
fn several_warnings_come_in_one_order() {
    let all =
        [RareCharacter, Radical, VariationSelector, DigitInName, BlankInName, MixedScripts, UnknownCharacter];
    assert_eq!(name_warnings("#A1葛\u{E0100} ⽂\u{E000}"), all);
    assert_eq!(name_warnings("⽂\u{E000} 葛\u{E0100}1A#"), all);
}
