//! What a provider gets of a portrait: the portrait itself where it is as wanted, else one that was fitted.

use std::error::Error as _;
use std::sync::{Arc, Mutex};

use heyan::{
    Attempt, Billing, BudgetUnit, Capability, ErrorKind, Facade, Factor, Findings, MockVerifier, Observer,
    Outcome, Portrait, PortraitBudget, PortraitFitted, PortraitFormat, PortraitWarning, Stage, Step, Verdict,
    Verification, Verifier, VerifyRequest,
};
use heyan_testkit::{Answer, FakeVerifier, Person};
use jpeg_encoder::{ColorType, Encoder};

use crate::people::{build, with_everything};
use crate::providers::{ALL_MATCH, answers, hosted_scan, id, photo_check, session_keys, unasked};

/// What the providers got, by their names.
#[derive(Clone, Debug, Default)]
struct Got(Arc<Mutex<Vec<(String, Portrait)>>>);

impl Got {
    /// A provider that writes down what it gets, and knows nothing of the person.
    fn provider(&self, name: &'static str, capability: Capability) -> MockVerifier {
        let got = self.clone();
        let mut mock = MockVerifier::named(id(name), capability);
        mock.expect_verify().times(1).returning(move |request| {
            let portrait = request.portrait().unwrap().clone();
            got.0.lock().unwrap().push((name.to_owned(), portrait));
            let findings = Findings::default().with(Factor::Identity, Verdict::Indeterminate, &id(name));
            let attempt = Attempt::answered(id(name), Step::Ask, Billing::Billed);
            Ok(Outcome::Answered(Verification::new(request, findings, vec![attempt])))
        });
        mock
    }

    fn taken(&self) -> Vec<(String, Portrait)> {
        std::mem::take(&mut self.0.lock().unwrap())
    }
}

/// What the observers heard of portraits and attempts.
#[derive(Clone, Debug, Default)]
struct Heard(Arc<Mutex<Vec<String>>>);

impl Heard {
    fn taken(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().unwrap())
    }
}

impl Observer for Heard {
    fn attempt_started(&self, event: &heyan::AttemptStarted<'_>) {
        self.0.lock().unwrap().push(format!("{} started", event.provider));
    }

    fn portrait_fitted(&self, event: &PortraitFitted<'_>) {
        let codes: Vec<_> = event.warnings.iter().map(PortraitWarning::code).collect();
        let same = event.given == event.sent;
        let sides = |size: heyan::PortraitSize| format!("{} {}x{}", size.format, size.width, size.height);
        let (given, sent) = (sides(event.given), sides(event.sent));
        let what = if same { given } else { format!("{given} -> {sent}") };
        self.0.lock().unwrap().push(format!("{} {what} {codes:?}", event.provider));
    }

    fn attempt_ended(&self, event: &heyan::AttemptEnded<'_>) {
        let attempt = event.attempt;
        self.0.lock().unwrap().push(format!("{} {}", attempt.provider(), attempt.status().as_str()));
    }
}

fn wanting(budget: PortraitBudget) -> Capability {
    photo_check().with_portrait_budget(budget)
}

/// A JPEG of one column after the other, from dark to light.
fn photo(width: u16, height: u16, shade: impl Fn(u16, u16) -> u8) -> Portrait {
    let samples: Vec<u8> =
        (0..height).flat_map(|y| (0..width).map(move |x| (x, y))).map(|(x, y)| shade(x, y)).collect();
    let mut file = Vec::new();
    Encoder::new(&mut file, 90).encode(&samples, width, height, ColorType::Luma).unwrap();
    Portrait::from_bytes(file).unwrap()
}

fn gradient() -> Portrait {
    photo(900, 600, |x, y| u8::try_from((u32::from(x) + u32::from(y)) / 6).unwrap())
}

fn about(portrait: Portrait) -> VerifyRequest {
    build(with_everything().portrait(portrait))
}

#[tokio::test]
async fn a_portrait_inside_the_budget_is_sent_byte_for_byte_and_nobody_hears_of_it() {
    let (got, heard) = (Got::default(), Heard::default());
    let facade = Facade::builder()
        .provider(got.provider("juhe", wanting(PortraitBudget::default())))
        .observer(heard.clone())
        .build()
        .unwrap();
    facade.verify(&about(Person::portrait())).await.unwrap();
    assert_eq!(got.taken(), [("juhe".to_owned(), Person::portrait())]);
    assert_eq!(heard.taken(), ["juhe started", "juhe answered"]);
}

