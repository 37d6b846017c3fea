//! Why no answer was had, how far the question got, and what it may have cost.

mod kind;

pub use kind::{ErrorKind, Limit, Scope};

use std::error::Error;
use std::fmt;
use std::sync::Arc;

use crate::{AnySession, Attempt, Billing, Failure, ProviderId, SessionProblem, Stage, Status, Step};

/// No answer was had. Holds no body, address, key, personal data or vendor's own text.
#[derive(Clone)]
pub struct VerifyError(Box<Inner>);

#[derive(Clone)]
struct Inner {
    kind: ErrorKind,
    attempts: Vec<Attempt>,
    session: Option<AnySession>,
    /// Whether the session can still be asked after.
    open: bool,
    about_this_request: bool,
    source: Option<Arc<dyn Error + Send + Sync>>,
}

impl VerifyError {
    /// An error of this kind with the trail that led to it: a provider's holds one attempt, a chain's all.
    pub fn new(kind: ErrorKind, attempts: Vec<Attempt>) -> Self {
        Self(Box::new(Inner {
            kind,
            attempts,
            session: None,
            open: false,
            about_this_request: false,
            source: None,
        }))
    }

    /// The error of a provider that refuses the request's session. Nothing was sent.
    pub fn session_refused(provider: ProviderId, problem: SessionProblem) -> Self {
        let failure = Failure::new(ErrorKind::SessionRefused, Stage::NotSent);
        let attempt = Attempt::failed(provider, Step::Query, failure, Billing::NotBilled);
        Self::new(ErrorKind::SessionRefused, vec![attempt]).with_source(problem)
    }

    /// The same with a longer trail: what a chain makes of the error that stopped it.
    #[must_use]
    pub fn with_attempts(mut self, attempts: Vec<Attempt>) -> Self {
        self.0.attempts = attempts;
        self
    }

    /// The same with the session that is still open.
    #[must_use]
    pub fn with_session(mut self, session: impl Into<AnySession>) -> Self {
        (self.0.session, self.0.open) = (Some(session.into()), true);
        self
    }

    /// The same with the session that was asked after and is over, so that what was found before it is not lost.
    #[must_use]
    pub fn with_ended_session(mut self, session: impl Into<AnySession>) -> Self {
        (self.0.session, self.0.open) = (Some(session.into()), false);
        self
    }

    /// The same as a failure that this request brought about: whatever its kind, it says nothing of the provider's
    /// health.
    #[must_use]
    pub fn about_this_request(mut self) -> Self {
        self.0.about_this_request = true;
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

    /// Whether it is this request that brought it about, though its kind may say otherwise.
    pub fn is_about_this_request(&self) -> bool {
        self.0.about_this_request
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
    pub fn session(&self) -> Option<&AnySession> {
        self.0.session.as_ref().filter(|_| self.0.open)
    }

    /// The session that was asked after, be it open or over.
    pub fn queried_session(&self) -> Option<&AnySession> {
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
        Status::Abandoned | Status::Unknown => Stage::MaybeSent,
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
        Status::Unknown => f.write_str("ended in a way that this version does not know"),
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
