//! A question whose verifier panics or hangs: everybody is told, nobody waits for ever.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use heyan::{Capability, ErrorKind, ProviderId, RecentAnswers, Stage, Verifier, VerifyRequest};
use heyan_testkit::FakeVerifier;
use tokio::time::{Instant, timeout};

use super::{Result, at_once, fake, pending, question, recent, told};
use crate::providers::{hosted_scan, id, photo_check};

/// Panics once it was asked for the first time.
#[derive(Debug)]
struct Panicking(Arc<FakeVerifier>, AtomicBool);

#[async_trait::async_trait]
impl Verifier for Panicking {
    fn id(&self) -> &ProviderId {
        self.0.id()
    }

    fn capability(&self) -> &Capability {
        self.0.capability()
    }

    async fn verify(&self, request: &VerifyRequest) -> Result {
        let answer = self.0.verify(request).await;
        assert!(self.1.swap(true, Ordering::Relaxed), "a fault of the verifier's own");
        answer
    }
}

#[tokio::test]
async fn a_question_whose_verifier_panics_is_lost_for_all_and_holds_nobody_up() {
    let fake = Arc::new(FakeVerifier::new(id("shaky"), photo_check()));
    let verifier = RecentAnswers::new(Panicking(Arc::clone(&fake), AtomicBool::new(false)));
    let [first, second] = at_once(&verifier, &fake, [&question(), &question()]).await;
    assert_eq!(told(&first), ["ask failed maybe_billed"]);
    assert_eq!(told(&second), ["ask failed not_billed reused"]);
    for error in [first.unwrap_err(), second.unwrap_err()] {
        assert_eq!((error.kind(), error.stage()), (ErrorKind::Protocol, Stage::MaybeSent));
        assert_eq!(error.attempts()[0].provider(), fake.id());
    }
    assert_eq!(told(&verifier.verify(&question()).await), ["ask answered billed"]);
}

#[tokio::test]
async fn a_query_whose_verifier_panics_leaves_the_session_open() {
    let fake = fake(hosted_scan());
    let session = pending(fake.verify(&question()).await);
    let verifier = RecentAnswers::new(Panicking(fake, AtomicBool::new(false)));
    let error = verifier.verify(&question().with_session(session.clone())).await.unwrap_err();
    assert_eq!(error.session(), Some(&session.into()));
    assert_eq!(told(&Err(error)), ["query failed not_billed"]);
}

#[tokio::test(start_paused = true)]
async fn a_question_without_a_deadline_is_given_up_after_a_day() {
    const DAY: Duration = Duration::from_secs(24 * 60 * 60);
    let fake = fake(photo_check());
    let verifier = recent(&fake);
    let gate = fake.hold();
    let (one, two, started) = (question(), question(), Instant::now());
    let both = async { tokio::join!(biased; verifier.verify(&one), verifier.verify(&two)) };
    let (first, second) = timeout(2 * DAY, both).await.unwrap();
    assert_eq!(started.elapsed(), DAY);
    assert_eq!(told(&first), ["ask failed maybe_billed"]);
    assert_eq!(told(&second), ["ask failed not_billed reused"]);
    for error in [first.unwrap_err(), second.unwrap_err()] {
        assert_eq!((error.kind(), error.stage()), (ErrorKind::Timeout, Stage::MaybeSent));
    }
    drop(gate);
    assert_eq!(told(&verifier.verify(&question()).await), ["ask answered billed"]);
}

#[tokio::test(start_paused = true)]
async fn a_query_that_is_given_up_leaves_the_session_open() {
    let fake = fake(hosted_scan());
    let verifier = recent(&fake);
    let session = pending(verifier.verify(&question()).await);
    let _gate = fake.hold();
    let error = verifier.verify(&question().with_session(session.clone())).await.unwrap_err();
    assert_eq!((error.kind(), error.session()), (ErrorKind::Timeout, Some(&session.into())));
    assert_eq!(told(&Err(error)), ["query failed not_billed"]);
}
