//! ID numbers: form, birth date, check digit, and the documents that only look like one.

use heyan_core::{Document, Field, IdNumber, Problem, Sex, Warning};

use crate::support::{ID_NUMBER, born, builder_for, date, fixture, rows, text, today, with_check};

const ID_NUMBERS: &str = include_str!("../fixtures/id_numbers.json");

fn parsed(number: &str) -> IdNumber {
    IdNumber::parse(number).unwrap_or_else(|error| panic!("{number:?}: {error}"))
}

fn refused(number: &str) -> Problem {
    let error = IdNumber::parse(number).expect_err(number);
    assert_eq!(error.field(), Field::IdNumber);
    error.problem()
}

#[test]
fn a_valid_number_tells_sex_birth_date_and_document() {
    for row in rows(&fixture(ID_NUMBERS), "valid") {
        let number = parsed(text(&row, "number"));
        let sex = match text(&row, "sex") {
            "female" => Sex::Female,
            "male" => Sex::Male,
            other => panic!("unknown: {other}"),
        };
        let document = match text(&row, "kind") {
            "citizen" => Document::Citizen,
            "hmt_resident" => Document::HmtResident,
            "foreign_permanent_resident" => Document::ForeignPermanentResident,
            other => panic!("unknown: {other}"),
        };
        assert_eq!(number.expose(), text(&row, "number"));
        assert_eq!((number.sex(), number.document()), (sex, document), "{row}");
        assert_eq!(number.birth_date(), date(text(&row, "birth")), "{row}");
    }
}

#[test]
fn what_keyboards_do_to_a_number_is_undone() {
    for row in rows(&fixture(ID_NUMBERS), "normalised") {
        assert_eq!(parsed(text(&row, "given")).expose(), text(&row, "sent"), "{row}");
    }
    for typed in [
        "11010519491231002ｘ",
        "\u{FEFF}110105\u{200B}19491231002X",
        "110105　19491231　002X",
        "110105\t19491231002X\n",
        "110105\u{A0}19491231\u{2009}002X\u{2800}",
        "110105-19491231-002X",
        "110105—19491231―002X",
        "110105－19491231–002X",
        "110105.19491231.002X",
        "(11010519491231002X)",
        "（11010519491231002X）",
        "「11010519491231002X」",
        "\u{2068}11010519491231002X\u{2069}",
        "1101051949\u{FE0F}1231002\u{E0020}X",
        "11010519491231002X。",
    ] {
        assert_eq!(parsed(typed).expose(), ID_NUMBER, "{typed:?}");
    }
}

#[test]
fn apostrophes_and_quotation_marks_around_a_number_go() {
    for mark in "'’‘‛＇`｀´ʼʻʹ′‵՚\"“”„＂".chars() {
        assert_eq!(parsed(&format!("{mark}{ID_NUMBER}")).expose(), ID_NUMBER, "U+{:04X}", u32::from(mark));
        assert_eq!(
            parsed(&format!(" {mark}{ID_NUMBER}{mark} ")).expose(),
            ID_NUMBER,
            "U+{:04X}",
            u32::from(mark)
        );
    }
    assert_eq!(refused("110105'19491231002X"), Problem::IdNumberFormat);
}

#[test]
fn what_looks_like_x_is_x_if_the_check_digit_says_so() {
    for x in "XxＸｘⅩⅹХхΧχ×✕✖╳⨯ⓧⓍ❌☓Ⲭⲭ᙭".chars() {
        assert_eq!(parsed(&format!("11010519491231002{x}")).expose(), ID_NUMBER, "U+{:04X}", u32::from(x));
        assert_eq!(refused(&format!("44030819990110151{x}")), Problem::CheckDigit, "U+{:04X}", u32::from(x));
    }
    assert_eq!(refused("110105××××××××002X"), Problem::IdNumberFormat, "masked");
}

#[test]
fn documents_that_no_vendor_takes_are_not_called_malformed() {
    for number in rows(&fixture(ID_NUMBERS), "unsupported_document") {
        assert_eq!(refused(number.as_str().unwrap()), Problem::UnsupportedDocument, "{number}");
    }
    for number in [
        "H12345678",
        "M1234567800",
        "m12345678",
        "G1234567",
        "EA1234567",
        "EA12345678",
        "Ｅ１２３４５６７８",
        "E1234-5678",
    ] {
        assert_eq!(refused(number), Problem::UnsupportedDocument, "{number}");
    }
    assert_eq!(Problem::UnsupportedDocument.code(), "unsupported_document");
}

#[test]
fn what_is_near_another_document_is_malformed() {
    for number in [
        "1234567",
        "123456789",
        "H123456789",
        "ABC12345678",
        "USA31001234567",
        "USA3100123456789",
        "E1234+5678",
    ] {
        assert_eq!(refused(number), Problem::IdNumberFormat, "{number}");
    }
}

