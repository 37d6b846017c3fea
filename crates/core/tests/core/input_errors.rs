//! Refusals of single values: stable names for programs, whole sentences for people.

use heyan_core::{Field, InputError, Problem, Warning};

const FIELDS: [(Field, &str); 10] = [
    (Field::Name, "name"),
    (Field::IdNumber, "id_number"),
    (Field::Mobile, "mobile"),
    (Field::Portrait, "portrait"),
    (Field::Hosted, "hosted"),
    (Field::ReturnUrl, "return_url"),
    (Field::NotifyUrl, "notify_url"),
    (Field::Require, "require"),
    (Field::Reference, "reference"),
    (Field::ConsentId, "consent_id"),
];

const PROBLEMS: [(Problem, &str); 19] = [
    (Problem::Empty, "empty"),
    (Problem::TooLong { limit: 50 }, "too_long"),
    (Problem::ControlCharacter, "control_character"),
    (Problem::NotAName, "not_a_name"),
    (Problem::IdNumberFormat, "format"),
    (Problem::Truncated, "truncated"),
    (Problem::BirthDate, "birth_date"),
    (Problem::BirthInFuture, "birth_in_future"),
    (Problem::CheckDigit, "check_digit"),
    (Problem::UnsupportedDocument, "unsupported_document"),
    (Problem::UnderAge { min_age: 18 }, "under_age"),
    (Problem::MobileFormat, "format"),
    (Problem::NotAnImage, "not_an_image"),
    (Problem::ImageFormat { found: "a GIF" }, "image_format"),
    (Problem::TooManyBytes { limit: 9 }, "too_many_bytes"),
    (Problem::NotBase64, "not_base64"),
    (Problem::Url, "url"),
    (Problem::ReturnUrl, "url"),
    (Problem::EmptyRequirement, "empty_requirement"),
];

#[test]
fn fields_are_named_alike_in_words_and_in_json() {
    for (field, name) in FIELDS {
        assert_eq!((field.as_str(), field.to_string().as_str()), (name, name));
        assert_eq!(serde_json::to_value(field).unwrap(), name);
        assert_eq!(serde_json::from_value::<Field>(name.into()).unwrap(), field);
    }
}

#[test]
fn every_problem_has_a_stable_name() {
    for (problem, code) in PROBLEMS {
        assert_eq!(problem.code(), code);
    }
}

#[test]
fn a_message_names_the_field_and_the_limit_that_was_missed() {
    for (field, problem, words) in [
        (Field::Name, Problem::TooLong { limit: 50 }, "name: is longer than 50 characters; shorten it"),
        (
            Field::Portrait,
            Problem::ImageFormat { found: "a GIF" },
            "portrait: is a GIF; convert it to JPEG, PNG or WebP",
        ),
        (
            Field::Portrait,
            Problem::TooManyBytes { limit: 9 },
            "portrait: is larger than 9 bytes; give a smaller photo",
        ),
        (
            Field::IdNumber,
            Problem::UnderAge { min_age: 18 },
            "id_number: belongs to a person under 18; refused by min_age",
        ),
    ] {
        assert_eq!(InputError::new(field, problem).to_string(), words);
    }
}

#[test]
fn every_message_says_what_to_do() {
    for (problem, _) in PROBLEMS {
        let words = problem.to_string();
        assert!(words.contains("; ") || matches!(problem, Problem::Url | Problem::ReturnUrl), "{words}");
    }
}

#[test]
fn warnings_name_their_field_first() {
    for (warning, code, field) in [
        (Warning::RareCharacter, "rare_character", Field::Name),
        (Warning::Radical, "radical", Field::Name),
        (Warning::VariationSelector, "variation_selector", Field::Name),
        (Warning::DigitInName, "digit_in_name", Field::Name),
        (Warning::BlankInName, "blank_in_name", Field::Name),
        (Warning::MixedScripts, "mixed_scripts", Field::Name),
        (Warning::UnknownCharacter, "unknown_character", Field::Name),
        (Warning::FifteenDigits, "fifteen_digits", Field::IdNumber),
    ] {
        assert_eq!((warning.code(), warning.field()), (code, field));
        let words = warning.to_string();
        assert!(words.starts_with(&format!("{field}: ")) && words.contains("; "), "{warning}");
    }
}
