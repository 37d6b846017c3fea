//! What every vendor asks of a name and an ID number before it checks a person.

use std::ops::Range;

/// The longest name that is taken, in characters.
const NAME_LIMIT: usize = 50;

/// GB 11643-1999: eighteen characters, the seventh to the fourteenth a date of birth, the last a check
/// character by ISO 7064 MOD 11-2. The permits of foreigners that begin with 9 since 2023 have two digits of
/// region and three of nationality after it, so that the birth stands where it always does. The region is
/// not looked at: every list of regions is behind.
pub(crate) fn is_id_number(number: &str) -> bool {
    // The weight of a place is 2 to the power of its distance from the end, modulo 11.
    const WEIGHTS: [u32; 18] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2, 1];

    let value = |(place, digit): (usize, u8)| match digit {
        b'0'..=b'9' => Some(u32::from(digit - b'0')),
        b'X' if place == 17 => Some(10),
        _ => None,
    };
    let Some(values) = number.bytes().enumerate().map(value).collect::<Option<Vec<_>>>() else {
        return false;
    };
    let sum: u32 = values.iter().zip(WEIGHTS).map(|(value, weight)| value * weight).sum();
    values.len() == WEIGHTS.len() && sum % 11 == 1 && number.get(6..14).is_some_and(is_date)
}

/// Whether eight digits are a day of the calendar, `19491231`.
fn is_date(digits: &str) -> bool {
    let part = |range: Range<usize>| digits.get(range).and_then(|part| part.parse::<u32>().ok());
    let (Some(year), Some(month), Some(day)) = (part(0..4), part(4..6), part(6..8)) else {
        return false;
    };
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last_day = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if is_leap => 29,
        2 => 28,
        _ => return false,
    };
    year > 0 && (1..=last_day).contains(&day)
}

/// U+FFFD stands where the client sent something other than UTF-8, GBK for instance.
pub(crate) fn is_name(name: &str) -> bool {
    let name = name.trim();
    let bad = |character: char| character.is_control() || character == char::REPLACEMENT_CHARACTER;
    !name.is_empty() && name.chars().count() <= NAME_LIMIT && !name.contains(bad)
}

#[cfg(test)]
mod tests {
    use super::{is_date, is_id_number, is_name};
    use serde_json::Value;

    #[test]
    fn id_numbers() {
        let vectors: Value = serde_json::from_str(include_str!("../tests/fixtures/id_numbers.json")).unwrap();
        for valid in vectors["valid"].as_array().unwrap() {
            assert!(is_id_number(valid["number"].as_str().unwrap()), "{valid}");
        }
        for invalid in vectors["invalid"].as_array().unwrap() {
            assert!(!is_id_number(invalid["number"].as_str().unwrap()), "{invalid}");
        }
        for unsupported in vectors["unsupported_document"].as_array().unwrap() {
            assert!(!is_id_number(unsupported.as_str().unwrap()), "{unsupported}");
        }
        // Normalising is the client's business: the vendor gets what is to be printed on the card.
        for sloppy in vectors["normalised"].as_array().unwrap() {
            assert!(!is_id_number(sloppy["given"].as_str().unwrap()), "{sloppy}");
            assert!(is_id_number(sloppy["sent"].as_str().unwrap()), "{sloppy}");
        }
        // A check digit that only an X inside the number would make right.
        assert!(!is_id_number("1101051949123100X5"));
    }

    #[test]
    fn dates() {
        for (digits, real) in [
            ("20000229", true),
            ("20240229", true),
            ("19000229", false),
            ("20230229", false),
            ("19990431", false),
            ("19990430", true),
            ("19991231", true),
            ("19991301", false),
            ("19990001", false),
            ("19990100", false),
            ("19990132", false),
            ("00000101", false),
        ] {
            assert_eq!(is_date(digits), real, "{digits}");
        }
    }

    #[test]
    fn names() {
        let fifty = "汉".repeat(50);
        let fifty_one = "汉".repeat(51);
        for (name, good) in [
            ("张三", true),
            ("𠮷野", true),
            ("阿依古丽·买买提", true),
            ("M. SMITH", true),
            (" 张三 ", true),
            (fifty.as_str(), true),
            (fifty_one.as_str(), false),
            ("   ", false),
            ("\u{3000}", false),
            ("张\0三", false),
            ("张\u{85}三", false),
            ("\u{FFFD}\u{FFFD}", false),
        ] {
            assert_eq!(is_name(name), good, "{name:?}");
        }
    }
}
