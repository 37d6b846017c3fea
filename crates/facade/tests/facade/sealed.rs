//! Sessions that are read back: who opens them, in a facade, in a facade within one, and in a store of JSON.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use heyan::{
    AnswerStore, AnySession, Attempt, Billing, Capability, Clock, ErrorKind, Facade, Outcome, ProviderId,
    RecentAnswers, SealedSession, Session, SessionKeys, SessionLink, Stage, Step, SystemClock, Timestamp,
    Verification, Verifier, VerifyError, VerifyRequest,
};
use heyan_testkit::{FakeVerifier, person};
use proptest::prelude::*;

use crate::people::build;
use crate::providers::{hosted_scan, id, session_keys};

type Result = std::result::Result<Outcome, VerifyError>;

fn question() -> VerifyRequest {
    build(person(1).everything())
}

fn fake() -> Arc<FakeVerifier> {
    Arc::new(FakeVerifier::new(id("scan"), hosted_scan()))
}

fn facade(provider: impl Verifier) -> Facade {
    Facade::builder().provider(provider).session_key(session_keys()).build().unwrap()
}

fn pending(result: Result) -> Session {
    let Ok(Outcome::Pending(session)) = result else { panic!("{result:?}") };
    session
}

fn read_back(session: &Session) -> SealedSession {
    serde_json::from_str(&serde_json::to_string(session).unwrap()).unwrap()
}

#[tokio::test]
async fn a_facade_opens_what_a_bare_provider_refuses() {
    let scan = fake();
    let facade = facade(Arc::clone(&scan));
    let session = pending(facade.verify(&question()).await);
    let (calls, bills) = (scan.calls().len(), scan.invoice().len());
    let refused = scan.verify(&question().with_session(read_back(&session))).await.unwrap_err();
    assert_eq!((refused.kind(), refused.stage()), (ErrorKind::SessionRefused, Stage::NotSent));
    assert_eq!((scan.calls().len(), scan.invoice().len()), (calls, bills), "it was asked for nothing");

    // Within the process in which it was started, and once it is opened, it is as good as ever.
    assert!(scan.verify(&question().with_session(session.clone())).await.is_ok());
    let week = Duration::from_secs(7 * 24 * 3600);
    let opened = session_keys().open(&read_back(&session), &question(), SystemClock.now(), week).unwrap();
    assert!(scan.verify(&question().with_session(opened)).await.is_ok());
    assert!(facade.verify(&question().with_session(read_back(&session))).await.is_ok());
}

#[tokio::test]
async fn a_session_with_a_key_that_somebody_made_up_is_refused_by_all_facades() {
    let scan = fake();
    let passed = pending(scan.verify(&build(person(2).everything())).await);
    let made_up = SessionKeys::new([6; 32]).unwrap().seal(passed, &question());
    let calls = scan.calls().len();
    let inner = facade(Arc::clone(&scan));
    let outer = Facade::builder().id("outer").provider(facade(Arc::clone(&scan))).session_key(session_keys());
    let without_key = RecentAnswers::new(Arc::clone(&scan));
    let verifiers: [&dyn Verifier; 3] = [&inner, &outer.build().unwrap(), &without_key];
    for verifier in verifiers {
        let error = verifier.verify(&question().with_session(read_back(&made_up))).await.unwrap_err();
        assert_eq!((error.kind(), error.stage()), (ErrorKind::SessionRefused, Stage::NotSent));
        assert!(error.session().is_none());
    }
    assert_eq!(scan.calls().len(), calls, "its passed scan verifies nobody else");
}

/// A hosted provider of somebody else's that seals its own sessions, as a service behind it may.
#[derive(Debug)]
struct Foreign(ProviderId, Capability, SessionKeys, Mutex<Vec<String>>);

#[async_trait::async_trait]
impl Verifier for Foreign {
    fn id(&self) -> &ProviderId {
        &self.0
    }

    fn capability(&self) -> &Capability {
        &self.1
    }

