//! A person's data, planted everywhere they can stand, come out nowhere.

use std::fmt::{Debug, Display};
use std::panic::{AssertUnwindSafe, catch_unwind};

use heyan_core::{
    Attempt, AttemptEnded, AttemptStarted, Billing, ErrorKind, Factor, Failure, Findings, Hosted, IdNumber,
    MobileNumber, Outcome, Portrait, ProviderId, RealName, RequestBuilder, Session, SessionLink, Stage, Step,
    Verdict, Verification, VerifyError, VerifyRequest,
};

use crate::support::{born, provider, session, today};

const NAME: &str = "欧阳娜娜";
const ID_NUMBER: &str = "33010219200403064X";
const MOBILE: &str = "13987654321";
const IMAGE: &[u8] = b"\xFF\xD8\xFFplanted image bytes";
const IMAGE_BASE64: &str = "/9j/cGxhbnRlZCBpbWFnZSBieXRlcw==";
const RETURN_URL: &str = "https://example.com/planted-return?who=7";
const LINK: &str = "https://h5.example.com/planted-link";
const FACE_TOKEN: &str = "planted-face-token";

/// What must not appear: the data whole, in part, and as `Debug` lists bytes.
const TRACES: [&str; 13] = [
    NAME,
    "欧",
    "娜",
    ID_NUMBER,
    "19200403",
    "1920-04-03",
    "064X",
    MOBILE,
    "1398",
    "4321",
    "planted",
    "cGxhbnRlZ",
    "112,108,97,110",
];

fn request_builder() -> RequestBuilder {
    VerifyRequest::builder(RealName::parse(NAME).unwrap(), IdNumber::parse(ID_NUMBER).unwrap())
        .mobile(MobileNumber::parse(MOBILE).unwrap())
        .portrait(Portrait::from_base64(IMAGE_BASE64).unwrap())
        .hosted(Hosted::h5(RETURN_URL, &[]).unwrap())
}

fn sessions() -> [Session; 2] {
    [SessionLink::Url(LINK.into()), SessionLink::FaceToken(FACE_TOKEN.into())].map(|link| {
        Session::new(
            provider("ihuyi"),
            "planted-serial",
            link,
            "2026-01-01T12:00:00+08:00".parse().unwrap(),
            "2026-01-01T12:10:00+08:00".parse().unwrap(),
        )
    })
}

/// An attempt in which a vendor echoes what it was sent.
fn echoing(attempt: &Attempt) -> Vec<Attempt> {
    [NAME, "id_card_no=33010219200403064X", "+8613987654321", IMAGE_BASE64, RETURN_URL, LINK]
        .map(|echo| attempt.clone().with_vendor_code(echo).with_order_id(echo))
        .to_vec()
}

fn answered() -> Vec<Attempt> {
    echoing(&Attempt::answered(provider("juhe"), Step::Ask, Billing::Billed))
}

fn error() -> VerifyError {
    let failure = Failure::new(ErrorKind::Protocol, Stage::Answered);
    let trail = echoing(&Attempt::failed(provider("juhe"), Step::Ask, failure, Billing::MaybeBilled));
    let [session, _] = sessions();
    let cause = RealName::parse(&format!("{NAME}\0")).unwrap_err();
    VerifyError::new(ErrorKind::Protocol, trail).with_session(session).with_source(cause)
}

fn assert_clean(text: &str) {
    let squeezed: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    for trace in TRACES {
        assert!(!squeezed.contains(trace), "{trace} in {text}");
    }
}

fn assert_debug_clean(value: &dyn Debug) {
    assert_clean(&format!("{value:?}"));
    assert_clean(&format!("{value:#?}"));
}

#[test]
fn the_traces_are_those_that_an_unredacted_value_leaves() {
    // Were these not found in plain data, the tests below could not fail.
    let plain = format!("{NAME} {ID_NUMBER} {} {MOBILE} {RETURN_URL} {IMAGE_BASE64} {IMAGE:?}", "1920-04-03");
    let squeezed: String = plain.chars().filter(|c| !c.is_whitespace()).collect();
    for trace in TRACES {
        assert!(squeezed.contains(trace), "{trace}");
    }
    assert_eq!(Portrait::from_base64(IMAGE_BASE64).unwrap().expose(), IMAGE);
}

#[test]
fn no_debug_form_shows_a_persons_data() {
    let request = request_builder().build(today()).unwrap();
    let [by_url, by_token] = sessions();
    let Some(Hosted::H5(return_url)) = request.hosted() else { panic!("hosted") };
    let continued = request.with_session(by_url.clone());
    let result = Verification::new(&request, Findings::default(), answered());
    let attempt = Attempt::answered(provider("juhe"), Step::Ask, Billing::Billed).with_order_id(NAME);
    let id = provider("juhe");
    let holders: [&dyn Debug; 21] = [
        request.subject().name(),
        request.subject().id_number(),
        &request.subject().mobile(),
        request.subject(),
        &request.portrait(),
        &request.hosted(),
        &Hosted::sdk(RETURN_URL),
        return_url,
        &request_builder(),
        &request,
        &continued,
        &by_url,
        &by_token,
        by_url.link(),
        by_token.link(),
        &Outcome::Pending(by_token.clone()),
        &Outcome::Answered(result.clone()),
        &result,
        &error(),
        &AttemptStarted::new(&continued, heyan_core::AttemptId::nil(), &id, Step::Ask),
        &AttemptEnded::new(&continued, heyan_core::AttemptId::nil(), &attempt),
    ];
    for holder in holders {
        assert_debug_clean(holder);
    }
}

