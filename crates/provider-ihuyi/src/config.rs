//! What one ihuyi account needs.

use std::time::Duration;

use heyan_core::{CredentialProblem, ProviderId, ProviderIdError, check_credential, trim_credential};
use heyan_transport::{ProxySetting, TransportConfig, TransportConfigError};
use secrecy::{ExposeSecret, SecretString};

/// ihuyi's own address.
pub const BASE_URL: &str = "https://api.ihuyi.com";

/// The interfaces' paths under the vendor's address.
pub(crate) const SUBMIT: &str = "/idcard/idface/Submit.json";
pub(crate) const GET_RESULT: &str = "/idcard/idface/GetResult.json";

/// The settings of one ihuyi account. `Debug` redacts the key; the account is an identifier, and no secret.
#[derive(Clone, Debug)]
pub struct IhuyiConfig {
    pub(crate) account: String,
    pub(crate) api_key: SecretString,
    pub(crate) id: String,
    pub(crate) transport: TransportConfig,
    pub(crate) price_fen: Option<u64>,
    pub(crate) password: Password,
    pub(crate) fail_means: FailMeans,
}

/// What is sent as `password`.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum Password {
    /// A digest of the key, the person and the time, which is worth nothing a few minutes later. Needs a clock that is
    /// right.
    #[default]
    Dynamic,
    /// The key itself.
    Static,
}

/// What a scan that was not passed (刷脸认证失败) says, where the vendor gives no reason.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum FailMeans {
    /// Only that this scan was not passed: an old browser, a covered eye or a lost network would do.
    #[default]
    Indeterminate,
    /// That the face is another person's, for those whose contract says so.
    Mismatch,
}

/// Settings with which ihuyi cannot be asked.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum IhuyiConfigError {
    /// An account that no vendor hands out.
    #[error(
        "account {0} (the APIID in ihuyi's user centre, 用户中心【认证核验】-【身份信息验证】-【产品总览】)"
    )]
    Account(#[source] CredentialProblem),
    /// A key that no vendor hands out.
    #[error(
        "api_key {0} (the APIKEY in ihuyi's user centre, 用户中心【认证核验】-【身份信息验证】-【产品总览】)"
    )]
    ApiKey(#[source] CredentialProblem),
    /// The provider's name in results.
    #[error("id: {0}")]
    Id(#[source] ProviderIdError),
    /// An interface's address instead of the vendor's.
    #[error("base_url ends in the interface's own path; cut it off, as in {BASE_URL}")]
    InterfaceAddress,
    /// The address, time-out, proxy or certificates.
    #[error(transparent)]
    Transport(TransportConfigError),
}

impl IhuyiConfigError {
    /// The setting to mend, where it is one.
    pub fn setting(&self) -> Option<&'static str> {
        match self {
            Self::Account(_) => Some("account"),
            Self::ApiKey(_) => Some("api_key"),
            Self::InterfaceAddress => Some("base_url"),
            Self::Id(_) => Some("id"),
            Self::Transport(error) => error.setting(),
        }
    }
}

impl IhuyiConfig {
    /// An account (APIID) with its key (APIKEY). Blanks and a byte order mark around them go.
    pub fn new(account: impl Into<String>, api_key: impl Into<SecretString>) -> Self {
        Self {
            account: trim_credential(&account.into()).to_owned(),
            api_key: trim_credential(api_key.into().expose_secret()).into(),
            id: "ihuyi".to_owned(),
            transport: TransportConfig::new(BASE_URL),
            price_fen: None,
            password: Password::default(),
            fail_means: FailMeans::default(),
        }
    }

    /// Sets the name in results, for a second account. Defaults to `ihuyi`.
    #[must_use]
    pub fn with_id(mut self, id: impl Into<String>) -> Self {
        self.id = id.into();
        self
    }

    /// Sets another address, such as a sandbox's: `https`, or `http` to loopback. Defaults to [`BASE_URL`].
    #[must_use]
    pub fn with_base_url(mut self, base_url: impl Into<String>) -> Self {
        self.transport = self.transport.with_base_url(base_url);
        self
    }

    /// Sets the time for one whole exchange, from connecting to the answer's last byte. Defaults to 15 s. A shorter one
    /// buys `maybe_billed` answers.
    #[must_use]
    pub fn with_timeout(mut self, timeout: Duration) -> Self {
        self.transport = self.transport.with_timeout(timeout);
        self
    }

    /// Sets the time for connecting: the host's name, TCP, the proxy's CONNECT and the TLS handshake. Defaults to 5 s. A
    /// time above the time-out counts as the time-out.
    #[must_use]
    pub fn with_connect_timeout(mut self, connect_timeout: Duration) -> Self {
        self.transport = self.transport.with_connect_timeout(connect_timeout);
        self
    }

    /// Sets the proxy. Defaults to none.
    #[must_use]
    pub fn with_proxy(mut self, proxy: ProxySetting) -> Self {
        self.transport = self.transport.with_proxy(proxy);
        self
    }

    /// Sets root certificates in PEM, trusted besides the machine's own.
    #[must_use]
    pub fn with_root_certificates(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.transport = self.transport.with_root_certificates(pem);
        self
    }

    /// Sets what one started scan costs by your contract, in fen.
    #[must_use]
    pub fn with_price_fen(mut self, fen: u64) -> Self {
        self.price_fen = Some(fen);
        self
    }

    /// Sets what is sent as password. Defaults to [`Password::Dynamic`].
    #[must_use]
    pub fn with_password(mut self, password: Password) -> Self {
        self.password = password;
        self
    }

    /// Sets what a scan that was not passed says. Defaults to [`FailMeans::Indeterminate`].
    #[must_use]
    pub fn with_fail_means(mut self, fail_means: FailMeans) -> Self {
        self.fail_means = fail_means;
        self
    }

    /// Returns everything that is wrong with these settings, in the order in which
    /// [`IhuyiVerifier::new`](crate::IhuyiVerifier::new) checks them.
    ///
    /// An empty list leaves one error that only `IhuyiVerifier::new` can find: [`TransportConfigError::Client`].
    pub fn problems(&self) -> Vec<IhuyiConfigError> {
        let own = [
            self.check_account().err(),
            self.check_api_key().err(),
            self.provider_id().err(),
            self.check_address().err(),
        ];
        let transport = self.transport.problems().into_iter().map(IhuyiConfigError::Transport);
        own.into_iter().flatten().chain(transport).collect()
    }

    pub(crate) fn provider_id(&self) -> Result<ProviderId, IhuyiConfigError> {
        ProviderId::new(&self.id).map_err(IhuyiConfigError::Id)
    }

    pub(crate) fn check_account(&self) -> Result<(), IhuyiConfigError> {
        check_credential(&self.account).map_err(IhuyiConfigError::Account)
    }

    pub(crate) fn check_api_key(&self) -> Result<(), IhuyiConfigError> {
        check_credential(self.api_key.expose_secret()).map_err(IhuyiConfigError::ApiKey)
    }

    pub(crate) fn check_address(&self) -> Result<(), IhuyiConfigError> {
        let is_interface = [SUBMIT, GET_RESULT].into_iter().any(|path| self.transport.ends_in(path));
        if is_interface { Err(IhuyiConfigError::InterfaceAddress) } else { Ok(()) }
    }
}
