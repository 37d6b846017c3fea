//! A provider that answers by script, an observer, and the one log in which both write down what happens.

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use heyan::{
    Attempt, AttemptEnded, AttemptStarted, Billing, Capability, Factor, Failure, Findings, Observer, Outcome,
    ProviderId, Session, SessionLink, Step, Timestamp, Verification, VerificationEnded, Verifier,
    VerifyError, VerifyRequest,
};

use crate::answer::Answer;

/// What happened.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Event {
    /// The observer was told that this provider is about to be asked.
    Started(usize, Step),
    /// The provider was polled: with this the fee is due.
    Asked(usize, Step),
    /// The observer was told of this attempt.
    Ended(Attempt),
    /// The observer was told that the verification is over.
    Over,
}

/// What is to be answered, whoever is asked, and what happened.
#[derive(Debug, Default)]
pub(crate) struct World {
    script: Vec<Answer>,
    /// Whether the script is by place of the chain, instead of in the order of asking.
    by_place: bool,
    answered: usize,
    log: Vec<Event>,
}

/// The world, shared by the providers of a chain and its observer.
#[derive(Clone, Debug, Default)]
pub(crate) struct Shared(Arc<Mutex<World>>);

impl Shared {
    /// Begins a verification in which the providers answer so, in the order in which they are asked. Who is asked after
    /// the end of the script never answers.
    pub(crate) fn begin(&self, script: &[Answer]) {
        self.set(script, false);
    }

    /// Begins a verification in which each provider, if it is asked, answers what stands at its place.
    pub(crate) fn begin_by_place(&self, script: &[Answer]) {
        self.set(script, true);
    }

    fn set(&self, script: &[Answer], by_place: bool) {
        let mut world = self.0.lock().unwrap();
        world.script.clear();
        world.script.extend_from_slice(script);
        (world.by_place, world.answered) = (by_place, 0);
        world.log.clear();
    }

    /// What happened since then.
    pub(crate) fn log(&self) -> Vec<Event> {
        std::mem::take(&mut self.0.lock().unwrap().log)
    }

    fn write(&self, event: Event) {
        self.0.lock().unwrap().log.push(event);
    }

    fn asked(&self, place: usize, step: Step) -> Option<Answer> {
        let mut world = self.0.lock().unwrap();
        world.log.push(Event::Asked(place, step));
        let line = if world.by_place { place } else { world.answered };
        world.answered += 1;
        world.script.get(line).copied()
    }
}

/// The provider at one place of a chain.
#[derive(Debug)]
pub(crate) struct Scripted {
    pub(crate) id: ProviderId,
    pub(crate) capability: Capability,
    pub(crate) world: Shared,
}

/// The provider's name says its place.
pub(crate) fn id(place: usize) -> ProviderId {
    ProviderId::new(["p0", "p1", "p2", "p3"][place]).unwrap()
}

pub(crate) fn place(id: &ProviderId) -> usize {
    id.as_str()[1..].parse().unwrap()
}

#[async_trait]
impl Verifier for Scripted {
    fn id(&self) -> &ProviderId {
        &self.id
    }

    fn capability(&self) -> &Capability {
        &self.capability
    }

    async fn verify(&self, request: &VerifyRequest) -> Result<Outcome, VerifyError> {
        let step = request.step();
        let id = || self.id.clone();
        match self.world.asked(place(&self.id), step) {
            None | Some(Answer::Silent) => std::future::pending().await,
            Some(Answer::Verdicts { on, told }) => {
                let findings = findings(&on, &self.id);
                let trail = told.map(|billing| Attempt::answered(id(), step, billing));
                Ok(Outcome::Answered(Verification::new(request, findings, Vec::from_iter(trail))))
            }
            Some(Answer::Pending { told }) => {
                let trail = told.map(|billing| Attempt::pending(id(), step, billing));
                Ok(Outcome::Pending(session(id()).with_attempts(Vec::from_iter(trail))))
            }
            Some(Answer::Fails { kind, stage, told }) => {
                let failed =
                    |billing: Billing| Attempt::failed(id(), step, Failure::new(kind, stage), billing);
                Err(VerifyError::new(kind, Vec::from_iter(told.map(failed))))
            }
        }
    }
}

pub(crate) fn findings(on: &[Option<heyan::Verdict>; 4], by: &ProviderId) -> Findings {
    Factor::ALL.into_iter().zip(on).fold(Findings::default(), |all, (factor, verdict)| match verdict {
        Some(verdict) => all.with(factor, *verdict, by),
        None => all,
    })
}

fn session(id: ProviderId) -> Session {
    let link = SessionLink::Url("https://scan.example/1".into());
    Session::new(id, "1", link, Timestamp::UNIX_EPOCH, Timestamp::UNIX_EPOCH)
}

/// Writes down what an observer is told.
#[derive(Debug)]
pub(crate) struct Told(pub(crate) Shared);

impl Observer for Told {
    fn attempt_started(&self, event: &AttemptStarted<'_>) {
        self.0.write(Event::Started(place(event.provider), event.step));
    }

    fn attempt_ended(&self, event: &AttemptEnded<'_>) {
        self.0.write(Event::Ended(event.attempt.clone()));
    }

    fn verification_ended(&self, _: &VerificationEnded<'_>) {
        self.0.write(Event::Over);
    }
}
