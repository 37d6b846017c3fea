//! What must hold after every verification, ended or dropped. The order matters: a later one relies on those before.

use heyan::{Billing, Decision, ErrorKind, Failure, Outcome, Session, SkipReason, Stage, Status, Step};

use crate::answer::Answer;
use crate::case::{Case, Rule, SoFar, ensure};
use crate::model::{could_matter, suffices};
use crate::scripted::{Event, id, place};
use crate::setting::DEADLINE;

pub(crate) const OF_A_VERIFICATION: &[Rule] = &[
    ("nobody is asked twice, and nobody is queried", nobody_twice),
    ("nobody is asked whom the request cannot serve or who lacks permission", only_who_is_served),
    ("they are asked in their order, hosted ones last", in_order),
    ("nobody is asked after a mismatch", not_after_a_mismatch),
    ("nobody is asked once enough matched", not_after_verified),
    ("nobody is asked after a scan was started", not_after_a_scan),
    ("nobody is asked after a failure that ends the chain", not_after_a_stop),
    ("nobody is asked after the deadline", not_after_the_deadline),
    ("whoever is asked could matter", only_who_could_matter),
    ("whoever could matter is asked, else told as skipped with the reason", nobody_passed_over),
    ("an ask is told before its provider is polled, and after it ended", told_in_time),
    ("each ask stands once in the trail, with what it may have cost", each_ask_with_its_fee),
    ("the trail that is returned is the one that was told", same_trail),
    (
        "it is verified where some alternative matched whole and nothing mismatched, and nowhere else",
        decision,
    ),
    ("a scan that was started is pending, with who started it and what was found before", pending),
    ("an error comes where nobody found anything, and says what stopped the chain", error),
    ("a silent provider is given up at the deadline, and nobody waits otherwise", on_time),
];

fn nobody_twice(case: &Case<'_>) -> Result<(), String> {
    let mut seen = 0_u8;
    for event in &case.log {
        if let Event::Asked(place, step) = event {
            ensure(seen >> place & 1 == 0, || format!("p{place} was asked again"))?;
            ensure(*step == Step::Ask, || format!("p{place} was queried"))?;
            seen |= 1 << place;
        }
    }
    Ok(())
}

fn only_who_is_served(case: &Case<'_>) -> Result<(), String> {
    let given = case.setting.given;
    case.asked().try_for_each(|place| {
        let provider = &case.setting.chain[place];
        ensure(provider.serves(given), || format!("p{place} is {provider:?}"))
    })
}

fn in_order(case: &Case<'_>) -> Result<(), String> {
    let order = &case.setting.order;
    let turn = |of: usize| order.iter().position(|place| *place == of);
    let told = case.told().map(|attempt| turn(place(attempt.provider())));
    let fits = case.asked().map(turn).is_sorted() && told.is_sorted_by(|one, next| one < next);
    ensure(fits, || format!("the order is {order:?}"))
}

/// Looks at the moment before each ask.
fn before_each_ask(case: &Case<'_>, wrong: impl Fn(usize, &SoFar) -> bool) -> Result<(), String> {
    case.asked().enumerate().try_for_each(|(count, place)| {
        let so_far = case.after(count);
        ensure(!wrong(place, &so_far), || format!("p{place} was asked when {so_far:?}"))
    })
}

fn not_after_a_mismatch(case: &Case<'_>) -> Result<(), String> {
    before_each_ask(case, |_, so_far| so_far.mismatched != 0)
}

fn not_after_verified(case: &Case<'_>) -> Result<(), String> {
    before_each_ask(case, |_, so_far| suffices(case.setting.requirement, so_far.matched))
}

fn not_after_a_scan(case: &Case<'_>) -> Result<(), String> {
    before_each_ask(case, |_, so_far| so_far.pending)
}

fn not_after_a_stop(case: &Case<'_>) -> Result<(), String> {
    before_each_ask(case, |_, so_far| so_far.stopped)
}

fn not_after_the_deadline(case: &Case<'_>) -> Result<(), String> {
    before_each_ask(case, |_, so_far| so_far.late)
}

fn only_who_could_matter(case: &Case<'_>) -> Result<(), String> {
    let setting = case.setting;
    before_each_ask(case, |place, so_far| {
        !could_matter(setting.requirement, so_far.matched, setting.own(place), setting.later(place))
    })
}

/// Each place that was not asked: whether it should have been, and what the trail says of it.
fn nobody_passed_over(case: &Case<'_>) -> Result<(), String> {
    let setting = case.setting;
    let dropped_at = case.asked().last().filter(|_| case.result.is_none());
    let reached = setting.order.iter().take_while(|place| Some(**place) != dropped_at);
    let not_asked = reached.filter(|place| !case.asked().any(|asked| asked == **place));
    for place in not_asked {
        let so_far = case.at_turn_of(*place);
        let certain = so_far.mismatched != 0 || suffices(setting.requirement, so_far.matched);
        let provider = &setting.chain[*place];
        let wanted = if certain || so_far.pending || so_far.stopped {
            None
        } else if !provider.serves(setting.given) {
            let lacks_evidence = provider.0[0].photo && !setting.given.has_photo();
            Some(if lacks_evidence { SkipReason::MissingEvidence } else { SkipReason::NotPermitted })
        } else if !could_matter(
            setting.requirement,
            so_far.matched,
            setting.own(*place),
            setting.later(*place),
        ) {
            Some(SkipReason::CannotSettle)
        } else if so_far.late {
            Some(SkipReason::Deadline)
        } else {
            return Err(format!("p{place} was not asked when {so_far:?}"));
        };
        let told = told_skip(case, *place);
        ensure(told == wanted, || format!("p{place} should be skipped as {wanted:?}, told is {told:?}"))?;
    }
    Ok(())
}

