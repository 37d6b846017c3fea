//! The facade over both vendors, each in the sandbox, with somebody who listens.

use std::time::Duration;

use heyan::ihuyi::{IhuyiConfig, IhuyiVerifier};
use heyan::juhe::{JuheConfig, JuheVerifier, TransportConfig};
use heyan::{Facade, SessionKeys};
use heyan_sandbox::{Auto, Sandbox, SandboxConfig};

use crate::heard::Heard;

/// What a fault that is silence takes: short, so that the run is; and long for an answer on loopback.
const TIMEOUT: Duration = Duration::from_secs(1);

#[derive(Debug)]
pub(crate) struct Vendors {
    pub(crate) sandbox: Sandbox,
    pub(crate) facade: Facade,
    pub(crate) heard: Heard,
}

impl Vendors {
    /// With all scans ending in the same way.
    pub(crate) async fn start(auto: Auto) -> Self {
        let sandbox = Sandbox::start(SandboxConfig::default().auto(auto)).await.unwrap();
        let transport = TransportConfig::new(sandbox.url()).timeout(TIMEOUT);
        let juhe = JuheVerifier::new(JuheConfig::new("any-key").transport(transport.clone())).unwrap();
        let ihuyi = IhuyiVerifier::new(IhuyiConfig::new("C1", "sandbox-key").transport(transport)).unwrap();
        let heard = Heard::default();
        let facade = Facade::builder()
            .provider(juhe)
            .provider(ihuyi)
            .observer(heard.clone())
            .session_key(SessionKeys::new([7; 32]).unwrap())
            .build()
            .unwrap();
        Self { sandbox, facade, heard }
    }
}
