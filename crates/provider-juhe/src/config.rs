//! What one Juhe account needs.

use std::ops::RangeInclusive;
use std::time::Duration;

use heyan_core::{BudgetUnit, PortraitBudget, ProviderId, ProviderIdError};
use heyan_transport::{ProxySetting, TransportConfigError};
use secrecy::{ExposeSecret, SecretString};

/// Juhe's own address.
const BASE_URL: &str = "https://apis.juhe.cn";

/// The default of every time-out here: Juhe's own samples use 30 s for the whole, which leaves none for a fallback.
const TIMEOUT: Duration = Duration::from_secs(15);

/// "大小最佳在16~20K之间": the size of portrait that Juhe likes best, in bytes. Whether the file's or its base64 text's is
/// not said; see [`JuheConfig::portrait_unit`].
pub const PORTRAIT_BYTES: RangeInclusive<usize> = 16_000..=20_000;

/// The settings of one Juhe account. `Debug` redacts the key.
#[derive(Clone, Debug)]
pub struct JuheConfig {
    pub(crate) key: SecretString,
    pub(crate) id: String,
    pub(crate) base_url: String,
    pub(crate) timeout: Duration,
    pub(crate) proxy: ProxySetting,
    pub(crate) root_certificates: Vec<u8>,
    pub(crate) price_fen: Option<u64>,
    pub(crate) portrait_unit: BudgetUnit,
}

/// Settings with which Juhe cannot be asked.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum JuheConfigError {
    /// No key, or one that no form could carry.
    #[error(
        "key is empty or has blanks or control characters; copy it from Juhe's page of your data (我的数据)"
    )]
    Key,
    /// The provider's name in results.
    #[error("id: {0}")]
    Id(#[source] ProviderIdError),
    /// The address, time-out, proxy or certificates.
    #[error(transparent)]
    Transport(TransportConfigError),
}

impl JuheConfigError {
    /// The setting to mend, where it is one.
    pub fn setting(&self) -> Option<&'static str> {
        match self {
            Self::Key => Some("key"),
            Self::Id(_) => Some("id"),
            Self::Transport(error) => error.setting(),
        }
    }
}

impl JuheConfig {
    /// An account with this key (我的数据, above the interface's name).
    pub fn new(key: impl Into<SecretString>) -> Self {
        Self {
            key: key.into(),
            id: "juhe".to_owned(),
            base_url: BASE_URL.to_owned(),
            timeout: TIMEOUT,
            proxy: ProxySetting::None,
            root_certificates: Vec::new(),
            price_fen: None,
            portrait_unit: BudgetUnit::File,
        }
    }

    /// The name in results, for a second account: `juhe` where none is set.
    #[must_use]
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = id.into();
        self
    }

    /// Another address, such as a sandbox's: `https`, or `http` to loopback.
    #[must_use]
    pub fn base_url(mut self, base_url: impl Into<String>) -> Self {
        self.base_url = base_url.into();
        self
    }

    /// The time for one whole exchange, 15 s where none is set.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// The proxy, none where none is set.
    #[must_use]
    pub fn proxy(mut self, proxy: ProxySetting) -> Self {
        self.proxy = proxy;
        self
    }

    /// Root certificates in PEM, trusted besides the machine's own.
    #[must_use]
    pub fn root_certificates(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.root_certificates = pem.into();
        self
    }

    /// What one billed question costs by your contract, in fen.
    #[must_use]
    pub fn price_fen(mut self, fen: u64) -> Self {
        self.price_fen = Some(fen);
        self
    }

    /// Whether "16~20K" counts the file (the default) or its base64 text; the vendor does not say.
    #[must_use]
    pub fn portrait_unit(mut self, unit: BudgetUnit) -> Self {
        self.portrait_unit = unit;
        self
    }

    pub(crate) fn provider_id(&self) -> Result<ProviderId, JuheConfigError> {
        ProviderId::new(&self.id).map_err(JuheConfigError::Id)
    }

    pub(crate) fn check_key(&self) -> Result<(), JuheConfigError> {
        let key = self.key.expose_secret();
        let well_formed = !key.is_empty() && !key.chars().any(|c| c.is_whitespace() || c.is_control());
        well_formed.then_some(()).ok_or(JuheConfigError::Key)
    }

    pub(crate) fn portrait_budget(&self) -> PortraitBudget {
        PortraitBudget::new(PORTRAIT_BYTES, self.portrait_unit, 480)
    }
}
