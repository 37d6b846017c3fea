//! Where a vendor is reached, and through what.

use std::fmt;
use std::time::Duration;

use heyan_core::{is_loopback, trim_credential};
use secrecy::{ExposeSecret, SecretString};
use url::Url;

/// The time for one whole exchange by default.
const TIMEOUT: Duration = Duration::from_secs(15);

/// The time for connecting by default.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// How one vendor is reached. Nothing is checked before a [`Transport`](crate::Transport) is built of it.
#[derive(Clone)]
pub struct TransportConfig {
    base_url: String,
    pub(crate) timeout: Duration,
    pub(crate) connect_timeout: Duration,
    pub(crate) proxy: ProxySetting,
    pub(crate) root_certificates: Vec<u8>,
}

/// Which proxy carries the questions. Loopback is never proxied.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub enum ProxySetting {
    /// None, whatever the environment says: a stray variable must not carry personal data elsewhere.
    #[default]
    None,
    /// This one; the address may hold a password, so it is redacted.
    Url(SecretString),
    /// Whatever `HTTPS_PROXY` and its kin say.
    Environment,
}

/// A setting with which no client can be built.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum TransportConfigError {
    /// Not an address of the form `https://host`.
    #[error("base_url is not an address; write it like https://apis.juhe.cn")]
    BaseUrl,
    /// Plain http to another machine.
    #[error(
        "base_url is plain http to another machine, which would show personal data to the network; use https (http is for loopback only)"
    )]
    PlainHttp,
    /// User name, password, query or fragment in the address.
    #[error(
        "base_url must hold no user name, password, query or fragment; write scheme, host, port and path only"
    )]
    BaseUrlParts,
    /// A time-out of zero.
    #[error("timeout is zero; give a time such as 15s")]
    ZeroTimeout,
    /// A connect time-out of zero.
    #[error("connect_timeout is zero; give a time such as 5s")]
    ZeroConnectTimeout,
    /// Not a proxy's address.
    #[error("proxy is not an address; write it like http://proxy.internal:3128, or \"none\", or \"env\"")]
    Proxy,
    /// A certificate file without a certificate.
    #[error("root_certificate holds no PEM certificate; give a file with -----BEGIN CERTIFICATE-----")]
    RootCertificate,
    /// No root certificates, so no vendor could be trusted.
    #[error(
        "no root certificates were found on this machine; install them (Debian: ca-certificates) or set root_certificate"
    )]
    NoRootCertificates,
    /// The HTTP client could not be built.
    #[error("the HTTP client could not be built from these settings")]
    Client,
}

impl TransportConfigError {
    /// The setting to mend, where it is one.
    pub fn setting(&self) -> Option<&'static str> {
        match self {
            Self::BaseUrl | Self::PlainHttp | Self::BaseUrlParts => Some("base_url"),
            Self::ZeroTimeout => Some("timeout"),
            Self::ZeroConnectTimeout => Some("connect_timeout"),
            Self::Proxy => Some("proxy"),
            Self::RootCertificate | Self::NoRootCertificates => Some("root_certificate"),
            Self::Client => None,
        }
    }
}

impl TransportConfig {
    /// Reaches the vendor at `base_url`: `https`, or `http` to loopback, without user name, password, query and
    /// fragment.
    pub fn new(base_url: impl Into<String>) -> Self {
        Self {
            base_url: trim_credential(&base_url.into()).to_owned(),
            timeout: TIMEOUT,
            connect_timeout: CONNECT_TIMEOUT,
            proxy: ProxySetting::None,
            root_certificates: Vec::new(),
        }
    }

    /// Sets another address of the same vendor, such as a sandbox's.
    #[must_use]
    pub fn with_base_url(mut self, base_url: impl Into<String>) -> Self {
        self.base_url = trim_credential(&base_url.into()).to_owned();
        self
    }