    async fn verify(&self, request: &VerifyRequest) -> Result {
        let refused = |problem| VerifyError::session_refused(self.0.clone(), problem);
        let Some(session) = request.session().map_err(refused)? else {
            let (link, now) = (SessionLink::FaceToken("c0ffee".into()), SystemClock.now());
            let session =
                Session::new(self.0.clone(), "foreign-1", link, now, now + Duration::from_secs(1800));
            let attempt = Attempt::pending(self.0.clone(), Step::Ask, Billing::MaybeBilled);
            return Ok(Outcome::Pending(self.2.seal(session.with_attempts(vec![attempt]), request)));
        };
        // What it sealed itself comes back to it as it gave it.
        let sealed = session.sealed().expect("with its own token");
        let now = SystemClock.now();
        let opened = self.2.open(&sealed, request, now, Duration::from_secs(3600)).map_err(refused)?;
        self.3.lock().unwrap().push(opened.serial().to_owned());
        let attempt = Attempt::answered(self.0.clone(), Step::Query, Billing::NotBilled);
        Ok(Outcome::Answered(Verification::new(request, opened.findings().clone(), vec![attempt])))
    }
}

#[tokio::test]
async fn a_provider_that_seals_its_own_sessions_gets_them_back_through_two_facades() {
    let keys = SessionKeys::new([5; 32]).unwrap();
    let foreign = Arc::new(Foreign(id("foreign"), hosted_scan(), keys, Mutex::default()));
    let inner = facade(Arc::clone(&foreign));
    let outer = Facade::builder().id("outer").provider(inner);
    let outer = outer.session_key(SessionKeys::new([4; 32]).unwrap()).build().unwrap();
    let session = pending(outer.verify(&question()).await);
    for session in [AnySession::from(session.clone()), read_back(&session).into()] {
        let answer = outer.verify(&question().with_session(session)).await.unwrap();
        assert_eq!(answer.answered().unwrap().attempts().len(), 2);
    }
    assert_eq!(*foreign.3.lock().unwrap(), ["foreign-1", "foreign-1"]);
    let stranger = outer.verify(&build(person(2).everything()).with_session(read_back(&session))).await;
    assert_eq!(stranger.unwrap_err().kind(), ErrorKind::SessionRefused);
}

/// Keeps JSON, as one does that several machines share, and opens what it reads.
#[derive(Debug, Default)]
struct OnPaper(Mutex<HashMap<bool, String>>);

#[async_trait::async_trait]
impl AnswerStore for OnPaper {
    async fn find(&self, question: &VerifyRequest) -> Option<Outcome> {
        let json = self.0.lock().unwrap().get(&question.any_session().is_some())?.clone();
        if let Ok(answer) = serde_json::from_str::<Verification>(&json) {
            return Some(Outcome::Answered(answer));
        }
        let sealed: SealedSession = serde_json::from_str(&json).ok()?;
        let week = Duration::from_secs(7 * 24 * 3600);
        session_keys().open(&sealed, question, SystemClock.now(), week).ok().map(Outcome::Pending)
    }

    async fn keep(&self, question: &VerifyRequest, answer: &Outcome, _: Duration) {
        let json = match answer {
            Outcome::Answered(answer) => serde_json::to_string(answer),
            Outcome::Pending(session) => serde_json::to_string(session),
            _ => return,
        };
        self.0.lock().unwrap().insert(question.any_session().is_some(), json.unwrap());
    }

    async fn forget(&self, _: &VerifyRequest) {
        self.0.lock().unwrap().remove(&false);
    }
}

#[tokio::test]
async fn a_store_of_json_opens_the_scan_that_it_kept() {
    let (scan, paper) = (fake(), Arc::new(OnPaper::default()));
    let machine = || {
        let builder = Facade::builder().provider(Arc::clone(&scan)).session_key(session_keys());
        builder.recent_answers(Duration::from_secs(60)).answer_store(Arc::clone(&paper)).build().unwrap()
    };
    let first = pending(machine().verify(&question()).await);
    let second = pending(machine().verify(&question()).await);
    assert_eq!((first.token(), scan.invoice().len()), (second.token(), 1), "no second fee");
    let answer = machine().verify(&question().with_session(read_back(&second))).await.unwrap();
    let again = machine().verify(&question().with_session(read_back(&first))).await.unwrap();
    assert_eq!(answer.answered().unwrap().id(), again.answered().unwrap().id());
    assert_eq!(scan.calls().len(), 2);
}

