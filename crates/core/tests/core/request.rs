//! Requests: age and birth on Shanghai's calendar, the caller's ids, and what a handle replaces.

use heyan_core::{
    Clock, Field, Hosted, InputError, Problem, RequestBuilder, Requirement, SystemClock, VerifyRequest,
    shanghai_date,
};

use crate::support::{
    ID_NUMBER, MOBILE, NAME, born, builder, builder_for, date, mobile, portrait, request, session, today,
};

fn built(builder: RequestBuilder, today: &str) -> Result<(), Problem> {
    builder.build(date(today)).map(drop).map_err(|error| {
        assert_eq!(error.field(), Field::IdNumber);
        error.problem()
    })
}

#[test]
fn a_birth_date_may_be_today_but_not_tomorrow() {
    let baby = || builder_for(&born("2026-01-01"));
    assert_eq!(built(baby(), "2025-12-31"), Err(Problem::BirthInFuture));
    assert_eq!(built(baby(), "2026-01-01"), Ok(()));
    assert_eq!(built(builder_for(&born("2100-01-01")), "2026-01-01"), Err(Problem::BirthInFuture));
}

#[test]
fn the_day_is_shanghais_not_greenwichs() {
    let baby = || builder_for(&born("2026-01-01"));
    for (moment, result) in [
        ("2025-12-31T15:59:59Z", Err(Problem::BirthInFuture)),
        ("2025-12-31T16:00:00Z", Ok(())),
        ("2025-12-31T23:59:59+08:00", Err(Problem::BirthInFuture)),
        ("2026-01-01T00:00:00+08:00", Ok(())),
    ] {
        let today = shanghai_date(moment.parse().unwrap());
        assert_eq!(built(baby(), &today.to_string()), result, "{moment}");
    }
}

#[test]
fn the_minimum_age_is_reached_on_the_very_birthday() {
    for (birth, min_age, today, of_age) in [
        ("2008-01-01", 18, "2025-12-31", false),
        ("2008-01-01", 18, "2026-01-01", true),
        ("2008-06-15", 18, "2026-06-14", false),
        ("2008-06-15", 18, "2026-06-15", true),
        ("2008-06-15", 18, "2026-05-20", false),
        ("2008-06-15", 18, "2026-07-01", true),
        ("2008-06-15", 14, "2022-06-15", true),
        ("2008-06-15", 0, "2008-06-15", true),
        ("2008-06-15", 1, "2008-06-15", false),
        ("1850-01-01", 175, "2025-01-01", true),
        ("1900-01-01", 255, "2026-01-01", false),
        // Who was born on 29 February comes of age on 1 March, but for leap years.
        ("2008-02-29", 18, "2026-02-28", false),
        ("2008-02-29", 18, "2026-03-01", true),
        ("2008-02-29", 20, "2028-02-28", false),
        ("2008-02-29", 20, "2028-02-29", true),
    ] {
        let result = built(builder_for(&born(birth)).min_age(min_age), today);
        let expected = if of_age { Ok(()) } else { Err(Problem::UnderAge { min_age }) };
        assert_eq!(result, expected, "born {birth}, {min_age} on {today}");
    }
}

#[test]
fn a_birth_in_the_future_is_told_before_the_age() {
    let unborn = builder_for(&born("2030-01-01")).min_age(18);
    assert_eq!(built(unborn, "2026-01-01"), Err(Problem::BirthInFuture));
}

#[test]
fn reference_and_consent_id_have_1_to_64_characters_and_no_control_characters() {
    let cases = [
        ("order-20260101-7", None),
        ("订单 7", None),
        (&*"𠮷".repeat(64), None),
        (&*"x".repeat(65), Some(Problem::TooLong { limit: 64 })),
        (&*"𠮷".repeat(65), Some(Problem::TooLong { limit: 64 })),
        ("", Some(Problem::Empty)),
        (" \u{3000}", Some(Problem::Empty)),
        ("a\nb", Some(Problem::ControlCharacter)),
        ("a\u{1B}[31m", Some(Problem::ControlCharacter)),
    ];
    type Put = fn(RequestBuilder, &str) -> RequestBuilder;
    type Get = fn(&VerifyRequest) -> Option<&str>;
    let fields: [(Field, Put, Get); 2] = [
        (Field::Reference, |builder, text| builder.reference(text), VerifyRequest::reference),
        (Field::ConsentId, |builder, text| builder.consent_id(text), VerifyRequest::consent_id),
    ];
    for (field, put, get) in fields {
        for (text, problem) in cases {
            match (put(builder(), text).build(today()), problem) {
                (Ok(request), None) => assert_eq!(get(&request), Some(text)),
                (Err(error), Some(problem)) => assert_eq!(error, InputError::new(field, problem), "{text:?}"),
                (other, _) => panic!("{field} {text:?}: {other:?}"),
            }
        }
    }
}

#[test]
fn only_name_and_id_number_are_needed() {
    let request = request();
    assert_eq!(request.subject().name().expose(), NAME);
    assert_eq!(request.subject().id_number().expose(), ID_NUMBER);
    assert_eq!(request.subject().mobile(), None);
    assert_eq!((request.portrait(), request.hosted()), (None, None));
    assert_eq!((request.reference(), request.consent_id()), (None, None));
    assert_eq!((request.session(), request.deadline()), (Ok(None), None));
    assert_eq!(request.requirement(), &Requirement::standard());
    assert_eq!(Requirement::default(), Requirement::standard());
}

#[test]
fn everything_given_is_kept() {
    let hosted = Hosted::h5("https://example.com/done", &[]).unwrap();
    let request = builder()
        .mobile(mobile())
        .portrait(portrait())
        .hosted(hosted.clone())
        .requirement(Requirement::strict())
        .reference("r-1")
        .consent_id("c-1")
        .min_age(18)
        .build(today())
        .unwrap();
    assert_eq!(request.subject().mobile().unwrap().expose(), MOBILE);
    assert_eq!(request.portrait(), Some(&portrait()));
    assert_eq!(request.hosted(), Some(&hosted));
    assert_eq!(request.requirement(), &Requirement::strict());
    assert_eq!((request.reference(), request.consent_id()), (Some("r-1"), Some("c-1")));
}

#[test]
fn a_deadline_or_session_replaces_only_the_handle() {
    let first = builder().mobile(mobile()).reference("r-1").build(today()).unwrap();
    let deadline = SystemClock.monotonic();
    let timed = first.with_deadline(deadline);
    let continued = timed.with_session(session());

    assert_eq!((first.deadline(), first.session()), (None, Ok(None)));
    assert_eq!((timed.deadline(), timed.session()), (Some(deadline), Ok(None)));
    assert_eq!((continued.deadline(), continued.session()), (Some(deadline), Ok(Some(&session()))));
    assert_eq!(continued.with_deadline(deadline).session(), Ok(Some(&session())));
    for handle in [&timed, &continued] {
        assert_eq!(handle.id(), first.id());
        assert!(std::ptr::eq(handle.subject(), first.subject()), "the question is shared");
    }
}

#[test]
fn every_request_has_its_own_id_and_a_clone_keeps_it() {
    let (one, other) = (request(), request());
    assert_ne!(one.id(), other.id());
    assert_eq!(one.clone().id(), one.id());
    assert_eq!(serde_json::to_value(one.id()).unwrap(), one.id().to_string());
}
