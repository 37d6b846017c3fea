//! The personas: real in form, nobody in fact, and each with its answer.

use std::collections::BTreeSet;

use heyan_sandbox::{PORTRAIT, Persona, persona, personas};

use crate::support::{Question, start};

/// The documentation's table: two columns of personas side by side, the left one first.
fn documented() -> Vec<(String, String, String)> {
    let rows: Vec<Vec<String>> = include_str!("../fixtures/personas.md")
        .lines()
        .skip(2)
        .map(|line| line.split('|').map(|cell| cell.trim().trim_matches('`').to_owned()).collect())
        .collect();
    [1, 5]
        .into_iter()
        .flat_map(|from| {
            rows.iter().map(move |row| (row[from].clone(), row[from + 1].clone(), row[from + 2].clone()))
        })
        .filter(|(persona, ..)| !persona.is_empty())
        .collect()
}

#[test]
fn they_are_those_of_the_documentation() {
    let ours: Vec<_> = personas()
        .iter()
        .map(|persona| (persona.persona.to_owned(), persona.juhe.to_owned(), persona.ihuyi.to_owned()))
        .collect();
    assert_eq!(ours, documented());
    assert_eq!(ours.len(), 15);
}

#[test]
fn each_is_found_by_name() {
    for known in personas() {
        assert_eq!(persona(known.persona), Some(known));
    }
    assert_eq!(persona("nobody"), None);
}

#[test]
fn as_json() {
    let json = serde_json::to_string(persona("blurred").unwrap()).unwrap();
    insta::assert_snapshot!(json, @r#"{"persona":"blurred","name":"黄丽萍","id_number":"680101198506300102","mobile":"16400000208","juhe":"104, then 100 for another image","ihuyi":"SUCCESS"}"#);
}

#[test]
fn no_two_share_anything_that_tells_them_apart() {
    let all: [fn(&Persona) -> &'static str; 5] =
        [|p| p.persona, |p| p.name, |p| p.id_number, |p| p.mobile, |p| p.id_number.get(6..14).unwrap()];
    for value_of in all {
        let distinct: BTreeSet<_> = personas().iter().map(value_of).collect();
        assert_eq!(distinct.len(), personas().len(), "{distinct:?}");
    }
}

#[test]
fn their_id_numbers_are_right_and_nobodys() {
    for Persona { persona, id_number, .. } in personas() {
        // The check character as the standard has it: weights, a sum, and a letter for the remainder.
        let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        let sum: u32 =
            id_number.chars().zip(weights).map(|(c, weight)| c.to_digit(10).unwrap() * weight).sum();
        let check = "10X98765432".chars().nth(usize::try_from(sum % 11).unwrap());
        assert_eq!(id_number.len(), 18, "{persona}");
        assert_eq!(id_number.chars().last(), check, "{persona}");
        assert!(id_number.starts_with("680101") || id_number.starts_with("968999"), "{persona}");
    }
    assert!(personas().iter().any(|persona| persona.id_number.ends_with('X')));
}

fn last(count: usize, digits: &str) -> u32 {
    digits.split_at(digits.len() - count).1.parse().unwrap()
}

#[test]
fn their_mobiles_choose_no_answer() {
    for Persona { persona, mobile, .. } in personas() {
        assert_eq!(mobile.len(), 11, "{persona}");
        assert!(mobile.starts_with("164") && mobile.chars().all(|c| c.is_ascii_digit()), "{persona}");
        assert!(!(280101..=280105).contains(&last(6, mobile)), "{persona}");
        assert!(!(100..=116).contains(&last(3, mobile)), "{persona}");
    }
}

#[test]
fn their_names_try_what_names_can_hold() {
    assert!(personas().iter().any(|persona| persona.name.contains('\u{B7}')));
    assert!(personas().iter().any(|persona| persona.name.chars().any(|c| c > '\u{FFFF}')));
}

#[test]
fn the_portrait_is_a_jpeg_of_the_size_that_the_vendor_likes() {
    assert!(PORTRAIT.starts_with(&[0xFF, 0xD8, 0xFF]) && PORTRAIT.ends_with(&[0xFF, 0xD9]));
    assert!((16_000..=20_480).contains(&PORTRAIT.len()), "{}", PORTRAIT.len());
}

#[tokio::test]
async fn each_gets_the_documented_answer_whatever_the_mobile_says() {
    let sandbox = start().await;
    for persona in personas() {
        let (first, another) = persona.juhe.split_once(", then ").unwrap_or((persona.juhe, persona.juhe));
        let first: u64 = first.parse().unwrap();
        let another: u64 = another.trim_end_matches(" for another image").parse().unwrap();

        let question = Question::about(persona);
        assert_eq!(question.code(&sandbox).await, first, "{persona:?}");
        assert_eq!(question.clone().with("image", "AAAA").code(&sandbox).await, another, "{persona:?}");
        assert_eq!(question.with("mobile", "13800280103").code(&sandbox).await, first, "{persona:?}");
    }
}

#[tokio::test]
async fn blurred_needs_another_image() {
    let blurred = Question::about(persona("blurred").unwrap());
    let image = |image| blurred.clone().with("image", image);

    let sandbox = start().await;
    for (given, code) in [("AAAA", 104), ("AAAA", 104), ("BBBB", 100), ("CCCC", 100), ("AAAA", 104)] {
        assert_eq!(image(given).code(&sandbox).await, code, "{given}");
    }
    // Which image is the first is another matter in another sandbox.
    assert_eq!(image("BBBB").code(&start().await).await, 104);
}
