//! Hosted scans: one open session for a repeated start, live queries, and a final answer that stays.

use std::sync::Arc;
use std::time::Duration;

use heyan::{ErrorKind, Facade, RecentAnswers, SealedSession, Session, Stage, Verifier, VerifyRequest};
use heyan_testkit::{Answer, FakeVerifier, person};
use tokio::time::advance;

use super::{at_once, clock, fake, pending, question, recent, told};
use crate::providers::{hosted_scan, session_keys};

/// Around a facade, so that sessions are sealed.
pub(super) struct Shop {
    scan: Arc<FakeVerifier>,
    pub(super) verifier: RecentAnswers<Facade>,
}

impl Shop {
    pub(super) fn new() -> Self {
        let scan = fake(hosted_scan());
        let facade = Facade::builder().provider(Arc::clone(&scan)).session_key(session_keys());
        let verifier = RecentAnswers::new(facade.build().unwrap()).with_clock(clock());
        Self { scan, verifier }
    }

    pub(super) async fn start(&self) -> Session {
        pending(self.verifier.verify(&question()).await)
    }

    pub(super) async fn look(&self, session: &Session) -> super::Result {
        self.verifier.verify(&after(session)).await
    }

    /// How often the vendor was asked, and how much of that it bills.
    fn asked(&self) -> (usize, usize) {
        (self.scan.calls().len(), self.scan.invoice().len())
    }
}

/// As a page asks that is loaded once more: everything is built and read anew.
pub(super) fn after(session: &Session) -> VerifyRequest {
    let json = serde_json::to_string(session).unwrap();
    question().with_session(serde_json::from_str::<SealedSession>(&json).unwrap())
}

#[tokio::test]
async fn a_repeated_start_gets_the_same_open_session() {
    let shop = Shop::new();
    let first = shop.verifier.verify(&question()).await;
    let second = shop.verifier.verify(&question()).await;
    assert_eq!(told(&first), ["ask pending maybe_billed"]);
    assert_eq!(told(&second), ["ask pending not_billed reused"]);
    let (first, second) = (pending(first), pending(second));
    assert_eq!((first.token(), first.link()), (second.token(), second.link()));
    assert_eq!(first.verification(), second.verification());
    assert!(first.token().is_some());
    assert_eq!(shop.asked(), (1, 1));
    // Whichever of them is asked after, the fee stands in the trail once.
    let answer = shop.look(&second).await;
    assert_eq!(told(&answer), ["ask pending maybe_billed", "query answered not_billed"]);
}

#[tokio::test]
async fn a_start_in_flight_is_joined() {
    let shop = Shop::new();
    let [first, second] = at_once(&shop.verifier, &shop.scan, [&question(), &question()]).await;
    assert_eq!(told(&second), ["ask pending not_billed reused"]);
    assert_eq!(pending(first).token(), pending(second).token());
    assert_eq!(shop.asked(), (1, 1));
}

#[tokio::test]
async fn while_the_person_scans_every_look_is_a_live_one() {
    let shop = Shop::new();
    let session = shop.start().await;
    for looks in 1..4 {
        shop.scan.script(Answer::scan());
        let still = pending(shop.look(&session).await);
        assert_eq!((still.token(), shop.asked()), (session.token(), (1 + looks, 1)));
    }
    assert!(shop.look(&session).await.unwrap().answered().is_some());
}

