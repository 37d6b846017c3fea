//! What a plan says before anybody is asked.

use std::sync::Arc;

use heyan::gates::{Limits, Period};
use heyan::{Capability, ErrorKind, Facade, Factor, FactorSet, Stage, Verifier, VerifyRequest};
use heyan_testkit::Answer;

use Factor::{Face, Identity, Liveness, Mobile};

use crate::limited::{NOON_IN_SHANGHAI, at, fake, fake_that, seconds, times};
use crate::people::{build, builder, requiring, with_everything, with_photo};
use crate::providers::{hosted_scan, photo_check, settling, unasked};

/// Everybody's part, and the least and most that it costs.
fn plan(providers: &[(&str, Capability)], request: &VerifyRequest) -> Vec<String> {
    let builder = providers
        .iter()
        .fold(at(NOON_IN_SHANGHAI), |builder, (name, can)| builder.provider(unasked(name, can.clone())));
    told(&builder.build().unwrap(), request)
}

fn told(facade: &Facade, request: &VerifyRequest) -> Vec<String> {
    let plan = facade.plan(request);
    let mut told: Vec<String> = Vec::new();
    for step in plan.steps() {
        let skip = step
            .skip
            .as_ref()
            .map(|skip| format!(": {} {}", skip.reason, skip.detail.as_deref().unwrap_or("")));
        told.push(format!("{} {}{}", step.provider, step.when.as_str(), skip.unwrap_or_default()));
    }
    told.push(format!("{:?} to {:?}", plan.least_fen(), plan.most_fen()));
    assert_eq!(plan.asks_anybody(), plan.steps().iter().any(|step| step.skip.is_none()));
    told
}

#[test]
fn who_is_first_who_only_if_something_stays_open_and_who_never() {
    let both = [("juhe", photo_check().with_price_fen(80)), ("ihuyi", hosted_scan().with_price_fen(100))];
    let everything = ["juhe first", "ihuyi if_still_open", "Some(80) to Some(180)"];
    assert_eq!(plan(&both, &build(with_everything())), everything);
    assert_eq!(
        plan(&both, &build(with_photo())),
        ["juhe first", "ihuyi never: not_permitted hosted", "Some(80) to Some(80)"]
    );
    assert_eq!(
        plan(&both, &build(builder())),
        ["juhe never: missing_evidence mobile", "ihuyi never: not_permitted hosted", "Some(0) to Some(0)"]
    );
    assert_eq!(
        plan(&both, &requiring(with_photo(), "strict")),
        ["juhe never: cannot_settle liveness", "ihuyi never: not_permitted hosted", "Some(0) to Some(0)"]
    );
    assert_eq!(plan(&both, &requiring(with_everything(), "strict")), everything);
}

#[test]
fn a_price_that_is_not_known_makes_the_sum_unknown() {
    let request = build(with_everything());
    let both = [("a", photo_check().with_price_fen(80)), ("b", photo_check())];
    assert_eq!(plan(&both, &request), ["a first", "b if_still_open", "Some(80) to None"]);
}

#[test]
fn who_can_only_help_once_others_have_matched_is_asked_if_still_open() {
    let request = build(with_photo());
    // Alone the register settles too little; after the photo check has matched all but the identity, it is enough.
    let both =
        [("photo", photo_check().with_price_fen(80)), ("register", settling([Identity]).with_price_fen(5))];
    assert_eq!(plan(&both, &request), ["photo first", "register if_still_open", "Some(80) to Some(85)"]);
    let useless =
        [("photo", photo_check().with_price_fen(80)), ("liveness", settling([Liveness]).with_price_fen(5))];
    let told = plan(&useless, &request);
    assert_eq!(
        told,
        ["photo first", "liveness if_still_open", "Some(80) to Some(85)"],
        "with identity and face matched"
    );
    let mobile_only = requiring(with_photo(), "hosted");
    let told = plan(&[("mobile", settling([Mobile])), ("face", settling([Face]))], &mobile_only);
    assert_eq!(told[0], "mobile never: cannot_settle identity, liveness");
}

#[test]
fn where_one_alone_is_enough_the_next_is_never_queried_it() {
    let alternatives = [FactorSet::of([Identity]), FactorSet::of([Identity, Face])];
    let requirement = heyan::Requirement::any_of(alternatives).unwrap();
    let request = build(with_everything().requirement(requirement));
    let both =
        [("register", settling([Identity]).with_price_fen(5)), ("face", settling([Face]).with_price_fen(80))];
    assert_eq!(plan(&both, &request)[1..], ["face never: cannot_settle identity", "Some(5) to Some(5)"]);
}

#[tokio::test(start_paused = true)]
async fn who_is_closed_at_this_moment_is_not_planned_with() {
    let (a, b) = (fake("a"), fake_that("b", photo_check()));
    let facade = at(NOON_IN_SHANGHAI)
        .provider_within(Limits::new().with_breaker(times(1), seconds(30)), Arc::clone(&a))
        .provider_within(Limits::new().with_budget(100, Period::Day), Arc::clone(&b))
        .build()
        .unwrap();
    let request = build(with_photo());
    assert_eq!(told(&facade, &request), ["a first", "b if_still_open", "Some(80) to Some(160)"]);
    a.script(Answer::fails(ErrorKind::Credentials, Stage::Answered));
    facade.verify(&request).await.unwrap();
    let shut = ["a never: breaker_open 30s", "b never: budget 1.00/day", "Some(0) to Some(0)"];
    assert_eq!(told(&facade, &request), shut);
    let lacking =
        ["a never: missing_evidence mobile", "b never: missing_evidence mobile", "Some(0) to Some(0)"];
    assert_eq!(told(&facade, &build(builder())), lacking, "what the request lacks comes first");
    assert_eq!((a.calls().len(), b.calls().len()), (1, 1), "a plan asks nobody");
}

/// The order and its price, and what it costs as listed.
fn cheaper(providers: &[(&str, Capability)], request: &VerifyRequest) -> Option<String> {
    let builder = providers
        .iter()
        .fold(at(NOON_IN_SHANGHAI), |builder, (name, can)| builder.provider(unasked(name, can.clone())));
    let plan = builder.build().unwrap().plan(request);
    let order = |cheaper: &heyan::select::Cheaper| {
        cheaper.order.iter().map(|id| id.as_str().to_owned()).collect::<Vec<_>>().join(" ")
    };
    let now = plan.matching_fen();
    plan.cheaper().map(|cheaper| format!("{} for {} instead of {now:?}", order(cheaper), cheaper.fen))
}

#[test]
fn a_plan_says_that_a_cheaper_order_exists() {
    let request = build(with_photo());
    let whole = |fen| photo_check().with_price_fen(fen);
    let register = |fen| settling([Identity]).with_price_fen(fen);
    let two = cheaper(&[("dear", whole(100)), ("cheap", whole(60))], &request);
    assert_eq!(two.as_deref(), Some("cheap dear for 60 instead of Some(100)"));
    assert_eq!(cheaper(&[("cheap", whole(60)), ("dear", whole(100))], &request), None);
    // A filter that settles nothing for somebody about whom everything matches.
    let filter = cheaper(&[("register", register(10)), ("whole", whole(80))], &request);
    assert_eq!(filter.as_deref(), Some("whole register for 80 instead of Some(90)"));
    // What no price is known of cannot be compared, and a scan comes last however cheap it is.
    assert_eq!(cheaper(&[("a", photo_check()), ("b", whole(60))], &request), None);
    let scan = hosted_scan().with_price_fen(1);
    assert_eq!(cheaper(&[("photo", whole(80)), ("scan", scan)], &build(with_everything())), None);
}
