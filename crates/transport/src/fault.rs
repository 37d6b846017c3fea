//! What each fault is: its kind, and how far the question got.

use std::error::Error;
use std::io;

use heyan_core::{Billing, ErrorKind, Stage};
use rustls::CertificateError;

/// A question that brought no answer that could be decoded. Holds no address, body or vendor's text.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{cause}")]
pub struct Fault {
    kind: ErrorKind,
    stage: Stage,
    cause: Cause,
}

/// What happened, as far as it can be told without repeating what a vendor sent.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Cause {
    /// Nobody listens there.
    #[error("connection refused")]
    Refused,
    /// The host name, the route or the proxy.
    #[error("could not connect; check the host name, the network and the proxy setting")]
    Connect,
    /// The TLS handshake.
    #[error("TLS: {0}")]
    Tls(TlsFault),
    /// The connection ended before the answer was complete.
    #[error("the connection ended before the answer was complete")]
    Incomplete,
    /// The provider's connect time-out.
    #[error("no connection in time; check the host name, the network, the proxy setting and connect_timeout")]
    ConnectTimedOut,
    /// The provider's time-out or the request's deadline.
    #[error("no complete answer in time")]
    TimedOut,
    /// An answer that is not HTTP.
    #[error("the answer is not HTTP")]
    NotHttp,
    /// An answer of more than 256 KiB.
    #[error("the answer is longer than 256 KiB")]
    TooLong,
    /// A compressed answer, though heyan asks for a plain one.
    #[error(
        "the answer is compressed, though heyan asks for none that is; ask the vendor or the proxy to leave it plain"
    )]
    Compressed,
    /// An HTTP status other than 200, without a failure code that counts.
    #[error("HTTP status {0}")]
    Status(u16),
}

/// Why a TLS handshake failed. The library's own words would repeat names that the server presented.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum TlsFault {
    /// No trusted root has signed it.
    #[error("the server's certificate is not signed by a trusted root; check root_certificate and the proxy")]
    Untrusted,
    /// It has expired.
    #[error("the server's certificate has expired; check this machine's clock, then tell the vendor")]
    Expired,
    /// It is not valid yet.
    #[error("the server's certificate is not valid yet; check this machine's clock")]
    NotYetValid,
    /// It is for another host.
    #[error("the server's certificate is for another host; check base_url")]
    WrongHost,
    /// Anything else.
    #[error("the handshake failed")]
    Other,
}

impl TlsFault {
    fn of(error: &rustls::Error) -> Self {
        let rustls::Error::InvalidCertificate(certificate) = error else { return Self::Other };
        match certificate {
            CertificateError::UnknownIssuer | CertificateError::BadSignature => Self::Untrusted,
            CertificateError::Expired | CertificateError::ExpiredContext { .. } => Self::Expired,
            CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => Self::NotYetValid,
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
                Self::WrongHost
            }
            _ => Self::Other,
        }
    }
}

impl Fault {
    pub(crate) fn new(kind: ErrorKind, stage: Stage, cause: Cause) -> Self {
        Self { kind, stage, cause }
    }

    /// No complete answer in time.
    pub(crate) fn timed_out(stage: Stage) -> Self {
        Self::new(ErrorKind::Timeout, stage, Cause::TimedOut)
    }

    /// The connection ended in the middle of the answer.
    pub(crate) fn incomplete() -> Self {
        Self::new(ErrorKind::Network, Stage::MaybeSent, Cause::Incomplete)
    }

    /// Compressed. The answer came, so nothing is known about the fee.
    pub(crate) fn compressed() -> Self {
        Self::new(ErrorKind::Protocol, Stage::Answered, Cause::Compressed)
    }

    /// More than is read. The answer came, so nothing is known about the fee.
    pub(crate) fn too_long() -> Self {
        Self::new(ErrorKind::Protocol, Stage::Answered, Cause::TooLong)
    }

    /// A status other than 200 that no listed failure code explains.
    pub(crate) fn status(status: u16) -> Self {
        let kind = match status {
            429 => ErrorKind::RateLimited,
            500..=599 => ErrorKind::Unavailable,
            _ => ErrorKind::Protocol,
        };
        Self::new(kind, Stage::Answered, Cause::Status(status))
    }

    /// A failure of the HTTP client; `stage` is what the body's proof says.
    pub(crate) fn client(error: &reqwest::Error, stage: Stage) -> Self {
        if stage == Stage::NotSent && error.is_connect() && error.is_timeout() {
            return Self::new(ErrorKind::Timeout, stage, Cause::ConnectTimedOut);
        }
        let mut kind = ErrorKind::Network;
        let mut at = stage;
        let mut cause = if stage == Stage::NotSent { Cause::Connect } else { Cause::Incomplete };
        for error in chain(error) {
            if let Some(http) = error.downcast_ref::<hyper::Error>()
                && http.is_parse()
            {
                (kind, at, cause) = (ErrorKind::Protocol, Stage::Answered, Cause::NotHttp);
            } else if let Some(tls) = error.downcast_ref::<rustls::Error>() {
                cause = Cause::Tls(TlsFault::of(tls));
            } else if let Some(io) = error.downcast_ref::<io::Error>()
                && io.kind() == io::ErrorKind::ConnectionRefused
            {
                cause = Cause::Refused;
            }
        }
        Self::new(kind, at, cause)
    }

    /// What went wrong.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// How far the question got.
    pub fn stage(&self) -> Stage {
        self.stage
    }

    /// What that says about the fee: only a question that never left is surely free.
    pub fn billing(&self) -> Billing {
        self.stage.billing()
    }

    /// What happened.
    pub fn cause(&self) -> &Cause {
        &self.cause
    }
}

impl Cause {
    /// In heyan's own fixed words, for a trail.
    pub fn meaning(&self) -> &'static str {
        match self {
            Self::Refused => "connection refused",
            Self::Connect => "could not connect",
            Self::Tls(TlsFault::Untrusted) => "the server's certificate is not signed by a trusted root",
            Self::Tls(TlsFault::Expired) => "the server's certificate has expired",
            Self::Tls(TlsFault::NotYetValid) => "the server's certificate is not valid yet",
            Self::Tls(TlsFault::WrongHost) => "the server's certificate is for another host",
            Self::Tls(TlsFault::Other) => "the TLS handshake failed",
            Self::Incomplete => "the connection ended before the answer was complete",
            Self::ConnectTimedOut => "no connection in time",
            Self::TimedOut => "no complete answer in time",
            Self::NotHttp => "the answer is not HTTP",
            Self::TooLong => "the answer is longer than 256 KiB",
            Self::Compressed => "the answer is compressed, though heyan asks for none that is",
            Self::Status(429) => "HTTP status 429",
            Self::Status(300..=399) => "a redirect, which is never followed",
            Self::Status(500..=599) => "an HTTP status of the vendor's failure (5xx)",
            Self::Status(_) => "an HTTP status other than 200",
        }
    }
}

/// The error and its sources; an I/O error is looked into, since it hides what it wraps from `source`.
fn chain<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(Some(error), |&error| {
        let wrapped: Option<&(dyn Error + 'static)> = match error.downcast_ref::<io::Error>() {
            Some(io) => io.get_ref().map(|inner| -> &(dyn Error + 'static) { inner }),
            None => None,
        };
        wrapped.or_else(|| error.source())
    })
}
