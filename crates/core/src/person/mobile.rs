//! A mobile number of mainland China.

use std::fmt;

use zeroize::Zeroizing;

use super::characters::numbers::bare_number;
use crate::{Field, InputError, Problem};

/// A well-formed mobile number of 11 digits. `Debug` redacts it, memory is zeroised on drop.
///
/// Its prefix does not tell the carrier: numbers can be ported since December 2019.
#[derive(Clone, Eq, PartialEq)]
pub struct MobileNumber(Zeroizing<String>);

impl MobileNumber {
    /// Parses a mobile number as people type it: blanks, dashes, dots, brackets, full-width digits, `tel:` and the prefix
    /// +86, 0086 or 86 are accepted.
    ///
    /// # Errors
    /// Anything that is not `1[3-9]` and nine more digits then.
    pub fn parse(text: &str) -> Result<Self, InputError> {
        let typed = bare_number(text);
        if typed.is_empty() {
            return Err(InputError::new(Field::Mobile, Problem::Empty));
        }
        let number = without_country_code(without_scheme(&typed));
        if is_mobile(number) {
            Ok(Self(Zeroizing::new(number.to_owned())))
        } else {
            Err(InputError::new(Field::Mobile, Problem::MobileFormat))
        }
    }

    /// The plain number, 11 digits. Every use of it is a place to audit.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// For people: first three and last four digits, `138****8000`.
    pub fn masked(&self) -> String {
        let part = |range| self.0.get(range).unwrap_or_default();
        format!("{}****{}", part(0..3), part(7..11))
    }
}

impl fmt::Debug for MobileNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MobileNumber([redacted])")
    }
}

/// The `tel:` of a link or a business card.
fn without_scheme(typed: &str) -> &str {
    match typed.split_at_checked(4) {
        Some((scheme, number)) if scheme.eq_ignore_ascii_case("tel:") => number,
        _ => typed,
    }
}

fn without_country_code(typed: &str) -> &str {
    ["+86", "0086", "86"].iter().find_map(|prefix| typed.strip_prefix(prefix)).unwrap_or(typed)
}

fn is_mobile(number: &str) -> bool {
    let mut bytes = number.bytes();
    number.len() == 11
        && bytes.next() == Some(b'1')
        && bytes.next().is_some_and(|b| matches!(b, b'3'..=b'9'))
        && bytes.all(|b| b.is_ascii_digit())
}