#[tokio::test]
async fn looks_in_flight_are_joined() {
    let shop = Shop::new();
    let session = shop.start().await;
    let failure = Answer::fails(ErrorKind::Network, Stage::MaybeSent);
    for (answer, came) in [(Answer::scan(), "pending"), (failure, "failed")] {
        let before = shop.asked().0;
        shop.scan.script(answer);
        let queries = [after(&session), after(&session)];
        let [first, second] = at_once(&shop.verifier, &shop.scan, [&queries[0], &queries[1]]).await;
        let query = format!("query {came} not_billed");
        assert_eq!(told(&first), ["ask pending maybe_billed", &query]);
        assert_eq!(told(&second), ["ask pending maybe_billed", &format!("{query} reused")]);
        assert_eq!(shop.asked().0 - before, 1);
        if let Err(error) = second {
            assert_eq!(error.session().unwrap().token(), session.token());
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_return_page_that_is_loaded_again_is_answered_from_memory() {
    let shop = Shop::new();
    let session = shop.start().await;
    let first = shop.look(&session).await;
    assert_eq!(told(&first), ["ask pending maybe_billed", "query answered not_billed"]);
    for _ in 0..3 {
        let again = shop.look(&session).await;
        // It is one verification: the scan was asked for in it, and cost what it cost.
        assert_eq!(told(&again), ["ask pending maybe_billed", "query answered not_billed reused"]);
        let [first, again] = [&first, &again].map(|result| result.as_ref().unwrap().answered().unwrap());
        assert_eq!(first.findings(), again.findings());
        assert_eq!((first.id(), first.cost_fen()), (again.id(), again.cost_fen()));
    }
    assert_eq!(shop.asked(), (2, 1));
    advance(Duration::from_secs(60)).await;
    shop.look(&session).await.unwrap();
    assert_eq!(shop.asked(), (3, 1));
}

#[tokio::test]
async fn after_a_finished_scan_a_new_request_is_a_new_scan() {
    let shop = Shop::new();
    let first = shop.start().await;
    shop.look(&first).await.unwrap();
    let second = shop.start().await;
    assert_ne!(first.serial(), second.serial());
    assert_eq!(shop.scan.invoice().len(), 2);
    // Each scan has its own answer.
    assert_eq!(told(&shop.look(&first).await)[1], "query answered not_billed reused");
    assert_eq!(told(&shop.look(&second).await)[1], "query answered not_billed");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn whoever_is_told_that_a_scan_is_over_never_gets_it_again() {
    let shop = Shop::new();
    for scans in 1..50 {
        let session = shop.start().await;
        shop.look(&session).await.unwrap();
        assert_eq!(shop.scan.invoice().len(), scans);
    }
}

#[tokio::test]
async fn a_scan_that_the_vendor_does_not_know_is_not_reused() {
    let shop = Shop::new();
    let first = shop.start().await;
    shop.scan.script(Answer::fails(ErrorKind::SessionNotFound, Stage::Answered));
    shop.look(&first).await.unwrap_err();
    assert_ne!(shop.start().await.serial(), first.serial());
}

#[tokio::test]
async fn a_scan_that_is_refused_to_somebody_else_stays_open() {
    let shop = Shop::new();
    let first = shop.start().await;
    let theirs = person(2).request().with_session(first.clone());
    let error = shop.verifier.verify(&theirs).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::SessionRefused);
    assert_eq!(shop.start().await.token(), first.token());
}

#[tokio::test]
async fn a_look_that_failed_changes_nothing() {
    let shop = Shop::new();
    let session = shop.start().await;
    shop.scan.script(Answer::fails(ErrorKind::Timeout, Stage::MaybeSent));
    let error = shop.look(&session).await.unwrap_err();
    assert_eq!(error.session().unwrap().token(), session.token());
    assert_eq!(shop.start().await.token(), session.token());
    assert!(shop.look(&session).await.unwrap().answered().is_some());
}

#[tokio::test(start_paused = true)]
async fn an_older_scan_that_ends_leaves_the_newer_one_open() {
    let shop = Shop::new();
    let older = shop.start().await;
    advance(Duration::from_secs(60)).await;
    let newer = shop.start().await;
    assert_ne!(older.serial(), newer.serial());
    shop.look(&older).await.unwrap();
    assert_eq!(shop.start().await.token(), newer.token());
}

#[tokio::test(start_paused = true)]
async fn a_link_that_has_ended_is_not_reused() {
    let scan = fake(hosted_scan());
    let verifier = recent(&scan).with_period(Duration::from_secs(24 * 60 * 60));
    let minutes = |minutes: u64| advance(Duration::from_secs(minutes * 60));
    // The fake's link ends half an hour from now, whatever the clock here shows.
    minutes(10).await;
    let first = pending(verifier.verify(&question()).await);
    minutes(19).await;
    assert_eq!(pending(verifier.verify(&question()).await).serial(), first.serial());
    minutes(1).await;
    assert_ne!(pending(verifier.verify(&question()).await).serial(), first.serial());
}
