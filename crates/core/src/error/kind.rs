//! What can go wrong, and what a chain of providers does about it.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::Field;

/// What went wrong. Each variant says what a chain of providers does about it by default.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A parameter is missing or malformed: ours to mend. Nobody else is asked.
    InvalidRequest,
    /// This vendor will not take a value that is well-formed; the next one may.
    InputRefused {
        /// The value's field.
        field: Field,
    },
    /// This provider cannot do what is asked; the next one may.
    Unsupported,
    /// The vendor refuses the key, account or password; the next provider is asked, this one is taken out.
    Credentials,
    /// Not opened, frozen, the IP not listed, or the interface discontinued; as [`ErrorKind::Credentials`].
    Forbidden,
    /// No calls or no balance left; as [`ErrorKind::Credentials`].
    QuotaExhausted,
    /// The vendor's own rate limit; the next provider is asked.
    RateLimited,
    /// The vendor is down or in maintenance; the next provider is asked.
    Unavailable,
    /// No complete answer in time; the next provider is asked, and the stage says whether it may be billed.
    Timeout,
    /// The connection failed; the next provider is asked, and the stage says whether it may be billed.
    Network,
    /// The vendor reports a fault of its own; the next provider is asked.
    VendorFault,
    /// An answer that cannot be read; the next provider is asked.
    Protocol,
    /// The vendor does not know the session's serial.
    SessionNotFound,
    /// The session is changed, too old, or belongs to another person or requirement. Nobody is asked.
    SessionRefused,
    /// A code that the vendor's page does not list.
    Unrecognized {
        /// What the code's form says it is about.
        scope: Scope,
    },
    /// A limit of our own kept the question back; the next provider is asked.
    Refused {
        /// The limit.
        by: Limit,
    },
    /// A chain in which nobody answered.
    Exhausted,
}

/// What an unknown code is about, by its form.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// The vendor or the account: the next provider is asked.
    System,
    /// This request: nobody else is asked.
    Request,
}

/// A limit of our own.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Limit {
    /// The breaker.
    Breaker,
    /// The rate.
    Rate,
    /// The number of questions under way.
    Concurrency,
    /// The budget.
    Budget,
    /// The request's deadline.
    Deadline,
    /// A gate of the user's own.
    Gate,
}

impl Scope {
    /// The name in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Request => "request",
        }
    }
}

impl Limit {
    /// The name in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Breaker => "breaker",
            Self::Rate => "rate",
            Self::Concurrency => "concurrency",
            Self::Budget => "budget",
            Self::Deadline => "deadline",
            Self::Gate => "gate",
        }
    }
}

impl ErrorKind {
    /// One of each kind, in the order above; what some carry is an example.
    pub const ALL: [ErrorKind; 17] = [
        ErrorKind::InvalidRequest,
        ErrorKind::InputRefused { field: Field::Name },
        ErrorKind::Unsupported,
        ErrorKind::Credentials,
        ErrorKind::Forbidden,
        ErrorKind::QuotaExhausted,
        ErrorKind::RateLimited,
        ErrorKind::Unavailable,
        ErrorKind::Timeout,
        ErrorKind::Network,
        ErrorKind::VendorFault,
        ErrorKind::Protocol,
        ErrorKind::SessionNotFound,
        ErrorKind::SessionRefused,
        ErrorKind::Unrecognized { scope: Scope::System },
        ErrorKind::Refused { by: Limit::Breaker },
        ErrorKind::Exhausted,
    ];

    /// The name in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::InvalidRequest => "invalid_request",
            Self::InputRefused { .. } => "input_refused",
            Self::Unsupported => "unsupported",
            Self::Credentials => "credentials",
            Self::Forbidden => "forbidden",
            Self::QuotaExhausted => "quota_exhausted",
            Self::RateLimited => "rate_limited",
            Self::Unavailable => "unavailable",
            Self::Timeout => "timeout",
            Self::Network => "network",
            Self::VendorFault => "vendor_fault",
            Self::Protocol => "protocol",
            Self::SessionNotFound => "session_not_found",
            Self::SessionRefused => "session_refused",
            Self::Unrecognized { .. } => "unrecognized",
            Self::Refused { .. } => "refused",
            Self::Exhausted => "exhausted",
        }
    }

    /// The field that a vendor refused.
    pub fn field(self) -> Option<Field> {
        match self {
            Self::InputRefused { field } => Some(field),
            _ => None,
        }
    }

    /// What an unknown code is about.
    pub fn scope(self) -> Option<Scope> {
        match self {
            Self::Unrecognized { scope } => Some(scope),
            _ => None,
        }
    }

    /// The limit of our own that refused.
    pub fn refused_by(self) -> Option<Limit> {
        match self {
            Self::Refused { by } => Some(by),
            _ => None,
        }
    }

    /// Whether it may be otherwise after a while without anybody acting: worth another try later, never at once.
    pub fn may_pass(self) -> bool {
        matches!(
            self,
            Self::RateLimited
                | Self::Unavailable
                | Self::Timeout
                | Self::Network
                | Self::VendorFault
                | Self::Refused { .. }
        )
    }

    /// The kind of this JSON name, with what some kinds carry.
    pub(crate) fn from_parts(
        name: &str,
        field: Option<Field>,
        scope: Option<Scope>,
        by: Option<Limit>,
    ) -> Option<Self> {
        let carrying = [
            field.map(|field| Self::InputRefused { field }),
            scope.map(|scope| Self::Unrecognized { scope }),
            by.map(|by| Self::Refused { by }),
        ];
        let plain = Self::ALL.into_iter().filter(|kind| kind.field().is_none() && kind.scope().is_none());
        let plain = plain.filter(|kind| kind.refused_by().is_none());
        plain.chain(carrying.into_iter().flatten()).find(|kind| kind.as_str() == name)
    }
}

/// In words for people.
impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InvalidRequest => f.write_str("a parameter is missing or malformed"),
            Self::InputRefused { field } => write!(f, "the vendor does not take this {field}"),
            Self::Unsupported => f.write_str("the provider cannot do what is asked"),
            Self::Credentials => f.write_str("the vendor refused the key"),
            Self::Forbidden => {
                f.write_str("not permitted (not opened, frozen, discontinued, or the IP not listed)")
            }
            Self::QuotaExhausted => f.write_str("no calls or balance left"),
            Self::RateLimited => f.write_str("too many requests"),
            Self::Unavailable => f.write_str("the vendor is unavailable or in maintenance"),
            Self::Timeout => f.write_str("no answer in time"),
            Self::Network => f.write_str("the connection failed"),
            Self::VendorFault => f.write_str("a fault on the vendor's side"),
            Self::Protocol => f.write_str("the answer cannot be read"),
            Self::SessionNotFound => f.write_str("the vendor does not know this session"),
            Self::SessionRefused => f.write_str("the session is not valid, or belongs to another request"),
            Self::Unrecognized { .. } => {
                f.write_str("the vendor answered with a code that its page does not list")
            }
            Self::Refused { .. } => f.write_str("a limit of our own kept the question back"),
            Self::Exhausted => f.write_str("no provider could answer"),
        }
    }
}
