//! Goes through the tree of all scripts: each node is one verification by the real facade, dropped or ended.
//!
//! Whoever is asked after the end of a script never answers. So a verification ends, and is a leaf, or stands still at
//! exactly that provider: then it is dropped there, which is a case, it is left until the deadline, which is another,
//! and then each answer that this provider can give lengthens the script by one.

use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use heyan::{Outcome, SealedSession, Verifier, VerifyError, VerifyRequest};
use tokio::runtime::Runtime;
use tokio::time::{Instant, timeout};

use crate::answer::{Answer, every_query};
use crate::case::Case;
use crate::invariants::OF_A_VERIFICATION;
use crate::model::Bits;
use crate::resumed::Query;
use crate::setting::{DEADLINE, Setting};

/// Which answers a provider is given, by what it settles.
pub(crate) type Answers = fn(Bits) -> Vec<Answer>;

/// How far the tree goes.
#[derive(Clone, Copy)]
pub(crate) struct Reach {
    /// The answers given at every place.
    pub(crate) always: Answers,
    /// More answers, of which a script has one at the most.
    pub(crate) once: Option<Answers>,
    pub(crate) resumed: Resumed,
}

impl Reach {
    /// The same, with at most one of these answers besides.
    pub(crate) fn with_one_of(self, once: Answers) -> Self {
        Self { once: Some(once), ..self }
    }

    pub(crate) fn resumed(self, resumed: Resumed) -> Self {
        Self { resumed, ..self }
    }
}

/// What becomes of a scan that was started.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Resumed {
    No,
    Decisive,
    Every,
}

/// Goes through one setting.
pub(crate) struct Explorer<'a> {
    runtime: &'a Runtime,
    setting: &'a Setting,
    resumed: Resumed,
    /// By place: the answers of `always`, then those of `once` that are not among them.
    answers: Vec<(Vec<Answer>, Vec<Answer>)>,
}

type Verifying<'a> = Pin<Box<dyn Future<Output = Result<Outcome, VerifyError>> + Send + 'a>>;

/// The number of cases in this setting; each upholds the invariants.
pub(crate) fn cases(runtime: &Runtime, setting: &Setting, reach: Reach) -> u64 {
    let answers = |place| {
        let own = setting.own(place);
        let always = (reach.always)(own);
        let once = reach.once.map(|once| once(own)).unwrap_or_default();
        let once = once.into_iter().filter(|answer| !always.contains(answer)).collect();
        (always, once)
    };
    let answers = (0..setting.chain.len()).map(answers).collect();
    Explorer { runtime, setting, resumed: reach.resumed, answers }.explore(&mut Vec::new(), true)
}

impl Explorer<'_> {
    /// The number of cases that begin with this script.
    fn explore(&self, script: &mut Vec<Answer>, once_is_left: bool) -> u64 {
        let case = self.run(&self.setting.request, script);
        case.uphold(OF_A_VERIFICATION);
        if case.result.is_some() {
            return 1 + self.resume(&case);
        }
        let asked = case.asked().last().expect("it stands still at a provider");

        script.push(Answer::Silent);
        self.run(&self.setting.request, script).uphold(OF_A_VERIFICATION);
        script.pop();

        let (always, once) = &self.answers[asked];
        let once = once.iter().filter(|_| once_is_left).map(|answer| (answer, false));
        let longer = always.iter().map(|answer| (answer, once_is_left)).chain(once);
        let longer = longer.map(|(answer, once_is_left)| {
            script.push(*answer);
            let cases = self.explore(script, once_is_left);
            script.pop();
            cases
        });
        2 + longer.sum::<u64>()
    }

    /// Asks after the scan, where one was started: dropped, never answered, and with each answer. The number of cases.
    fn resume(&self, first: &Case<'_>) -> u64 {
        let Some(Ok(Outcome::Pending(session))) = &first.result else { return 0 };
        if self.resumed == Resumed::No {
            return 0;
        }
        // As another process reads it: nothing but the token counts.
        let session = &SealedSession::from_token(session.token().expect("it is sealed")).unwrap();
        let request = self.setting.request.with_session(session.clone());
        let starter = first.asked().last().unwrap();
        let answers = every_query(self.setting.own(starter), self.resumed == Resumed::Every);
        let scripts = answers.into_iter().chain([Answer::Silent]).map(|answer| vec![answer]);
        let queries = scripts.chain([Vec::new()]).map(|script| {
            let case = self.run(&request, &script);
            Query { first, session, case }.uphold();
            1
        });
        queries.sum()
    }

    /// One verification. It ends at once, or it stands still at a provider; there it is dropped, unless the script says
    /// that the provider is silent: then time goes on, which costs none here.
    fn run<'a>(&'a self, request: &VerifyRequest, script: &'a [Answer]) -> Case<'a> {
        let setting = self.setting;
        setting.world.begin(script);
        let entered = self.runtime.enter();
        let started = Instant::now();
        let mut verifying: Verifying<'_> = setting.facade.verify(request);
        if script.last() == Some(&Answer::Silent) {
            drop(entered);
            // Were the deadline not kept, the test would wait for good.
            let (result, took) = self.runtime.block_on(async {
                let result = timeout(2 * DEADLINE, verifying).await.ok();
                (result, started.elapsed())
            });
            return Case { setting, script, log: setting.world.log(), result, took };
        }
        let result = match verifying.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(result) => Some(result),
            Poll::Pending => None,
        };
        drop(verifying);
        Case { setting, script, log: setting.world.log(), result, took: started.elapsed() }
    }
}
