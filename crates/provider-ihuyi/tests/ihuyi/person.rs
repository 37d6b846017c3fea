//! The synthetic person that every test asks about, and a clock that stands still.

use std::sync::{Arc, Mutex};
use std::time::Instant;

use heyan_core::{
    Clock, Hosted, IdNumber, MobileNumber, RealName, RequestBuilder, Session, SessionLink, SystemClock,
    Timestamp, Verifier, VerifyRequest,
};
use heyan_provider_ihuyi::{IhuyiConfig, IhuyiVerifier};
use heyan_testkit::Planted;
use jiff::SignedDuration;

pub(crate) const NAME: &str = "阿依古丽·买买提";
pub(crate) const ID_NUMBER: &str = "11010519491231002X";
pub(crate) const MOBILE: &str = "13800138000";
pub(crate) const ACCOUNT: &str = "C12345678";
pub(crate) const KEY: &str = "planted-key-4711";
pub(crate) const RETURN: &str = "https://example.com/back?case=7";
pub(crate) const SERIAL: &str = "16236437872836";

/// 2026-01-01 00:00:00 UTC.
pub(crate) const NOON: i64 = 1_767_225_600;

pub(crate) fn builder() -> RequestBuilder {
    VerifyRequest::builder(RealName::parse(NAME).unwrap(), IdNumber::parse(ID_NUMBER).unwrap())
        .mobile(MobileNumber::parse(MOBILE).unwrap())
}

fn permitting(hosted: Hosted) -> VerifyRequest {
    builder().hosted(hosted).build("2026-01-01".parse().unwrap()).unwrap()
}

/// Permits a scan on the vendor's page.
pub(crate) fn request() -> VerifyRequest {
    permitting(Hosted::h5(RETURN, &[]).unwrap())
}

/// Permits a scan in the vendor's SDK.
pub(crate) fn sdk_request() -> VerifyRequest {
    permitting(Hosted::sdk("https://example.com/news").unwrap())
}

pub(crate) fn planted() -> Planted {
    Planted::new([KEY, NAME, ID_NUMBER, MOBILE])
}

pub(crate) fn config(url: &str) -> IhuyiConfig {
    IhuyiConfig::new(ACCOUNT, KEY).with_base_url(url).with_price_fen(120)
}

pub(crate) fn ihuyi(url: &str) -> IhuyiVerifier {
    IhuyiVerifier::new(config(url)).unwrap().with_clock(Hands::at(NOON))
}

pub(crate) fn moment(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

/// A session that was started at noon and whose link lives half an hour.
pub(crate) fn session(ihuyi: &IhuyiVerifier) -> Session {
    let link = SessionLink::Url("https://face.example/s/1".into());
    Session::new(ihuyi.id().clone(), SERIAL, link, moment(NOON), moment(NOON + 1800))
}

/// A clock whose hands are set by the test.
#[derive(Debug)]
pub(crate) struct Hands(Mutex<Timestamp>);

impl Hands {
    pub(crate) fn at(second: i64) -> Arc<Self> {
        Arc::new(Self(Mutex::new(moment(second))))
    }

    pub(crate) fn set(&self, now: Timestamp) {
        *self.0.lock().unwrap() = now;
    }

    pub(crate) fn advance(&self, by: SignedDuration) {
        let now = self.now();
        self.set(now + by);
    }
}

impl Clock for Hands {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap()
    }

    fn monotonic(&self) -> Instant {
        SystemClock.monotonic()
    }
}
