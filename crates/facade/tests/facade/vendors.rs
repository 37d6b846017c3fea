//! A facade over both vendors, each in the sandbox: the contract, and completion from one to the other.

use std::time::Duration;

use heyan::ihuyi::{IhuyiConfig, IhuyiVerifier};
use heyan::juhe::{JuheConfig, JuheVerifier};
use heyan::{Facade, Verifier};
use heyan_sandbox::{Auto, Fault, FaultKind, FaultStatus, Sandbox, SandboxConfig, Vendor};
use heyan_testkit::Planted;
use heyan_testkit::conformance::{self, Subject};

use crate::providers::session_keys;

const JUHE_KEY: &str = "planted-juhe-key";
const IHUYI_KEY: &str = "planted-ihuyi-key";

struct Vendors {
    facade: Facade,
    sandbox: Sandbox,
}

impl Vendors {
    async fn start() -> Self {
        let config = SandboxConfig::default().with_auto(Auto::Pass).with_ihuyi_api_key(IHUYI_KEY);
        let sandbox = Sandbox::start(config).await.unwrap();
        let juhe = JuheVerifier::new(JuheConfig::new(JUHE_KEY).with_base_url(sandbox.url()));
        let ihuyi = IhuyiVerifier::new(IhuyiConfig::new("C1", IHUYI_KEY).with_base_url(sandbox.url()));
        let builder = Facade::builder().provider(juhe.unwrap()).provider(ihuyi.unwrap());
        Self { facade: builder.session_key(session_keys()).build().unwrap(), sandbox }
    }
}

fn faults() -> [FaultKind; 8] {
    [
        FaultKind::Delay(Duration::from_secs(60)),
        FaultKind::ResetBefore,
        FaultKind::ResetAfterBilling,
        FaultKind::Truncate,
        FaultKind::Garbage,
        FaultKind::Status(FaultStatus::new(429).unwrap()),
        FaultKind::Status(FaultStatus::new(503).unwrap()),
        FaultKind::Endless,
    ]
}

impl Subject for Vendors {
    fn verifier(&self) -> &dyn Verifier {
        &self.facade
    }

    fn invoice(&self) -> Vec<String> {
        let invoice = self.sandbox.invoice();
        invoice.juhe.into_iter().chain(invoice.ihuyi).map(|entry| entry.order_id).collect()
    }

    fn hold(&self) -> Box<dyn Send> {
        Box::new([self.sandbox.hold(Vendor::Juhe), self.sandbox.hold(Vendor::Ihuyi)])
    }

    fn faults(&self) -> usize {
        faults().len()
    }

    fn misbehave(&self, fault: usize) {
        self.sandbox.script(Fault::new(Vendor::Juhe, faults()[fault]));
    }

    fn query_faults(&self) -> usize {
        faults().len()
    }

    fn misbehave_in_query(&self, fault: usize) {
        self.sandbox.script(Fault::new(Vendor::Ihuyi, faults()[fault]));
    }

    fn verifies_all_that_it_promises(&self) -> bool {
        // Once Juhe is certain, nobody looks for liveness.
        false
    }

    fn credentials(&self) -> Planted {
        Planted::new([JUHE_KEY, IHUYI_KEY])
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_facade_over_both_vendors_keeps_the_contract() {
    conformance::all(&Vendors::start().await).await.unwrap();
}
