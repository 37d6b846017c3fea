//! What holds for every name, ID number and mobile number, not only for those in the tables.

#![expect(clippy::string_slice, reason = "the numbers cut apart here are ASCII")]

use std::ops::Range;

use heyan_core::{Date, IdNumber, MobileNumber, Portrait, Problem, RealName};
use proptest::collection::vec;
use proptest::prelude::{
    Just, ProptestConfig, Strategy, any, prop_assert, prop_assert_eq, prop_assume, prop_oneof, proptest,
};
use proptest::sample::select;

use crate::support::{as_windows_1252, name_warnings, with_check};

/// Anything at all, and text that is nearly right.
fn typed() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[0-9０-９xXｘＸ \u{3000}\u{200B}+-]{0,24}",
        "[A-Z]{0,3}[0-9]{7,12}",
        "(\\+86|0086|86)? ?1[0-9]{10}",
        "[张三阿依𠮷\u{E000}•·．A \u{FEFF}]{0,52}",
        "[(（+８6) tel:：.。'’ー-]{0,6}1[3-9][0-9.)）-]{9,12}['’]?",
        "[张三⽂⺈\u{8C48}\u{FE00}\u{E0100}\u{3164}.。•● ·A1é*?😀&#;\u{E000}-]{0,12}",
        "[åäæçèé¼¸ŠŽš‰ \u{A0}\u{AD}A]{0,8}",
        valid_id_number(),
        valid_id_number().prop_map(|number| format!("{}{}", &number[..6], &number[8..17])),
    ]
}

fn birth() -> impl Strategy<Value = Date> {
    (1850_i16..=2100, 1_i8..=12, 1_i8..=31)
        .prop_filter_map("not a day of the calendar", |(year, month, day)| Date::new(year, month, day).ok())
}

fn valid_id_number() -> impl Strategy<Value = String> {
    ("[0-9]{6}", birth(), "[0-9]{3}").prop_map(|(region, birth, sequence)| {
        with_check(&format!("{region}{}{sequence}", birth.to_string().replace('-', "")))
    })
}

fn valid_mobile() -> impl Strategy<Value = String> {
    "1[3-9][0-9]{9}"
}

fn valid_name() -> impl Strategy<Value = String> {
    "[张三欧阳娜阿依古莉买提𠮷䶮A-Z][张三欧阳娜阿依古莉买提𠮷䶮A-Z·]{0,48}[张三欧阳𠮷A-Z]"
}

/// The property Default_Ignorable_Code_Point, as Unicode 15 has it.
fn ignorable() -> impl Strategy<Value = char> {
    let ranges = [
        '\u{AD}'..='\u{AD}',
        '\u{34F}'..='\u{34F}',
        '\u{61C}'..='\u{61C}',
        '\u{115F}'..='\u{1160}',
        '\u{17B4}'..='\u{17B5}',
        '\u{180B}'..='\u{180F}',
        '\u{200B}'..='\u{200F}',
        '\u{202A}'..='\u{202E}',
        '\u{2060}'..='\u{206F}',
        '\u{3164}'..='\u{3164}',
        '\u{FE00}'..='\u{FE0F}',
        '\u{FEFF}'..='\u{FEFF}',
        '\u{FFA0}'..='\u{FFA0}',
        '\u{FFF0}'..='\u{FFF8}',
        '\u{1BCA0}'..='\u{1BCA3}',
        '\u{1D173}'..='\u{1D17A}',
        '\u{E0000}'..='\u{E0FFF}',
    ];
    select(Vec::from(ranges)).prop_flat_map(|range| select(Vec::from_iter(range)))
}

/// The text with ignorable characters between any of its own.
fn strewn(text: &str, marks: &[(usize, char)]) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    for (place, mark) in marks {
        characters.insert(place % (characters.len() + 1), *mark);
    }
    String::from_iter(characters)
}