#[test]
fn redaction_hides_even_the_length() {
    let same = |one: &dyn Debug, other: &dyn Debug| assert_eq!(format!("{one:?}"), format!("{other:?}"));
    same(&RealName::parse(NAME).unwrap(), &RealName::parse("张三").unwrap());
    same(&IdNumber::parse(ID_NUMBER).unwrap(), &IdNumber::parse(&born("1990-01-01")).unwrap());
    same(&IdNumber::parse("610104620927690").unwrap(), &IdNumber::parse(ID_NUMBER).unwrap());
    same(&MobileNumber::parse(MOBILE).unwrap(), &MobileNumber::parse("13800138000").unwrap());
    same(
        &Portrait::from_bytes(IMAGE.to_vec()).unwrap(),
        &Portrait::from_bytes(b"\xFF\xD8\xFF".to_vec()).unwrap(),
    );
    same(&Hosted::h5(RETURN_URL, &[]).unwrap(), &Hosted::h5("https://example.com/", &[]).unwrap());
    same(&SessionLink::Url(LINK.into()), &SessionLink::Url("".into()));
    same(&SessionLink::FaceToken(FACE_TOKEN.into()), &SessionLink::FaceToken("".into()));
}

#[test]
fn no_refusal_repeats_what_was_refused() {
    fn assert_silent<T: Debug, E: Debug + Display>(result: Result<T, E>) {
        let error = result.expect_err("refused");
        assert_debug_clean(&error);
        assert_clean(&error.to_string());
    }
    assert_silent(RealName::parse(&format!("{NAME}\0")));
    assert_silent(RealName::parse(&NAME.repeat(20)));
    assert_silent(IdNumber::parse("330102192004030640"));
    assert_silent(IdNumber::parse("33010219200403064Xplanted"));
    assert_silent(IdNumber::parse("33010219200431064X"));
    assert_silent(MobileNumber::parse("139876543210"));
    assert_silent(Portrait::from_bytes(b"planted image bytes".to_vec()));
    assert_silent(Portrait::from_base64("planted image, bytes"));
    assert_silent(Hosted::h5("http://example.com/planted-return", &[]));
    assert_silent(Hosted::sdk("https://planted:planted@example.com/"));
    assert_silent(ProviderId::new(NAME));
    assert_silent(request_builder().min_age(200).build(today()));
    assert_silent(request_builder().reference(format!("{NAME}\n")).build(today()));
    assert_silent(request_builder().consent_id(MOBILE.repeat(9)).build(today()));
}

#[test]
fn no_error_and_no_result_prints_or_writes_a_persons_data() {
    let request = request_builder().build(today()).unwrap();
    let error = error();
    assert_clean(&error.to_string());
    assert_clean(&std::error::Error::source(&error).unwrap().to_string());
    let found = Findings::default().with(Factor::Identity, Verdict::Match, &provider("juhe"));
    // The link of an open scan stands in a result on purpose: the person needs it.
    let keys = heyan_core::SessionKeys::new([7; 32]).unwrap();
    let error = error.with_session(keys.seal(session(), &request));
    for result in [Verification::new(&request, found, answered()), Verification::unanswered(&request, &error)]
    {
        assert_clean(&serde_json::to_string(&result).unwrap());
        assert_clean(&serde_json::to_string_pretty(&result).unwrap());
        assert_clean(&serde_json::to_string(result.attempts()).unwrap());
    }
    assert_clean(&request.id().to_string());
}

#[test]
fn a_failed_assertion_does_not_show_them_either() {
    fn panic_message(assertion: impl FnOnce()) -> String {
        let panic = catch_unwind(AssertUnwindSafe(assertion)).expect_err("the assertion fails");
        let message = panic.downcast_ref::<String>().unwrap().clone();
        assert!(message.contains("left") && message.contains("right"), "{message}");
        message
    }
    let person = |subject: &VerifyRequest| subject.subject().clone();
    let planted = request_builder().build(today()).unwrap();
    let other = crate::support::request();
    let [by_url, by_token] = sessions();
    for message in [
        panic_message(|| assert_eq!(person(&planted), person(&other))),
        panic_message(|| assert_eq!(planted.subject().name(), other.subject().name())),
        panic_message(|| assert_eq!(planted.subject().id_number(), other.subject().id_number())),
        panic_message(|| assert_eq!(planted.subject().mobile(), other.subject().mobile())),
        panic_message(|| assert_eq!(planted.portrait(), other.portrait())),
        panic_message(|| assert_eq!(planted.hosted(), other.hosted())),
        panic_message(|| assert_eq!(by_url, by_token)),
        panic_message(|| assert_eq!(Outcome::Pending(by_url.clone()), Outcome::Pending(by_token.clone()))),
    ] {
        assert_clean(&message);
    }
}

#[test]
fn personal_data_have_no_form_but_the_redacted_one() {
    // A type that implemented the trait would make the constant ambiguous, and this file would not compile.
    macro_rules! assert_lacks {
        ($bound:path: $($holder:ty),+) => {$({
            trait Ambiguous<A> {
                const CHECK: () = ();
            }
            impl<T: ?Sized> Ambiguous<()> for T {}
            struct Implemented;
            impl<T: ?Sized + $bound> Ambiguous<Implemented> for T {}
            <$holder as Ambiguous<_>>::CHECK
        })+};
    }
    assert_lacks!(Display: RealName, IdNumber, MobileNumber, Portrait, Hosted, Session, SessionLink, VerifyRequest);
    assert_lacks!(serde::Serialize: RealName, IdNumber, MobileNumber, Portrait, Hosted, VerifyRequest);
    assert_lacks!(AsRef<str>: RealName, IdNumber, MobileNumber);
}
