//! Starting, asking and stopping a sandbox.

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;

use crate::config::SandboxConfig;
use crate::faults::Fault;
use crate::holds::Hold;
use crate::ihuyi::Ihuyi;
use crate::invoice::Invoice;
use crate::journal::LoggedRequest;
use crate::juhe::Juhe;
use crate::router::Router;
use crate::server::Server;
use crate::vendor::Vendor;

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
        let listener = TcpListener::bind(address).await;
        let (listener, address) = listener
            .and_then(|listener| listener.local_addr().map(|given| (listener, given)))
            .map_err(|source| SandboxError::Bind { address, source })?;
        let (juhe, ihuyi) = (Juhe::new(config.strict_images), Ihuyi::new(config.ihuyi, origin(address)));
        let router = Arc::new(Router::new(juhe, ihuyi));
        let server = Server::start(listener, Arc::clone(&router));
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
        origin(self.address)
    }

    /// Lets the links of scans grow older by this, and what is told of their expiry with them. It adds up, and
    /// leaves the clock of the passwords alone: so a test sees a link expire and needs no time for it.
    ///
    /// ```
    /// # use std::time::Duration;
    /// # use heyan_sandbox::Sandbox;
    /// # async fn test(sandbox: &Sandbox, submit: impl AsyncFn(), query: impl AsyncFn()) {
    /// submit().await;
    /// sandbox.advance(Duration::from_secs(30 * 60));
    /// query().await; // The link has just expired, and the scan is still ING.
    /// # }
    /// ```
    pub fn advance(&self, by: Duration) {
        self.router.ihuyi().clock().advance(by);
    }

    /// The opposite of [`advance`](Self::advance). A link that is issued now has expired long ago for the client,
    /// whose clock nobody moved; [`advance`](Self::advance) by as much makes it so for the sandbox as well.
    pub fn rewind(&self, by: Duration) {
        self.router.ihuyi().clock().rewind(by);
    }

    /// What has been billed so far, oldest first.
    #[must_use]
    pub fn invoice(&self) -> Invoice {
        self.router.invoice().invoice()
    }

    /// The last 100 requests to a vendor's endpoints, oldest first, without anybody's data.
    #[must_use]
    pub fn requests(&self) -> Vec<LoggedRequest> {
        self.router.journal().requests()
    }

    /// Scripts what goes wrong for a vendor's next requests, after all that was scripted before.
    ///
    /// ```
    /// # use std::time::Duration;
    /// # use heyan_sandbox::{Fault, FaultKind, Sandbox, Vendor};
    /// # fn script(sandbox: &Sandbox) {
    /// sandbox.script(Fault::new(Vendor::Juhe, FaultKind::Delay(Duration::from_secs(30))));
    /// sandbox.script(Fault::new(Vendor::Juhe, FaultKind::Truncate).with_count(2));
    /// # }
    /// ```
    pub fn script(&self, fault: Fault) {
        self.router.faults().script(fault);
    }

    /// The faults that are still to happen, with the counts that are left, in the order of their scripting.
    #[must_use]
    pub fn faults(&self) -> Vec<Fault> {
        self.router.faults().scripted()
    }

    /// Forgets every fault that is still to happen. What is happening goes on.
    pub fn clear_faults(&self) {
        self.router.faults().clear();
    }

    /// Holds the vendor's next request after it has been worked on, and billed if it is, until the hold is
    /// opened: so a test knows what has happened, and needs no time for it. The request after that waits at
    /// the next hold, if there is one.
    ///
    /// A request that is held also takes the next scripted fault, as any other. What the fault makes of the
    /// answer shows when the hold is opened.
    ///
    /// ```
    /// # use heyan_sandbox::{Sandbox, Vendor};
    /// # async fn test(sandbox: &Sandbox, ask: impl Future<Output = ()> + Send + 'static) {
    /// let hold = sandbox.hold(Vendor::Juhe);
    /// let asking = tokio::spawn(ask);
    /// hold.reached().await;
    /// asking.abort(); // The client gives up,
    /// assert_eq!(sandbox.invoice().juhe.len(), 1); // and was billed.
    /// # }
    /// ```
    pub fn hold(&self, vendor: Vendor) -> Hold {
        self.router.holds().place(vendor)
    }

    /// Stops: closes the port, lets each connection finish the request it is answering, and returns when all
    /// have ended. What takes longer than a moment is cut off: a request that does not arrive, an answer that
    /// a fault or a hold holds up.
    pub async fn stop(self) {
        self.server.stop().await;
    }

    /// [Stops](Self::stop), and tells all that was billed. A question whose client has gone may be worked on and billed
    /// a while later, so that only this invoice is sure to lack nothing.
    pub async fn final_invoice(self) -> Invoice {
        let router = Arc::clone(&self.router);
        self.stop().await;
        router.invoice().invoice()
    }
}

impl fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sandbox").field("address", &self.address).finish_non_exhaustive()
    }
}

fn origin(address: SocketAddr) -> String {
    format!("http://{address}")
}
