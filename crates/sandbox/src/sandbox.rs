//! Starting, asking and stopping a sandbox.

use std::fmt;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use crate::journal::LoggedRequest;
use crate::ledger::Invoice;
use crate::router::Router;
use crate::server::Server;

/// Where a sandbox listens.
#[derive(Clone, Debug)]
pub struct SandboxConfig {
    listen: SocketAddr,
}

impl Default for SandboxConfig {
    /// A free port of `127.0.0.1`.
    fn default() -> Self {
        Self { listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)) }
    }
}

impl SandboxConfig {
    /// Listens on this address, which must be a loopback one; port 0 takes a free port.
    #[must_use]
    pub fn listen(mut self, address: SocketAddr) -> Self {
        self.listen = address;
        self
    }
}

/// Why a sandbox did not start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SandboxError {
    /// The address can be reached from outside. A sandbox believes every key and bills nobody, so it must
    /// not be mistaken for a vendor by another machine. Nothing was bound.
    #[error("the sandbox listens on loopback only (127.0.0.1 or [::1]), and {address} is not loopback")]
    NotLoopback {
        /// The address that was asked for.
        address: SocketAddr,
    },
    /// The operating system did not give the address, most often because another program has it.
    #[error("the sandbox cannot listen on {address}")]
    Bind {
        /// The address that was asked for.
        address: SocketAddr,
        /// What the operating system said.
        source: io::Error,
    },
}

/// A running sandbox.
///
/// Dropping it closes the port at once and cuts every open connection; [`stop`](Self::stop) lets those that
/// are in the middle of an answer finish first.
pub struct Sandbox {
    address: SocketAddr,
    router: Arc<Router>,
    server: Server,
}

impl Sandbox {
    /// Starts a sandbox on the current tokio runtime.
    ///
    /// # Errors
    ///
    /// [`SandboxError::NotLoopback`] and [`SandboxError::Bind`].
    pub async fn start(config: SandboxConfig) -> Result<Self, SandboxError> {
        let address = config.listen;
        if !address.ip().is_loopback() {
            return Err(SandboxError::NotLoopback { address });
        }
        let router = Arc::new(Router::default());
        let (server, address) = Server::start(address, Arc::clone(&router))
            .await
            .map_err(|source| SandboxError::Bind { address, source })?;
        Ok(Self { address, router, server })
    }

    /// The address listened on, with the port that was given.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The origin of every endpoint, without a trailing slash: `http://127.0.0.1:PORT`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What has been billed so far, oldest first.
    #[must_use]
    pub fn invoice(&self) -> Invoice {
        self.router.ledger().invoice()
    }

    /// The last 100 requests to a vendor's endpoints, oldest first, without anybody's data.
    #[must_use]
    pub fn requests(&self) -> Vec<LoggedRequest> {
        self.router.journal().requests()
    }

    /// Stops: closes the port, lets each connection finish the request it is answering, and returns when all
    /// have ended. A request that has not arrived in full after a moment is cut off.
    pub async fn stop(self) {
        self.server.stop().await;
    }
}

impl fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sandbox").field("address", &self.address).finish_non_exhaustive()
    }
}
