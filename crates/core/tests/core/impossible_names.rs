//! What cannot be a name: refused before a fee, with one problem for all of it.

use heyan_core::Problem;

use crate::support::{as_windows_1252, fixture, name_problem, name_warnings, parsed_name, rows, text};

const NAMES: &str = include_str!("../fixtures/names.json");

fn refuses(names: &[&str]) {
    for name in names {
        assert_eq!(name_problem(name), Problem::NotAName, "{name:?}");
    }
}

#[test]
fn malformed_names_are_refused_with_the_reason() {
    for row in rows(&fixture(NAMES), "invalid") {
        let problem = match text(&row, "why") {
            "empty" => Problem::Empty,
            "longer than 50 characters" => Problem::TooLong { limit: 50 },
            _ => Problem::NotAName,
        };
        assert_eq!(name_problem(text(&row, "name")), problem, "{row}");
    }
}

#[test]
fn blanks_alone_are_empty_and_ignorable_characters_alone_are_invisible() {
    for blank in ["", " ", "\u{3000}", "\u{A0}\t\n"] {
        assert_eq!(name_problem(blank), Problem::Empty, "{blank:?}");
    }
    refuses(&["\u{200B}", "\u{FEFF}\u{3000}", " \u{3164} ", "\u{FFA0}", "\u{E0041}", "\u{FE0F}\u{2060}"]);
}

#[test]
fn control_characters_and_line_separators_are_no_part_of_a_name() {
    refuses(&[
        "张\0三",
        "张\n三",
        "张\t三",
        "张\u{7F}三",
        "张\u{85}三",
        "张三\u{1B}",
        "张\u{2028}三",
        "张\u{2029}三",
    ]);
    refuses(&["阿依\t·\t买买提"]);
}

#[test]
fn a_question_mark_is_a_character_that_an_encoding_lost() {
    refuses(&["?三", "张?", "??", "张？", "张﹖三", "张︖", "张¿", "张⁇", "张❓", "SM?TH"]);
}

#[test]
fn a_replacement_character_is_one_that_was_lost() {
    refuses(&["\u{FFFD}三", "张\u{FFFD}", "张\u{FFFC}三", "张〓"]);
}

#[test]
fn an_asterisk_or_another_mask_hides_the_name() {
    refuses(&["张*", "张**", "*三", "张*三", "张＊", "张﹡三", "张∗", "张✱", "M* SMITH"]);
    refuses(&[
        "张×",
        "张××",
        "张✕",
        "张○○",
        "张○",
        "欧阳○○",
        "张●●",
        "张■",
        "张□三",
        "张█",
        "张▇▇",
        "张◯",
        "张⬛",
    ]);
}

#[test]
fn an_entity_is_a_character_that_a_form_could_not_encode() {
    refuses(&[
        "&#134071;三",
        "张&#19977;",
        "&#x20BB7;三",
        "&#X4E09;张",
        "张&#19977",
        "＆＃１９９７７；张",
        "阿依&middot;买买提",
    ]);
    assert_eq!(parsed_name("SMITH & SONS"), "SMITH & SONS", "no entity");
}

#[test]
fn what_has_no_letter_is_not_a_name() {
    refuses(&["12345", "１２", "①②", "...", "·", "ㆍ", "-", "😀", "㍿", "\u{301}", "\u{FFFE}", "。、"]);
    for name in ["〇", "\u{E000}", "⺀", "A", "я", "あ", "Ⅷ", "\u{2EBF0}"] {
        assert_eq!(parsed_name(name), name);
    }
}

#[test]
fn chinese_that_was_read_as_windows_1252_is_not_a_name() {
    for name in [
        "张三",
        "李四",
        "中",
        "学文",
        "三张",
        "阿依古丽·买买提",
        "𠮷野",
        "魏A",
        "欧阳 娜",
        "王小明",
        "李B",
        "字",
        "㭂",
        "\u{F92D}",
    ] {
        let mojibake = as_windows_1252(name);
        assert_eq!(name_problem(&mojibake), Problem::NotAName, "{name} {mojibake:?}");
        // As forms and editors leave it: no no-break space at the end or inside, no soft hyphen.
        if !name.contains(|c: char| c.is_ascii_alphabetic()) {
            let worn = mojibake.replace('\u{A0}', " ").replace('\u{AD}', "");
            assert_eq!(name_problem(worn.trim()), Problem::NotAName, "{name} {worn:?}");
        }
    }
}

#[test]
fn latin_names_with_accents_are_not_taken_for_mojibake() {
    for name in
        ["José Šimek", "Beléš Jan", "Åse Møller", "Zoë", "François", "BJÖRK", "Éé", "Nguyễn Văn Á", "Ægir"]
    {
        assert_eq!(parsed_name(name), name);
        assert_eq!(name_warnings(name), [], "{name}");
    }
    // UTF-8 that holds no Han character is not judged, nor is UTF-8 read as GBK.
    for name in ["Ã©", "JosÃ©", "寮犱笁", "鏉庡洓"] {
        assert_eq!(parsed_name(name), name);
    }
}
