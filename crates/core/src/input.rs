//! Why a value was refused before anybody was asked. Never holds the value.

mod field;
mod encoding;
mod credential;

pub use credential::{CredentialProblem, check_credential, check_passphrase, trim_credential};
pub use encoding::{LikelyEncoding, TextEncodingError, decode_text};
pub use field::Field;

use std::fmt;

/// A value that is not well-formed: which field, and what to do about it.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("{field}: {problem}")]
pub struct InputError {
    field: Field,
    problem: Problem,
}

impl InputError {
    /// An error about `field`.
    pub fn new(field: Field, problem: Problem) -> Self {
        Self { field, problem }
    }

    /// The field that was refused.
    pub fn field(&self) -> Field {
        self.field
    }

    /// What is wrong with it.
    pub fn problem(&self) -> Problem {
        self.problem
    }
}

/// What is wrong with a value, each with what to do next.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum Problem {
    /// Nothing is left after trimming.
    Empty,
    /// More characters than the field takes.
    TooLong {
        /// The most that is taken, in Unicode scalar values.
        limit: usize,
    },
    /// A control character such as NUL or a line break inside.
    ControlCharacter,
    /// Cannot be a name: invisible, masked, damaged by a wrong encoding, with control characters, or without letters.
    NotAName,
    /// Neither 18 nor 15 characters of an ID number.
    IdNumberFormat,
    /// The first 15 of an ID number's 18 characters: as an old number of 15 digits they are another person's.
    Truncated,
    /// The birth date in the ID number is not a date of the calendar.
    BirthDate,
    /// The birth date in the ID number lies in the future in Shanghai.
    BirthInFuture,
    /// The check digit of ISO 7064 MOD 11-2 does not fit the rest.
    CheckDigit,
    /// A travel permit, passport or old residence card: well-formed, but no vendor takes it.
    UnsupportedDocument,
    /// Younger than the request allows.
    UnderAge {
        /// The age asked for, in completed years.
        min_age: u8,
    },
    /// No consent id where one is required.
    ConsentMissing,
    /// Not eleven digits of a Chinese mobile number.
    MobileFormat,
    /// Bytes that are none of JPEG, PNG and WebP.
    NotAnImage,
    /// An image of a format that vendors do not take.
    ImageFormat {
        /// The format found.
        found: &'static str,
    },
    /// A HEIC image, the format in which iPhones keep photos: no vendor takes it, and no free decoder can be had without
    /// a C library.
    Heic,
    /// More bytes than any phone photo has.
    TooManyBytes {
        /// The most that is taken, in bytes.
        limit: usize,
    },
    /// Text that is not base64.
    NotBase64,
    /// An address that is neither `https` nor `http` to loopback.
    Url,
    /// An address to return to that is neither `https`, nor `http` to loopback, nor of an allowed app scheme.
    ReturnUrl,
    /// A requirement without alternatives, or one with an empty alternative.
    EmptyRequirement,
}

