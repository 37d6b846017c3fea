//! What must hold when somebody asks how a scan went: only the provider that started it is queried, for nothing.

use heyan::{AnySession, Billing, Decision, ErrorKind, Outcome, SealedSession, Step};

use crate::answer::Answer;
use crate::case::{Case, ensure};
use crate::model::suffices;
use crate::scripted::{Event, findings, place};
use crate::setting::DEADLINE;

/// A query of `session`, which `first` started; `case` has the query's script, of one answer or none, and its log.
pub(crate) struct Query<'a> {
    pub(crate) first: &'a Case<'a>,
    pub(crate) session: &'a SealedSession,
    pub(crate) case: Case<'a>,
}

type Rule = (&'static str, fn(&Query<'_>) -> Result<(), String>);

const OF_A_QUERY: &[Rule] = &[
    ("nobody is asked, and only who started the scan is queried, once", only_the_starter),
    ("a query is told before it is sent and after it ended, and never costs", told_and_free),
    ("the trail is that of the scan's start, unchanged, and then the query", same_trail),
    ("what was found before is joined with what the scan found", decision),
    ("a query that failed leaves the scan open, unless there is none", left_open),
    ("a query ends at the deadline", on_time),
];

impl Query<'_> {
    pub(crate) fn uphold(&self) {
        for (invariant, holds) in OF_A_QUERY {
            if let Err(why) = holds(self) {
                panic!(
                    "broken: {invariant}\n     because {why}\n{:?} and before:\n{:?}",
                    self.case, self.first
                );
            }
        }
    }

    fn answer(&self) -> Option<&Answer> {
        self.case.script.last()
    }
}

fn only_the_starter(query: &Query<'_>) -> Result<(), String> {
    let polled = |event: &&Event| matches!(event, Event::Asked(..) | Event::Started(..));
    let starter = query.first.asked().last().unwrap();
    let expected = [Event::Started(starter, Step::Query), Event::Asked(starter, Step::Query)];
    ensure(query.case.log.iter().filter(polled).eq(&expected), || format!("p{starter} started it"))
}

fn told_and_free(query: &Query<'_>) -> Result<(), String> {
    let starter = query.first.asked().last().unwrap();
    let fits = match query.case.log.as_slice() {
        [Event::Started(..), Event::Asked(..), Event::Ended(attempt), over @ ..] => {
            let ended: &[Event] = if query.case.result.is_some() { &[Event::Over] } else { &[] };
            let free = attempt.billing() == Billing::NotBilled && attempt.step() == Step::Query;
            over == ended && place(attempt.provider()) == starter && free
        }
        _ => false,
    };
    ensure(fits, || "the log is another".into())
}

fn same_trail(query: &Query<'_>) -> Result<(), String> {
    let returned = match &query.case.result {
        None => return Ok(()),
        Some(Ok(Outcome::Answered(answer))) => answer.attempts(),
        Some(Ok(Outcome::Pending(session))) => session.attempts(),
        Some(Ok(other)) => return Err(format!("an outcome that nobody scripted: {other:?}")),
        Some(Err(error)) => error.attempts(),
    };
    ensure(query.first.told().chain(query.case.told()).eq(returned), || "the trail is another".into())
}

fn decision(query: &Query<'_>) -> Result<(), String> {
    let expected = match query.answer() {
        Some(answer @ Answer::Verdicts { on, .. }) => {
            let before = query.first.after(query.first.script.len());
            let (matched, mismatched) =
                (before.matched | answer.matched(), before.mismatched | answer.mismatched());
            let starter = query.session.provider();
            let joined = query.first.joined().join(findings(on, starter));
            match &query.case.result {
                Some(Ok(Outcome::Answered(result))) => {
                    ensure(*result.findings() == joined, || format!("found was {joined:?}"))?;
                    let decision = match (mismatched, suffices(query.case.setting.requirement, matched)) {
                        (0, true) => Decision::Verified,
                        (0, false) => Decision::Undetermined,
                        _ => Decision::Rejected,
                    };
                    result.decision() == decision
                }
                _ => false,
            }
        }
        Some(Answer::Pending { .. }) => match &query.case.result {
            Some(Ok(Outcome::Pending(still))) => {
                still.token() == Some(query.session.token()) && *still.findings() == query.first.joined()
            }
            _ => false,
        },
        Some(Answer::Fails { kind, .. }) => {
            matches!(&query.case.result, Some(Err(error)) if error.kind() == *kind)
        }
        Some(Answer::Silent) => {
            matches!(&query.case.result, Some(Err(error)) if error.kind() == ErrorKind::Timeout)
        }
        None => query.case.result.is_none(),
    };
    ensure(expected, || "the result is another".into())
}

fn left_open(query: &Query<'_>) -> Result<(), String> {
    let Some(Err(error)) = &query.case.result else { return Ok(()) };
    let over = matches!(error.kind(), ErrorKind::SessionNotFound | ErrorKind::SessionRefused);
    let open = error.session().map(AnySession::token);
    let expected = if over { None } else { Some(Some(query.session.token())) };
    ensure(open == expected, || format!("open is {open:?}"))
}

fn on_time(query: &Query<'_>) -> Result<(), String> {
    let expected = if query.answer() == Some(&Answer::Silent) { DEADLINE } else { Default::default() };
    ensure(query.case.took == expected, || format!("it should take {expected:?}"))
}
