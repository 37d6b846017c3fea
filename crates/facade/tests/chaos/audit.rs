//! What is wrong between the trail of a verification and what its vendors billed: one check after the other.

use heyan::{Attempt, Billing, Decision, ProviderHealth, Step};
use heyan_sandbox::Auto;

use crate::case::{Books, Case, cases};
use crate::heard::{answered, ended};
use crate::paired::unpaired;
use crate::person;
use crate::run::Run;
use crate::vendors::PRICE;

/// What has to hold between a case and each vendor's entries about it.
const OF_EACH_VENDOR: [fn(&Books<'_>) -> Vec<String>; 5] =
    [asked_twice, not_covered, free_and_billed, billed_and_free, other_orders];

/// What has to hold of a case as a whole.
const OF_THE_WHOLE: [fn(&Case<'_>) -> Vec<String>; 4] =
    [|case| unpaired(&case.events), |case| case.story.disagreements.clone(), mixed_up, wrongly_verified];

/// What Juhe may say of a person whom a scan can still verify under `standard`: nothing of it is a mismatch.
const OPEN: [u32; 7] = [104, 108, 109, 112, 113, 115, 280_105];

/// Everything that is wrong with a run.
pub(crate) fn violations(run: &Run) -> Vec<String> {
    let (cases, strangers) = cases(run);
    let about_nobody =
        strangers.into_iter().map(|entry| format!("{entry:?} is about nobody who was asked about"));
    let of_limits = run.health.iter().flat_map(|health| of_limits(health, &cases));
    about_nobody.chain(of_limits).chain(cases.iter().flat_map(of_case)).collect()
}

fn of_case(case: &Case<'_>) -> Vec<String> {
    let mut wrong: Vec<String> = OF_THE_WHOLE.iter().flat_map(|check| check(case)).collect();
    for (vendor, books) in case.books() {
        let found = OF_EACH_VENDOR.iter().flat_map(|check| check(&books));
        wrong.extend(found.map(|wrong| format!("{vendor}: {wrong}")));
    }
    wrong.into_iter().map(|wrong| format!("{wrong}\n    {case:?}")).collect()
}

/// Every place is free again, and spent is what was or may have been billed, the dropped questions with it.
fn of_limits(health: &ProviderHealth, cases: &[Case<'_>]) -> Vec<String> {
    let books = cases.iter().flat_map(Case::books).filter(|(vendor, _)| *vendor == health.provider.as_str());
    let costly =
        |books: Books<'_>| books.asks.iter().filter(|ask| ask.billing() != Billing::NotBilled).count();
    let expected: u64 = books.map(|(_, books)| u64::try_from(costly(books)).unwrap() * PRICE).sum();
    let taken =
        (health.in_flight != Some(0)).then(|| format!("{health:?}: places are taken when all is over"));
    let spent = (health.spent_fen != Some(expected))
        .then(|| format!("{health:?}: the trails come to {expected} fen"));
    taken.into_iter().chain(spent).collect()
}

/// Nobody is asked twice in one verification, by what was heard and by what was billed.
fn asked_twice(books: &Books<'_>) -> Vec<String> {
    let (asked, billed) = (books.asked, books.entries.len());
    let heard = (asked > 1).then(|| format!("asked {asked} times"));
    heard.into_iter().chain((billed > 1).then(|| format!("billed {billed} times"))).collect()
}

/// Every entry is covered by exactly one attempt that says that there is or may be one.
fn not_covered(books: &Books<'_>) -> Vec<String> {
    let covering = books.asks.iter().filter(|ask| ask.billing() != Billing::NotBilled).count();
    let uncovered = books.entries.iter().filter(|_| covering != 1);
    uncovered.map(|entry| format!("{entry:?} is covered by {covering} attempts")).collect()
}

/// No attempt says that nothing was billed where something was.
fn free_and_billed(books: &Books<'_>) -> Vec<String> {
    let free = books.asks.iter().any(|ask| ask.billing() == Billing::NotBilled);
    let billed = books.entries.iter().filter(|_| free);
    billed.map(|entry| format!("{entry:?} is there, and an attempt says not_billed")).collect()
}

/// No attempt says that something was billed where nothing was.
fn billed_and_free(books: &Books<'_>) -> Vec<String> {
    let billed = books.asks.iter().filter(|ask| ask.billing() == Billing::Billed && books.entries.is_empty());
    billed.map(|_| "an attempt says billed, and there is no entry".to_owned()).collect()
}

/// An attempt that knows the vendor's order knows the one on the invoice. (Juhe numbers a free answer, too.)
fn other_orders(books: &Books<'_>) -> Vec<String> {
    let paid = books.asks.iter().filter(|ask| ask.billing() != Billing::NotBilled);
    let orders = paid.filter_map(|ask| ask.order_id());
    let unknown = orders.filter(|order| books.entries.iter().all(|entry| entry.order_id != *order));
    unknown
        .map(|order| format!("an attempt has order {order}, and the invoice {:?}", books.entries))
        .collect()
}

/// No answer is about another person than the one who was asked about.
fn mixed_up(case: &Case<'_>) -> Vec<String> {
    let plan = &case.story.plan;
    let (mobile, code) = (person::mobile(plan), plan.juhe.to_string());
    let told = ended(&case.events).filter(|attempt| attempt.provider().as_str() == "juhe");
    let others = told.filter_map(Attempt::vendor_code).filter(|told| *told != code);
    let trail = others.map(|told| format!("the trail says {told}, and Juhe says {code} of this person"));
    let entries = case.juhe.iter().filter(|entry| entry.mobile() != mobile || entry.code != code);
    trail.chain(entries.map(|entry| format!("{entry:?} has another mobile number or code"))).collect()
}

/// Nobody is verified of whom the vendors said otherwise, as far as what they said arrived.
fn wrongly_verified(case: &Case<'_>) -> Vec<String> {
    let code = case.story.plan.juhe;
    let passed = case.auto == Auto::Pass && answered(&case.events, "ihuyi", Step::Query);
    let may_be = match answered(&case.events, "juhe", Step::Ask) {
        true => code == 100 || (OPEN.contains(&code) && passed),
        false => passed,
    };
    let is = case.story.decision == Some(Decision::Verified);
    (is && !may_be).then(|| "verified, and the vendors said otherwise".to_owned()).into_iter().collect()
}