impl Problem {
    /// A stable name for programs.
    pub fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLong { .. } => "too_long",
            Self::ControlCharacter => "control_character",
            Self::NotAName => "not_a_name",
            Self::IdNumberFormat | Self::MobileFormat => "format",
            Self::Truncated => "truncated",
            Self::BirthDate => "birth_date",
            Self::BirthInFuture => "birth_in_future",
            Self::CheckDigit => "check_digit",
            Self::UnsupportedDocument => "unsupported_document",
            Self::UnderAge { .. } => "under_age",
            Self::ConsentMissing => "consent_missing",
            Self::NotAnImage => "not_an_image",
            Self::ImageFormat { .. } | Self::Heic => "image_format",
            Self::TooManyBytes { .. } => "too_many_bytes",
            Self::NotBase64 => "not_base64",
            Self::Url | Self::ReturnUrl => "url",
            Self::EmptyRequirement => "empty_requirement",
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("is empty; give a value"),
            Self::TooLong { limit } => write!(f, "is longer than {limit} characters; shorten it"),
            Self::ControlCharacter => f.write_str("contains a control character; remove it"),
            Self::NotAName => f.write_str(
                "is not a name: it is masked (*), damaged by a wrong encoding (?, &#...;), has control characters, \
                 or has no letters; give the name as the ID card prints it",
            ),
            Self::IdNumberFormat => f.write_str(
                "is not an ID number; give 18 characters (17 digits and a digit or X) or the old 15 digits",
            ),
            Self::Truncated => f.write_str("is only the first 15 of 18 characters; give all 18"),
            Self::BirthDate => f.write_str("holds a birth date that does not exist; check digits 7 to 14"),
            Self::BirthInFuture => f.write_str("holds a birth date in the future; check digits 7 to 14"),
            Self::CheckDigit => {
                f.write_str("has a wrong check digit, so some character is mistyped; compare it with the card")
            }
            Self::UnsupportedDocument => f.write_str(
                "is a travel permit, passport or old residence card (unsupported_document); \
                 give the 18-character number of an ID card or residence permit",
            ),
            Self::UnderAge { min_age } => write!(f, "belongs to a person under {min_age}; refused by min_age"),
            Self::ConsentMissing => f.write_str(
                "is missing; a portrait or hosted step needs the person's recorded consent (require_consent)",
            ),
            Self::MobileFormat => f.write_str(
                "is not a Chinese mobile number; give 11 digits that begin with 13 to 19, with or without +86",
            ),
            Self::NotAnImage => f.write_str("is not an image; give a JPEG, PNG or WebP file"),
            Self::ImageFormat { found } => write!(f, "is {found}; convert it to JPEG, PNG or WebP"),
            Self::Heic => f.write_str("is a HEIC photo, as iPhones keep them; convert it to JPEG: on an iPhone with Settings, Camera, Formats, Most Compatible, on a Mac with `sips -s format jpeg in.heic --out out.jpg`, on Linux with `heif-convert in.heic out.jpg`"),
            Self::TooManyBytes { limit } => write!(f, "is larger than {limit} bytes; give a smaller photo"),
            Self::NotBase64 => f.write_str("is not base64; encode the image's bytes as base64"),
            Self::Url => f.write_str("must be an https address (http only to loopback), without user name or password"),
            Self::ReturnUrl => f.write_str("must be an https address (http only to loopback, an app's scheme only where app_schemes of [facade] lists it), without user name or password"),
            Self::EmptyRequirement => f.write_str("names no factors; give at least one alternative with at least one factor"),
        }
    }
}

/// What to look at in a well-formed value: no reason to refuse it.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum Warning {
    /// The name has a private-use character, as old ID chips hold them, or a radical that is no ideograph; a vendor may
    /// not find it.
    RareCharacter,
    /// A radical in the name became the ideograph that looks like it.
    Radical,
    /// A variation selector chose another form of a character in the name. It was removed, or both became the
    /// compatibility ideograph that they are.
    VariationSelector,
    /// The name has a digit.
    DigitInName,
    /// The name has a blank between Han characters.
    BlankInName,
    /// The name has letters of more than one script.
    MixedScripts,
    /// The name has a character that is on no list of what names hold.
    UnknownCharacter,
    /// A 15-digit number was brought to 18 digits; such cards expired in 2013.
    FifteenDigits,
    /// The base64 text of the portrait had blanks where `+` belongs, as a form without percent-encoding leaves them.
    Base64Blanks,
}

impl Warning {
    /// The field that it is about.
    pub fn field(self) -> Field {
        match self {
            Self::RareCharacter
            | Self::Radical
            | Self::VariationSelector
            | Self::DigitInName
            | Self::BlankInName
            | Self::MixedScripts
            | Self::UnknownCharacter => Field::Name,
            Self::FifteenDigits => Field::IdNumber,
            Self::Base64Blanks => Field::Portrait,
        }
    }

    /// A stable name for programs.
    pub fn code(self) -> &'static str {
        match self {
            Self::RareCharacter => "rare_character",
            Self::Radical => "radical",
            Self::VariationSelector => "variation_selector",
            Self::DigitInName => "digit_in_name",
            Self::BlankInName => "blank_in_name",
            Self::MixedScripts => "mixed_scripts",
            Self::UnknownCharacter => "unknown_character",
            Self::Base64Blanks => "base64_blanks",
            Self::FifteenDigits => "fifteen_digits",
        }
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::RareCharacter => {
                "name: has a private-use character or a bare radical; a vendor may not know the name in this spelling"
            }
            Self::Radical => {
                "name: had a radical where a character belongs; it was replaced, compare the name with the ID card"
            }
            Self::VariationSelector => {
                "name: had a variation selector, which no vendor takes; compare the character's form with the ID card"
            }
            Self::DigitInName => "name: has a digit; compare it with the ID card",
            Self::BlankInName => {
                "name: has a blank between Chinese characters; remove it unless the ID card prints it"
            }
            Self::MixedScripts => {
                "name: mixes scripts, such as Chinese and Latin letters; compare it with the ID card"
            }
            Self::UnknownCharacter => "name: has a character that names do not have; compare it with the ID card",
            Self::FifteenDigits => {
                "id_number: the old 15 digits were brought to 18; ask for the number of a current card"
            }
            Self::Base64Blanks => {
                "portrait: had blanks where + belongs in its base64, and was read with +; percent-encode the form"
            }
        })
    }
}
