//! What is asked: a person, the evidence, what suffices, and until when.

mod verification_id;
mod portrait;
mod portrait_warning;
mod hosted;
mod factor;
mod requirement;

pub use factor::{Factor, FactorSet};
pub use hosted::{Hosted, HostedUrl};
pub use portrait::{Portrait, PortraitFormat, PortraitSize};
pub use portrait_warning::PortraitWarning;
pub use requirement::Requirement;
pub use verification_id::VerificationId;

use std::sync::Arc;
use std::time::Instant;

use jiff::civil::Date;

use crate::{
    AnySession, Field, IdNumber, InputError, MobileNumber, Problem, RealName, Session, SessionProblem, Step,
    Subject, Warning,
};

/// The most characters of a reference or consent id.
const MAX_REFERENCE: usize = 64;

/// A question about one person: a cheap handle that is cloned freely.
///
/// The question itself is shared and never changes; [`with_session`](Self::with_session),
/// [`with_deadline`](Self::with_deadline) and [`with_fitted_portrait`](Self::with_fitted_portrait) replace only the
/// handle.
#[derive(Clone, Debug)]
pub struct VerifyRequest {
    question: Arc<Question>,
    /// The same photo as the question's, as a vendor wants it.
    fitted: Option<Portrait>,
    session: Option<Arc<AnySession>>,
    deadline: Option<Instant>,
}

#[derive(Debug)]
struct Question {
    id: VerificationId,
    subject: Subject,
    portrait: Option<Portrait>,
    hosted: Option<Hosted>,
    requirement: Requirement,
    reference: Option<Box<str>>,
    consent_id: Option<Box<str>>,
}

impl VerifyRequest {
    /// Begins a request; name and ID number are always needed.
    pub fn builder(name: RealName, id_number: IdNumber) -> RequestBuilder {
        RequestBuilder {
            subject: Subject { name, id_number, mobile: None },
            portrait: None,
            hosted: None,
            requirement: Requirement::default(),
            reference: None,
            consent_id: None,
            min_age: 0,
        }
    }

    /// The same question as a query of this scan. A facade takes a [`SealedSession`](crate::SealedSession) as well as an
    /// open [`Session`]; any other provider refuses a sealed one, so [open](crate::SessionKeys::open) it first.
    #[must_use]
    pub fn with_session(&self, session: impl Into<AnySession>) -> Self {
        Self { session: Some(Arc::new(session.into())), ..self.clone() }
    }

    /// The same question, to be answered until `deadline`.
    #[must_use]
    pub fn with_deadline(&self, deadline: Instant) -> Self {
        Self { deadline: Some(deadline), ..self.clone() }
    }

    /// The same question with the same photo made ready for a vendor: smaller, upright, in another format.
    #[must_use]
    pub fn with_fitted_portrait(&self, portrait: Portrait) -> Self {
        Self { fitted: Some(portrait), ..self.clone() }
    }

    /// The verification's id: made when the request was built, or, where it continues a session, that of the request
    /// that started it.
    pub fn id(&self) -> VerificationId {
        let open = self.any_session().and_then(AnySession::open);
        open.and_then(Session::verification).unwrap_or(self.question.id)
    }

    /// The person asked about.
    pub fn subject(&self) -> &Subject {
        &self.question.subject
    }

    /// The face photo, where one was given: as it was fitted for a vendor, else as it was given.
    pub fn portrait(&self) -> Option<&Portrait> {
        self.question.portrait.as_ref().map(|given| self.fitted.as_ref().unwrap_or(given))
    }

    /// The permission for a hosted step, where it was given.
    pub fn hosted(&self) -> Option<&Hosted> {
        self.question.hosted.as_ref()
    }

    /// Which factors suffice.
    pub fn requirement(&self) -> &Requirement {
        &self.question.requirement
    }

    /// What to look at in the request, though it is well-formed.
    pub fn warnings(&self) -> Vec<Warning> {
        let portrait = self.portrait().filter(|portrait| portrait.had_blanks_for_plus());
        let mut warnings = self.subject().warnings();
        warnings.extend(portrait.map(|_| Warning::Base64Blanks));
        warnings
    }

    /// The caller's own reference; never sent to a vendor.
    pub fn reference(&self) -> Option<&str> {
        self.question.reference.as_deref()
    }

    /// The caller's own record of the person's consent; never sent to a vendor.
    pub fn consent_id(&self) -> Option<&str> {
        self.question.consent_id.as_deref()
    }

    /// What this request asks for: an answer, which may cost, or how a scan went, be its session open or sealed.
    pub fn step(&self) -> Step {
        if self.session.is_some() { Step::Query } else { Step::Ask }
    }

