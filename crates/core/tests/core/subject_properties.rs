//! What holds for every name, ID number and mobile number, not only for those in the tables.

#![expect(clippy::string_slice, reason = "the numbers cut apart here are ASCII")]

use std::ops::Range;

use heyan_core::{Date, IdNumber, MobileNumber, Portrait, Problem, RealName};
use proptest::prelude::{
    Just, ProptestConfig, Strategy, any, prop_assert, prop_assert_eq, prop_assume, prop_oneof, proptest,
};

use crate::support::with_check;

/// Anything at all, and text that is nearly right.
fn typed() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[0-9０-９xXｘＸ \u{3000}\u{200B}+-]{0,24}",
        "[A-Z]{0,3}[0-9]{7,12}",
        "(\\+86|0086|86)? ?1[0-9]{10}",
        "[张三阿依𠮷\u{E000}•·．A \u{FEFF}]{0,52}",
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
    "[张三欧阳娜阿依古丽买提𠮷䶮A-Z][张三欧阳娜阿依古丽买提𠮷䶮A-Z·]{0,48}[张三欧阳𠮷A-Z]"
}

fn all_stars(masked: &str, places: Range<usize>) -> bool {
    masked.chars().skip(places.start).take(places.len()).eq(std::iter::repeat_n('*', places.len()))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_typed_is_parsed_or_refused(text in typed()) {
        // Also what a parsed value is parsed to: itself.
        if let Ok(name) = RealName::parse(&text) {
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
        (number, gaps) in (valid_id_number(), proptest::collection::vec(any::<bool>(), 18)),
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
