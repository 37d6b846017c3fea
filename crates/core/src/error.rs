//! Why no answer was had, how far the question got, and what it may have cost.

use std::error::Error;
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{Attempt, Billing, Field, Session, Stage, Status, Step};

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
}

impl ErrorKind {
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
        const PLAIN: [ErrorKind; 14] = [
            ErrorKind::InvalidRequest,
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
            ErrorKind::Exhausted,
        ];
        let carrying = [
            field.map(|field| Self::InputRefused { field }),
            scope.map(|scope| Self::Unrecognized { scope }),
            by.map(|by| Self::Refused { by }),
        ];
        PLAIN.into_iter().chain(carrying.into_iter().flatten()).find(|kind| kind.as_str() == name)
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

/// No answer was had. Holds no body, address, key, personal data or vendor's own text.
#[derive(Clone)]
pub struct VerifyError(Box<Inner>);

#[derive(Clone)]
struct Inner {
    kind: ErrorKind,
    attempts: Vec<Attempt>,
    session: Option<Session>,
    /// Whether the session can still be asked after.
    open: bool,
    source: Option<Arc<dyn Error + Send + Sync>>,
}

impl VerifyError {
    /// An error of this kind with the trail that led to it: a provider's holds one attempt, a chain's all.
    pub fn new(kind: ErrorKind, attempts: Vec<Attempt>) -> Self {
        Self(Box::new(Inner { kind, attempts, session: None, open: false, source: None }))
    }

    /// The same with a longer trail: what a chain makes of the error that stopped it.
    #[must_use]
    pub fn with_attempts(mut self, attempts: Vec<Attempt>) -> Self {
        self.0.attempts = attempts;
        self
    }

    /// The same with the session that is still open.
    #[must_use]
    pub fn with_session(mut self, session: Session) -> Self {
        (self.0.session, self.0.open) = (Some(session), true);
        self
    }

    /// The same with the session that was asked after and is over, so that what was found before it is not lost.
    #[must_use]
    pub fn with_ended_session(mut self, session: Session) -> Self {
        (self.0.session, self.0.open) = (Some(session), false);
        self
    }

    /// The same with its cause, which must hold nothing personal either.
    #[must_use]
    pub fn with_source(mut self, source: impl Error + Send + Sync + 'static) -> Self {
        self.0.source = Some(Arc::new(source));
        self
    }

    /// What went wrong.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// How far any question of the trail got; `NotSent` where nobody was asked.
    pub fn stage(&self) -> Stage {
        self.attempts().iter().map(reached).max().unwrap_or(Stage::NotSent)
    }

    /// The highest billing of the trail.
    pub fn billing(&self) -> Billing {
        self.attempts().iter().map(Attempt::billing).max().unwrap_or(Billing::NotBilled)
    }

    /// The trail.
    pub fn attempts(&self) -> &[Attempt] {
        &self.0.attempts
    }

    /// The session that is still open, where a query failed.
    pub fn session(&self) -> Option<&Session> {
        self.0.session.as_ref().filter(|_| self.0.open)
    }

    /// The session that was asked after, be it open or over.
    pub fn asked_after(&self) -> Option<&Session> {
        self.0.session.as_ref()
    }
}

/// How far an attempt's question got. A dropped one counts as sent unless its billing proves that it was not; a
/// query's billing proves nothing.
fn reached(attempt: &Attempt) -> Stage {
    match attempt.status() {
        Status::Answered | Status::Pending => Stage::Answered,
        Status::Failed(failure) => failure.stage,
        Status::Skipped(_) => Stage::NotSent,
        Status::Abandoned if attempt.step() == Step::Ask && attempt.billing() == Billing::NotBilled => {
            Stage::NotSent
        }
        Status::Abandoned => Stage::MaybeSent,
    }
}

impl fmt::Display for VerifyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.attempts() {
            [] => write!(f, "{}", self.kind()),
            [only] if self.kind() != ErrorKind::Exhausted => {
                write!(f, "{}: {}", only.provider(), self.kind())?;
                // Where there is a cause, `source` says it.
                match (only.meaning(), &self.0.source) {
                    (Some(meaning), None) => write!(f, ": {meaning}"),
                    _ => Ok(()),
                }
            }
            trail => {
                write!(f, "{} (", self.kind())?;
                for (place, attempt) in trail.iter().enumerate() {
                    let separator = if place == 0 { "" } else { "; " };
                    write!(f, "{separator}{}: ", attempt.provider())?;
                    tell(attempt, f)?;
                }
                f.write_str(")")
            }
        }
    }
}

/// What came of one attempt, in a few words.
fn tell(attempt: &Attempt, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match attempt.status() {
        Status::Skipped(skip) => {
            write!(f, "skipped, {}", skip.reason)?;
            skip.detail.as_ref().map_or(Ok(()), |detail| write!(f, " {detail}"))
        }
        Status::Failed(failure) => match attempt.meaning() {
            Some(meaning) => f.write_str(meaning),
            None => write!(f, "{}", failure.kind),
        },
        Status::Answered => f.write_str("answered"),
        Status::Pending => f.write_str("awaiting the scan"),
        Status::Abandoned => f.write_str("abandoned"),
    }
}

impl fmt::Debug for VerifyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VerifyError")
            .field("kind", &self.kind())
            .field("stage", &self.stage())
            .field("billing", &self.billing())
            .field("attempts", &self.0.attempts)
            .field("session", &self.session())
            .field("source", &self.0.source)
            .finish()
    }
}

impl Error for VerifyError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.0.source.as_deref().map(|source| -> &(dyn Error + 'static) { source })
    }
}