    /// The scan that this request asks about, if it is a query.
    ///
    /// # Errors
    /// The session is still sealed, so its serial could be another person's. A provider refuses the request with
    /// [`VerifyError::session_refused`](crate::VerifyError::session_refused). It must not start a new scan instead.
    pub fn session(&self) -> Result<Option<&Session>, SessionProblem> {
        match self.any_session() {
            None => Ok(None),
            Some(AnySession::Open(session)) => Ok(Some(session)),
            Some(AnySession::Sealed(_)) => Err(SessionProblem::StillSealed),
        }
    }

    /// The session as it was put into the request: what a facade opens, and what a provider hands on.
    pub fn any_session(&self) -> Option<&AnySession> {
        self.session.as_deref()
    }

    /// Until when an answer is wanted, on the monotonic clock.
    pub fn deadline(&self) -> Option<Instant> {
        self.deadline
    }
}

/// Collects the parts of a [`VerifyRequest`].
#[derive(Clone, Debug)]
pub struct RequestBuilder {
    subject: Subject,
    portrait: Option<Portrait>,
    hosted: Option<Hosted>,
    requirement: Requirement,
    reference: Option<Box<str>>,
    consent_id: Option<Box<str>>,
    min_age: u8,
}

impl RequestBuilder {
    /// The person's mobile number.
    #[must_use]
    pub fn mobile(mut self, mobile: MobileNumber) -> Self {
        self.subject.mobile = Some(mobile);
        self
    }

    /// The face photo.
    #[must_use]
    pub fn portrait(mut self, portrait: Portrait) -> Self {
        self.portrait = Some(portrait);
        self
    }

    /// The permission for a hosted step.
    #[must_use]
    pub fn hosted(mut self, hosted: Hosted) -> Self {
        self.hosted = Some(hosted);
        self
    }

    /// Which factors suffice; [`Requirement::standard`] where none is named.
    #[must_use]
    pub fn requirement(mut self, requirement: Requirement) -> Self {
        self.requirement = requirement;
        self
    }

    /// The caller's own reference, such as an order number: at most 64 characters, never sent to a vendor, but
    /// repeated in results and logs. Put nothing personal into it.
    #[must_use]
    pub fn reference(mut self, reference: impl Into<Box<str>>) -> Self {
        self.reference = Some(reference.into());
        self
    }

    /// The caller's own record of the person's consent: at most 64 characters, never sent to a vendor.
    #[must_use]
    pub fn consent_id(mut self, consent_id: impl Into<Box<str>>) -> Self {
        self.consent_id = Some(consent_id.into());
        self
    }

    /// Refuses people who have not completed so many years.
    #[must_use]
    pub fn min_age(mut self, years: u8) -> Self {
        self.min_age = years;
        self
    }

    /// Builds the request. `today` is the date in Shanghai, see [`shanghai_date`](crate::shanghai_date).
    ///
    /// # Errors
    /// A birth date after `today`, a person younger than `min_age`, or a reference or consent id that is empty,
    /// longer than 64 characters or has control characters.
    pub fn build(self, today: Date) -> Result<VerifyRequest, InputError> {
        let refuse = |problem| Err(InputError::new(Field::IdNumber, problem));
        let birth = self.subject.id_number.birth_date();
        if birth > today {
            return refuse(Problem::BirthInFuture);
        }
        if self.subject.id_number.completed_years(today) < i16::from(self.min_age) {
            return refuse(Problem::UnderAge { min_age: self.min_age });
        }
        check_reference(Field::Reference, self.reference.as_deref())?;
        check_reference(Field::ConsentId, self.consent_id.as_deref())?;
        let question = Question {
            id: VerificationId::random(),
            subject: self.subject,
            portrait: self.portrait,
            hosted: self.hosted,
            requirement: self.requirement,
            reference: self.reference,
            consent_id: self.consent_id,
        };
        Ok(VerifyRequest { question: Arc::new(question), fitted: None, session: None, deadline: None })
    }
}

fn check_reference(field: Field, text: Option<&str>) -> Result<(), InputError> {
    let problem = match text {
        None => return Ok(()),
        Some(text) if text.trim().is_empty() => Problem::Empty,
        Some(text) if text.chars().count() > MAX_REFERENCE => Problem::TooLong { limit: MAX_REFERENCE },
        Some(text) if text.chars().any(char::is_control) => Problem::ControlCharacter,
        Some(_) => return Ok(()),
    };
    Err(InputError::new(field, problem))
}
