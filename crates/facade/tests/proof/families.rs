//! The families of cases: which chains, requests and policies are gone through with which answers, and how many cases
//! that makes. The guide names the same numbers.

use crate::answer::{every, every_verdict, few, few_with_every_failure, representative};
use crate::explore::{Answers, Reach, Resumed, cases};
use crate::model::{
    EVERYTHING, GIVEN, Given, Method, NO_PERMISSION, POLICIES, Policy, Provider, REQUIREMENTS, Requirement,
    TABLE,
};
use crate::setting::Setting;

const GUIDE: &str = include_str!("../../../../docs/guide/billing-safety.md");

/// Every chain is gone through with every request of `given` and `requirements`, under every policy.
struct Family {
    name: &'static str,
    /// How many cases it has.
    cases: u64,
    chains: Vec<Vec<Provider>>,
    given: &'static [Given],
    requirements: &'static [Requirement],
    policies: &'static [Policy],
    reach: Reach,
}

#[rustfmt::skip]
fn families() -> [Family; 11] {
    let family = |name, cases, chains, given, policies, reach| {
        Family { name, cases, chains, given, requirements: &REQUIREMENTS, policies, reach }
    };
    let (all, three) = (every_capability(), chains_of_three(&realistic()));
    let (pairs, odd) = (chains_of_two(&realistic()), chains_of_two(&[realistic(), mixed()].concat()));
    let (everything, by_table, set_over_it) = (&[EVERYTHING], &[TABLE], &POLICIES[1..]);
    [
        family("one provider, every answer", 371_995, chains_of_one(&all), &GIVEN, by_table, up_to(every).resumed(Resumed::Every)),
        family("one provider, every failure, other policies", 18_636, chains_of_one(&all), everything, set_over_it, up_to(few_with_every_failure)),
        family("two, every capability", 640_542, chains_of_two(&all), everything, by_table, up_to(representative)),
        family("two, every verdict", 155_246, pairs.clone(), everything, by_table, up_to(every_verdict)),
        family("two, every failure once, every policy", 275_204, pairs.clone(), everything, &POLICIES, up_to(few).with_one_of(few_with_every_failure)),
        Family {
            requirements: &REQUIREMENTS[..1],
            ..family("two, every failure twice, every policy", 125_872, chains_of_two(&realistic()[..2]), everything, &POLICIES, up_to(few_with_every_failure))
        },
        family("two, less evidence or no permission, every policy", 61_208, odd, &GIVEN[1..], &POLICIES, up_to(few)),
        family("two, scans asked after", 58_500, pairs, everything, by_table, up_to(few).resumed(Resumed::Decisive)),
        family("three, every pattern", 566_668, three.clone(), everything, by_table, up_to(representative)),
        family("three, other policies", 205_498, three.clone(), everything, set_over_it, up_to(few)),
        family("three, no permission, every policy", 121_684, three, &[NO_PERMISSION], &POLICIES, up_to(few)),
    ]
}

fn up_to(always: Answers) -> Reach {
    Reach { always, once: None, resumed: Resumed::No }
}

/// Every set of factors, as a provider that answers at once and as a hosted one; what needs evidence; and the mixed.
fn every_capability() -> Vec<Provider> {
    let plain = (1..16).map(|bits| Provider(vec![Method::plain(bits)]));
    let hosted = (1..16).map(|bits| Provider(vec![Method::hosted(bits)]));
    plain.chain(hosted).chain([Provider(vec![Method::PHOTO])]).chain(mixed()).collect()
}

/// Two ways of answering: a register beside the check by photo, and a whole facade of the two vendors as one provider.
fn mixed() -> Vec<Provider> {
    vec![
        Provider(vec![Method::PHOTO, Method::plain(0b0001)]),
        Provider(vec![Method::PHOTO, Method::hosted(0b1101)]),
    ]
}

/// The check by photo and the hosted scan, as the two vendors have them; a register, a carrier, a face, liveness.
fn realistic() -> Vec<Provider> {
    let plain = [0b0001, 0b0011, 0b0101, 0b1000].map(Method::plain);
    let ways = [Method::PHOTO, Method::hosted(0b1101)].into_iter().chain(plain);
    ways.map(|way| Provider(vec![way])).collect()
}

fn chains_of_one(of: &[Provider]) -> Vec<Vec<Provider>> {
    of.iter().map(|one| vec![one.clone()]).collect()
}

fn longer(chains: &[Vec<Provider>], of: &[Provider]) -> Vec<Vec<Provider>> {
    let chains =
        chains.iter().flat_map(|chain| of.iter().map(|last| [chain, std::slice::from_ref(last)].concat()));
    chains.collect()
}

fn chains_of_two(of: &[Provider]) -> Vec<Vec<Provider>> {
    longer(&chains_of_one(of), of)
}

fn chains_of_three(of: &[Provider]) -> Vec<Vec<Provider>> {
    longer(&chains_of_two(of), of)
}

impl Family {
    fn settings(&self) -> impl Iterator<Item = Setting> {
        self.chains.iter().flat_map(move |chain| {
            let policies = self.policies.iter();
            policies.flat_map(move |policy| {
                let requirements = self.requirements.iter();
                requirements.flat_map(move |requirement| {
                    self.given.iter().map(move |given| Setting::new(chain, *policy, *requirement, *given))
                })
            })
        })
    }
}

/// Goes through one family. The number of its cases is the one that is known, and stands in the guide.
fn uphold(place: usize) {
    let family = &families()[place];
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
    let count = family.settings().map(|setting| cases(&runtime, &setting, family.reach)).sum::<u64>();
    println!("{}: {} cases", family.name, in_words(count));
    assert_eq!(count, family.cases, "{}: as many as the table says", family.name);
    let row = format!("| {} |", family.name);
    let row = GUIDE.lines().find(|line| line.starts_with(&row)).expect("the guide has a row for it");
    assert!(row.ends_with(&format!("| {} |", in_words(count))), "{row}");
}

/// 1234567 as 1,234,567.
fn in_words(number: u64) -> String {
    let digits = number.to_string();
    let groups = digits.as_bytes().rchunks(3).rev().map(|group| std::str::from_utf8(group).unwrap());
    groups.collect::<Vec<_>>().join(",")
}

#[test]
fn the_guide_names_the_number_of_all_cases() {
    let all = in_words(families().iter().map(|family| family.cases).sum());
    println!("{all} cases in all");
    assert!(GUIDE.contains(&format!("{all} cases")), "the guide should say \"{all} cases\"");
}

/// One test for each family, so that they run at the same time.
macro_rules! upheld {
    ($($name:ident: $place:literal,)*) => {
        $(#[test] fn $name() { uphold($place); })*

        #[test]
        fn every_family_has_a_test() {
            assert_eq!([$($place),*].as_slice(), (0..families().len()).collect::<Vec<_>>());
        }
    };
}

upheld! {
    one_provider_every_answer: 0,
    one_provider_every_failure_other_policies: 1,
    two_every_capability: 2,
    two_every_verdict: 3,
    two_every_failure_once_every_policy: 4,
    two_every_failure_twice_every_policy: 5,
    two_less_evidence_or_no_permission_every_policy: 6,
    two_scans_queried: 7,
    three_every_pattern: 8,
    three_other_policies: 9,
    three_no_permission_every_policy: 10,
}
