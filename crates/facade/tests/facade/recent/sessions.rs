//! Which session a query asks after: sealed or not, of whom, and through a facade.

use heyan::{ErrorKind, Facade, Session, Verifier};
use heyan_testkit::person;

use super::scans::{Shop, after};
use super::{fake, pending, question, recent, told};
use crate::providers::{hosted_scan, photo_check, session_keys};

#[tokio::test]
async fn sessions_that_are_not_sealed_are_told_apart_by_their_serials() {
    let scan = fake(hosted_scan());
    let verifier = recent(&scan);
    let look = async |session: &Session| verifier.verify(&question().with_session(session.clone())).await;
    let first = pending(verifier.verify(&question()).await);
    assert_eq!(told(&look(&first).await), ["query answered not_billed"]);
    let second = pending(verifier.verify(&question()).await);
    assert_ne!(first.serial(), second.serial());
    assert_eq!(told(&look(&second).await), ["query answered not_billed"]);
    for session in [&first, &second] {
        assert_eq!(told(&look(session).await), ["query answered not_billed reused"]);
    }
}

#[tokio::test]
async fn somebody_elses_question_is_not_answered_by_a_session() {
    let shop = Shop::new();
    let session = shop.start().await;
    shop.look(&session).await.unwrap();
    let error = shop.verifier.verify(&person(2).request().with_session(session)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::SessionRefused);
}

#[tokio::test]
async fn an_answer_without_a_scan_does_not_answer_a_query() {
    let scan = fake(hosted_scan());
    let session = pending(scan.verify(&question()).await);
    let photo = fake(photo_check());
    let verifier = recent(&photo);
    verifier.verify(&question()).await.unwrap();
    let answer = verifier.verify(&question().with_session(session.clone())).await;
    assert_eq!(told(&answer), ["query answered not_billed"]);
    // Nor does a finished scan cost that answer.
    assert_eq!(told(&verifier.verify(&question()).await), ["ask answered not_billed reused"]);
    assert_eq!(photo.calls().len(), 2);
}

#[tokio::test]
async fn within_a_facade_each_start_is_sealed_and_both_lead_to_the_answer() {
    let scan = fake(hosted_scan());
    let facade = Facade::builder().provider(recent(&scan)).session_key(session_keys()).build().unwrap();
    let first = pending(facade.verify(&question()).await);
    let second = pending(facade.verify(&question()).await);
    assert_ne!(first.token(), second.token());
    let answer = facade.verify(&after(&second)).await;
    assert_eq!(told(&answer), ["ask pending not_billed reused", "query answered not_billed"]);
    let answer = facade.verify(&after(&first)).await;
    assert_eq!(told(&answer), ["ask pending maybe_billed", "query answered not_billed reused"]);
    assert_eq!((scan.calls().len(), scan.invoice().len()), (2, 1));
}
