//! One verification from its first question to its end: answered, failed, given up, or with the scan still open.

use heyan::{
    AnySession, Attempt, Decision, Outcome, SealedSession, VerificationId, Verifier, VerifyError,
    VerifyRequest,
};
use tokio::time::Instant;

use crate::heard::{Event, ended, in_short};
use crate::person;
use crate::plan::{Drop, Plan, Point};
use crate::polled::polled;
use crate::vendors::Vendors;

/// A scan is looked at twice where nothing goes wrong, and no caller looks for ever.
const LOOKS: usize = 10;

type Answer = Result<Outcome, VerifyError>;

/// What became of one verification, as its caller has seen it.
#[derive(Debug)]
pub(crate) struct Story {
    pub(crate) plan: Plan,
    pub(crate) id: VerificationId,
    /// Where there is an answer.
    pub(crate) decision: Option<Decision>,
    /// The caller has given up.
    pub(crate) dropped: bool,
    /// Where the trail that was returned is another than the one that was heard.
    pub(crate) disagreements: Vec<String>,
}

impl Story {
    pub(crate) async fn of(plan: Plan, vendors: &Vendors) -> Self {
        let request = person::request(&plan);
        let mut story =
            Self { plan, id: request.id(), decision: None, dropped: false, disagreements: Vec::new() };
        if let Some(fault) = plan.fault {
            vendors.sandbox.script(fault);
        }
        let hurried = |hurry| request.with_deadline((Instant::now() + hurry).into_std());
        let mut asking = plan.hurry.map_or_else(|| request.clone(), hurried);
        let mut known = Vec::new();
        for _ in 0..=LOOKS {
            let heard_before = vendors.heard.of(story.id).len();
            let Some(answer) = story.ask(&asking, vendors).await else {
                story.dropped = true;
                break;
            };
            let heard = vendors.heard.of(story.id);
            story.compare(&known, heard.get(heard_before..).unwrap_or_default(), &answer);
            let open = match answer {
                Ok(Outcome::Pending(session)) => Some(session.into()),
                Ok(outcome) => {
                    story.decision = outcome.answered().map(|answered| answered.decision());
                    None
                }
                Err(error) => error.session().cloned(),
            };
            let Some(session): Option<AnySession> = open else { break };
            if known.is_empty() {
                // What the token holds, however often it is asked about.
                known = session.open().unwrap().attempts().to_vec();
            }
            // As a server does that has kept nothing but the token.
            let kept = SealedSession::from_token(session.token().unwrap()).unwrap();
            asking = request.with_session(kept);
        }
        story
    }

    /// `None` where the future was dropped.
    async fn ask(&self, request: &VerifyRequest, vendors: &Vendors) -> Option<Answer> {
        let mut verifying = vendors.facade.verify(request);
        let Some(Drop { vendor, step, point }) = self.plan.dropped else { return Some(verifying.await) };
        let is_in_flight = || vendors.heard.is_in_flight(self.id, vendor.name(), step);
        match point {
            Point::Polls(polls) => polled(&mut verifying, is_in_flight, polls).await,
            Point::Gate => match polled(&mut verifying, is_in_flight, 1).await {
                Some(answer) => Some(answer),
                None => {
                    let gate = vendors.sandbox.hold(vendor);
                    tokio::select! {
                        biased;
                        answer = verifying => Some(answer),
                        () = gate.reached() => None,
                    }
                }
            },
        }
    }

    /// A result tells the trail that the observers heard of; after a scan, behind the one that had led to it.
    fn compare(&mut self, known: &[Attempt], heard: &[Event], answer: &Answer) {
        let heard: Vec<&Attempt> = known.iter().chain(ended(heard)).collect();
        let told: Vec<&Attempt> = match answer {
            Ok(Outcome::Pending(session)) => session.attempts().iter().collect(),
            Ok(outcome) => {
                outcome.answered().map_or(&[][..], |answered| answered.attempts()).iter().collect()
            }
            Err(error) => error.attempts().iter().collect(),
        };
        if told != heard {
            let [told, heard] =
                [told, heard].map(|attempts| attempts.into_iter().map(in_short).collect::<Vec<_>>());
            self.disagreements
                .push(format!("the trail that was returned is {told:?}, and was heard as {heard:?}"));
        }
    }
}
