//! One exchange with a vendor: a request out, a bounded answer in.

use std::fmt;
use std::time::{Duration, Instant};

use heyan_core::{Stage, is_loopback};
use http::header::ACCEPT_ENCODING;
use http::{HeaderMap, HeaderValue, StatusCode};
use reqwest::{Body, Client, RequestBuilder, redirect, retry};
use tokio::time::timeout_at;
use url::Url;
use zeroize::Zeroizing;

use crate::answer::Answer;
use crate::body::{CallBody, SentProof};
use crate::config::{ProxySetting, TransportConfig, TransportConfigError};
use crate::fault::Fault;
use crate::headers::Headers;
use crate::tls;

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

impl Transport {
    /// Builds the client. No connection is made yet.
    ///
    /// # Errors
    /// Settings with which no vendor could be asked; see [`TransportConfigError`].
    pub fn new(config: &TransportConfig) -> Result<Self, TransportConfigError> {
        let base_url = config.address()?;
        config.check_timeouts()?;
        let timeout = config.timeout.min(LONGEST);
        let plain = HeaderMap::from_iter([(ACCEPT_ENCODING, HeaderValue::from_static("identity"))]);
        let builder = Client::builder()
            .default_headers(plain)
            // Name, TCP, a proxy's CONNECT and TLS.
            .connect_timeout(config.connect_timeout.min(timeout))
            // CDNs in front of vendors write both. A line without a colon stays an error: what it was is not known, and
            // it may have been the length.
            .http1_allow_spaces_after_header_name_in_responses(true)
            .http1_allow_obsolete_multiline_headers_in_responses(true)
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
        Ok(Self { client: builder.build().map_err(|_| TransportConfigError::Client)?, base_url, timeout })
    }

    /// The longest time that one exchange takes, from connecting to the answer's last byte.
    pub fn timeout(&self) -> Duration {
        self.timeout
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

    /// Sends a form (`application/x-www-form-urlencoded`) once; see [`Transport::post`].
    ///
    /// # Errors
    /// No answer that is read; see [`Fault`].
    pub async fn post_form(
        &self,
        endpoint: &Endpoint,
        form: Zeroizing<Vec<u8>>,
        deadline: Option<Instant>,
    ) -> Result<Answer, Fault> {
        self.post(endpoint, Headers::form(), form, deadline).await
    }

    /// Sends a body once, and reads the answer.
    ///
    /// Ends at `deadline` or after the vendor's own time-out, whichever comes first. Dropping the future closes the
    /// connection; the request may have left by then.
    ///
    /// # Errors
    /// No answer that is read; see [`Fault`].
    pub async fn post(
        &self,
        endpoint: &Endpoint,
        headers: Headers,
        body: impl Into<Zeroizing<Vec<u8>>>,
        deadline: Option<Instant>,
    ) -> Result<Answer, Fault> {
        let request = self.client.post(endpoint.0.clone()).headers(headers.into_map());
        self.exchange(request, CallBody::new(body.into()), deadline).await
    }

    /// Sends a GET once, and reads the answer; otherwise as [`Transport::post`].
    ///
    /// # Errors
    /// No answer that is read; see [`Fault`].
    pub async fn get(
        &self,
        endpoint: &Endpoint,
        headers: Headers,
        deadline: Option<Instant>,
    ) -> Result<Answer, Fault> {
        let request = self.client.get(endpoint.0.clone()).headers(headers.into_map());
        self.exchange(request, CallBody::none(), deadline).await
    }

    async fn exchange(
        &self,
        request: RequestBuilder,
        (body, proof): (CallBody, SentProof),
        deadline: Option<Instant>,
    ) -> Result<Answer, Fault> {
        let own = tokio::time::Instant::now() + self.timeout;
        let end = deadline.map_or(own, |deadline| own.min(deadline.into()));
        if end <= tokio::time::Instant::now() {
            return Err(Fault::timed_out(Stage::NotSent));
        }
        let response = match timeout_at(end, request.body(Body::wrap(body)).send()).await {
            Ok(Ok(response)) => response,
            Ok(Err(error)) => return Err(Fault::client(&error, proof.withdraw())),
            Err(_elapsed) => return Err(Fault::timed_out(proof.withdraw())),
        };
        let status = response.status();
        if !Answer::is_read(status) {
            return Err(Fault::status(status.as_u16()));
        }
        let received = timeout_at(end, Answer::receive(response)).await;
        let answer = received.unwrap_or_else(|_elapsed| Err(Fault::timed_out(Stage::MaybeSent)));
        // Of an answer that is an error anyway, its status says more than what became of its body.
        if status == StatusCode::OK { answer } else { answer.map_err(|_| Fault::status(status.as_u16())) }
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
            [base_url.err(), self.check_timeouts().err(), roots.err(), self.proxy.to_client().err()];
        problems.into_iter().flatten().collect()
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
