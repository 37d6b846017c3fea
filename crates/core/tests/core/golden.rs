//! Golden files: what version 0.1.0 wrote is read, opened and written back.

use std::time::Duration;

use heyan_core::{
    Attempt, Decision, Factor, Requirement, SealedSession, Session, SessionKeys, SessionProblem, Timestamp,
    Verdict, Verification, VerifyRequest,
};
use serde_json::Value;

use crate::support::{builder, mobile, provider, today};

/// The keys that the golden files are signed with.
pub(crate) const KEY: &str = "the key of the golden files, for tests alone";
const OUTER_KEY: &str = "the outer key of the golden files, for tests";

const H5: &str = include_str!("../fixtures/golden/0.1.0/session-h5.json");
const SDK: &str = include_str!("../fixtures/golden/0.1.0/session-sdk.json");
const NESTED: &str = include_str!("../fixtures/golden/0.1.0/session-nested.json");

const PENDING: &str = include_str!("../fixtures/golden/0.1.0/result-pending.json");
const RESULTS: [(&str, Decision); 5] = [
    (include_str!("../fixtures/golden/0.1.0/result-verified.json"), Decision::Verified),
    (include_str!("../fixtures/golden/0.1.0/result-rejected.json"), Decision::Rejected),
    (include_str!("../fixtures/golden/0.1.0/result-undetermined.json"), Decision::Undetermined),
    (include_str!("../fixtures/golden/0.1.0/result-unanswered.json"), Decision::Undetermined),
    (PENDING, Decision::Pending),
];

const KEPT: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// The person of the golden files.
pub(crate) fn person() -> VerifyRequest {
    builder().mobile(mobile()).build(today()).unwrap()
}

pub(crate) fn at(moment: &str) -> Timestamp {
    moment.parse().unwrap()
}

fn open_with(key: &str, json: &str, request: &VerifyRequest) -> Result<Session, SessionProblem> {
    let sealed: SealedSession = serde_json::from_str(json).unwrap();
    SessionKeys::new(key).unwrap().open(&sealed, request, at("2026-01-01T12:05:00+08:00"), KEPT)
}

#[test]
fn a_token_of_version_0_1_0_opens_with_all_that_it_holds() {
    let session = open_with(KEY, H5, &person()).unwrap();
    assert_eq!((session.provider(), session.serial()), (&provider("ihuyi"), "16236437872836"));
    assert_eq!(session.link().url(), Some("https://h5.example.com/scan?s=1"));
    assert_eq!(session.started_at(), at("2026-01-01T12:00:00+08:00"));
    assert_eq!(session.expires_at(), at("2026-01-01T12:30:00+08:00"));
    assert_eq!(session.vendor_started_at(), None, "it knew one clock only");
    assert_eq!(session.verification().unwrap().to_string(), "f5da4e3f-9948-42d4-a44a-b0098fa625af");
    assert_eq!(session.findings().verdict(Factor::Face), Some(Verdict::Indeterminate));
    let steps: Vec<_> = session.attempts().iter().map(|a| (a.order_id(), a.billing().as_str())).collect();
    assert_eq!(steps, [(Some("JH1"), "billed"), (Some("16236437872836"), "maybe_billed")]);

    assert_eq!(open_with(KEY, SDK, &person()).unwrap().link().face_token(), Some("c0ffee"));
}

#[test]
fn a_token_of_version_0_1_0_is_still_bound_to_its_person_requirement_and_key() {
    let stranger = builder().build(today()).unwrap();
    assert_eq!(open_with(KEY, H5, &stranger), Err(SessionProblem::OtherPerson));
    let strict = builder().mobile(mobile()).requirement(Requirement::strict()).build(today()).unwrap();
    assert_eq!(open_with(KEY, H5, &strict), Err(SessionProblem::OtherRequirement));
    assert_eq!(open_with(OUTER_KEY, H5, &person()), Err(SessionProblem::Changed));
}

#[test]
fn a_token_of_version_0_1_0_is_kept_from_its_start_as_before() {
    let sealed: SealedSession = serde_json::from_str(H5).unwrap();
    let open = |now: &str| SessionKeys::new(KEY).unwrap().open(&sealed, &person(), at(now), KEPT).err();
    assert_eq!(open("2026-01-08T12:00:00+08:00"), None);
    assert_eq!(open("2026-01-08T12:00:01+08:00"), Some(SessionProblem::TooOld));
    assert_eq!(open("2025-12-01T12:00:00+08:00"), None, "a clock that was set back loses nothing");
}

#[test]
fn a_token_of_a_facade_in_a_facade_of_version_0_1_0_opens_twice() {
    let outer = open_with(OUTER_KEY, NESTED, &person()).unwrap();
    assert_eq!(outer.provider(), &provider("heyan"));
    let inner = outer.as_given().sealed().unwrap();
    let keys = SessionKeys::new(KEY).unwrap();
    let inner = keys.open(&inner, &person(), at("2026-01-01T12:05:00+08:00"), KEPT).unwrap();
    assert_eq!(inner.provider(), &provider("ihuyi"));
}

#[test]
fn sessions_of_version_0_1_0_are_written_back_as_they_were() {
    for json in [H5, SDK, NESTED] {
        let sealed: SealedSession = serde_json::from_str(json).unwrap();
        assert_eq!(serde_json::to_string_pretty(&sealed).unwrap(), json.trim_end());
    }
}

#[test]
fn results_of_version_0_1_0_are_written_back_as_they_were() {
    for (json, decision) in RESULTS {
        let result: Verification = serde_json::from_str(json).unwrap();
        assert_eq!(result.decision(), decision);
        assert_eq!(serde_json::to_string_pretty(&result).unwrap(), json.trim_end());
    }
}

#[test]
fn a_pending_result_of_version_0_1_0_goes_on() {
    let result: Verification = serde_json::from_str(PENDING).unwrap();
    let session = result.session().unwrap();
    assert_eq!(session.open(), None, "whoever reads it has to open it");
    let json = serde_json::to_string(session).unwrap();
    assert_eq!(open_with(KEY, &json, &person()).unwrap().verification(), Some(result.id()));
}

#[test]
fn attempts_of_version_0_1_0_are_read_one_by_one() {
    let mut read = 0;
    for (json, _) in RESULTS {
        let result: Value = serde_json::from_str(json).unwrap();
        for attempt in result["attempts"].as_array().unwrap() {
            let back = serde_json::from_value::<Attempt>(attempt.clone()).unwrap();
            assert_eq!(&serde_json::to_value(back).unwrap(), attempt);
            read += 1;
        }
    }
    assert_eq!(read, 3 + 1 + 7 + 7 + 2);
}
