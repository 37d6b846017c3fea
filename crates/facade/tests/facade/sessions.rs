//! Hosted scans: what a session carries, whom it is bound to, and that a query never moves on.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use heyan::{
    AnySession, Capability, Clock, Decision, ErrorKind, Facade, Factor, MobileNumber, Outcome, RealName,
    Reason, RequestBuilder, SealedSession, Session, SessionKeys, Stage, Status, Step, SystemClock, Timestamp,
    Verdict, Verifier, VerifyError, VerifyRequest,
};
use heyan_testkit::{Answer, FakeVerifier, Person, person};

use Factor::{Face, Identity, Liveness, Mobile};

use crate::people::build;
use crate::providers::{hosted_scan, id, photo_check, session_keys};

/// Juhe's 104: the face is still open.
fn open_face() -> Answer {
    Answer::verdicts([(Identity, Verdict::Match), (Mobile, Verdict::Match), (Face, Verdict::Indeterminate)])
}

type Asked = Result<Outcome, VerifyError>;

/// A photo check that leaves the face open, and a scan.
struct Shop {
    photo: Arc<FakeVerifier>,
    scan: Arc<FakeVerifier>,
    facade: Facade,
}

impl Shop {
    fn new() -> Self {
        Self::with(session_keys())
    }

    fn with(keys: SessionKeys) -> Self {
        let photo = Arc::new(FakeVerifier::new(id("photo"), photo_check()).then(open_face()));
        let scan = Arc::new(FakeVerifier::new(id("scan"), hosted_scan()));
        // The scan is listed first, and asked last all the same.
        let builder = Facade::builder().provider(Arc::clone(&scan)).provider(Arc::clone(&photo));
        Self { photo, scan, facade: builder.session_key(keys).build().unwrap() }
    }

    async fn start(&self, request: &VerifyRequest) -> Session {
        pending(self.facade.verify(request).await)
    }

    async fn ask_after(&self, request: &VerifyRequest, session: impl Into<AnySession>) -> Asked {
        self.facade.verify(&request.with_session(handed_over(session))).await
    }

    fn asked(&self) -> (usize, usize) {
        (self.photo.calls().len(), self.scan.calls().len())
    }
}

fn pending(result: Result<Outcome, VerifyError>) -> Session {
    match result.unwrap() {
        Outcome::Pending(session) => session,
        other => panic!("{other:?}"),
    }
}

/// As another process reads it.
fn handed_over(session: impl Into<AnySession>) -> SealedSession {
    serde_json::from_str(&serde_json::to_string(&session.into()).unwrap()).unwrap()
}

fn trail(attempts: &[heyan::Attempt]) -> Vec<String> {
    let told = |a: &heyan::Attempt| {
        format!("{} {} {} {}", a.provider(), a.step().as_str(), a.status().as_str(), a.billing())
    };
    attempts.iter().map(told).collect()
}

fn everything() -> VerifyRequest {
    build(person(1).everything())
}

#[tokio::test]
async fn what_was_known_before_the_scan_is_joined_with_what_comes_after() {
    let shop = Shop::new();
    let request = everything();
    let session = shop.start(&request).await;
    assert_eq!(session.provider(), &id("scan"));
    assert_eq!(trail(session.attempts()), ["photo ask answered billed", "scan ask pending maybe_billed"]);
    assert_eq!(session.findings().verdict(Face), Some(Verdict::Indeterminate));

    // The same question, built anew in another process.
    let answer = shop.ask_after(&everything(), session.clone()).await.unwrap();
    let answer = answer.answered().unwrap();
    assert_eq!((answer.decision(), answer.reason()), (Decision::Verified, Reason::AllMatched));
    assert_eq!(answer.findings().having(Verdict::Match).iter().count(), 4);
    assert_eq!(answer.findings().get(Mobile).unwrap().provider, id("photo"));
    assert_eq!(answer.findings().get(Liveness).unwrap().provider, id("scan"));
    assert_eq!(
        trail(answer.attempts()),
        ["photo ask answered billed", "scan ask pending maybe_billed", "scan query answered not_billed"]
    );
    assert_eq!(answer.id(), request.id(), "one verification, one id");
}

