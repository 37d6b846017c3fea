//! A store of one's own: what it is asked for, what it may share, and that it stops nobody.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use heyan::{AnswerStore, ErrorKind, InMemory, Outcome, Stage, Verifier, VerifyRequest};
use heyan_testkit::Answer;
use tokio::time::{Instant, timeout};

use super::{LONG, clock, fake, pending, question, recent, told, within};
use crate::providers::{hosted_scan, photo_check};

/// The memory, with a list of what it was asked for.
#[derive(Debug, Default)]
struct Listed(InMemory, Mutex<Vec<String>>);

impl Listed {
    fn list(&self, what: String) {
        self.1.lock().unwrap().push(what);
    }

    fn taken(&self) -> Vec<String> {
        std::mem::take(&mut *self.1.lock().unwrap())
    }
}

#[async_trait::async_trait]
impl AnswerStore for Listed {
    async fn find(&self, question: &VerifyRequest) -> Option<Outcome> {
        let found = self.0.find(question).await;
        self.list(format!("find {}", found.is_some()));
        found
    }

    async fn keep(&self, question: &VerifyRequest, answer: &Outcome, period: Duration) {
        self.list(format!("keep for {period:?}"));
        self.0.keep(question, answer, period).await;
    }

    async fn forget(&self, question: &VerifyRequest) {
        self.list(format!("forget {}", question.any_session().is_some()));
        self.0.forget(question).await;
    }
}

#[tokio::test]
async fn it_is_asked_before_anybody_and_given_what_is_worth_keeping() {
    let fake = fake(hosted_scan());
    let store = Arc::new(Listed::default());
    let verifier = recent(&fake).with_store(Arc::clone(&store)).with_period(Duration::from_secs(30));

    let session = pending(verifier.verify(&question()).await);
    assert_eq!(store.taken(), ["find false", "keep for 30s"]);
    verifier.verify(&question()).await.unwrap();
    assert_eq!(store.taken(), ["find true"], "what is given again is not kept again");

    let query = question().with_session(session);
    fake.script(Answer::scan());
    verifier.verify(&query).await.unwrap();
    assert_eq!(store.taken(), ["find false"], "a look that is not final is not kept");
    fake.script(Answer::fails(ErrorKind::Network, Stage::MaybeSent));
    verifier.verify(&query).await.unwrap_err();
    assert_eq!(store.taken(), ["find false"]);
    verifier.verify(&query).await.unwrap();
    assert_eq!(store.taken(), ["find false", "forget true", "keep for 30s"]);
    verifier.verify(&query).await.unwrap();
    assert_eq!(store.taken(), ["find true"]);
}

#[tokio::test]
async fn where_nothing_is_to_be_kept_it_is_not_given_anything() {
    let store = Arc::new(Listed::default());
    let verifier = recent(&fake(photo_check())).with_store(Arc::clone(&store)).with_period(Duration::ZERO);
    verifier.verify(&question()).await.unwrap();
    assert_eq!(store.taken(), ["find false"]);
}

#[tokio::test]
async fn two_machines_share_what_was_answered() {
    let memory = InMemory::default();
    let (one, two) = (fake(photo_check()), fake(photo_check()));
    let machines = [&one, &two].map(|fake| recent(fake).with_store(memory.clone()));
    assert_eq!(told(&machines[0].verify(&question()).await), ["ask answered billed"]);
    assert_eq!(told(&machines[1].verify(&question()).await), ["ask answered not_billed reused"]);
    assert_eq!((one.calls().len(), two.calls().len()), (1, 0));
}

#[tokio::test]
async fn a_scan_started_on_one_machine_and_finished_on_the_other_is_over_on_both() {
    let (memory, fake) = (InMemory::default(), fake(hosted_scan()));
    let machines = [(); 2].map(|()| recent(&fake).with_store(memory.clone()));
    let session = pending(machines[0].verify(&question()).await);
    assert_eq!(pending(machines[1].verify(&question()).await).serial(), session.serial());
    machines[1].verify(&question().with_session(session.clone())).await.unwrap();
    assert_ne!(pending(machines[0].verify(&question()).await).serial(), session.serial());
}

#[tokio::test(start_paused = true)]
async fn a_shared_memory_keeps_each_answer_for_its_own_period() {
    let memory = InMemory::default().with_clock(clock());
    let fake = fake(photo_check());
    let [short, long] = [10, 100]
        .map(|seconds| recent(&fake).with_store(memory.clone()).with_period(Duration::from_secs(seconds)));
    long.verify(&question()).await.unwrap();
    short.verify(&crate::people::build(crate::people::with_everything())).await.unwrap();
    tokio::time::advance(Duration::from_secs(10)).await;
    let other = crate::people::build(crate::people::with_everything());
    assert_eq!(told(&long.verify(&question()).await), ["ask answered not_billed reused"]);
    assert_eq!(told(&long.verify(&other).await), ["ask answered billed"]);
}

/// Down, and nobody has noticed yet.
#[derive(Debug)]
struct Silent;

#[async_trait::async_trait]
impl AnswerStore for Silent {
    async fn find(&self, _: &VerifyRequest) -> Option<Outcome> {
        std::future::pending().await
    }

    async fn keep(&self, _: &VerifyRequest, _: &Outcome, _: Duration) {
        std::future::pending::<()>().await;
    }

    async fn forget(&self, _: &VerifyRequest) {
        std::future::pending::<()>().await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_store_that_never_answers_costs_a_second_each_time_and_stops_nobody() {
    let fake = fake(hosted_scan());
    let verifier = recent(&fake).with_store(Silent);
    let started = Instant::now();
    let session = pending(timeout(LONG, verifier.verify(&question())).await.unwrap());
    assert_eq!(started.elapsed(), Duration::from_secs(2), "for looking and keeping");
    let started = Instant::now();
    let answer = timeout(LONG, verifier.verify(&question().with_session(session))).await.unwrap();
    assert_eq!(told(&answer), ["query answered not_billed"]);
    assert_eq!(started.elapsed(), Duration::from_secs(3), "for looking, forgetting and keeping");
}

#[tokio::test(start_paused = true)]
async fn a_store_that_never_answers_is_not_waited_for_past_the_deadline() {
    // How much time there is, and whether that is enough to ask.
    for (limit, asks) in [(500, false), (1500, true)] {
        let fake = fake(photo_check());
        let verifier = recent(&fake).with_store(Silent);
        let started = Instant::now();
        let limit = Duration::from_millis(limit);
        let result = timeout(LONG, verifier.verify(&within(&question(), limit))).await.unwrap();
        assert_eq!(started.elapsed(), limit);
        assert_eq!((result.is_ok(), fake.invoice().len()), (asks, usize::from(asks)));
        if let Err(error) = result {
            assert_eq!((error.kind(), error.stage()), (ErrorKind::Timeout, Stage::NotSent));
        }
    }
}