/// A clock that a test sets.
#[derive(Debug)]
struct Hands(Mutex<Timestamp>);

impl Clock for Hands {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap()
    }

    fn monotonic(&self) -> std::time::Instant {
        SystemClock.monotonic()
    }
}

/// Starts scans as a vendor with a right clock does, on a machine whose clock may be wrong.
#[derive(Debug)]
struct TwoClocks(ProviderId, Capability, Arc<Hands>);

const NOON: i64 = 1_767_225_600;

fn moment(second: i64) -> Timestamp {
    Timestamp::from_second(NOON + second).unwrap()
}

#[async_trait::async_trait]
impl Verifier for TwoClocks {
    fn id(&self) -> &ProviderId {
        &self.0
    }

    fn capability(&self) -> &Capability {
        &self.1
    }

    async fn verify(&self, request: &VerifyRequest) -> Result {
        let refused = |problem| VerifyError::session_refused(self.0.clone(), problem);
        let attempts = vec![Attempt::pending(self.0.clone(), request.step(), Billing::MaybeBilled)];
        let open = request.session().map_err(refused)?.cloned();
        let session = open.unwrap_or_else(|| {
            let link = SessionLink::Url("https://h5.example.com/scan".into());
            Session::new(self.0.clone(), "serial-1", link, self.2.now(), moment(1800))
                .with_vendor_started_at(moment(0))
        });
        Ok(Outcome::Pending(session.with_attempts(attempts)))
    }
}

/// Whether a query is refused that is made so long after the Submit, by a clock that was and is off by these.
fn is_refused(at_submit: i64, at_query: i64, passed: i64) -> bool {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let hands = Arc::new(Hands(Mutex::new(moment(at_submit))));
    let provider = TwoClocks(id("scan"), hosted_scan(), Arc::clone(&hands));
    let facade = Facade::builder().provider(provider).session_key(session_keys()).clock(Arc::clone(&hands));
    let facade = facade.build().unwrap();
    let session = pending(runtime.block_on(facade.verify(&question())));
    *hands.0.lock().unwrap() = moment(at_query + passed);
    let result = runtime.block_on(facade.verify(&question().with_session(read_back(&session))));
    result.is_err_and(|error| error.kind() == ErrorKind::SessionRefused)
}

const FIFTY_YEARS: i64 = 50 * 365 * 24 * 3600;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_scan_just_started_is_not_too_old_whatever_this_machines_clock_shows(
        skew in -FIFTY_YEARS..FIFTY_YEARS,
        passed in 0i64..3600,
    ) {
        prop_assert!(!is_refused(skew, skew, passed), "the clock stays wrong");
        prop_assert!(!is_refused(skew, 0, passed), "the clock was corrected");
    }

    #[test]
    fn an_old_one_is_refused(passed in 8 * 24 * 3600..FIFTY_YEARS) {
        prop_assert!(is_refused(0, 0, passed));
    }
}

#[tokio::test]
async fn a_repeated_start_finds_the_scan_whatever_this_machines_clock_shows() {
    for skew in [-FIFTY_YEARS, -3600, 0, 3600, FIFTY_YEARS] {
        let hands = Arc::new(Hands(Mutex::new(moment(skew))));
        let provider = TwoClocks(id("scan"), hosted_scan(), Arc::clone(&hands));
        let builder = Facade::builder().provider(provider).session_key(session_keys());
        let facade = builder.clock(Arc::clone(&hands)).recent_answers(Duration::from_secs(60));
        let facade = facade.build().unwrap();
        let first = pending(facade.verify(&question()).await);
        *hands.0.lock().unwrap() = moment(skew + 5);
        let second = pending(facade.verify(&question()).await);
        assert!(second.attempts().iter().all(Attempt::is_reused), "{skew}: a second fee");
        assert_eq!(first.token(), second.token());
    }
}
