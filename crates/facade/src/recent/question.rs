//! When two requests ask the same: by value, whoever asks, and under whatever reference.

use std::hash::{Hash, Hasher};

use heyan_core::{AnySession, VerifyRequest};

/// A request as a key. It holds the request itself, which is a cheap handle: nothing of it is copied.
#[derive(Clone)]
pub(super) struct Question {
    request: VerifyRequest,
    /// Whether the request's session is part of the question.
    continues: bool,
}

impl Question {
    pub(super) fn of(request: &VerifyRequest) -> Self {
        Self { request: request.clone(), continues: true }
    }

    /// The question that started the scan which `query` asks after.
    pub(super) fn that_started(query: &VerifyRequest) -> Self {
        Self { request: query.clone(), continues: false }
    }

    /// How large the portrait is; what else there is of a question is small.
    pub(super) fn portrait_bytes(&self) -> usize {
        self.request.portrait().map_or(0, |portrait| portrait.expose().len())
    }

    fn session(&self) -> Option<&AnySession> {
        self.request.any_session().filter(|_| self.continues)
    }
}

impl PartialEq for Question {
    fn eq(&self, other: &Self) -> bool {
        let (one, two) = (&self.request, &other.request);
        let same_session = match (self.session(), other.session()) {
            (Some(one), Some(two)) => is_same_session(one, two),
            (one, two) => one.is_none() && two.is_none(),
        };
        // The portrait comes last, for its length. The same allocation is not read: `Arc` compares the pointers first.
        same_session
            && one.subject() == two.subject()
            && one.requirement() == two.requirement()
            && one.hosted() == two.hosted()
            && one.portrait() == two.portrait()
    }
}

impl Eq for Question {}

/// Of the person alone: hashing an image would cost more than comparing the few that one person has.
impl Hash for Question {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let subject = self.request.subject();
        subject.name().expose().hash(state);
        subject.id_number().expose().hash(state);
        subject.mobile().map(|mobile| mobile.expose()).hash(state);
    }
}

/// A session with a token is its token; one that was never sealed is the vendor's serial.
pub(super) fn is_same_session(one: &AnySession, two: &AnySession) -> bool {
    match (one.token(), two.token(), one.open(), two.open()) {
        (Some(one), Some(two), ..) => one == two,
        (None, None, Some(one), Some(two)) => {
            one.provider() == two.provider() && one.serial() == two.serial()
        }
        _ => false,
    }
}
