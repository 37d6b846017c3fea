//! One provider more, asked after all others, changes only what was undetermined or an error.
//!
//! That holds for the presets. Of alternatives that are spelled out and share nothing, one more provider can bring a
//! second one into reach, and then those before it are asked for that one, too.

use heyan::{Attempt, Decision, Findings, Outcome, ProviderId, SkipReason, Verdict, Verifier};
use proptest::prelude::{ProptestConfig, Strategy, any, prop_assert_eq, proptest};
use proptest::sample::{Index, select};

use crate::answer::{Answer, every, few, representative};
use crate::explore::Answers;
use crate::model::{
    EVERYTHING, GIVEN, Given, Method, POLICIES, PRESETS, Policy, Provider, REQUIREMENTS, Requirement, TABLE,
};
use crate::setting::Setting;

/// A provider, and what it answers if it is asked.
type Answering = (Provider, Answer);

/// What a chain came to, where nobody may change it: who gave which verdict, and who was asked. The detail of a skip is
/// left out: it names what is out of reach, and one provider more reaches further.
#[derive(Debug, PartialEq)]
struct Certain {
    decision: Decision,
    findings: Findings,
    trail: Vec<Result<Attempt, (ProviderId, SkipReason)>>,
}

/// Of the answers, those count most that go on, or end it: of all patterns of verdicts hardly one is a full match.
fn provider() -> impl Strategy<Value = Answering> {
    let ways: [fn(u8) -> Method; 3] = [Method::plain, Method::hosted, |_| Method::PHOTO];
    let answers: [Answers; 4] = [few, few, representative, every];
    (1_u8..16, select(ways.to_vec()), select(answers.to_vec()), any::<Index>()).prop_map(
        |(bits, way, answers, answer)| {
            let way = way(bits);
            (Provider(vec![way]), *answer.get(&answers(way.settles)))
        },
    )
}

/// `None` where it is undetermined or an error.
fn certain(chain: &[Answering], policy: Policy, requirement: Requirement, given: Given) -> Option<Certain> {
    let (providers, answers): (Vec<_>, Vec<_>) = chain.iter().cloned().unzip();
    let setting = Setting::new(&providers, policy, requirement, given);
    setting.world.begin_by_place(&answers);
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
    let (decision, findings, trail) = match runtime.block_on(setting.facade.verify(&setting.request)) {
        Ok(Outcome::Answered(answer)) => {
            let decision = answer.decision();
            let (findings, trail) = answer.into_parts();
            (decision, findings, trail)
        }
        Ok(Outcome::Pending(session)) => {
            (Decision::Pending, session.findings().clone(), session.attempts().to_vec())
        }
        _ => return None,
    };
    let trail = trail.into_iter().map(|attempt| match attempt.skip() {
        Some(skip) => Err((attempt.provider().clone(), skip.reason)),
        None => Ok(attempt),
    });
    let trail = trail.collect();
    (decision != Decision::Undetermined).then_some(Certain { decision, findings, trail })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 4000, ..ProptestConfig::default() })]

    #[test]
    fn a_provider_more_changes_only_what_was_undetermined_or_an_error(
        chain in proptest::collection::vec(provider(), 1..4),
        mut last in provider(),
        policy in select(&POLICIES[..]),
        requirement in select(&PRESETS[..]),
        given in select(&GIVEN[..]),
    ) {
        // Hosted ones are asked last, so only a hosted one comes after them.
        if chain.iter().any(|(provider, _)| provider.is_hosted()) {
            last.0.0[0].hosted = true;
        }
        if let Some(before) = certain(&chain, policy, requirement, given) {
            let longer = [chain, vec![last]].concat();
            prop_assert_eq!(certain(&longer, policy, requirement, given), Some(before));
        }
    }
}

#[test]
fn with_alternatives_that_share_nothing_it_can_change_what_was_verified() {
    let says = |bits, factor: usize, verdict| {
        let mut on = [None; 4];
        on[factor] = Some(verdict);
        (Provider(vec![Method::plain(bits)]), Answer::Verdicts { on, told: None })
    };
    let mobile = says(0b0010, 1, Verdict::Mismatch);
    let identity = says(0b0001, 0, Verdict::Match);
    let face = says(0b0100, 2, Verdict::Match);
    let decision = |chain: &[Answering]| {
        certain(chain, TABLE, REQUIREMENTS[3], EVERYTHING).map(|certain| certain.decision)
    };
    // Alone, the mobile settles nothing that is required: "identity, or mobile and face".
    assert_eq!(decision(&[mobile.clone(), identity.clone()]), Some(Decision::Verified));
    // With a face check after it, it does; it is asked, and it says no.
    assert_eq!(decision(&[mobile, identity, face]), Some(Decision::Rejected));
}