/// A ready portrait whose scan is damaged: only decoding it would tell.
fn damaged_inside() -> Portrait {
    let mut bytes = Person::portrait().expose().to_vec();
    let scan = bytes.windows(2).position(|pair| pair == [0xFF, 0xDA]).unwrap() + 200;
    bytes[scan..scan + 400].fill(0xAA);
    Portrait::from_bytes(bytes).unwrap()
}

/// Rule 0: a ready portrait is told by a walk over its markers, so it costs nothing. `check_portraits` decodes it.
#[tokio::test]
async fn a_ready_portrait_is_not_decoded_unless_portraits_are_checked() {
    let got = Got::default();
    let juhe = || wanting(PortraitBudget::default());
    let facade = Facade::builder().provider(got.provider("juhe", juhe())).build().unwrap();
    facade.verify(&about(damaged_inside())).await.unwrap();
    assert_eq!(got.taken(), [("juhe".to_owned(), damaged_inside())]);
    let facade = Facade::builder().provider(unasked("juhe", juhe())).check_portraits(true).build().unwrap();
    let error = facade.verify(&about(damaged_inside())).await.unwrap_err();
    assert_eq!(error.attempts()[0].meaning(), Some("the portrait cannot be read"));
}

#[tokio::test]
async fn any_other_is_fitted_first_into_the_budget_of_whoever_is_asked() {
    let (got, heard) = (Got::default(), Heard::default());
    let small = PortraitBudget::new(4_000..=6_000, BudgetUnit::Base64, 300);
    let facade = Facade::builder()
        .provider(got.provider("a", wanting(PortraitBudget::default())))
        .provider(got.provider("b", wanting(small.clone())))
        .provider(got.provider("c", photo_check()))
        .observer(heard.clone())
        .build()
        .unwrap();
    facade.verify(&about(gradient())).await.unwrap();
    let got = got.taken();
    assert!(got[0].1.expose().len() <= 20_000 && got[0].1.format() == PortraitFormat::Jpeg);
    assert!(small.measure(got[1].1.expose().len()) <= 6_000, "{}", got[1].1.expose().len());
    assert_eq!(got[2].1, gradient(), "who has no budget gets what was given");
    assert_eq!(
        heard.taken(),
        [
            "a JPEG 900x600 -> JPEG 480x320 []",
            "a started",
            "a answered",
            "b JPEG 900x600 -> JPEG 300x200 []",
            "b started",
            "b answered",
            "c started",
            "c answered",
        ]
    );
}

#[tokio::test]
async fn a_facade_around_takes_any_portrait_and_leaves_the_fitting_to_it() {
    let got = Got::default();
    let inner =
        Facade::builder().provider(got.provider("juhe", wanting(PortraitBudget::default()))).build().unwrap();
    assert_eq!(inner.capability().portrait_budget(), None);
    let outer = Facade::builder().id("outer").provider(inner).build().unwrap();
    outer.verify(&about(gradient())).await.unwrap();
    assert!(got.taken()[0].1.expose().len() <= 20_000);
}

fn half_a_photo() -> Portrait {
    let whole = gradient();
    Portrait::from_bytes(whole.expose()[..whole.expose().len() / 2].to_vec()).unwrap()
}

#[tokio::test]
async fn where_no_picture_can_be_made_of_it_nobody_is_asked_with_it() {
    let heard = Heard::default();
    let facade = Facade::builder()
        .provider(unasked("juhe", wanting(PortraitBudget::default())))
        .observer(heard.clone())
        .build()
        .unwrap();
    let error = facade.verify(&about(half_a_photo())).await.unwrap_err();
    assert_eq!((error.kind(), error.billing()), (ErrorKind::Exhausted, Billing::NotBilled));
    let [attempt] = error.attempts() else { panic!("{error:?}") };
    let failure = attempt.failure().unwrap();
    let refused = ErrorKind::InputRefused { field: heyan::Field::Portrait };
    assert_eq!((failure.kind, failure.stage), (refused, Stage::NotSent));
    assert_eq!(attempt.meaning(), Some("the portrait cannot be read"));
    let result = Verification::unanswered(&about(half_a_photo()), &error);
    assert_eq!(result.advice(), heyan::Advice::RetakePhoto);
    let unfit = error.source().and_then(std::error::Error::source).unwrap();
    assert_eq!(unfit.to_string(), "the portrait cannot be fitted");
    let said = "the JPEG ends in the middle of the picture; send the whole file";
    assert_eq!(unfit.source().unwrap().to_string(), said);
    assert_eq!(heard.taken(), ["juhe failed"], "it never started");
}

