//! Names: what is mended, and what is left alone.

use heyan_core::{Problem, RealName, Warning};

use crate::support::{fixture, name_problem, name_warnings, parsed_name, rows, text};

const NAMES: &str = include_str!("../fixtures/names.json");

/// One dot or more of every kind: full stops of every width and height, bullets, operators, and those of katakana,
/// hangul, Greek, Armenian, Arabic, Tibetan and other keyboards.
const DOTS: &str = "··.。．｡﹒︒․‧•◦∙⋅∘▪⦁⦿⸱⸰⸳・･ㆍᆞ˙։۔་᠃꓿ꞏ●⚫⬤\u{387}";

#[test]
fn dots_between_han_characters_become_the_separator() {
    for row in rows(&fixture(NAMES), "normalise") {
        assert_eq!(parsed_name(text(&row, "given")), text(&row, "sent"), "{row}");
    }
    for dot in DOTS.chars() {
        let name = format!("阿依{dot}买买提");
        assert_eq!(parsed_name(&name), "阿依\u{B7}买买提", "U+{:04X}", u32::from(dot));
        assert_eq!(name_warnings(&name), [], "U+{:04X}", u32::from(dot));
    }
}

#[test]
fn blanks_around_a_separator_go() {
    for blanks in [" ", "\u{A0}", "\u{3000}", "\u{2003}\u{2009}", " \u{2800} "] {
        for name in [
            format!("阿依{blanks}·{blanks}买买提"),
            format!("阿依{blanks}•买买提"),
            format!("阿依.{blanks}买买提"),
        ] {
            assert_eq!(parsed_name(&name), "阿依·买买提", "{name:?}");
            assert_eq!(name_warnings(&name), [], "{name:?}");
        }
    }
    assert_eq!(parsed_name("阿依 · 买买提 · 古丽"), "阿依·买买提·古丽");
    assert_eq!(parsed_name("M. SMITH · J"), "M. SMITH · J", "not between Han characters");
}

#[test]
fn dots_that_are_not_between_han_characters_stay() {
    for dot in DOTS.chars().filter(|dot| !"●⚫⬤".contains(*dot)) {
        for name in [
            format!("A{dot}B"),
            format!("阿{dot}B"),
            format!("A{dot}阿"),
            format!("{dot}阿"),
            format!("阿{dot}"),
            format!("阿{dot}{dot}依"),
        ] {
            assert_eq!(parsed_name(&name), name);
        }
    }
}

#[test]
fn a_large_circle_separates_parts_and_masks_characters() {
    for (name, is_separator) in [
        ("阿依●买买提", true),
        ("阿依 ⬤ 买买提", true),
        ("阿依古丽⚫买买提", true),
        ("张●三", false),
        ("欧阳●", false),
        ("欧阳●●", false),
        ("欧阳●娜", false),
        ("●三", false),
    ] {
        match is_separator {
            true => assert!(parsed_name(name).contains('·'), "{name}"),
            false => assert_eq!(name_problem(name), Problem::NotAName, "{name}"),
        }
    }
}

#[test]
fn every_block_of_han_characters_counts_as_han() {
    for han in ['〇', '⺁', '㐀', '一', '鿿', '豈', '𠮷', '𪚥', '\u{323AF}', '\u{E000}'] {
        assert_eq!(parsed_name(&format!("{han}•{han}")), format!("{han}·{han}"), "U+{:04X}", u32::from(han));
    }
}

#[test]
fn outer_blanks_and_ignorable_characters_go() {
    for row in rows(&fixture(NAMES), "trimmed") {
        assert_eq!(parsed_name(text(&row, "given")), text(&row, "sent"), "{row}");
    }
    for name in ["\u{A0}张三\u{2003}", "\t张三\r\n", "\u{2800}张三", "张三\u{85}", "\u{2029}张三"] {
        assert_eq!(parsed_name(name), "张三", "{name:?}");
        assert_eq!(name_warnings(name), [], "{name:?}");
    }
}

#[test]
fn a_mark_does_not_hide_the_han_character_behind_it() {
    assert_eq!(parsed_name("阿\u{200B}•\u{FEFF}依"), "阿·依");
}

