//! What can be set about a sandbox before it starts.

use std::fmt;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use crate::ihuyi::{Auto, Settings};

/// Where a sandbox listens, and how its ihuyi behaves.
#[derive(Clone)]
pub struct SandboxConfig {
    pub(crate) listen: SocketAddr,
    pub(crate) ihuyi: Settings,
    pub(crate) strict_images: bool,
}

impl Default for SandboxConfig {
    /// A free port of `127.0.0.1`, and each of the other settings as it says.
    fn default() -> Self {
        let listen = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        Self { listen, ihuyi: Settings::default(), strict_images: false }
    }
}

impl SandboxConfig {
    /// Listens on this address, which must be a loopback one; port 0 takes a free port.
    #[must_use]
    pub fn with_listen(mut self, address: SocketAddr) -> Self {
        self.listen = address;
        self
    }

    /// Sets whether Juhe compares a face only in an image that its program surely reads, and else answers 104 instead of
    /// any result in which it was compared. Defaults to off: whatever comes is compared. See
    /// [`LoggedImage::readable`](crate::LoggedImage::readable).
    #[must_use]
    pub fn with_strict_images(mut self, strict: bool) -> Self {
        self.strict_images = strict;
        self
    }

    /// How the scans at ihuyi end by themselves, of people who are no [persona](crate::personas). By default
    /// they don't.
    #[must_use]
    pub fn with_auto(mut self, auto: Auto) -> Self {
        self.ihuyi.auto = auto;
        self
    }

    /// The API key of every account at ihuyi, so that passwords are really checked; `sandbox-key` by default.
    #[must_use]
    pub fn with_ihuyi_api_key(mut self, api_key: impl Into<String>) -> Self {
        self.ihuyi.api_key = api_key.into();
        self
    }

    /// How far the time of a dynamic password may be from the real time, before or after it, in whole seconds;
    /// five minutes by default. The vendor does not say how long one is good, only that it is not for ever.
    #[must_use]
    pub fn with_password_window(mut self, window: Duration) -> Self {
        self.ihuyi.password_window = window;
        self
    }

    /// How long a scan can be begun after Submit, half an hour by default. The persona `late` has 3 seconds
    /// whatever this says.
    #[must_use]
    pub fn with_link_lifetime(mut self, lifetime: Duration) -> Self {
        self.ihuyi.link_lifetime = lifetime;
        self
    }

    /// Whether `GetResult.json` answers in XML, which the vendor's page shows for that address, beside JSON. By
    /// default it does not; `GetResult.xml` always does.
    #[must_use]
    pub fn with_xml_answers(mut self, xml: bool) -> Self {
        self.ihuyi.answer_in_xml = xml;
        self
    }
}

impl fmt::Debug for SandboxConfig {
    /// All but the API key: somebody may have put a real one there.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SandboxConfig")
            .field("listen", &self.listen)
            .field("strict_images", &self.strict_images)
            .field("auto", &self.ihuyi.auto)
            .field("password_window", &self.ihuyi.password_window)
            .field("link_lifetime", &self.ihuyi.link_lifetime)
            .field("answer_in_xml", &self.ihuyi.answer_in_xml)
            .finish_non_exhaustive()
    }
}