    /// Sets the time for one whole exchange, from connecting to the answer's last byte. Defaults to 15 s. A shorter one
    /// buys `maybe_billed` answers.
    #[must_use]
    pub fn with_timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Sets the time for connecting: the host's name, TCP, the proxy's CONNECT and the TLS handshake. Defaults to 5 s,
    /// so that a dead host leaves time for the next vendor. A time above the time-out counts as the time-out.
    #[must_use]
    pub fn with_connect_timeout(mut self, connect_timeout: Duration) -> Self {
        self.connect_timeout = connect_timeout;
        self
    }

    /// Sets the proxy. Defaults to none.
    #[must_use]
    pub fn with_proxy(mut self, proxy: ProxySetting) -> Self {
        self.proxy = proxy;
        self
    }

    /// Sets root certificates in PEM, trusted besides the machine's own.
    #[must_use]
    pub fn with_root_certificates(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.root_certificates = pem.into();
        self
    }

    /// Whether the address ends in `path`, in its beginning, or in it without its extension: then it is the address of
    /// one interface, and not the vendor's.
    pub fn ends_in(&self, path: &str) -> bool {
        let segments = |path: &str| -> Vec<String> {
            path.split('/').filter(|part| !part.is_empty()).map(str::to_ascii_lowercase).collect()
        };
        let Ok(address) = self.address() else { return false };
        let base = segments(address.path());
        let whole = segments(path);
        let bare = segments(path.rsplit_once('.').map_or(path, |(bare, _)| bare));
        let beginnings = (1..=whole.len()).filter_map(|length| whole.get(..length));
        beginnings.chain([&bare[..]]).any(|end| base.ends_with(end))
    }

    /// The vendor's address, checked.
    pub(crate) fn address(&self) -> Result<Url, TransportConfigError> {
        // The parser would let invisible characters pass, and percent-encode them.
        if !self.base_url.is_ascii() {
            return Err(TransportConfigError::BaseUrl);
        }
        let address = Url::parse(&self.base_url).map_err(|_| TransportConfigError::BaseUrl)?;
        let bare = address.username().is_empty()
            && address.password().is_none()
            && address.query().is_none()
            && address.fragment().is_none();
        match address.scheme() {
            "https" | "http" if !bare => Err(TransportConfigError::BaseUrlParts),
            "https" => Ok(address),
            "http" if is_loopback(address.as_str()) => Ok(address),
            "http" => Err(TransportConfigError::PlainHttp),
            _ => Err(TransportConfigError::BaseUrl),
        }
    }

    pub(crate) fn check_timeouts(&self) -> Result<(), TransportConfigError> {
        match (self.timeout, self.connect_timeout) {
            (Duration::ZERO, _) => Err(TransportConfigError::ZeroTimeout),
            (_, Duration::ZERO) => Err(TransportConfigError::ZeroConnectTimeout),
            _ => Ok(()),
        }
    }
}

/// An address that would be refused may hold a password, so it is not shown.
impl fmt::Debug for TransportConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TransportConfig")
            .field("base_url", &self.address().as_ref().map(Url::as_str))
            .field("timeout", &self.timeout)
            .field("connect_timeout", &self.connect_timeout)
            .field("proxy", &self.proxy)
            .finish_non_exhaustive()
    }
}

impl ProxySetting {
    /// Reads the setting: `none`, `env`, or a proxy's address.
    pub fn parse(text: &str) -> Self {
        match trim_credential(text) {
            none if none.eq_ignore_ascii_case("none") => Self::None,
            env if env.eq_ignore_ascii_case("env") => Self::Environment,
            address => Self::Url(address.into()),
        }
    }

    pub(crate) fn to_client(&self) -> Result<Option<reqwest::Proxy>, TransportConfigError> {
        match self {
            Self::None | Self::Environment => Ok(None),
            Self::Url(address) => {
                let address = address.expose_secret();
                let known = Url::parse(address)
                    .is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
                let proxy = known.then(|| reqwest::Proxy::all(address).ok()).flatten();
                proxy.map(Some).ok_or(TransportConfigError::Proxy)
            }
        }
    }
}

impl fmt::Display for ProxySetting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::None => "none",
            Self::Url(_) => "set",
            Self::Environment => "env",
        })
    }
}
