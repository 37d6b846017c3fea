//! What one ihuyi account needs.

use heyan_core::{ProviderId, ProviderIdError};
use heyan_transport::{TransportConfig, TransportConfigError};
use secrecy::{ExposeSecret, SecretString};

/// ihuyi's own address.
pub const BASE_URL: &str = "https://api.ihuyi.com";

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
    /// No account, or one that no form could carry.
    #[error(
        "account is empty or has blanks or control characters; copy the APIID from ihuyi's user centre (用户中心【认证核验】-【身份信息验证】-【产品总览】)"
    )]
    Account,
    /// No key, or one that no form could carry.
    #[error(
        "api_key is empty or has blanks or control characters; copy the APIKEY from ihuyi's user centre (用户中心【认证核验】-【身份信息验证】-【产品总览】)"
    )]
    ApiKey,
    /// The provider's name in results.
    #[error("id: {0}")]
    Id(#[source] ProviderIdError),
    /// The address, time-out, proxy or certificates.
    #[error(transparent)]
    Transport(TransportConfigError),
}

impl IhuyiConfigError {
    /// The setting to mend, where it is one.
    pub fn setting(&self) -> Option<&'static str> {
        match self {
            Self::Account => Some("account"),
            Self::ApiKey => Some("api_key"),
            Self::Id(_) => Some("id"),
            Self::Transport(error) => error.setting(),
        }
    }
}

impl IhuyiConfig {
    /// An account (APIID) with its key (APIKEY).
    pub fn new(account: impl Into<String>, api_key: impl Into<SecretString>) -> Self {
        Self {
            account: account.into(),
            api_key: api_key.into(),
            id: "ihuyi".to_owned(),
            transport: TransportConfig::new(BASE_URL),
            price_fen: None,
            password: Password::default(),
            fail_means: FailMeans::default(),
        }
    }

    /// The name in results, for a second account: `ihuyi` where none is set.
    #[must_use]
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = id.into();
        self
    }

    /// Another address, such as a sandbox's: `https`, or `http` to loopback.
    #[must_use]
    pub fn base_url(mut self, base_url: impl Into<String>) -> Self {
        self.transport = self.transport.base_url(base_url);
        self
    }

    /// How ihuyi is reached: time-out, proxy and certificates besides the address, which is [`BASE_URL`] by default.
    #[must_use]
    pub fn transport(mut self, transport: TransportConfig) -> Self {
        self.transport = transport;
        self
    }

    /// What one started scan costs by your contract, in fen.
    #[must_use]
    pub fn price_fen(mut self, fen: u64) -> Self {
        self.price_fen = Some(fen);
        self
    }

    /// What is sent as password; [`Password::Dynamic`] where nothing is set.
    #[must_use]
    pub fn password(mut self, password: Password) -> Self {
        self.password = password;
        self
    }

    /// What a scan that was not passed says; [`FailMeans::Indeterminate`] where nothing is set.
    #[must_use]
    pub fn fail_means(mut self, fail_means: FailMeans) -> Self {
        self.fail_means = fail_means;
        self
    }

    /// Returns everything that is wrong with these settings, in the order in which
    /// [`IhuyiVerifier::new`](crate::IhuyiVerifier::new) checks them.
    ///
    /// An empty list leaves one error that only `IhuyiVerifier::new` can find: [`TransportConfigError::Client`].
    pub fn problems(&self) -> Vec<IhuyiConfigError> {
        let own = [self.check_account().err(), self.check_api_key().err(), self.provider_id().err()];
        let transport = self.transport.problems().into_iter().map(IhuyiConfigError::Transport);
        own.into_iter().flatten().chain(transport).collect()
    }

    pub(crate) fn provider_id(&self) -> Result<ProviderId, IhuyiConfigError> {
        ProviderId::new(&self.id).map_err(IhuyiConfigError::Id)
    }

    pub(crate) fn check_account(&self) -> Result<(), IhuyiConfigError> {
        is_well_formed(&self.account).then_some(()).ok_or(IhuyiConfigError::Account)
    }

    pub(crate) fn check_api_key(&self) -> Result<(), IhuyiConfigError> {
        is_well_formed(self.api_key.expose_secret()).then_some(()).ok_or(IhuyiConfigError::ApiKey)
    }
}

fn is_well_formed(text: &str) -> bool {
    !text.is_empty() && !text.chars().any(|c| c.is_whitespace() || c.is_control())
}
