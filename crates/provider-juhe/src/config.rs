//! What one Juhe account needs.

use std::ops::RangeInclusive;
use std::time::Duration;

use heyan_core::{
    BudgetUnit, CredentialProblem, PortraitBudget, ProviderId, ProviderIdError, check_credential,
    trim_credential,
};
use heyan_transport::{ProxySetting, TransportConfig, TransportConfigError};
use secrecy::{ExposeSecret, SecretString};

/// Juhe's own address.
pub const BASE_URL: &str = "https://apis.juhe.cn";

/// The interface's path under the vendor's address.
pub(crate) const PATH: &str = "/verifyface_mobile/query";

/// "大小最佳在16~20K之间": the size of portrait that Juhe likes best, in bytes. Whether the file's or its base64 text's is
/// not said; see [`JuheConfig::with_portrait_unit`].
pub const PORTRAIT_BYTES: RangeInclusive<usize> = 16_000..=20_000;

/// The settings of one Juhe account. `Debug` redacts the key.
#[derive(Clone, Debug)]
pub struct JuheConfig {
    pub(crate) key: SecretString,
    pub(crate) id: String,
    pub(crate) transport: TransportConfig,
    pub(crate) price_fen: Option<u64>,
    pub(crate) portrait_budget: PortraitBudget,
}

/// Settings with which Juhe cannot be asked.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum JuheConfigError {
    /// No key, or one that no form could carry.
    #[error("key {0} (it is on Juhe's page of your data, 我的数据)")]
    Key(#[source] CredentialProblem),
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

impl JuheConfigError {
    /// The setting to mend, where it is one.
    pub fn setting(&self) -> Option<&'static str> {
        match self {
            Self::Key(_) => Some("key"),
            Self::InterfaceAddress => Some("base_url"),
            Self::Id(_) => Some("id"),
            Self::Transport(error) => error.setting(),
        }
    }
}

impl JuheConfig {
    /// An account with this key (我的数据, above the interface's name). Blanks and a byte order mark around it go.
    pub fn new(key: impl Into<SecretString>) -> Self {
        Self {
            key: trim_credential(key.into().expose_secret()).into(),
            id: "juhe".to_owned(),
            transport: TransportConfig::new(BASE_URL),
            price_fen: None,
            portrait_budget: PortraitBudget::new(PORTRAIT_BYTES, BudgetUnit::File, 480),
        }
    }

    /// Sets the name in results, for a second account. Defaults to `juhe`.
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

    /// Sets what one billed call costs by your contract, in fen.
    #[must_use]
    pub fn with_price_fen(mut self, fen: u64) -> Self {
        self.price_fen = Some(fen);
        self
    }

    /// Whether "16~20K" counts the file (the default) or its base64 text; the vendor does not say.
    #[must_use]
    pub fn with_portrait_unit(mut self, unit: BudgetUnit) -> Self {
        self.portrait_budget.unit = unit;
        self
    }

    /// Sets the size of portrait that Juhe gets; nothing larger is sent. Defaults to [`PORTRAIT_BYTES`] of the file, at
    /// most 480 pixels a side. A unit set before is replaced.
    #[must_use]
    pub fn with_portrait_budget(mut self, budget: PortraitBudget) -> Self {
        self.portrait_budget = budget;
        self
    }

    /// Returns everything that is wrong with these settings, in the order in which
    /// [`JuheVerifier::new`](crate::JuheVerifier::new) checks them.
    ///
    /// An empty list leaves one error that only `JuheVerifier::new` can find: [`TransportConfigError::Client`].
    pub fn problems(&self) -> Vec<JuheConfigError> {
        let own = [self.check_key().err(), self.provider_id().err(), self.check_address().err()];
        let transport = self.transport.problems().into_iter().map(JuheConfigError::Transport);
        own.into_iter().flatten().chain(transport).collect()
    }

    pub(crate) fn provider_id(&self) -> Result<ProviderId, JuheConfigError> {
        ProviderId::new(&self.id).map_err(JuheConfigError::Id)
    }

    pub(crate) fn check_key(&self) -> Result<(), JuheConfigError> {
        check_credential(self.key.expose_secret()).map_err(JuheConfigError::Key)
    }

    pub(crate) fn check_address(&self) -> Result<(), JuheConfigError> {
        if self.transport.ends_in(PATH) { Err(JuheConfigError::InterfaceAddress) } else { Ok(()) }
    }
}