#[tokio::test]
async fn a_result_says_that_it_is_pending_and_hands_the_session_over() {
    let shop = Shop::new();
    let request = everything();
    let session = shop.start(&request).await;
    let result = heyan::Verification::pending(&request, session.clone());
    assert_eq!((result.decision(), result.reason()), (Decision::Pending, Reason::AwaitingScan));
    let json = serde_json::to_value(&result).unwrap();
    let keys: Vec<_> = json["session"].as_object().unwrap().keys().cloned().collect();
    assert_eq!(keys, ["expires_at", "provider", "token", "url"]);
    let back: heyan::Verification = serde_json::from_value(json).unwrap();
    assert_eq!(back.session().unwrap().token(), session.token());
    assert!(shop.ask_after(&request, back.session().unwrap().clone()).await.is_ok());
}

#[tokio::test]
async fn while_the_person_scans_a_query_leaves_everything_as_it_was() {
    let shop = Shop::new();
    let request = everything();
    let session = shop.start(&request).await;
    shop.scan.script(Answer::scan());
    shop.scan.script(Answer::scan());
    for _ in 0..2 {
        let still = pending(shop.ask_after(&request, session.clone()).await);
        assert_eq!(still.token(), session.token(), "what was stored stays good");
        assert_eq!(trail(still.attempts()).len(), 3, "the trail does not grow with each look");
        assert_eq!(still.attempts()[2].step(), Step::Query);
        assert_eq!(*still.attempts()[2].status(), Status::Pending);
    }
    assert!(shop.ask_after(&request, session.clone()).await.unwrap().answered().is_some());
    assert_eq!(shop.asked(), (1, 4));
}

#[tokio::test]
async fn a_failed_query_leaves_the_session_open_and_asks_nobody_else() {
    let kinds = [ErrorKind::Timeout, ErrorKind::Credentials, ErrorKind::Protocol, ErrorKind::Unsupported];
    for kind in kinds {
        let shop = Shop::new();
        let request = everything();
        let session = shop.start(&request).await;
        shop.scan.script(Answer::fails(kind, Stage::MaybeSent));
        let error = shop.ask_after(&request, session.clone()).await.unwrap_err();
        assert_eq!(error.kind(), kind);
        assert_eq!(error.session().unwrap().token(), session.token());
        assert_eq!(trail(error.attempts())[2], "scan query failed not_billed");
        assert_eq!(shop.asked(), (1, 2), "{kind:?}");

        let kept = heyan::Verification::unanswered(&request, &error);
        assert_eq!((kept.decision(), kept.attempts().len()), (Decision::Pending, 3));
        assert_eq!(kept.findings().verdict(Identity), Some(Verdict::Match), "what was known is not lost");
        assert!(
            shop.ask_after(&request, kept.session().unwrap().clone()).await.unwrap().answered().is_some()
        );
    }
}

#[tokio::test]
async fn a_session_that_the_vendor_does_not_know_is_over() {
    let shop = Shop::new();
    let request = everything();
    let session = shop.start(&request).await;
    shop.scan.script(Answer::fails(ErrorKind::SessionNotFound, Stage::Answered));
    let error = shop.ask_after(&request, session.clone()).await.unwrap_err();
    assert_eq!((error.kind(), error.session()), (ErrorKind::SessionNotFound, None));
    let result = heyan::Verification::unanswered(&request, &error);
    assert_eq!((result.decision(), result.reason()), (Decision::Undetermined, Reason::SourceCouldNotCheck));
    assert_eq!(result.findings(), session.findings(), "what was paid for before is not lost");
    assert_eq!(result.id(), request.id());
    assert_eq!(shop.asked(), (1, 2));
}

#[tokio::test]
async fn a_scan_that_was_not_passed_ends_the_matter() {
    let could_not_tell = [(Face, Verdict::Indeterminate), (Liveness, Verdict::Indeterminate)];
    let another_face = [(Face, Verdict::Mismatch), (Liveness, Verdict::Indeterminate)];
    let cases: [(&[_], _, _); 3] = [
        (&could_not_tell, Decision::Undetermined, Reason::ScanNotPassed),
        (&another_face, Decision::Rejected, Reason::Mismatch),
        (&[], Decision::Undetermined, Reason::SessionExpired),
    ];
    for (verdicts, decision, reason) in cases {
        let shop = Shop::new();
        let request = everything();
        let session = shop.start(&request).await;
        shop.scan.script(Answer::verdicts(verdicts.to_vec()));
        let answer = shop.ask_after(&request, session.clone()).await.unwrap();
        let answer = answer.answered().unwrap();
        assert_eq!((answer.decision(), answer.reason()), (decision, reason));
        assert_eq!(shop.asked(), (1, 2), "after a scan nobody else is asked");
    }
}

