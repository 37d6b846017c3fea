//! An observer that keeps what it hears of each verification, in order.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex};

use heyan::{Attempt, AttemptEnded, AttemptStarted, Observer, Status, Step, VerificationId};

/// What was heard of one verification.
#[derive(Clone)]
pub(crate) enum Event {
    Started(String, Step),
    Ended(Attempt),
}

impl fmt::Debug for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Started(provider, step) => write!(f, "{provider} {} started", step.as_str()),
            Self::Ended(attempt) => f.write_str(&in_short(attempt)),
        }
    }
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Heard(Arc<Mutex<HashMap<VerificationId, Vec<Event>>>>);

impl Heard {
    pub(crate) fn of(&self, id: VerificationId) -> Vec<Event> {
        self.0.lock().unwrap().get(&id).cloned().unwrap_or_default()
    }

    /// Whether this question has begun and not yet ended.
    pub(crate) fn is_in_flight(&self, id: VerificationId, provider: &str, step: Step) -> bool {
        let all = self.0.lock().unwrap();
        let last = all.get(&id).and_then(|events| events.last());
        last.is_some_and(|event| matches!(event, Event::Started(name, at) if name == provider && *at == step))
    }

    fn keep(&self, id: VerificationId, event: Event) {
        self.0.lock().unwrap().entry(id).or_default().push(event);
    }
}

impl Observer for Heard {
    fn attempt_started(&self, event: &AttemptStarted<'_>) {
        self.keep(event.id, Event::Started(event.provider.to_string(), event.step));
    }

    fn attempt_ended(&self, event: &AttemptEnded<'_>) {
        self.keep(event.id, Event::Ended(event.attempt.clone()));
    }
}

/// The attempts that ended.
pub(crate) fn ended(events: &[Event]) -> impl Iterator<Item = &Attempt> {
    events.iter().filter_map(|event| match event {
        Event::Ended(attempt) => Some(attempt),
        Event::Started(..) => None,
    })
}

/// Whether this provider's answer to this step could be read.
pub(crate) fn answered(events: &[Event], provider: &str, step: Step) -> bool {
    ended(events).any(|attempt| {
        attempt.provider().as_str() == provider
            && attempt.step() == step
            && *attempt.status() == Status::Answered
    })
}

/// An attempt, for whoever reads what went wrong.
pub(crate) fn in_short(attempt: &Attempt) -> String {
    let failed = attempt.failure().map(|failure| format!(" ({}, {})", failure.kind, failure.stage));
    format!(
        "{} {}: {}{}, {}, order {}",
        attempt.provider(),
        attempt.step().as_str(),
        attempt.status().as_str(),
        failed.unwrap_or_default(),
        attempt.billing(),
        attempt.order_id().unwrap_or("none")
    )
}
