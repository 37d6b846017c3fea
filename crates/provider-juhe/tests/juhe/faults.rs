//! What each fault of the vendor is, over a real socket: kind, stage, billing, and that it is asked at most once.

use std::time::Duration;

use heyan_core::{Billing, ErrorKind, Stage, Verifier};
use heyan_provider_juhe::{JuheConfig, JuheVerifier};
use heyan_sandbox::{Fault, FaultKind, FaultStatus, Vendor};

use crate::person::{request, sandbox};

use Billing::MaybeBilled;
use Stage::{Answered, MaybeSent};

/// The time-out of a silent vendor; the others answer at once.
const TIMEOUT: Duration = Duration::from_secs(2);

#[tokio::test]
async fn every_fault_is_what_the_design_says_and_asked_for_once() {
    let status = |code| FaultKind::Status(FaultStatus::new(code).unwrap());
    // The last column: whether the vendor has billed it, which the trail must never deny.
    for (fault, kind, stage, billing, billed) in [
        (FaultKind::ResetBefore, ErrorKind::Network, MaybeSent, MaybeBilled, false),
        (FaultKind::ResetAfterBilling, ErrorKind::Network, MaybeSent, MaybeBilled, true),
        (FaultKind::Truncate, ErrorKind::Network, MaybeSent, MaybeBilled, true),
        (FaultKind::Delay(Duration::from_secs(60)), ErrorKind::Timeout, MaybeSent, MaybeBilled, true),
        (FaultKind::SlowDrip, ErrorKind::Timeout, MaybeSent, MaybeBilled, true),
        (FaultKind::Garbage, ErrorKind::Protocol, Answered, MaybeBilled, true),
        (FaultKind::Endless, ErrorKind::Protocol, Answered, MaybeBilled, true),
        (status(302), ErrorKind::Protocol, Answered, MaybeBilled, false),
        (status(404), ErrorKind::Protocol, Answered, MaybeBilled, false),
        (status(429), ErrorKind::RateLimited, Answered, MaybeBilled, false),
        (status(500), ErrorKind::Unavailable, Answered, MaybeBilled, false),
        (status(503), ErrorKind::Unavailable, Answered, MaybeBilled, false),
    ] {
        let sandbox = sandbox().await;
        sandbox.script(Fault::new(Vendor::Juhe, fault));
        let config = JuheConfig::new("k").with_base_url(sandbox.url());
        let config = config.with_timeout(TIMEOUT).with_price_fen(80);
        let juhe = JuheVerifier::new(config).unwrap();
        let error = juhe.verify(&request()).await.unwrap_err();
        assert_eq!((error.kind(), error.stage(), error.billing()), (kind, stage, billing), "{fault:?}");
        assert_eq!(error.attempts()[0].cost_fen(), Some(80), "what may be billed counts: {fault:?}");
        assert_eq!(sandbox.invoice().juhe.len(), usize::from(billed), "{fault:?}");
        assert_eq!(sandbox.requests().len(), 1, "asked once, and no redirect followed: {fault:?}");
        assert!(juhe.verify(&request()).await.is_ok(), "and the next question is answered: {fault:?}");
    }
}

#[tokio::test]
async fn a_refused_connection_is_a_network_fault_that_is_never_billed() {
    let sandbox = sandbox().await;
    sandbox.script(Fault::new(Vendor::Juhe, FaultKind::Refuse));
    let juhe = JuheVerifier::new(JuheConfig::new("k").with_base_url(sandbox.url())).unwrap();
    let error = juhe.verify(&request()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Network);
    // A close on accept races with the question: it may have left, but nobody read it.
    assert_ne!(error.stage(), Answered);
    assert!(sandbox.invoice().juhe.is_empty() && sandbox.requests().is_empty());
}

#[tokio::test]
async fn a_dropped_question_was_asked_once_and_the_next_one_is_answered() {
    let sandbox = sandbox().await;
    let juhe =
        std::sync::Arc::new(JuheVerifier::new(JuheConfig::new("k").with_base_url(sandbox.url())).unwrap());
    let gate = sandbox.hold(Vendor::Juhe);
    let asking = tokio::spawn({
        let juhe = std::sync::Arc::clone(&juhe);
        async move { juhe.verify(&request()).await }
    });
    gate.reached().await;
    asking.abort();
    assert!(asking.await.unwrap_err().is_cancelled());
    drop(gate);
    assert!(juhe.verify(&request()).await.is_ok());
    assert_eq!(sandbox.invoice().juhe.len(), 2, "the dropped one was billed, once");
}
