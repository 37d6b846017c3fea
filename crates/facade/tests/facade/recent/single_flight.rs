//! The same question asked by many at the same time: one asks, all are told.

use std::sync::Arc;
use std::time::Duration;

use heyan::{
    Billing, Capability, ErrorKind, Field, InputError, Problem, ProviderId, RecentAnswers, Stage, Verifier,
    VerifyRequest,
};
use heyan_testkit::{Answer, FakeVerifier};
use tokio::task::JoinSet;
use tokio::time::{Instant, timeout};

use super::{LONG, Result, at_once, fake, order, pending, question, recent, told, trail, within};
use crate::providers::{hosted_scan, photo_check};

#[tokio::test]
async fn a_double_click_asks_once_and_both_get_the_answer() {
    let fake = fake(photo_check());
    let (one, two) = (order("o-1"), order("o-2"));
    let [first, second] = at_once(&recent(&fake), &fake, [&one, &two]).await;
    assert_eq!((fake.calls().len(), fake.invoice().len()), (1, 1));
    assert_eq!(told(&first), ["ask answered billed"]);
    assert_eq!(told(&second), ["ask answered not_billed reused"]);
    for (result, request) in [(&first, &one), (&second, &two)] {
        let answer = result.as_ref().unwrap().answered().unwrap();
        assert_eq!((answer.id(), answer.reference()), (request.id(), request.reference()));
    }
}