/// Who permits a scan does not have to take another photo.
#[tokio::test]
async fn who_does_without_a_portrait_is_asked_all_the_same() {
    let facade = Facade::builder()
        .provider(unasked("juhe", wanting(PortraitBudget::default())))
        .provider(answers("scan", hosted_scan(), ALL_MATCH))
        .session_key(session_keys())
        .build()
        .unwrap();
    let Outcome::Answered(result) = facade.verify(&about(half_a_photo())).await.unwrap() else { panic!() };
    assert_eq!(result.attempts().len(), 2);
}

/// How a scan went is asked without the photo, whatever became of it.
#[tokio::test]
async fn a_query_needs_no_portrait() {
    let scan = FakeVerifier::new(id("scan"), hosted_scan().with_portrait_budget(PortraitBudget::default()));
    let scan = Arc::new(scan.then(Answer::scan()).then(Answer::matching([
        Factor::Identity,
        Factor::Face,
        Factor::Liveness,
    ])));
    let facade = Facade::builder().provider(Arc::clone(&scan)).session_key(session_keys()).build().unwrap();
    let Outcome::Pending(session) = facade.verify(&about(Person::portrait())).await.unwrap() else {
        panic!()
    };
    facade.verify(&about(half_a_photo()).with_session(session)).await.unwrap();
    assert_eq!(scan.calls().len(), 2);
}

#[tokio::test]
async fn who_has_no_budget_gets_whatever_it_is() {
    let got = Got::default();
    let facade = Facade::builder().provider(got.provider("own", photo_check())).build().unwrap();
    let nothing = Portrait::from_bytes(vec![0xFF, 0xD8, 0xFF]).unwrap();
    facade.verify(&about(nothing.clone())).await.unwrap();
    assert_eq!(got.taken(), [("own".to_owned(), nothing)]);
}

#[tokio::test]
async fn where_portraits_are_checked_one_that_holds_no_face_is_not_paid_for() {
    let heard = Heard::default();
    for (blank, warned) in [
        (photo(600, 600, |_, _| 90), "uniform_portrait"),
        (photo(20, 30, |x, _| 100 + u8::try_from(x).unwrap()), "small_portrait"),
    ] {
        let facade = Facade::builder()
            .provider(unasked("juhe", wanting(PortraitBudget::default())))
            .check_portraits(true)
            .observer(heard.clone())
            .build()
            .unwrap();
        let error = facade.verify(&about(blank)).await.unwrap_err();
        assert_eq!(error.billing(), Billing::NotBilled);
        assert_eq!(error.attempts()[0].meaning(), Some("the portrait can hold no face"));
        let told = heard.taken();
        assert!(told[0].contains(warned), "{told:?}");
        assert_eq!(told[1..], ["juhe failed"]);
    }
}

#[tokio::test]
async fn where_they_are_not_checked_it_is_the_callers_choice() {
    let got = Got::default();
    let facade =
        Facade::builder().provider(got.provider("juhe", wanting(PortraitBudget::default()))).build().unwrap();
    facade.verify(&about(photo(600, 600, |_, _| 90))).await.unwrap();
    assert_eq!(got.taken().len(), 1);
}

#[tokio::test]
async fn what_is_only_odd_is_told_and_asked_with() {
    let heard = Heard::default();
    let facade = Facade::builder()
        .provider(answers("juhe", wanting(PortraitBudget::default()), ALL_MATCH))
        .check_portraits(true)
        .observer(heard.clone())
        .build()
        .unwrap();
    facade.verify(&about(photo(150, 190, |x, _| u8::try_from(x / 3).unwrap()))).await.unwrap();
    let told = heard.taken();
    assert_eq!(told[0], r#"juhe JPEG 150x190 -> JPEG 150x190 ["small_portrait", "dark_portrait"]"#);
    assert_eq!(told[1..], ["juhe started", "juhe answered"]);
}

#[tokio::test]
async fn one_that_is_sent_byte_for_byte_is_checked_as_well() {
    let heard = Heard::default();
    let dark = photo(480, 480, |x, _| u8::try_from(x / 10).unwrap());
    let budget = PortraitBudget::new(1..=dark.expose().len(), BudgetUnit::File, 480);
    let got = Got::default();
    let facade = Facade::builder()
        .provider(got.provider("juhe", wanting(budget)))
        .check_portraits(true)
        .observer(heard.clone())
        .build()
        .unwrap();
    facade.verify(&about(dark.clone())).await.unwrap();
    assert_eq!(got.taken(), [("juhe".to_owned(), dark)]);
    let told = heard.taken();
    assert!(told[0].starts_with("juhe JPEG 480x480 [") && told[0].contains("dark_portrait"), "{told:?}");
}