#[tokio::test]
async fn a_scan_that_could_not_tell_is_no_link_that_ended_whoever_said_so_before() {
    // A face scan without liveness, after somebody else could not check the face either.
    for before in [Verdict::Indeterminate, Verdict::NoRecord] {
        let photo = FakeVerifier::new(id("photo"), photo_check()).then(Answer::verdicts([
            (Identity, Verdict::Match),
            (Mobile, Verdict::Match),
            (Face, before),
        ]));
        let face = Capability::new([heyan::Method::verifying(heyan::FactorSet::of([Face])).hosted()]);
        let scan = FakeVerifier::new(id("scan"), face)
            .then(Answer::scan())
            .then(Answer::verdicts([(Face, Verdict::Indeterminate)]));
        let facade = Facade::builder().provider(photo).provider(scan).session_key(session_keys());
        let facade = facade.build().unwrap();
        let session = pending(facade.verify(&everything()).await);
        let answer = facade.verify(&everything().with_session(session)).await.unwrap();
        let answer = answer.answered().unwrap();
        assert_eq!(answer.reason(), Reason::ScanNotPassed, "{before:?}");
        assert_eq!(answer.advice(), heyan::Advice::ManualReview);
    }
}

#[tokio::test]
async fn who_is_about_to_end_asks_nobody_else_but_still_looks() {
    let shop = Shop::new();
    let session = shop.start(&everything()).await;
    shop.facade.drain();
    let error = shop.facade.verify(&everything()).await.unwrap_err();
    let skips: Vec<_> = error.attempts().iter().map(|a| a.skip().unwrap().reason).collect();
    assert_eq!(skips, [heyan::SkipReason::Deadline; 2]);
    assert_eq!(shop.asked(), (1, 1));
    assert!(shop.ask_after(&everything(), session.clone()).await.is_ok());
}

/// Nobody is asked, and the error says why.
async fn refused(shop: &Shop, request: &VerifyRequest, session: impl Into<AnySession>) -> String {
    let before = shop.asked();
    let error = shop.facade.verify(&request.with_session(session)).await.unwrap_err();
    assert_eq!((error.kind(), error.stage()), (ErrorKind::SessionRefused, Stage::NotSent));
    assert_eq!(shop.asked(), before, "somebody was asked");
    std::error::Error::source(&error).unwrap().to_string()
}

#[tokio::test]
async fn a_session_is_bound_to_the_person_and_the_requirement() {
    let shop = Shop::new();
    let session = shop.start(&everything()).await;
    let other = |change: fn(RequestBuilder) -> RequestBuilder| build(change(person(1).everything()));
    let another_name = || VerifyRequest::builder(RealName::parse("李四").unwrap(), same_id_number());
    let others = [
        other(|builder| builder.mobile(MobileNumber::parse("13800138001").unwrap())),
        build(person(1).bare().portrait(Person::portrait()).hosted(Person::hosted())),
        build(another_name().mobile(MobileNumber::parse(&person(1).mobile()).unwrap())),
    ];
    for request in others {
        assert_eq!(
            refused(&shop, &request, handed_over(session.clone())).await,
            "the session belongs to a person with another name, ID number or mobile number; ask with the request that started it"
        );
    }
    for requirement in ["strict", "hosted"] {
        let request =
            build(person(1).everything().requirement(heyan::Requirement::preset(requirement).unwrap()));
        let said = refused(&shop, &request, handed_over(session.clone())).await;
        assert_eq!(
            said,
            "the session was started for another requirement; ask with the same require as then"
        );
    }
    // What is not the person may differ: the photo, the permission, the caller's own reference.
    let bare = person(1).bare().mobile(MobileNumber::parse(&person(1).mobile()).unwrap());
    assert!(shop.ask_after(&build(bare.reference("later")), session.clone()).await.is_ok());
}

fn same_id_number() -> heyan::IdNumber {
    person(1).request().subject().id_number().clone()
}

#[tokio::test]
async fn a_token_with_one_character_changed_is_refused() {
    let shop = Shop::new();
    let request = everything();
    let session = shop.start(&request).await;
    let token = session.token().unwrap();
    for place in 0..token.len() {
        let mut changed = token.as_bytes().to_vec();
        changed[place] = if changed[place] == b'A' { b'B' } else { b'A' };
        // Some are no token at all any more; the others must not be taken for one that was signed.
        if let Ok(session) = SealedSession::from_token(std::str::from_utf8(&changed).unwrap()) {
            refused(&shop, &request, session).await;
        }
    }
    let json = serde_json::to_string(&session).unwrap();
    let elsewhere = json.replace("example.com/scan", "example.com/elsewhere");
    assert!(
        serde_json::from_str::<SealedSession>(&elsewhere).is_err(),
        "the link beside the token counts too"
    );
}

