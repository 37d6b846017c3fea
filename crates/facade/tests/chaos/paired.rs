//! Whether each attempt that was started has ended, once, before the next one was.

use heyan::{Attempt, Status, Step};

use crate::heard::Event;

/// What was started and never ended, or ended more often than it was started.
pub(crate) fn unpaired(events: &[Event]) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut open: Option<(&str, Step, usize)> = None;
    for event in events {
        match event {
            Event::Started(provider, step) => {
                wrong.extend(open.and_then(never_ended));
                open = Some((provider, *step, 0));
            }
            // It was never started.
            Event::Ended(attempt) if matches!(attempt.status(), Status::Skipped(_)) => {}
            Event::Ended(attempt) => match &mut open {
                Some((provider, step, times)) if is_of(attempt, provider, *step) => {
                    *times += 1;
                    // ihuyi's query is repeated once where the clock was wrong.
                    let most = if (*provider, *step) == ("ihuyi", Step::Query) { 2 } else { 1 };
                    if *times > most {
                        wrong.push(format!("an attempt at {provider} ended {times} times"));
                    }
                }
                _ => wrong.push(format!("an attempt at {} ended that was not started", attempt.provider())),
            },
        }
    }
    wrong.extend(open.and_then(never_ended));
    wrong
}

fn is_of(attempt: &Attempt, provider: &str, step: Step) -> bool {
    attempt.provider().as_str() == provider && attempt.step() == step
}

fn never_ended((provider, _, times): (&str, Step, usize)) -> Option<String> {
    (times == 0).then(|| format!("an attempt at {provider} never ended"))
}
