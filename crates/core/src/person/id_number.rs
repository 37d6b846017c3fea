//! A resident's ID number: GB 11643-1999, and the residence permits that follow its form.

use std::fmt;

use jiff::civil::Date;
use zeroize::Zeroizing;

use super::characters::numbers::{bare_number, looks_like_x};
use crate::{Field, InputError, Problem};

/// The weights of ISO 7064 MOD 11-2 for the first 17 digits.
const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/// The check character by the weighted sum's remainder.
const CHECK: &str = "10X98765432";

/// Nobody alive was born before; an earlier year is a mistyped one.
const EARLIEST_YEAR: i16 = 1850;

/// A well-formed ID number of 18 characters. `Debug` redacts it, memory is zeroised on drop.
///
/// Region codes are not judged: lists of them are always behind.
#[derive(Clone)]
pub struct IdNumber {
    number: Zeroizing<String>,
    birth: Date,
    upgraded: bool,
}

/// The document that a number stands on, told by its first digits.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Document {
    /// A citizen's ID card.
    Citizen,
    /// A residence permit of a Hong Kong, Macau or Taiwan resident (81, 82, 83).
    HmtResident,
    /// A foreign permanent resident's card, as issued since December 2023 (leading 9).
    ForeignPermanentResident,
}

/// The sex that the sequence number tells.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Sex {
    /// An even sequence number.
    Female,
    /// An odd sequence number.
    Male,
}

impl IdNumber {
    /// Parses an ID number as people type it: blanks, dashes, brackets, a spreadsheet's apostrophe, full-width digits
    /// and every look-alike of X are accepted, and the old 15 digits are brought to 18.
    ///
    /// # Errors
    /// A wrong form, a birth date that does not exist, a wrong check digit, a document that no vendor takes, or the
    /// first 15 digits of 18.
    /// Whether the birth date lies in the future is for the request to say, which knows today's date.
    pub fn parse(text: &str) -> Result<Self, InputError> {
        Self::parse_normalised(&normalise(text)).map_err(|problem| InputError::new(Field::IdNumber, problem))
    }

    fn parse_normalised(text: &str) -> Result<Self, Problem> {
        if text.is_empty() {
            return Err(Problem::Empty);
        }
        let (number, upgraded) = match text.len() {
            18 if has_form(text) => (Zeroizing::new(text.to_owned()), false),
            15 if all_digits(text) && is_truncated(text) => return Err(Problem::Truncated),
            15 if all_digits(text) => (upgrade(text).ok_or(Problem::IdNumberFormat)?, true),
            _ if is_other_document(text) => return Err(Problem::UnsupportedDocument),
            _ => return Err(Problem::IdNumberFormat),
        };
        let birth = birth_date(&number).ok_or(Problem::BirthDate)?;
        if check_character(&number) != number.chars().next_back() {
            return Err(Problem::CheckDigit);
        }
        Ok(Self { number, birth, upgraded })
    }

    /// The plain number, 18 characters. Every use of it is a place to audit.
    pub fn expose(&self) -> &str {
        &self.number
    }

    /// For people: first and last character only, `1****************X`.
    pub fn masked(&self) -> String {
        let first = self.number.chars().next().unwrap_or('*');
        let last = self.number.chars().next_back().unwrap_or('*');
        format!("{first}****************{last}")
    }

    /// The date of birth that the number holds.
    pub fn birth_date(&self) -> Date {
        self.birth
    }

    /// How many years the person has completed on `today`, as civil birthdays count: on the day itself, and for
    /// 29 February on 1 March.
    pub fn completed_years(&self, today: Date) -> i16 {
        let had_birthday = (today.month(), today.day()) >= (self.birth.month(), self.birth.day());
        today.year() - self.birth.year() - i16::from(!had_birthday)
    }

    /// The sex that the number holds.
    pub fn sex(&self) -> Sex {
        let sequence = self.number.chars().nth(16).and_then(|c| c.to_digit(10)).unwrap_or(0);
        if sequence % 2 == 1 { Sex::Male } else { Sex::Female }
    }

    /// The document that the number stands on.
    pub fn document(&self) -> Document {
        let number: &str = &self.number;
        if number.starts_with('9') {
            Document::ForeignPermanentResident
        } else if ["81", "82", "83"].iter().any(|region| number.starts_with(region)) {
            Document::HmtResident
        } else {
            Document::Citizen
        }
    }

    /// Whether 15 digits were given.
    pub(crate) fn was_upgraded(&self) -> bool {
        self.upgraded
    }
}

/// By the number alone: who typed 15 digits is the same person.
impl PartialEq for IdNumber {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number
    }
}

impl Eq for IdNumber {}

impl fmt::Debug for IdNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("IdNumber([redacted])")
    }
}

fn normalise(text: &str) -> Zeroizing<String> {
    let bare = bare_number(text);
    let mut normalised = Zeroizing::new(String::with_capacity(bare.len()));
    normalised.extend(bare.chars().map(|c| if looks_like_x(c) { 'X' } else { c.to_ascii_uppercase() }));
    normalised
}

fn all_digits(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}

/// 17 digits, then a digit or X.
fn has_form(text: &str) -> bool {
    text.split_at_checked(17)
        .is_some_and(|(digits, check)| all_digits(digits) && (all_digits(check) || check == "X"))
}

/// Whether 15 digits are the beginning of 18: the birth year of an old number has two digits, and `19` or `20` there is
/// the century of a new one. Nearly every holder of an old number was born in another year than 1919 or 1920.
fn is_truncated(fifteen: &str) -> bool {
    matches!(fifteen.get(6..8), Some("19" | "20"))
}

/// 6 region + 2 year + 2 month + 2 day + 3 sequence: "19" goes before the year, the check character behind.
fn upgrade(fifteen: &str) -> Option<Zeroizing<String>> {
    let (region, rest) = fifteen.split_at_checked(6)?;
    let mut number = Zeroizing::new(String::with_capacity(18));
    number.push_str(region);
    number.push_str("19");
    number.push_str(rest);
    let check = check_character(&number)?;
    number.push(check);
    Some(number)
}

/// Digits 7 to 14: a foreign resident's number (9, 2 region, 3 nationality) has its birth date there too.
fn birth_date(number: &str) -> Option<Date> {
    let year: i16 = number.get(6..10)?.parse().ok()?;
    let month = number.get(10..12)?.parse().ok()?;
    let day = number.get(12..14)?.parse().ok()?;
    Date::new(year, month, day).ok().filter(|_| year >= EARLIEST_YEAR)
}

/// The check character of the first 17 digits.
fn check_character(number: &str) -> Option<char> {
    let sum: u32 = number
        .chars()
        .filter_map(|c| c.to_digit(10))
        .zip(WEIGHTS)
        .map(|(digit, weight)| digit * weight)
        .sum();
    CHECK.chars().nth(usize::try_from(sum % 11).ok()?)
}

/// Documents that are well-formed but that no vendor takes: home-return permits (H or M and 8 or 10 digits),
/// compatriot permits of Taiwan residents (8 digits), passports (1 or 2 letters and 7 or 8 digits),
/// permanent-residence cards before 2023 (3 letters and 12 digits).
fn is_other_document(text: &str) -> bool {
    let letters = text.bytes().take_while(u8::is_ascii_uppercase).count();
    let digits = text.bytes().skip(letters).take_while(u8::is_ascii_digit).count();
    letters + digits == text.len()
        && matches!((letters, digits), (0, 8) | (1, 8 | 10) | (1 | 2, 7) | (2, 8) | (3, 12))
}
