//! ihuyi keeps the contract of every verifier, whatever happens on the way.

use std::time::Duration;

use heyan_core::Verifier;
use heyan_provider_ihuyi::{IhuyiConfig, IhuyiVerifier};
use heyan_sandbox::{Auto, Fault, FaultKind, FaultStatus, Sandbox, SandboxConfig, Vendor};
use heyan_testkit::Planted;
use heyan_testkit::conformance::{self, Subject};

use crate::person::{ACCOUNT, KEY};

/// ihuyi over a sandbox.
struct Ihuyi {
    verifier: IhuyiVerifier,
    sandbox: Sandbox,
}

/// Every fault. Those that stay silent end by the request's own deadline.
fn faults() -> Vec<FaultKind> {
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

impl Subject for Ihuyi {
    fn verifier(&self) -> &dyn Verifier {
        &self.verifier
    }

    fn invoice(&self) -> Vec<String> {
        self.sandbox.invoice().ihuyi.into_iter().map(|entry| entry.order_id).collect()
    }

    fn hold(&self) -> Box<dyn Send> {
        Box::new(self.sandbox.hold(Vendor::Ihuyi))
    }

    fn faults(&self) -> usize {
        faults().len()
    }

    fn misbehave(&self, fault: usize) {
        self.sandbox.script(Fault::new(Vendor::Ihuyi, faults()[fault]));
    }

    fn query_faults(&self) -> usize {
        faults().len()
    }

    fn misbehave_in_query(&self, fault: usize) {
        self.misbehave(fault);
    }

    fn credentials(&self) -> Planted {
        Planted::new([KEY])
    }
}

async fn over(config: SandboxConfig) -> Ihuyi {
    let sandbox = Sandbox::start(config.with_auto(Auto::Pass).with_ihuyi_api_key(KEY)).await.unwrap();
    // With the time-out of the field: what ends a silent vendor's question here is the request's own deadline.
    let verifier = IhuyiVerifier::new(IhuyiConfig::new(ACCOUNT, KEY).with_base_url(sandbox.url())).unwrap();
    Ihuyi { verifier, sandbox }
}

#[tokio::test]
async fn ihuyi_conforms() {
    conformance::all(&over(SandboxConfig::default()).await).await.unwrap();
}

#[tokio::test]
async fn sessions_are_the_same_in_xml() {
    conformance::sessions(&over(SandboxConfig::default().with_xml_answers(true)).await).await.unwrap();
}
