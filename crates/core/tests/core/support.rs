//! The people, providers and answers that the tests share.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use heyan_core::{
    Date, Factor, Field, Findings, IdNumber, MobileNumber, Portrait, Problem, ProviderId, RealName,
    RequestBuilder, Session, SessionLink, Verdict, VerifyRequest, Warning,
};
use serde_json::Value;

pub(crate) const NAME: &str = "张三";
pub(crate) const ID_NUMBER: &str = "11010519491231002X";
pub(crate) const MOBILE: &str = "13800138000";

/// The five states of a factor: not reported, and the verdicts from the weakest to the strongest.
pub(crate) const STATES: [Option<Verdict>; 5] = [
    None,
    Some(Verdict::Indeterminate),
    Some(Verdict::NoRecord),
    Some(Verdict::Match),
    Some(Verdict::Mismatch),
];

pub(crate) fn fixture(json: &str) -> Value {
    serde_json::from_str(json).unwrap()
}

/// The rows under `key`, of which there must be some: an empty table would pass every test.
pub(crate) fn rows(fixture: &Value, key: &str) -> Vec<Value> {
    let rows = fixture[key].as_array().unwrap();
    assert!(!rows.is_empty(), "{key} has no rows");
    rows.clone()
}

pub(crate) fn text<'a>(row: &'a Value, key: &str) -> &'a str {
    row[key].as_str().unwrap()
}

pub(crate) fn date(text: &str) -> Date {
    text.parse().unwrap()
}

pub(crate) fn today() -> Date {
    date("2026-01-01")
}

pub(crate) fn builder_for(id_number: &str) -> RequestBuilder {
    VerifyRequest::builder(RealName::parse(NAME).unwrap(), IdNumber::parse(id_number).unwrap())
}

pub(crate) fn builder() -> RequestBuilder {
    builder_for(ID_NUMBER)
}

/// What is sent of a name.
pub(crate) fn parsed_name(typed: &str) -> String {
    RealName::parse(typed).unwrap_or_else(|error| panic!("{typed:?}: {error}")).expose().to_owned()
}

/// Why a name is refused.
pub(crate) fn name_problem(typed: &str) -> Problem {
    let error = RealName::parse(typed).expect_err(typed);
    assert_eq!(error.field(), Field::Name);
    error.problem()
}

/// What a name is accepted with.
pub(crate) fn name_warnings(typed: &str) -> Vec<Warning> {
    let name = RealName::parse(typed).unwrap_or_else(|error| panic!("{typed:?}: {error}"));
    let request = VerifyRequest::builder(name, IdNumber::parse(ID_NUMBER).unwrap()).build(today());
    request.unwrap().subject().warnings()
}

pub(crate) fn mobile() -> MobileNumber {
    MobileNumber::parse(MOBILE).unwrap()
}

pub(crate) fn portrait() -> Portrait {
    Portrait::from_bytes(b"\xFF\xD8\xFFa face".to_vec()).unwrap()
}

pub(crate) fn request() -> VerifyRequest {
    builder().build(today()).unwrap()
}

pub(crate) fn provider(name: &str) -> ProviderId {
    ProviderId::new(name).unwrap()
}

pub(crate) fn session() -> Session {
    let link = SessionLink::Url("https://h5.example.com/scan".into());
    Session::new(
        provider("ihuyi"),
        "serial-1",
        link,
        "2026-01-01T12:00:00+08:00".parse().unwrap(),
        "2026-01-01T12:10:00+08:00".parse().unwrap(),
    )
}

pub(crate) fn findings(verdicts: &[(Factor, Verdict)]) -> Findings {
    let vendor = provider("juhe");
    verdicts.iter().fold(Findings::default(), |all, (factor, verdict)| all.with(*factor, *verdict, &vendor))
}

/// Findings by one provider, with one state for each factor in the order of [`Factor::ALL`].
pub(crate) fn findings_of(states: [Option<Verdict>; 4], by: &ProviderId) -> Findings {
    Factor::ALL.into_iter().zip(states).fold(Findings::default(), |all, (factor, state)| match state {
        Some(verdict) => all.with(factor, verdict, by),
        None => all,
    })
}

/// All 625 combinations of states.
pub(crate) fn all_states() -> Vec<[Option<Verdict>; 4]> {
    let mut all = Vec::new();
    for identity in STATES {
        for mobile in STATES {
            for face in STATES {
                for liveness in STATES {
                    all.push([identity, mobile, face, liveness]);
                }
            }
        }
    }
    all
}

/// Appends the check character of ISO 7064 MOD 11-2, by its recursive definition rather than by weights.
pub(crate) fn with_check(first_17: &str) -> String {
    assert_eq!(first_17.len(), 17);
    let remainder = first_17.chars().fold(0, |sum, digit| (sum + digit.to_digit(10).unwrap()) * 2 % 11);
    let check = (12 - remainder) % 11;
    let check = if check == 10 { "X".to_owned() } else { check.to_string() };
    format!("{first_17}{check}")
}

/// An ID number with this birth date.
pub(crate) fn born(birth: &str) -> String {
    with_check(&format!("110105{}002", birth.replace('-', "")))
}

/// Runs a future that never waits, so that no runtime is needed.
pub(crate) fn finish<F: Future>(future: F) -> F::Output {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("the future waits for something"),
    }
}

/// The name as a program reads it that takes UTF-8 for Windows-1252, with the five bytes that it does not define.
pub(crate) fn as_windows_1252(name: &str) -> String {
    const HIGH: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ";
    let high: Vec<char> = HIGH.chars().collect();
    name.bytes()
        .map(|byte| match byte {
            0x80..=0x9F => high[usize::from(byte - 0x80)],
            _ => char::from(byte),
        })
        .collect()
}
