//! A bounded answer, and which of its words count.

use std::fmt;

use http::header::{AGE, CONTENT_ENCODING, DATE, TRANSFER_ENCODING};
use http::{HeaderMap, HeaderValue, StatusCode};
use reqwest::Response;
use zeroize::Zeroizing;

use crate::fault::Fault;
use crate::secret_bytes::SecretBytes;

/// The most bytes of an answer that are read; a vendor's longest is under one kilobyte.
const ANSWER_LIMIT: usize = 256 * 1024;

/// What compresses a body: the codings that HTTP registers, without `identity`.
const COMPRESSIONS: [&str; 9] =
    ["gzip", "x-gzip", "deflate", "br", "zstd", "compress", "x-compress", "dcb", "dcz"];

/// The first bytes of gzip (RFC 1952, section 2.3.1).
const GZIP: &[u8] = b"\x1F\x8B";

/// An answer of at most 256 KiB with HTTP status 200, or with a 4xx other than 429.
///
/// [`Answer::read`] decides what counts of it.
pub struct Answer {
    status: StatusCode,
    body: Zeroizing<Vec<u8>>,
    is_cut: bool,
    date: Option<HeaderValue>,
}

/// What a provider makes of the bytes of an answer.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Reading {
    /// They are no whole document of the vendor's.
    Unreadable,
    /// They say a failure by a code that the vendor's page lists.
    ListedFailure,
    /// They say anything else: a success, a code that the page does not list, or none.
    Other,
}

impl Answer {
    /// Decodes the body, and returns what was decoded if it counts.
    ///
    /// - With status 200 everything counts, [`Reading::Unreadable`] too: what it means is for `decode` to say, and a paid
    ///   answer that cannot be read may be billed. Only a body that broke off does not count: one that announced no
    ///   length, ended with the connection and without the end of TLS (`close_notify`), and is not whole.
    /// - With a 4xx only a failure counts whose code the vendor's page lists. A success that comes as an error is not
    ///   trusted, and may be billed.
    ///
    /// # Errors
    /// What the answer is instead.
    pub fn read<T>(&self, decode: impl FnOnce(&[u8]) -> (T, Reading)) -> Result<T, Fault> {
        let (decoded, reading) = decode(&self.body);
        match reading {
            Reading::Unreadable if self.status == StatusCode::OK && self.is_cut => Err(Fault::incomplete()),
            _ if self.status == StatusCode::OK => Ok(decoded),
            Reading::ListedFailure => Ok(decoded),
            _ => Err(Fault::status(self.status.as_u16())),
        }
    }

    /// The HTTP status: 200, or a 4xx other than 429.
    pub fn status(&self) -> u16 {
        self.status.as_u16()
    }

    /// The body, whatever the status. Vendors echo what they were sent, keys included: never log it.
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// Whether the body announced no length and ended with a connection that was not closed properly.
    pub fn is_cut(&self) -> bool {
        self.is_cut
    }

    /// The `Date` header as the vendor wrote it, to compare clocks with. `None` if an `Age` header says, or may say, that
    /// the answer was cached: then its date is past.
    pub fn date(&self) -> Option<&str> {
        self.date.as_ref().and_then(|date| date.to_str().ok())
    }

    /// Whether an answer with this status is read at all.
    pub(crate) fn is_read(status: StatusCode) -> bool {
        status == StatusCode::OK || (status.is_client_error() && status != StatusCode::TOO_MANY_REQUESTS)
    }

    /// Reads the answer up to the limit. Headers came, so a failure from here on is never `NotSent`.
    pub(crate) async fn receive(response: Response) -> Result<Self, Fault> {
        let (status, headers) = (response.status(), response.headers());
        if is_compressed(headers) {
            return Err(Fault::compressed());
        }
        let date = fresh_date(headers);
        let (body, is_cut) = receive_body(response).await?;
        if body.starts_with(GZIP) {
            return Err(Fault::compressed());
        }
        Ok(Self { status, body, is_cut, date })
    }
}

/// Returns the body, and whether it is cut.
async fn receive_body(mut response: Response) -> Result<(Zeroizing<Vec<u8>>, bool), Fault> {
    let announced = response.content_length();
    let has_end = announced.is_some() || response.headers().contains_key(TRANSFER_ENCODING);
    let announced = announced.and_then(|length| usize::try_from(length).ok()).unwrap_or(0);
    if announced > ANSWER_LIMIT {
        return Err(Fault::too_long());
    }
    let mut body = SecretBytes::with_capacity(announced);
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) if body.len().saturating_add(chunk.len()) > ANSWER_LIMIT => {
                return Err(Fault::too_long());
            }
            Ok(Some(chunk)) => body.extend_from_slice(&chunk),
            Ok(None) => return Ok((body.into(), false)),
            Err(_) if !has_end => return Ok((body.into(), true)),
            Err(_) => return Err(Fault::incomplete()),
        }
    }
}

/// Whether a header says that the body is compressed. A coding that is none, such as `utf-8`, says nothing.
fn is_compressed(headers: &HeaderMap) -> bool {
    let lists = headers.get_all(CONTENT_ENCODING).iter().filter_map(|list| list.to_str().ok());
    let mut codings = lists.flat_map(|list| list.split(',')).map(str::trim);
    codings.any(|coding| COMPRESSIONS.iter().any(|known| coding.eq_ignore_ascii_case(known)))
}

/// The `Date`, unless the answer has an `Age` that is not plainly 0 seconds (RFC 9111, section 5.1).
fn fresh_date(headers: &HeaderMap) -> Option<HeaderValue> {
    let is_zero = |age: &HeaderValue| !age.is_empty() && age.as_bytes().iter().all(|digit| *digit == b'0');
    let is_fresh = headers.get_all(AGE).iter().all(is_zero);
    is_fresh.then(|| headers.get(DATE).cloned()).flatten()
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Answer([redacted])")
    }
}
