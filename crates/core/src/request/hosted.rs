//! The permission for a hosted step, and where the person or the news comes back.

use std::fmt;

use url::Url;

use crate::{Field, InputError, Problem, is_loopback};

/// The permission to let the person scan their face on a vendor's page or SDK.
///
/// Hosted steps are step-up, never silent failover: without this in the request none is started.
#[derive(Clone, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum Hosted {
    /// On the vendor's web page; the browser returns to this address afterwards.
    H5(HostedUrl),
    /// In the vendor's SDK; the vendor notifies this address. A notification is a hint to look, never a result.
    Sdk(HostedUrl),
}

/// A checked address. `Debug` redacts it: callers put their own identifiers into it.
#[derive(Clone, Eq, Hash, PartialEq)]
pub struct HostedUrl(Url);

impl Hosted {
    /// A scan on the vendor's page that returns to `return_url`: `https`, `http` to loopback, or one of the
    /// `app_schemes` (such as `myapp`, without `://`) that lead back into an app.
    ///
    /// # Errors
    /// Any other address, or one with a user name or password in it.
    pub fn h5(return_url: &str, app_schemes: &[&str]) -> Result<Self, InputError> {
        check(return_url, app_schemes)
            .map(Self::H5)
            .ok_or(InputError::new(Field::ReturnUrl, Problem::ReturnUrl))
    }

    /// A scan in the vendor's SDK, with news sent to `notify_url`: `https`, or `http` to loopback.
    ///
    /// # Errors
    /// Any other address, or one with a user name or password in it.
    pub fn sdk(notify_url: &str) -> Result<Self, InputError> {
        check(notify_url, &[]).map(Self::Sdk).ok_or(InputError::new(Field::NotifyUrl, Problem::Url))
    }
}

impl HostedUrl {
    /// The address as it is sent to the vendor.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl fmt::Debug for HostedUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HostedUrl([redacted])")
    }
}

impl fmt::Debug for Hosted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::H5(_) => "H5([redacted])",
            Self::Sdk(_) => "Sdk([redacted])",
        })
    }
}

fn check(text: &str, app_schemes: &[&str]) -> Option<HostedUrl> {
    let url = Url::parse(text).ok()?;
    let allowed = match url.scheme() {
        "https" => url.has_host(),
        "http" => is_loopback(text),
        // Schemes that run code in the page must stay out even if somebody lists them.
        "javascript" | "data" | "file" | "blob" | "vbscript" => false,
        // The URL's scheme is in lower case by now, whatever was given.
        scheme => app_schemes.iter().any(|allowed| allowed.eq_ignore_ascii_case(scheme)),
    };
    (allowed && url.username().is_empty() && url.password().is_none()).then_some(HostedUrl(url))
}
