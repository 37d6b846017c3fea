//! Mobile numbers: what people type around the eleven digits, and what is no mobile number.

use heyan_core::{Field, MobileNumber, Problem};

use crate::support::{fixture, rows};

const MOBILES: &str = include_str!("../fixtures/mobiles.json");

fn parsed(number: &str) -> String {
    MobileNumber::parse(number).unwrap_or_else(|error| panic!("{number:?}: {error}")).expose().to_owned()
}

fn refused(number: &str) -> Problem {
    let error = MobileNumber::parse(number).expect_err(number);
    assert_eq!(error.field(), Field::Mobile);
    error.problem()
}

#[test]
fn valid_numbers_come_out_as_eleven_digits() {
    for number in rows(&fixture(MOBILES), "valid") {
        let plain = parsed(number.as_str().unwrap());
        assert_eq!(plain.len(), 11, "{number}");
        assert!(plain.starts_with('1') && plain.bytes().all(|b| b.is_ascii_digit()), "{number}");
    }
}

#[test]
fn what_people_type_around_the_digits_goes() {
    for typed in [
        "13800138000",
        " 138 0013 8000 ",
        "138-0013-8000",
        "138–0013—8000",
        "138－0013－8000",
        "+8613800138000",
        "+86 138-0013-8000",
        "＋８６１３８００１３８０００",
        "008613800138000",
        "8613800138000",
        "１３８００１３８０００",
        "\u{202A}13800138000\u{202C}",
        "138\u{3000}00138000",
        "138\u{A0}0013\u{2009}8000\u{2800}",
        "138.0013.8000",
        "138.00.13.80.00",
        "138．0013。8000",
        "13800138000.",
        "138·0013•8000",
        "138‐0013‑8000",
        "138−0013﹣8000",
        "138ー0013─8000",
        "138～0013〜8000",
        "(138)00138000",
        "（138）0013－8000",
        "【13800138000】",
        "<13800138000>",
        "(+86)13800138000",
        "（＋８６）１３８００１３８０００",
        "(0086) 138-0013-8000",
        "[86]13800138000",
        "﹢8613800138000",
        "0086-13800138000",
        "00 86 13800138000",
        "tel:13800138000",
        "TEL:+86-138-0013-8000",
        "Tel： 0086 13800138000",
        "tel∶13800138000",
        "tel﹕13800138000",
        "<tel:13800138000>",
        "'13800138000",
        "’13800138000",
        "\u{2018}13800138000\u{2019}",
        "＇13800138000",
        "`13800138000´",
        "ʼ13800138000",
        "\"13800138000\"",
        "“13800138000”",
        "\u{2068}+86\u{2069} 138\u{FE0F}00138\u{AD}000",
    ] {
        assert_eq!(parsed(typed), "13800138000", "{typed:?}");
    }
}

#[test]
fn other_numbers_are_refused() {
    for number in rows(&fixture(MOBILES), "invalid") {
        let number = number.as_str().unwrap();
        let why = if number.is_empty() { Problem::Empty } else { Problem::MobileFormat };
        assert_eq!(refused(number), why, "{number:?}");
    }
    for number in [
        "+86",
        "++8613800138000",
        "86861380013800",
        "868613800138000",
        "+086 13800138000",
        "23800138000",
        "١٣٨٠٠١٣٨٠٠٠",
        "010-12345678",
        "138'00138000",
        "138/0013/8000",
        "1380013800O",
        "138****8000",
        "138××××8000",
        "tel:",
        "tel13800138000",
        "fax:13800138000",
        "tel:tel:13800138000",
        // A column of numbers that became decimals: 10 digits and a zero.
        "1380013800.0",
        "138001380.00",
        "１３８００１３８００．０",
        "1.3800138E+10",
    ] {
        assert_eq!(refused(number), Problem::MobileFormat, "{number:?}");
    }
    assert_eq!(refused(" - \u{FEFF}"), Problem::Empty);
}

#[test]
fn the_second_digit_is_three_to_nine() {
    for second in 0..=9 {
        let number = format!("1{second}800138000");
        assert_eq!(MobileNumber::parse(&number).is_ok(), second >= 3, "{number}");
    }
}

#[test]
fn the_mask_shows_the_first_three_and_last_four_digits() {
    assert_eq!(MobileNumber::parse("+86 138-1234-8000").unwrap().masked(), "138****8000");
}
