//! What can be scripted, and what each of it means.

use std::time::Duration;

use hyper::StatusCode;

use crate::vendor::Vendor;

/// What happens to a vendor's next request, or requests.
///
/// Every request to the vendor's endpoint takes the first fault scripted for that vendor, once it has been read
/// in full. A request that HTTP refuses anyway (the wrong method, a body that is too large) takes one too; one
/// that breaks off takes none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    vendor: Vendor,
    kind: FaultKind,
    count: u32,
}

impl Fault {
    /// This, once.
    #[must_use]
    pub const fn new(vendor: Vendor, kind: FaultKind) -> Self {
        Self { vendor, kind, count: 1 }
    }

    /// This, for so many requests one after the other; zero scripts nothing.
    #[must_use]
    pub const fn with_count(mut self, count: u32) -> Self {
        self.count = count;
        self
    }

    /// Whose requests.
    #[must_use]
    pub const fn vendor(&self) -> Vendor {
        self.vendor
    }

    /// What happens to them.
    #[must_use]
    pub const fn kind(&self) -> FaultKind {
        self.kind
    }

    /// How many of them are left.
    #[must_use]
    pub const fn count(&self) -> u32 {
        self.count
    }
}

/// What happens to one request.
///
/// "Billed" means that the vendor does its work, and bills what it would have billed without the fault: a
/// question that it refuses is free as ever.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FaultKind {
    /// Billed at once; the right answer comes this much later. A client that gives up meanwhile was billed.
    Delay(Duration),
    /// Not billed: the next connection that is accepted is closed at once, and nothing is read from it.
    ///
    /// All vendors share one port, so the connection may be anybody's, also one that only asks for the invoice.
    /// The client has connected by then (the kernel does that), so it sees an end or, if it was quick to
    /// write, a reset. Connections that are already open are not affected: their requests pass untouched, and
    /// this fault and those behind it wait for a new connection.
    Refuse,
    /// Not billed: the request is read, and the connection is reset (RST).
    ResetBefore,
    /// Billed; then the connection is reset (RST), as for [`ResetBefore`](Self::ResetBefore). A client cannot
    /// tell the two apart.
    ResetAfterBilling,
    /// Billed; the right head arrives, with the full `Content-Length`, and half of the body, and then the
    /// connection ends.
    Truncate,
    /// Billed; HTTP 200 as ever, with a body that is neither JSON nor UTF-8.
    Garbage,
    /// Not billed: an answer with this HTTP status and a short page of HTML. A redirect leads to a path of the
    /// sandbox which answers 404; if it is followed, the [log](crate::Sandbox::requests) shows it.
    Status(FaultStatus),
    /// Billed; the right answer, its head at once and its body one byte per second of tokio's time, so that it
    /// ends within no client's time-out.
    SlowDrip,
    /// Billed; HTTP 200, and a body without an end, as fast as the client reads it. It is of blanks, on which
    /// a parser of JSON goes on waiting.
    Endless,
}

impl FaultKind {
    /// Every kind, with a stand-in where it has a figure.
    pub(super) const EVERY: [Self; 9] = [
        Self::Delay(Duration::ZERO),
        Self::Refuse,
        Self::ResetBefore,
        Self::ResetAfterBilling,
        Self::Truncate,
        Self::Garbage,
        Self::Status(FaultStatus(StatusCode::OK)),
        Self::SlowDrip,
        Self::Endless,
    ];

    /// What it is called in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Delay(_) => "delay",
            Self::Refuse => "refuse",
            Self::ResetBefore => "reset_before",
            Self::ResetAfterBilling => "reset_after_billing",
            Self::Truncate => "truncate",
            Self::Garbage => "garbage",
            Self::Status(_) => "status",
            Self::SlowDrip => "slow_drip",
            Self::Endless => "endless",
        }
    }

    /// Whether the vendor does its work, and so bills, although the client gets no answer from it, or a late one.
    #[must_use]
    pub const fn bills(self) -> bool {
        match self {
            Self::Refuse | Self::ResetBefore | Self::Status(_) => false,
            Self::Delay(_)
            | Self::ResetAfterBilling
            | Self::Truncate
            | Self::Garbage
            | Self::SlowDrip
            | Self::Endless => true,
        }
    }
}

/// An HTTP status that ends an exchange: 200 to 599.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FaultStatus(StatusCode);

impl FaultStatus {
    /// Nothing outside 200 to 599: 100 to 199 only announce the real answer, and HTTP has none above.
    #[must_use]
    pub fn new(status: u16) -> Option<Self> {
        StatusCode::from_u16(status).ok().filter(|_| (200..=599).contains(&status)).map(Self)
    }

    /// The three digits.
    #[must_use]
    pub fn as_u16(self) -> u16 {
        self.0.as_u16()
    }

    pub(super) fn code(self) -> StatusCode {
        self.0
    }
}
