//! Questions that are being asked: whoever comes first leads, whoever comes meanwhile joins.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use heyan_core::{Outcome, VerifyError};
use tokio::sync::watch;

use super::question::Question;

/// What came of a question, once it is known.
type Published = Option<Result<Outcome, VerifyError>>;

/// The questions that are being asked.
#[derive(Clone, Default)]
pub(super) struct SingleFlight(Arc<Mutex<HashMap<Question, Waiter>>>);

/// What whoever asks has to do.
pub(super) enum Role {
    /// Nobody asks this yet: ask, and tell.
    Leader(Leader, Waiter),
    /// Somebody does.
    Waiter(Waiter),
}

/// The duty to tell what came of a question. Dropped without a word, it tells everybody that the question is lost.
pub(super) struct Leader {
    // Dropped first: whoever hears that a question is lost and asks again must find it gone.
    entry: Entry,
    published: watch::Sender<Published>,
}

/// A question's entry; dropped, it is gone.
struct Entry {
    flights: SingleFlight,
    question: Question,
}

/// One that waits for the result of the leader's call.
#[derive(Clone)]
pub(super) struct Waiter(watch::Receiver<Published>);

impl SingleFlight {
    pub(super) fn enter(&self, question: Question) -> Role {
        let mut questions = self.questions();
        if let Some(waiter) = questions.get(&question) {
            return Role::Waiter(waiter.clone());
        }
        let (published, waiter) = watch::channel(None);
        let waiter = Waiter(waiter);
        questions.insert(question.clone(), waiter.clone());
        Role::Leader(Leader { entry: Entry { flights: self.clone(), question }, published }, waiter)
    }

    fn questions(&self) -> MutexGuard<'_, HashMap<Question, Waiter>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Leader {
    /// Tells everybody who waits. From here on nobody joins: a failure must not outlive its flight.
    pub(super) fn publish(self, result: Result<Outcome, VerifyError>) {
        drop(self.entry);
        self.published.send_replace(Some(result));
    }
}

impl Drop for Entry {
    fn drop(&mut self) {
        self.flights.questions().remove(&self.question);
    }
}

impl Waiter {
    /// What came of it; nothing where the question was lost.
    pub(super) async fn result(mut self) -> Published {
        let published = self.0.wait_for(Option::is_some).await.ok()?;
        published.clone()
    }
}