fn told_skip(case: &Case<'_>, of: usize) -> Option<SkipReason> {
    case.told()
        .filter(|attempt| place(attempt.provider()) == of)
        .find_map(|attempt| Some(attempt.skip()?.reason))
}

fn told_in_time(case: &Case<'_>) -> Result<(), String> {
    let mut rest = case.log.as_slice();
    loop {
        rest = match rest {
            [] => return ensure(case.result.is_none(), || "nobody was told that it is over".into()),
            [Event::Over] => {
                return ensure(case.result.is_some(), || "it was dropped, and told as over".into());
            }
            [Event::Ended(skipped), later @ ..] if skipped.skip().is_some() => later,
            [Event::Started(told, Step::Ask), Event::Asked(asked, _), Event::Ended(attempt), later @ ..]
                if told == asked
                    && place(attempt.provider()) == *told
                    && (later.is_empty() || *attempt.status() != Status::Abandoned) =>
            {
                later
            }
            [event, ..] => return Err(format!("{event:?} is not in its place")),
        }
    }
}

fn each_ask_with_its_fee(case: &Case<'_>) -> Result<(), String> {
    let asked: Vec<_> = case.asked().collect();
    let told: Vec<_> = case.asks_told().map(|attempt| place(attempt.provider())).collect();
    ensure(asked == told, || format!("asked were {asked:?}, told {told:?}"))?;
    case.asks_told().enumerate().try_for_each(|(count, attempt)| {
        let answer = case.script.get(count);
        let owed = answer.map_or(Billing::MaybeBilled, Answer::owed);
        let (status, billing) = (attempt.status(), attempt.billing());
        let fits = match answer {
            None => *status == Status::Abandoned,
            Some(Answer::Verdicts { .. }) => *status == Status::Answered,
            Some(Answer::Pending { .. }) => *status == Status::Pending,
            Some(Answer::Fails { kind, stage, .. }) => attempt.failure() == Some(Failure::new(*kind, *stage)),
            Some(Answer::Silent) => {
                attempt.failure() == Some(Failure::new(ErrorKind::Timeout, Stage::MaybeSent))
            }
        };
        ensure(fits, || format!("{answer:?} is told as {status:?}"))?;
        ensure(billing == owed, || format!("{answer:?} owes {owed}, the trail says {billing}"))
    })
}

fn same_trail(case: &Case<'_>) -> Result<(), String> {
    let returned = match &case.result {
        None => return Ok(()),
        Some(Ok(Outcome::Answered(answer))) => answer.attempts(),
        Some(Ok(Outcome::Pending(session))) => session.attempts(),
        Some(Ok(other)) => return Err(format!("an outcome that nobody scripted: {other:?}")),
        Some(Err(error)) => {
            let highest = case.told().map(|attempt| attempt.billing()).max().unwrap_or(Billing::NotBilled);
            ensure(error.billing() == highest, || format!("the error says {}", error.billing()))?;
            error.attempts()
        }
    };
    ensure(case.told().eq(returned), || format!("told was {:?}", case.told().collect::<Vec<_>>()))
}

fn decision(case: &Case<'_>) -> Result<(), String> {
    let Some(Ok(Outcome::Answered(answer))) = &case.result else { return Ok(()) };
    let (end, joined) = (case.after(case.script.len()), case.joined());
    let expected = match (end.mismatched, suffices(case.setting.requirement, end.matched)) {
        (0, true) => Decision::Verified,
        (0, false) => Decision::Undetermined,
        _ => Decision::Rejected,
    };
    ensure(answer.decision() == expected, || format!("it should be {expected}"))?;
    ensure(*answer.findings() == joined, || format!("found was {joined:?}"))
}

fn pending(case: &Case<'_>) -> Result<(), String> {
    let Some(result) = &case.result else { return Ok(()) };
    let session = match result {
        Ok(Outcome::Pending(session)) => Some(session),
        _ => None,
    };
    let started_by =
        case.asked().zip(case.script).find(|(_, answer)| matches!(answer, Answer::Pending { .. }));
    let (by, joined) = (started_by.map(|(place, _)| id(place)), case.joined());
    ensure(session.map(Session::provider) == by.as_ref(), || format!("{by:?} started one"))?;
    ensure(session.is_none_or(|session| *session.findings() == joined), || format!("found was {joined:?}"))
}

fn error(case: &Case<'_>) -> Result<(), String> {
    let Some(result) = &case.result else { return Ok(()) };
    let nothing = case.joined().is_empty() && !case.after(case.script.len()).pending;
    ensure(result.is_err() == nothing, || format!("found was {:?}", case.joined()))?;
    let Err(error) = result else { return Ok(()) };
    let stopped_by = case.script.last().filter(|last| case.stops(last)).map(|last| match last {
        Answer::Fails { kind, .. } => *kind,
        _ => ErrorKind::Timeout,
    });
    let expected = stopped_by.unwrap_or(ErrorKind::Exhausted);
    ensure(error.kind() == expected, || format!("the kind should be {expected:?}"))
}

fn on_time(case: &Case<'_>) -> Result<(), String> {
    let silent = case.script.last() == Some(&Answer::Silent);
    let expected = if silent { DEADLINE } else { Default::default() };
    ensure(case.took == expected, || format!("it should take {expected:?}"))
}
