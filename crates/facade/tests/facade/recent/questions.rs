//! Which questions are the same.

use heyan::{
    Factor, FactorSet, Hosted, IdNumber, MobileNumber, Portrait, RealName, RequestBuilder, Requirement,
    Verifier, VerifyRequest,
};
use tokio::time::Instant;

use super::{fake, recent};
use crate::people::build;
use crate::providers::settling;

const JPEG: [u8; 6] = [0xFF, 0xD8, 0xFF, 0xE0, 1, 2];

fn name_and_number(name: &str, id_number: &str) -> RequestBuilder {
    VerifyRequest::builder(RealName::parse(name).unwrap(), IdNumber::parse(id_number).unwrap())
}

fn bare() -> RequestBuilder {
    name_and_number("张三", "11010519491231002X")
}

fn photo(bytes: &[u8]) -> Portrait {
    Portrait::from_bytes(bytes.to_vec()).unwrap()
}

fn mobile(number: &str) -> MobileNumber {
    MobileNumber::parse(number).unwrap()
}

fn full() -> RequestBuilder {
    bare()
        .mobile(mobile("13800138000"))
        .portrait(photo(&JPEG))
        .hosted(Hosted::h5("https://example.com/done", &[]).unwrap())
        .requirement(Requirement::standard())
}

/// How many questions it takes to answer all of these, one after the other.
async fn asked(requests: impl IntoIterator<Item = VerifyRequest>) -> usize {
    let fake = fake(settling([Factor::Identity]));
    let verifier = recent(&fake);
    for request in requests {
        verifier.verify(&request).await.unwrap();
    }
    fake.calls().len()
}

#[tokio::test]
async fn the_same_data_are_the_same_question_whoever_asks() {
    let standard = Requirement::any_of(Requirement::standard().alternatives().to_vec()).unwrap();
    let same = [
        ("built anew, of a portrait read anew", build(full())),
        ("a reference", build(full().reference("order-2"))),
        ("a consent id", build(full().consent_id("consent-2"))),
        ("a minimum age", build(full().min_age(18))),
        ("the mobile number in another spelling", build(full().mobile(mobile("+86 138-0013-8000")))),
        ("the same requirement spelled out", build(full().requirement(standard))),
    ];
    for (what, request) in same {
        assert_eq!(asked([build(full()), request]).await, 1, "{what}");
    }
    let far = Instant::now() + std::time::Duration::from_secs(60);
    assert_eq!(asked([build(full()), build(full()).with_deadline(far.into_std())]).await, 1, "a deadline");
    let shared = photo(&JPEG);
    let twice = [0, 1].map(|_| build(full().portrait(shared.clone())));
    assert_eq!(asked(twice).await, 1, "one portrait in two requests");
}

#[tokio::test]
async fn other_data_are_another_question() {
    let url = |url| Hosted::h5(url, &[]).unwrap();
    let swapped = Requirement::any_of(Requirement::standard().alternatives().iter().rev().copied()).unwrap();
    let identity = Requirement::any_of([FactorSet::of([Factor::Identity])]).unwrap();
    let other = [
        ("another name", name_and_number("李四", "11010519491231002X")),
        ("another number", name_and_number("张三", "680101199003070012")),
        ("a mobile number", bare().mobile(mobile("13800138000"))),
        ("another mobile number", bare().mobile(mobile("13800138001"))),
        ("a portrait", bare().portrait(photo(&JPEG))),
        ("another portrait of the same length", bare().portrait(photo(&[0xFF, 0xD8, 0xFF, 0xE0, 1, 3]))),
        ("a longer portrait", bare().portrait(photo(&[0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 0]))),
        ("a return address", bare().hosted(url("https://example.com/done"))),
        ("another return address", bare().hosted(url("https://example.com/done?order=2"))),
        ("the SDK", bare().hosted(Hosted::sdk("https://example.com/done").unwrap())),
        ("another requirement", bare().requirement(Requirement::strict())),
        ("a requirement of one's own", bare().requirement(identity)),
        ("another preference", bare().requirement(swapped)),
        ("everything", full()),
    ];
    for (what, request) in &other {
        let alone = asked([build(bare()), build(request.clone())]).await;
        assert_eq!(alone, 2, "{what}");
    }
    // Together, so that none of them is taken for any other.
    let all = || other.iter().map(|(_, request)| build(request.clone())).chain([build(bare())]);
    assert_eq!(asked(all()).await, other.len() + 1);
    assert_eq!(asked(all().chain(all())).await, other.len() + 1);
}

/// Enough that many share a place in any table, so that only comparing tells them apart.
#[tokio::test]
async fn hundreds_who_differ_in_one_value_are_told_apart() {
    let names = (0x4E00..0x4F00).filter_map(char::from_u32).map(|last| format!("张{last}"));
    let names = names.map(|name| name_and_number(&name, "11010519491231002X"));
    let birthdays =
        (1970..1990).flat_map(|year| (1..=12).map(move |month| format!("110105{year}{month:02}01001")));
    let numbers = birthdays.filter_map(|number| {
        let mut all = "0123456789X".chars().map(|last| format!("{number}{last}"));
        all.find(|number| IdNumber::parse(number).is_ok())
    });
    let numbers = numbers.map(|number| name_and_number("张三", &number));
    let mobiles = (0..300).map(|n| bare().mobile(mobile(&format!("138001{n:05}"))));
    let kinds: [Vec<RequestBuilder>; 3] = [names.collect(), numbers.collect(), mobiles.collect()];
    for builders in kinds {
        let people = builders.len();
        assert!(people >= 240);
        assert_eq!(asked(builders.into_iter().map(build)).await, people);
    }
}