#[tokio::test]
async fn a_session_without_a_token_or_of_other_keys_is_refused() {
    let shop = Shop::new();
    let request = everything();
    let session = shop.start(&request).await;
    let said = refused(&shop, &request, session.as_given()).await;
    assert_eq!(said, "the session has no token; seal it with SessionKeys, and hand it back as it was given");

    let stranger = Shop::with(SessionKeys::new([8; 32]).unwrap());
    let said = refused(&stranger, &request, handed_over(session.clone())).await;
    assert_eq!(
        said,
        "the session was changed, or signed with another key; hand it back as it was given, to a process with the same session_key"
    );

    let after_rotation = SessionKeys::new([8; 32]).unwrap().with_accepted([7; 32]).unwrap();
    assert!(Shop::with(after_rotation).ask_after(&request, session.clone()).await.is_ok());
}

#[tokio::test]
async fn a_session_of_a_provider_that_is_no_longer_there_is_refused() {
    let request = everything();
    let session = Shop::new().start(&request).await;
    let photo = FakeVerifier::new(id("photo"), photo_check());
    let facade = Facade::builder().provider(photo).session_key(session_keys()).build().unwrap();
    let error = facade.verify(&request.with_session(session)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::SessionRefused);
}

/// A clock that a test moves.
#[derive(Debug)]
struct Moved(Mutex<Duration>);

impl Clock for Moved {
    fn now(&self) -> Timestamp {
        SystemClock.now() + *self.0.lock().unwrap()
    }

    fn monotonic(&self) -> std::time::Instant {
        SystemClock.monotonic()
    }
}

#[tokio::test]
async fn a_session_is_kept_for_seven_days_and_no_longer() {
    let day = Duration::from_secs(24 * 60 * 60);
    let clock = Arc::new(Moved(Mutex::default()));
    let facade = |retention: Option<Duration>| {
        let builder = Facade::builder()
            .provider(FakeVerifier::new(id("scan"), hosted_scan()))
            .session_key(session_keys())
            .clock(Arc::clone(&clock));
        let builder = match retention {
            Some(retention) => builder.session_retention(retention),
            None => builder,
        };
        builder.build().unwrap()
    };
    let request = everything();
    let session = pending(facade(None).verify(&request).await);
    let asked = request.with_session(session);
    let at = |passed: Duration| *clock.0.lock().unwrap() = passed;
    at(7 * day - Duration::from_secs(60));
    assert!(facade(None).verify(&asked).await.is_ok(), "the link has long ended; the scan was paid for");
    // The link of this scan lived for half an hour.
    let link = Duration::from_secs(30 * 60);
    at(7 * day + link - Duration::from_secs(60));
    assert!(facade(None).verify(&asked).await.is_ok(), "the link ended less than seven days ago");
    at(7 * day + link + Duration::from_secs(60));
    let error = facade(None).verify(&asked).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::SessionRefused);
    assert!(facade(Some(8 * day)).verify(&asked).await.is_ok());
}

#[tokio::test]
async fn a_facade_within_a_facade_hands_its_sessions_through() {
    let shop = Shop::new();
    let Shop { facade: inner, scan, .. } = shop;
    let outer = Facade::builder().id("outer").provider(inner).session_key(SessionKeys::new([9; 32]).unwrap());
    let outer = outer.build().unwrap();
    let request = everything();
    let session = pending(outer.verify(&request).await);
    assert_eq!(session.provider(), &id("heyan"), "whom the outer one asked");
    scan.script(Answer::scan());
    let still = pending(outer.verify(&request.with_session(handed_over(session.clone()))).await);
    assert_eq!(still.token(), session.token());
    let answer = outer.verify(&request.with_session(handed_over(session.clone()))).await.unwrap();
    let answer = answer.answered().unwrap();
    assert_eq!(answer.decision(), Decision::Verified);
    assert_eq!(answer.id(), request.id());
    assert_eq!(
        trail(answer.attempts()),
        ["photo ask answered billed", "scan ask pending maybe_billed", "scan query answered not_billed"],
        "each of them once"
    );
}

#[tokio::test]
async fn without_a_key_no_facade_starts_scans() {
    let hosted: Capability = hosted_scan();
    let error = Facade::builder().provider(FakeVerifier::new(id("scan"), hosted)).build().unwrap_err();
    insta::assert_snapshot!(error, @"scan starts hosted scans, and no session key is set to sign them with; give the builder a session_key");
}
