//! Questions that are being asked: whoever comes first leads, whoever comes meanwhile joins.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use heyan_core::{Outcome, VerifyError};
use tokio::sync::watch;

use super::question::Question;

/// What came of a question, once it is known.
type News = Option<Result<Outcome, VerifyError>>;

/// The questions that are being asked.
#[derive(Clone, Default)]
pub(super) struct InFlight(Arc<Mutex<HashMap<Question, Told>>>);

/// What whoever asks has to do.
pub(super) enum Place {
    /// Nobody asks this yet: ask, and tell.
    Leading(Lead, Told),
    /// Somebody does.
    Joining(Told),
}

/// The duty to tell what came of a question. Dropped without a word, it tells everybody that the question is lost.
pub(super) struct Lead {
    // Dropped first: whoever hears that a question is lost and asks again must find it gone.
    seat: Seat,
    news: watch::Sender<News>,
}

/// A question's entry; dropped, it is gone.
struct Seat {
    in_flight: InFlight,
    question: Question,
}

/// Where whoever waits is told what came of the question.
#[derive(Clone)]
pub(super) struct Told(watch::Receiver<News>);

impl InFlight {
    pub(super) fn enter(&self, question: Question) -> Place {
        let mut questions = self.questions();
        if let Some(told) = questions.get(&question) {
            return Place::Joining(told.clone());
        }
        let (news, told) = watch::channel(None);
        let told = Told(told);
        questions.insert(question.clone(), told.clone());
        Place::Leading(Lead { seat: Seat { in_flight: self.clone(), question }, news }, told)
    }

    fn questions(&self) -> MutexGuard<'_, HashMap<Question, Told>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Lead {
    /// Tells everybody who waits. From here on nobody joins: a failure must not outlive its flight.
    pub(super) fn tell(self, result: Result<Outcome, VerifyError>) {
        drop(self.seat);
        self.news.send_replace(Some(result));
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.in_flight.questions().remove(&self.question);
    }
}

impl Told {
    /// What came of it; nothing where the question was lost.
    pub(super) async fn result(mut self) -> News {
        let news = self.0.wait_for(Option::is_some).await.ok()?;
        news.clone()
    }
}
