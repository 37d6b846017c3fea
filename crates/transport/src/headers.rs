//! The headers that a call adds to heyan's own.

use std::fmt;

use http::{HeaderMap, HeaderName, HeaderValue, header};

/// Headers of one call. `Debug` shows nothing of them: a header may hold a key or a signature.
///
/// ```
/// use heyan_transport::Headers;
///
/// let signature = "5f4dcc3b";
/// let headers = Headers::new([("content-type", "application/json"), ("x-signature", signature)])?;
/// assert_eq!(format!("{headers:?}"), "Headers([redacted])");
/// # Ok::<(), heyan_transport::HeaderError>(())
/// ```
#[derive(Clone, Default)]
pub struct Headers(HeaderMap);

/// A header that cannot be sent.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum HeaderError {
    /// Not a header's name.
    #[error("{0:?} is not the name of a header; use letters, digits and hyphens")]
    Name(&'static str),
    /// A value that no header can carry. It may be a secret, so it is not repeated.
    #[error("header {0} has a value that no header can carry; use visible ASCII characters")]
    Value(&'static str),
    /// A header that heyan sets itself.
    #[error("header {0} is set by heyan; leave it out")]
    Own(&'static str),
}

/// What belongs to the connection or decides how the answer is read.
const OWN: [HeaderName; 8] = [
    header::ACCEPT_ENCODING,
    header::CONNECTION,
    header::CONTENT_LENGTH,
    header::EXPECT,
    header::HOST,
    header::TE,
    header::TRANSFER_ENCODING,
    header::UPGRADE,
];

impl Headers {
    /// Headers with these names and values. The content type of a body is one of them.
    ///
    /// # Errors
    /// A name or value that HTTP does not allow, or a header that heyan sets itself.
    pub fn new<'a, H>(headers: H) -> Result<Self, HeaderError>
    where
        H: IntoIterator<Item = (&'static str, &'a str)>,
    {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            let parsed = HeaderName::from_bytes(name.as_bytes()).map_err(|_| HeaderError::Name(name))?;
            if OWN.contains(&parsed) {
                return Err(HeaderError::Own(name));
            }
            let mut value = HeaderValue::from_str(value).map_err(|_| HeaderError::Value(name))?;
            value.set_sensitive(true);
            map.append(parsed, value);
        }
        Ok(Self(map))
    }

    pub(crate) fn form() -> Self {
        let form = HeaderValue::from_static("application/x-www-form-urlencoded");
        Self(HeaderMap::from_iter([(header::CONTENT_TYPE, form)]))
    }

    pub(crate) fn into_map(self) -> HeaderMap {
        self.0
    }
}

impl fmt::Debug for Headers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Headers([redacted])")
    }
}