fn all_stars(masked: &str, places: Range<usize>) -> bool {
    masked.chars().skip(places.start).take(places.len()).eq(std::iter::repeat_n('*', places.len()))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_typed_is_parsed_or_refused(text in typed()) {
        // Also what a parsed value is parsed to: itself, with nothing new to warn of.
        if let Ok(name) = RealName::parse(&text) {
            let (first, again) = (name_warnings(&text), name_warnings(name.expose()));
            prop_assert!(again.iter().all(|warning| first.contains(warning)), "{text:?} {first:?} {again:?}");
            prop_assert_eq!(RealName::parse(name.expose()), Ok(name));
        }
        if let Ok(number) = IdNumber::parse(&text) {
            prop_assert_eq!(IdNumber::parse(number.expose()), Ok(number));
        }
        if let Ok(mobile) = MobileNumber::parse(&text) {
            prop_assert_eq!(MobileNumber::parse(mobile.expose()), Ok(mobile));
        }
        if let Ok(portrait) = Portrait::from_base64(&text) {
            prop_assert!(!portrait.expose().is_empty());
        }
    }

    #[test]
    fn any_bytes_are_a_portrait_or_refused(bytes in any::<Vec<u8>>()) {
        if let Ok(portrait) = Portrait::from_bytes(bytes.clone()) {
            prop_assert_eq!(portrait.expose(), &bytes[..]);
        }
    }

    #[test]
    fn a_well_formed_id_number_is_taken_and_tells_its_birth_date(
        region in "[0-9]{6}", birth in birth(), sequence in "[0-9]{3}",
    ) {
        let plain = with_check(&format!("{region}{}{sequence}", birth.to_string().replace('-', "")));
        let number = IdNumber::parse(&plain).unwrap();
        prop_assert_eq!(number.expose(), plain);
        prop_assert_eq!(number.birth_date(), birth);
    }

    #[test]
    fn one_mistyped_character_never_passes(
        number in valid_id_number(), place in 0_usize..18, typed in "[0-9X]",
    ) {
        prop_assume!(number[place..=place] != typed);
        let mut mistyped = number.clone();
        mistyped.replace_range(place..=place, &typed);
        prop_assert!(IdNumber::parse(&mistyped).is_err(), "{number} {mistyped}");
    }

    #[test]
    fn two_swapped_neighbours_never_pass(number in valid_id_number(), place in 0_usize..17) {
        let mut swapped: Vec<char> = number.chars().collect();
        swapped.swap(place, place + 1);
        let swapped = String::from_iter(swapped);
        prop_assume!(swapped != number);
        prop_assert!(IdNumber::parse(&swapped).is_err(), "{number} {swapped}");
    }

    #[test]
    fn a_wrong_check_character_alone_is_told_as_such(number in valid_id_number(), check in "[0-9X]") {
        let mistyped = format!("{}{check}", &number[..17]);
        prop_assume!(mistyped != number);
        prop_assert_eq!(IdNumber::parse(&mistyped).unwrap_err().problem(), Problem::CheckDigit);
    }

    #[test]
    fn a_number_is_the_same_however_it_is_typed(
        (number, gaps) in (valid_id_number(), vec(any::<bool>(), 18)),
        wide in any::<bool>(), small in any::<bool>(),
    ) {
        let mut typed = String::new();
        for (character, gap) in number.chars().zip(gaps) {
            let character = if small { character.to_ascii_lowercase() } else { character };
            let full_width = char::from_u32(u32::from(character) + 0xFEE0).unwrap();
            typed.push(if wide { full_width } else { character });
            typed.push_str(if gap { " " } else { "" });
        }
        let parsed = IdNumber::parse(&typed).unwrap();
        prop_assert_eq!(parsed.expose(), number);
    }

    #[test]
    fn a_mobile_number_is_the_same_however_it_is_typed(
        number in valid_mobile(),
        prefix in prop_oneof![Just(""), Just("+86"), Just("0086 "), Just("86-"), Just("＋８６　")],
    ) {
        let typed = format!("{prefix}{}-{} {}", &number[..3], &number[3..7], &number[7..]);
        let parsed = MobileNumber::parse(&typed).unwrap();
        prop_assert_eq!(parsed.expose(), number);
    }

    #[test]
    fn ignorable_characters_change_nothing(
        name in valid_name(), number in valid_id_number(), mobile in valid_mobile(),
        marks in vec((any::<usize>(), ignorable()), 1..6),
    ) {
        let typed = RealName::parse(&strewn(&name, &marks));
        prop_assert_eq!(typed, RealName::parse(&name));
        prop_assert_eq!(IdNumber::parse(&strewn(&number, &marks)), IdNumber::parse(&number));
        prop_assert_eq!(MobileNumber::parse(&strewn(&mobile, &marks)), MobileNumber::parse(&mobile));
    }

    #[test]
    fn dots_and_blanks_between_parts_are_one_separator(
        parts in vec("[张三欧阳娜阿依古莉买提𠮷䶮]{2,5}", 1..5),
        dots in vec(" {0,2}[.·•‧∙⋅・･．。｡﹒․⸱ㆍ\u{387}։●][ \u{3000}]{0,2}", 4),
    ) {
        let typed: String = parts.iter().zip(&dots).map(|(part, dot)| format!("{part}{dot}")).collect();
        let typed = typed.trim_end_matches(|c| !parts.concat().contains(c));
        let name = RealName::parse(typed).unwrap();
        prop_assert_eq!(name.expose(), parts.join("·"));
        prop_assert_eq!(name_warnings(typed), []);
    }

    #[test]
    fn any_chinese_read_as_windows_1252_is_refused(name in "[\u{3400}-\u{4DBF}一-龥\u{20000}-\u{2A6DF}]{1,5}") {
        // No character that loses two bytes to the blanks and soft hyphens that they became.
        let lost = |c: char| c.to_string().bytes().filter(|byte| matches!(byte, 0xA0 | 0xAD)).count();
        prop_assume!(name.chars().all(|c| lost(c) < 2));
        let mojibake = as_windows_1252(&name);
        prop_assert_eq!(RealName::parse(&mojibake).unwrap_err().problem(), Problem::NotAName);
        // A no-break space became a space or was trimmed, a soft hyphen is gone.
        let worn = mojibake.replace('\u{A0}', " ").replace('\u{AD}', "");
        prop_assert_eq!(RealName::parse(&worn).unwrap_err().problem(), Problem::NotAName, "{:?}", worn);
    }

    #[test]
    fn the_first_fifteen_digits_are_never_another_person(number in valid_id_number()) {
        prop_assume!(matches!(&number[6..8], "19" | "20"));
        prop_assert_eq!(IdNumber::parse(&number[..15]).unwrap_err().problem(), Problem::Truncated);
    }

    #[test]
    fn any_mask_in_a_name_is_refused(name in valid_name(), place in any::<usize>(), mask in "[*＊?？×○□\u{FFFD}\0]") {
        let masked = strewn(&name, &[(place, mask.chars().next().unwrap())]);
        prop_assert_eq!(RealName::parse(&masked).unwrap_err().problem(), Problem::NotAName);
    }

    #[test]
    fn masks_hide_everything_between_the_ends(
        name in valid_name(), number in valid_id_number(), mobile in valid_mobile(),
    ) {
        let masked = RealName::parse(&name).unwrap().masked();
        prop_assert_eq!(masked, format!("{}*", name.chars().next().unwrap()));

        let masked = IdNumber::parse(&number).unwrap().masked();
        prop_assert!(all_stars(&masked, 1..17) && masked.len() == 18);
        prop_assert!(masked.starts_with(&number[..1]) && masked.ends_with(&number[17..]));

        let masked = MobileNumber::parse(&mobile).unwrap().masked();
        prop_assert!(all_stars(&masked, 3..7) && masked.len() == 11);
        prop_assert!(masked.starts_with(&mobile[..3]) && masked.ends_with(&mobile[7..]));
    }
}

#[test]
fn long_text_is_read_in_one_pass() {
    // A quarter of a million characters would take minutes if each were compared with all others.
    for part in ["'", " ", ".", "阿 . ", "· ", "&a", "\u{200B}", "é", "１", "(", "*", "\u{8C48}\u{FE00}"]
    {
        let text = format!("阿{}依", part.repeat(250_000 / part.chars().count()));
        assert!(RealName::parse(&text).is_err() || part == "\u{200B}", "{part:?}");
        assert!(IdNumber::parse(&text[3..]).is_err());
        assert!(MobileNumber::parse(&text[3..]).is_err());
    }
}
