//! Juhe keeps the contract of every verifier, whatever happens on the way.

use std::time::Duration;

use heyan_core::Verifier;
use heyan_provider_juhe::{JuheConfig, JuheVerifier};
use heyan_sandbox::{Fault, FaultKind, FaultStatus, Sandbox, Vendor};
use heyan_testkit::Planted;
use heyan_testkit::conformance::{self, Subject};

use crate::person::sandbox;

const KEY: &str = "planted-key-4711";

/// Juhe over a sandbox.
struct Juhe {
    verifier: JuheVerifier,
    sandbox: Sandbox,
}

/// Every fault. Those that stay silent end by the provider's own time-out, which is short here.
pub(crate) fn faults() -> Vec<FaultKind> {
    let status = |code| FaultKind::Status(FaultStatus::new(code).unwrap());
    vec![
        FaultKind::Delay(Duration::from_secs(60)),
        FaultKind::Refuse,
        FaultKind::ResetBefore,
        FaultKind::ResetAfterBilling,
        FaultKind::Truncate,
        FaultKind::Garbage,
        status(302),
        status(404),
        status(429),
        status(503),
        FaultKind::SlowDrip,
        FaultKind::Endless,
    ]
}

impl Subject for Juhe {
    fn verifier(&self) -> &dyn Verifier {
        &self.verifier
    }

    fn invoice(&self) -> Vec<String> {
        self.sandbox.invoice().juhe.into_iter().map(|entry| entry.order_id).collect()
    }

    fn hold(&self) -> Box<dyn Send> {
        Box::new(self.sandbox.hold(Vendor::Juhe))
    }

    fn faults(&self) -> usize {
        faults().len()
    }

    fn misbehave(&self, fault: usize) {
        self.sandbox.script(Fault::new(Vendor::Juhe, faults()[fault]));
    }

    fn credentials(&self) -> Planted {
        Planted::new([KEY])
    }
}

#[tokio::test]
async fn juhe_conforms() {
    let sandbox = sandbox().await;
    // With the time-out of the field: what ends a silent vendor's question here is the request's own deadline.
    let config = JuheConfig::new(KEY).with_base_url(sandbox.url());
    let verifier = JuheVerifier::new(config).unwrap();
    conformance::all(&Juhe { verifier, sandbox }).await.unwrap();
}