#[test]
fn nothing_else_is_normalised() {
    for name in rows(&fixture(NAMES), "untouched") {
        let name = name.as_str().unwrap();
        assert_eq!(parsed_name(name), name);
    }
    for name in ["\u{F900}", "\u{2F800}", "é", "e\u{301}", "Ｍ．ＳＭＩＴＨ", "John  Smith", "㍿社", "張 三"]
    {
        assert_eq!(parsed_name(name), name);
    }
}

#[test]
fn well_formed_names_are_accepted_without_a_warning() {
    for name in rows(&fixture(NAMES), "valid") {
        let name = name.as_str().unwrap();
        assert_eq!(parsed_name(name), name);
        assert_eq!(name_warnings(name), [], "{name}");
    }
}

#[test]
fn radicals_become_their_ideographs_with_a_warning() {
    for row in rows(&fixture(NAMES), "mapped_with_warning") {
        let given = text(&row, "given");
        assert_eq!(parsed_name(given), text(&row, "sent"), "{row}");
        let codes: Vec<_> = name_warnings(given).iter().map(|warning| warning.code()).collect();
        assert_eq!(codes, [text(&row, "warning")], "{row}");
    }
    for (given, sent) in [
        ("⼀⿕", "一龠"),
        ("⽂⼩", "文小"),
        ("⺠国", "民国"),
        ("⻅⻢", "见马"),
        // An ideograph outside the first plane, and 阿, which is spelled with radicals on both sides of the separator.
        ("⺕⺗", "\u{2B739}⺗"),
        ("⽩•⽕", "白·火"),
    ] {
        assert_eq!(parsed_name(given), sent);
        assert!(name_warnings(given).contains(&Warning::Radical), "{given}");
        assert!(!name_warnings(sent).contains(&Warning::Radical), "{sent}");
    }
}

#[test]
fn a_supplement_radical_stays_if_a_kangxi_radical_is_its_ideograph() {
    // 26 of them, and U+2E80, which no ideograph equals.
    let kept = "⺀⺁⺄⺆⺈⺊⺌⺍⺐⺓⺗⺜⺝⺧⺫⺬⺶⺻⺼⻆⻏⻑⻗⻝⻣⻤⻱";
    assert_eq!(kept.chars().count(), 27);
    let supplement = ('\u{2E80}'..='\u{2EF3}').filter(|radical| *radical != '\u{2E9A}');
    for radical in supplement {
        let name = format!("张{radical}");
        let (is_kept, warning) = match kept.contains(radical) {
            true => (true, Warning::RareCharacter),
            false => (false, Warning::Radical),
        };
        assert_eq!((parsed_name(&name) == name, name_warnings(&name)), (is_kept, vec![warning]), "{name}");
    }
}

#[test]
fn variation_sequences_become_compatibility_ideographs_and_other_selectors_go() {
    for (given, sent, warns) in [
        ("\u{8C48}\u{FE00}三", "\u{F900}三", true),
        ("张\u{349E}\u{FE00}", "张\u{2F80C}", true),
        ("\u{51B5}\u{FE00}\u{51B5}\u{FE01}", "\u{FA71}\u{2F81B}", true),
        // No sequence of the standard: the selector goes.
        ("\u{8C48}\u{FE01}三", "\u{8C48}三", true),
        ("张\u{FE00}三", "张三", true),
        ("葛\u{E0101}三", "葛三", true),
        // A selector belongs to the character right before it.
        ("\u{8C48}\u{200B}\u{FE00}", "\u{8C48}", true),
        // What phones add to any character.
        ("张\u{FE0F}三\u{FE0E}", "张三", false),
    ] {
        assert_eq!(parsed_name(given), sent, "{given:?}");
        let warning = warns.then_some(Warning::VariationSelector);
        assert_eq!(name_warnings(given), Vec::from_iter(warning), "{given:?}");
        assert_eq!(name_warnings(sent), [], "{given:?}");
    }
}

#[test]
fn fifty_characters_are_counted_as_scalars_in_what_is_sent() {
    for character in ["A", "汉", "𠮷", "\u{E000}"] {
        assert_eq!(parsed_name(&format!("　{}\n", character.repeat(50))), character.repeat(50));
        assert_eq!(name_problem(&character.repeat(51)), Problem::TooLong { limit: 50 });
    }
    assert_eq!(parsed_name(&format!("{} • 汉", "汉".repeat(48))), format!("{}·汉", "汉".repeat(48)));
    assert_eq!(parsed_name(&format!("{}\u{200B}", "汉".repeat(50))), "汉".repeat(50));
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
