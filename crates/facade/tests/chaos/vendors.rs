//! The facade over both vendors, each in the sandbox, with somebody who listens.

use std::num::{NonZeroU32, NonZeroUsize};
use std::time::{Duration, Instant};

use heyan::gates::{Every, Limits, Period};
use heyan::ihuyi::{IhuyiConfig, IhuyiVerifier};
use heyan::juhe::{JuheConfig, JuheVerifier};
use heyan::{Clock, Facade, SessionKeys, SystemClock, Timestamp};
use heyan_sandbox::{Auto, Sandbox, SandboxConfig};

use crate::heard::Heard;

/// What a fault that is silence takes: short, so that the run is; and long for an answer on loopback.
const TIMEOUT: Duration = Duration::from_secs(1);

/// What each vendor's question costs, in fen.
pub(crate) const PRICE: u64 = 80;

/// Fewer places than are wanted, so that some wait; the rest is wide enough to keep nothing back.
fn limits() -> Limits {
    let many = NonZeroU32::new(1_000_000).unwrap();
    Limits::new()
        .with_breaker(many, TIMEOUT)
        .with_rate(many, Every::Second)
        .with_concurrency(NonZeroUsize::new(24).unwrap())
        .with_budget(u64::MAX, Period::Day)
}

/// A day that does not end, so that no budget begins anew.
#[derive(Debug)]
struct OneDay(Timestamp);

impl Clock for OneDay {
    fn now(&self) -> Timestamp {
        self.0
    }

    fn monotonic(&self) -> Instant {
        SystemClock.monotonic()
    }
}

#[derive(Debug)]
pub(crate) struct Vendors {
    pub(crate) sandbox: Sandbox,
    pub(crate) facade: Facade,
    pub(crate) heard: Heard,
}

impl Vendors {
    /// With all scans ending in the same way.
    pub(crate) async fn start(auto: Auto) -> Self {
        let sandbox = Sandbox::start(SandboxConfig::default().with_auto(auto)).await.unwrap();
        let juhe = JuheConfig::new("any-key").with_base_url(sandbox.url());
        let juhe = juhe.with_timeout(TIMEOUT).with_price_fen(PRICE);
        let ihuyi = IhuyiConfig::new("C1", "sandbox-key").with_base_url(sandbox.url());
        let ihuyi = ihuyi.with_timeout(TIMEOUT).with_price_fen(PRICE);
        let heard = Heard::default();
        let facade = Facade::builder()
            .provider_within(limits(), JuheVerifier::new(juhe).unwrap())
            .provider_within(limits(), IhuyiVerifier::new(ihuyi).unwrap())
            .observer(heard.clone())
            .clock(OneDay(SystemClock.now()))
            .session_key(SessionKeys::new([7; 32]).unwrap())
            .build()
            .unwrap();
        Self { sandbox, facade, heard }
    }
}