#[tokio::test]
async fn sixty_four_who_wait_cause_one_question() {
    let fake = fake(photo_check());
    // Nothing is kept, so that only waiting can spare a fee.
    let verifier = Arc::new(recent(&fake).with_period(Duration::ZERO));
    let gate = fake.hold();
    let mut asking = JoinSet::new();
    for _ in 0..64 {
        let verifier = Arc::clone(&verifier);
        asking.spawn(async move { verifier.verify(&question()).await });
    }
    gate.reached().await;
    gate.release();
    let results = asking.join_all().await;
    assert_eq!(fake.calls().len(), 1);
    assert_eq!(results.iter().filter(|result| trail(result)[0].is_reused()).count(), 63);
    verifier.verify(&question()).await.unwrap();
    assert_eq!(fake.calls().len(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn sixty_four_on_several_threads_cause_one_question() {
    for _ in 0..20 {
        let fake = fake(photo_check());
        let verifier = Arc::new(recent(&fake));
        let mut asking = JoinSet::new();
        for _ in 0..64 {
            let verifier = Arc::clone(&verifier);
            asking.spawn(async move { verifier.verify(&question()).await });
        }
        let results = asking.join_all().await;
        assert_eq!(fake.calls().len(), 1);
        assert_eq!(results.iter().filter(|result| trail(result)[0].is_reused()).count(), 63);
    }
}

/// Says why it fails.
#[derive(Debug)]
struct Explaining(Arc<FakeVerifier>);

#[async_trait::async_trait]
impl Verifier for Explaining {
    fn id(&self) -> &ProviderId {
        self.0.id()
    }

    fn capability(&self) -> &Capability {
        self.0.capability()
    }

    async fn verify(&self, request: &VerifyRequest) -> Result {
        let why = InputError::new(Field::Name, Problem::Empty);
        self.0.verify(request).await.map_err(|error| error.with_source(why))
    }
}

#[tokio::test]
async fn a_failure_goes_to_everybody_who_waits_and_is_then_forgotten() {
    let fake = fake(photo_check());
    fake.script(Answer::fails(ErrorKind::Network, Stage::MaybeSent));
    let verifier = RecentAnswers::new(Explaining(Arc::clone(&fake)));
    let [first, second] = at_once(&verifier, &fake, [&question(), &question()]).await;
    assert_eq!(told(&first), ["ask failed maybe_billed"]);
    assert_eq!(told(&second), ["ask failed not_billed reused"]);
    for error in [first.unwrap_err(), second.unwrap_err()] {
        assert_eq!((error.kind(), error.stage()), (ErrorKind::Network, Stage::MaybeSent));
        assert!(std::error::Error::source(&error).is_some());
    }
    // Whoever tries again is not given the failure.
    assert_eq!(told(&verifier.verify(&question()).await), ["ask answered billed"]);
    assert_eq!(fake.calls().len(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn whoever_hears_of_a_failure_and_asks_again_at_once_is_not_given_it_again() {
    let fake = fake(photo_check());
    let verifier = recent(&fake).with_period(Duration::ZERO);
    for _ in 0..50 {
        fake.script(Answer::fails(ErrorKind::Network, Stage::NotSent));
        verifier.verify(&question()).await.unwrap_err();
        assert_eq!(told(&verifier.verify(&question()).await), ["ask answered billed"]);
    }
}

#[tokio::test]
async fn whoever_asked_first_may_leave() {
    let fake = fake(photo_check());
    let verifier = Arc::new(recent(&fake));
    let gate = fake.hold();
    let first = tokio::spawn({
        let verifier = Arc::clone(&verifier);
        async move { verifier.verify(&question()).await }
    });
    gate.reached().await;
    let second = order("o-2");
    let (second, ()) = tokio::join!(biased; verifier.verify(&second), async {
        first.abort();
        assert!(first.await.unwrap_err().is_cancelled());
        gate.release();
    });
    assert_eq!(told(&second), ["ask answered not_billed reused"]);
    assert_eq!(fake.invoice().len(), 1);
}

#[tokio::test]
async fn where_everybody_left_the_answer_is_kept_for_who_comes_back() {
    let fake = fake(photo_check());
    let verifier = recent(&fake);
    let gate = fake.hold();
    let asked = question();
    tokio::select! {
        biased;
        _ = verifier.verify(&asked) => panic!("it is held"),
        () = gate.reached() => {}
    }
    gate.release();
    assert_eq!(told(&verifier.verify(&question()).await), ["ask answered not_billed reused"]);
    assert_eq!(fake.invoice().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn the_deadline_is_that_of_whoever_asked_first() {
    let fake = fake(photo_check());
    let first = within(&question(), Duration::from_secs(9));
    let longer = within(&question(), Duration::from_secs(90));
    let [_, second] = at_once(&recent(&fake), &fake, [&first, &longer]).await;
    assert!(second.is_ok());
    assert_eq!(fake.calls()[0].deadline, first.deadline());
}

#[tokio::test(start_paused = true)]
async fn whoever_joins_waits_no_longer_than_their_own_deadline() {
    let fake = fake(photo_check());
    let verifier = recent(&fake);
    let gate = fake.hold();
    let first = question();
    let (first, ()) = tokio::join!(biased; verifier.verify(&first), async {
        gate.reached().await;
        let started = Instant::now();
        let hurried = within(&question(), Duration::from_secs(5));
        let error = timeout(LONG, verifier.verify(&hurried)).await.unwrap().unwrap_err();
        assert_eq!(started.elapsed(), Duration::from_secs(5));
        assert_eq!((error.kind(), error.stage()), (ErrorKind::Timeout, Stage::NotSent));
        let [attempt] = error.attempts() else { panic!("{error:?}") };
        assert_eq!((attempt.provider(), attempt.billing()), (fake.id(), Billing::NotBilled));
        gate.release();
    });
    assert_eq!(told(&first), ["ask answered billed"]);
    assert_eq!(fake.calls().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn whoever_waits_for_a_query_in_vain_still_has_their_session() {
    let fake = fake(hosted_scan());
    let verifier = recent(&fake);
    let session = pending(verifier.verify(&question()).await);
    let query = question().with_session(session.clone());
    let gate = fake.hold();
    let (first, error) = tokio::join!(biased; verifier.verify(&query), async {
        gate.reached().await;
        let hurried = within(&query, Duration::from_secs(5));
        let error = timeout(LONG, verifier.verify(&hurried)).await.unwrap().unwrap_err();
        gate.release();
        error
    });
    assert!(first.is_ok());
    assert_eq!((error.kind(), error.stage()), (ErrorKind::Timeout, Stage::NotSent));
    assert_eq!(told(&Err(error.clone())), ["query failed not_billed"]);
    assert_eq!(error.session(), Some(&session.into()));
}

#[cfg(feature = "tracing")]
#[tokio::test]
async fn what_is_logged_stands_in_the_span_of_whoever_asked_first() {
    use tracing::Instrument as _;

    crate::logs::start();
    let fake = fake(photo_check());
    let facade = heyan::Facade::builder().provider(Arc::clone(&fake)).observer(heyan::TracingObserver);
    let verifier = RecentAnswers::new(facade.build().unwrap());
    let asked = question();
    verifier.verify(&asked).instrument(tracing::info_span!("http", order = 7)).await.unwrap();
    let lines = crate::logs::taken();
    assert!(lines.contains("attempt started") && lines.contains("attempt ended"), "{lines}");
    assert!(lines.lines().all(|line| line.contains("http{order=7}")), "{lines}");
}
