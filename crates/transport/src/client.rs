//! One exchange with a vendor: a form out, a bounded answer in.

use std::fmt;
use std::time::{Duration, Instant};

use heyan_core::{ErrorKind, Stage, is_loopback};
use http::header::{AGE, CONTENT_TYPE, DATE};
use http::{HeaderMap, HeaderValue, StatusCode};
use reqwest::{Client, Response, redirect, retry};
use tokio::time::timeout_at;
use url::Url;
use zeroize::Zeroizing;

use crate::body::{FormBody, SentProof};
use crate::config::{ProxySetting, TransportConfig, TransportConfigError};
use crate::fault::{Cause, Fault};
use crate::tls;

/// The most bytes of an answer that are read; a vendor's longest is under one kilobyte.
const ANSWER_LIMIT: usize = 256 * 1024;

/// No exchange takes longer, whatever is set; it also keeps clocks from overflowing.
const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

/// How long an idle connection is kept, well below what load balancers allow: a connection that the other side is
/// just closing is how questions get lost.
const IDLE: Duration = Duration::from_secs(15);

/// Asks one vendor. Shared by all callers; connections are kept and reused.
#[derive(Clone)]
pub struct Transport {
    client: Client,
    base_url: Url,
    timeout: Duration,
}

/// One address of a vendor, joined once and used for every question.
#[derive(Clone, Debug)]
pub struct Endpoint(Url);

/// An answer with HTTP status 200, complete, of at most 256 KiB.
pub struct Answer {
    body: Zeroizing<Vec<u8>>,
    date: Option<HeaderValue>,
}

impl Transport {
    /// Builds the client. No connection is made yet.
    ///
    /// # Errors
    /// Settings with which no vendor could be asked; see [`TransportConfigError`].
    pub fn new(config: &TransportConfig) -> Result<Self, TransportConfigError> {
        let base_url = config.address()?;
        config.check_timeout()?;
        let builder = Client::builder()
            .user_agent(concat!("heyan/", env!("CARGO_PKG_VERSION")))
            .tls_backend_preconfigured(tls::client_config(config, &base_url)?)
            .http1_only()
            .retry(retry::never())
            .redirect(redirect::Policy::none())
            .referer(false)
            .pool_idle_timeout(IDLE);
        let proxy = config.proxy.to_client()?;
        let builder = match (&config.proxy, proxy) {
            _ if is_loopback(base_url.as_str()) => builder.no_proxy(),
            (ProxySetting::Environment, _) => builder,
            (_, Some(proxy)) => builder.no_proxy().proxy(proxy),
            (_, None) => builder.no_proxy(),
        };
        Ok(Self {
            client: builder.build().map_err(|_| TransportConfigError::Client)?,
            base_url,
            timeout: config.timeout.min(LONGEST),
        })
    }

    /// Whether the vendor is on this machine.
    pub fn is_loopback(&self) -> bool {
        is_loopback(self.base_url.as_str())
    }

    /// The address of `path` (with a leading slash) under the vendor's base address.
    pub fn endpoint(&self, path: &str) -> Endpoint {
        let mut url = self.base_url.clone();
        let joined = format!("{}{path}", url.path().trim_end_matches('/'));
        url.set_path(&joined);
        Endpoint(url)
    }

    /// Sends `form` (`application/x-www-form-urlencoded`) once, and reads the answer.
    ///
    /// Ends at `deadline` or after the vendor's own time-out, whichever comes first. Dropping the future closes the
    /// connection; the question may have left by then.
    ///
    /// # Errors
    /// Everything but a complete answer with status 200; see [`Fault`].
    pub async fn post_form(
        &self,
        endpoint: &Endpoint,
        form: Zeroizing<Vec<u8>>,
        deadline: Option<Instant>,
    ) -> Result<Answer, Fault> {
        let (body, proof) = FormBody::new(form);
        let own = tokio::time::Instant::now() + self.timeout;
        let end = deadline.map_or(own, |deadline| own.min(deadline.into()));
        if end <= tokio::time::Instant::now() {
            return Err(Fault::timed_out(Stage::NotSent));
        }
        match timeout_at(end, self.exchange(endpoint, body, &proof)).await {
            Ok(result) => result,
            Err(_elapsed) => Err(Fault::timed_out(proof.stage())),
        }
    }

    async fn exchange(
        &self,
        endpoint: &Endpoint,
        body: FormBody,
        proof: &SentProof,
    ) -> Result<Answer, Fault> {
        let response = self
            .client
            .post(endpoint.0.clone())
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(reqwest::Body::wrap(body))
            .send()
            .await
            .map_err(|error| Fault::client(&error, proof.stage()))?;
        if response.status() != StatusCode::OK {
            return Err(Fault::status(response.status().as_u16()));
        }
        let date = fresh_date(response.headers());
        Ok(Answer { body: read(response).await?, date })
    }
}

impl TransportConfig {
    /// Returns everything that is wrong with these settings, in the order in which [`Transport::new`] checks them.
    ///
    /// An empty list leaves one error that only [`Transport::new`] can find: [`TransportConfigError::Client`].
    pub fn problems(&self) -> Vec<TransportConfigError> {
        let base_url = self.address();
        let roots = match &base_url {
            Ok(base_url) => tls::roots(self, base_url),
            Err(_) => tls::roots_for_https(self),
        };
        let problems =
            [base_url.err(), self.check_timeout().err(), roots.err(), self.proxy.to_client().err()];
        problems.into_iter().flatten().collect()
    }
}

/// The `Date`, unless the answer has an `Age` that is not plainly 0 seconds (RFC 9111, section 5.1).
fn fresh_date(headers: &HeaderMap) -> Option<HeaderValue> {
    let is_zero = |age: &HeaderValue| !age.is_empty() && age.as_bytes().iter().all(|digit| *digit == b'0');
    let is_fresh = headers.get_all(AGE).iter().all(is_zero);
    is_fresh.then(|| headers.get(DATE).cloned()).flatten()
}

/// Reads the answer up to the limit. Headers came, so a failure from here on is never `NotSent`.
async fn read(mut response: Response) -> Result<Zeroizing<Vec<u8>>, Fault> {
    let announced = response.content_length().and_then(|length| usize::try_from(length).ok()).unwrap_or(0);
    if announced > ANSWER_LIMIT {
        return Err(Fault::too_long());
    }
    let mut body = Zeroizing::new(Vec::with_capacity(announced));
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) if body.len().saturating_add(chunk.len()) > ANSWER_LIMIT => {
                return Err(Fault::too_long());
            }
            Ok(Some(chunk)) => body.extend_from_slice(&chunk),
            Ok(None) => return Ok(body),
            Err(_) => return Err(Fault::new(ErrorKind::Network, Stage::MaybeSent, Cause::Incomplete)),
        }
    }
}

impl Answer {
    /// The body. Vendors echo what they were sent, keys included: never log it.
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// The `Date` header as the vendor wrote it, to compare clocks with. `None` if an `Age` header says, or may say, that
    /// the answer was cached: then its date is past.
    pub fn date(&self) -> Option<&str> {
        self.date.as_ref().and_then(|date| date.to_str().ok())
    }
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Answer([redacted])")
    }
}

/// The client would print its proxy and default headers.
impl fmt::Debug for Transport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Transport")
            .field("base_url", &self.base_url.as_str())
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}