#[test]
fn fifteen_digits_are_brought_to_eighteen_with_a_warning() {
    for row in rows(&fixture(ID_NUMBERS), "upgraded") {
        let (old, new) = (text(&row, "old"), text(&row, "new"));
        assert_eq!(parsed(old).expose(), new);
        let warnings = |number| builder_for(number).build(today()).unwrap().subject().warnings();
        assert_eq!(warnings(old), [Warning::FifteenDigits]);
        assert_eq!(warnings(new), []);
        assert_eq!(parsed(old), parsed(new), "it is the same person's number");
    }
    assert_eq!(refused("610104621327690"), Problem::BirthDate, "the thirteenth month");
    assert_eq!(refused("61010462092769X"), Problem::IdNumberFormat, "old numbers have no check character");
}

#[test]
fn the_first_fifteen_digits_of_eighteen_are_refused() {
    for number in rows(&fixture(ID_NUMBERS), "truncated") {
        assert_eq!(refused(number.as_str().unwrap()), Problem::Truncated, "{number}");
    }
    for number in ["110105194912310", "１１０１０５ 19491231 0", "'932682198501010", "810000200009100"]
    {
        assert_eq!(refused(number), Problem::Truncated, "{number}");
    }
    // Years that are no century, and what is no number of 15 digits.
    assert_eq!(parsed("610104620927690").expose(), "610104196209276908");
    assert_eq!(parsed("110105180101001").birth_date(), date("1918-01-01"));
    assert_eq!(parsed("110105210101001").birth_date(), date("1921-01-01"));
    assert_eq!(refused("1101051949123100"), Problem::IdNumberFormat);
    assert_eq!(refused("11010519491231"), Problem::IdNumberFormat);
    assert_eq!(refused("11010519491231X"), Problem::IdNumberFormat);
}

#[test]
fn malformed_numbers_are_refused_with_the_reason() {
    for row in rows(&fixture(ID_NUMBERS), "invalid") {
        let why = match (text(&row, "why"), text(&row, "number")) {
            ("check", _) => Problem::CheckDigit,
            ("date", _) => Problem::BirthDate,
            // Nothing at all has no form either, but people are told so more plainly.
            ("format", "") => Problem::Empty,
            ("format", _) => Problem::IdNumberFormat,
            other => panic!("unknown: {other:?}"),
        };
        assert_eq!(refused(text(&row, "number")), why, "{row}");
    }
    assert_eq!(refused(" \u{3000}\u{200B}"), Problem::Empty);
    for number in [
        "1101051949123100２XX",
        "X10105194912310021",
        "110105194912310XX2",
        "汉汉汉汉汉汉",
        "汉汉汉汉汉",
        "11010519491231-02X",
        "11010519491231002Y",
        "610104620927690.0",
        "61010462092769.0",
        "1.10105194912310E+17",
    ] {
        assert_eq!(refused(number), Problem::IdNumberFormat, "{number}");
    }
}

#[test]
fn every_check_character_occurs_and_only_the_right_one_is_taken() {
    let mut seen = Vec::new();
    for sequence in 0..40 {
        let first_17 = format!("11010519491231{sequence:03}");
        let whole = with_check(&first_17);
        for check in "0123456789X".chars() {
            let number = format!("{first_17}{check}");
            if number == whole {
                assert_eq!(parsed(&number).expose(), whole);
                seen.push(check);
            } else {
                assert_eq!(refused(&number), Problem::CheckDigit, "{number}");
            }
        }
    }
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(String::from_iter(seen), "0123456789X");
}

#[test]
fn the_birth_date_must_be_a_day_of_the_calendar() {
    for day in ["2000-02-29", "2024-02-29", "1999-12-31", "1850-01-01", "2100-02-28"] {
        assert_eq!(parsed(&born(day)).birth_date(), date(day));
    }
    for day in [
        "1900-02-29",
        "2023-02-29",
        "2024-02-30",
        "1990-04-31",
        "1990-00-10",
        "1990-13-01",
        "1990-01-00",
        "1990-01-32",
        // Nobody alive was born so early: a mistyped year.
        "1849-12-31",
        "0000-01-01",
    ] {
        assert_eq!(refused(&born(day)), Problem::BirthDate, "{day}");
    }
}

#[test]
fn no_region_code_is_refused() {
    for region in ["000000", "999999", "110100", "820001", "710000", "500154"] {
        parsed(&with_check(&format!("{region}19900101001")));
    }
}

#[test]
fn the_document_is_told_by_the_first_digits() {
    for (region, document) in [
        ("800000", Document::Citizen),
        ("810000", Document::HmtResident),
        ("820000", Document::HmtResident),
        ("830000", Document::HmtResident),
        ("840000", Document::Citizen),
        ("180000", Document::Citizen),
        ("900000", Document::ForeignPermanentResident),
        ("981000", Document::ForeignPermanentResident),
    ] {
        assert_eq!(parsed(&with_check(&format!("{region}19900101001"))).document(), document, "{region}");
    }
}

#[test]
fn the_mask_shows_the_first_and_last_character_only() {
    assert_eq!(parsed(ID_NUMBER).masked(), "1****************X");
    assert_eq!(parsed("932682198501010017").masked(), "9****************7");
}
